"""Edits that newsrooms make to an agency's story, from light to heavy.

No code is shared with the detector.
"""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.bench.dedupe.pair import PublishedArticle
from tests.bench.dedupe.phrases import AGENCIES, CLOSINGS, HEADLINES, INTROS, PLACES, SYNONYMS

Edit = Callable[[PublishedArticle, random.Random, list[str]], PublishedArticle]

_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
_FIGURE = re.compile(r"(?<!\d)\d{1,9}(?!\d)")
_TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_BARE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"})


def letters(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Use another outlet's spelling: hamzas, tashkeel, commas, quotation marks, digits."""

    def spell(text: str) -> str:
        if random_.random() < 0.6:
            text = text.translate(_BARE)
        if random_.random() < 0.4:
            text = text.translate(_EASTERN)
        text = text.replace('"', "«", 1) if random_.random() < 0.5 else text.replace("،", ",")
        return " ".join(_add_tashkeel(word, random_) for word in text.split(" "))

    paragraphs = [spell(paragraph) for paragraph in _paragraphs(piece)]
    return replace(piece.with_text(paragraphs), title=spell(piece.title))


def agency(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Add a dateline and the agency's name before the text, a credit after it."""
    place, name = random_.choice(PLACES), random_.choice(AGENCIES)
    prefix = random_.choice(
        [
            f"{place} - {name} - ",
            f"({name}) - ",
            f"{place} ({name}) -- ",
            f"{place} – ",
            f"{name}: ",
        ]
    )
    first, *others = _paragraphs(piece)
    after = [random_.choice(CLOSINGS).format(name=name)] if random_.random() < 0.5 else []
    return piece.with_text([prefix + first, *others, *after])


def headline(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Write another headline."""
    words = _paragraphs(piece)[0].split()
    some = " ".join(random_.sample(words, min(5, len(words))))
    return replace(piece, title=random_.choice(HEADLINES).format(some=some))


def trim(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Leave out the last tenth."""
    return _keep(piece, random_.uniform(0.85, 0.95))


def cut(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Keep about the first half."""
    return _keep(piece, random_.uniform(0.4, 0.65))


def cut_short(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Keep the first paragraphs only."""
    return _keep(piece, random_.uniform(0.15, 0.3))


def intro(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Put a local paragraph before the agency's."""
    local = random_.choice(INTROS).format(place=random_.choice(PLACES))
    return piece.with_text([local, *_paragraphs(piece)])


def move(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Move some sentences and break paragraphs elsewhere."""
    sentences = _sentences(piece)
    for _ in range(max(1, len(sentences) // 3)):
        sentence = sentences.pop(random_.randrange(len(sentences)))
        sentences.insert(random_.randrange(len(sentences) + 1), sentence)
    size = random_.choice([1, 2, 3])
    starts = range(0, len(sentences), size)
    return piece.with_text([" ".join(sentences[start : start + size]) for start in starts])


def drop(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Leave out a fifth of the sentences here and there."""
    kept = [sentence for sentence in _sentences(piece) if random_.random() > 0.2]
    return piece.with_text(kept or _sentences(piece))


def reword(share: float) -> Edit:
    """Return an edit that replaces a share of the words; figures stay."""

    def edit(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
        def replace_word(word: str) -> str:
            if any(char.isdigit() for char in word) or random_.random() > share:
                return word
            return SYNONYMS.get(word) or random_.choice(pool)

        lines = (" ".join(map(replace_word, line.split())) for line in _paragraphs(piece))
        return piece.with_text(list(lines))

    return edit


def update(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Update one figure, where there are four or more."""
    figures = list(_FIGURE.finditer(piece.text))
    if len({figure[0] for figure in figures}) < 4:
        return piece
    old = random_.choice(figures)
    new = str(int(old[0]) + random_.randint(1, 9))
    return replace(piece, text=piece.text[: old.start()] + new + piece.text[old.end() :])


def later(piece: PublishedArticle, random_: random.Random, pool: list[str]) -> PublishedArticle:
    """Publish some hours later."""
    return replace(piece, published_at=piece.published_at + timedelta(hours=random_.uniform(0, 20)))


EDITS: dict[str, tuple[Edit, ...]] = {
    "light: letters": (letters,),
    "light: agency, headline": (agency, headline),
    "light: last lines left out": (trim, agency),
    "medium: cut to half": (cut, agency),
    "medium: local intro": (intro, headline, letters),
    "medium: sentences moved": (move, letters),
    "medium: a figure updated": (update, agency, headline),
    "medium: words replaced": (reword(0.07), headline),
    "heavy: first paragraphs": (cut_short, agency, headline, letters),
    "heavy: rewritten": (reword(0.12), move, drop, headline),
    "heavy: all at once": (cut, reword(0.08), move, intro, headline, letters),
}


def edit_article(
    kind: str, piece: PublishedArticle, random_: random.Random, pool: list[str]
) -> PublishedArticle:
    """Return the piece as another outlet publishes it, after one kind of edits."""
    for edit in (*EDITS[kind], later):
        piece = edit(piece, random_, pool)
    return piece


def _keep(piece: PublishedArticle, share: float) -> PublishedArticle:
    """Keep the beginning, in whole sentences, of about forty words at least."""
    min_words = max(40, int(share * len(piece.text.split())))
    kept: list[str] = []
    for paragraph in _paragraphs(piece):
        sentences: list[str] = []
        for sentence in _SENTENCE.split(paragraph):
            if sum(len(text.split()) for text in (*kept, *sentences)) < min_words:
                sentences.append(sentence)
        kept.append(" ".join(sentences))
    return piece.with_text(kept)


def _paragraphs(piece: PublishedArticle) -> list[str]:
    return piece.text.split("\n\n")


def _sentences(piece: PublishedArticle) -> list[str]:
    return [sentence for text in _paragraphs(piece) for sentence in _SENTENCE.split(text)]


def _add_tashkeel(word: str, random_: random.Random) -> str:
    if len(word) < 4 or not word.isalpha() or random_.random() > 0.05:
        return word
    index = random_.randrange(1, len(word))
    return word[:index] + random_.choice(_TASHKEEL) + word[index:]
