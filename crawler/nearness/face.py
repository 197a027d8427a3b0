"""What of an article is compared: folded words without dateline and agency, shingles, figures."""

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from struct import Struct

from crawler.cleaning import search_text
from crawler.extraction.lexicon.agencies import KNOWN
from crawler.text import fold

WORDS_MAX = 2_000  # of an article; what comes after tells nothing new
SHINGLE = 3  # words
_PLACES = Struct(f">{SHINGLE}Q")
_WORDS_KEPT = 16_384
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(rf"{_FIGURE.pattern}|[^\W\d_]+")
_CHARACTERS_MAX = WORDS_MAX * 12
_OPENING = 80  # characters that dateline and agency stand in
# Words are taken whole: a long one would be divided in all ways.
_DATELINE = re.compile(r"^(?:[^\W\d_]++[ ,]*+){1,3}(?:-+|:)\s*(?=\S)")
_AGENCY = re.compile(
    rf"^(?:[^\W\d_]++[ ,]*+){{0,3}}[\s\-(/:|]*(?:{KNOWN.pattern})"
    r"\s*(?:[)\]]\s*[-:|]*|[-:|]+)\s*(?=\S)"
)
_DASHES = re.compile(r"[–—―]")
Context = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Face:
    """An article as it is compared.

    `shingles` are hashes (64 bits) of the runs of three words of lead and text (of all words where
    there are fewer), in order; `figures` the numbers by the words around each; `words` those
    of lead and text, each between spaces.
    """

    title: tuple[str, ...]
    shingles: "array[int]"
    figures: dict[Context, frozenset[str]]
    words: str

    def says(self, word: str) -> bool:
        """Say whether a word stands in lead or text."""
        return f" {word} " in self.words


def face_of(title: str | None, lead: str | None, text: str | None) -> Face:
    """Read the face of an article. Spelling, tashkeel, punctuation and agency lines leave it."""
    return face_in(search_text(title, lead, text), title, lead)


def face_in(folded: str, title: str | None, lead: str | None) -> Face:
    """Read the face of an article whose `search_text` is known: folded title, lead and text."""
    head = fold(title or "")
    body = folded.removeprefix(head).lstrip()
    opening = fold(lead or "")
    rest = body.removeprefix(opening).lstrip()
    if opening and rest.startswith(opening):
        body = rest
    words: list[str] = _WORD.findall(without_dateline(body[:_CHARACTERS_MAX]))[:WORDS_MAX]
    return Face(
        title=tuple(_WORD.findall(head)),
        shingles=hashed(words),
        figures=_figures(words),
        words=f" {' '.join(words)} ",
    )


def hashed(words: Sequence[str]) -> "array[int]":
    """Return the hashes of the shingles of some words, the same on every machine.

    A shingle's is made of its words' by place (tabulation hashing: Zobrist, 1970), which are few.
    """
    if 0 < len(words) < SHINGLE:
        words = [*words, *[""] * (SHINGLE - len(words))]
    places = [_hashes(word) for word in words]
    runs = zip(places, places[1:], places[2:], strict=False)
    return array("Q", [one[0] ^ two[1] ^ three[2] for one, two, three in runs])


@lru_cache(maxsize=_WORDS_KEPT)
def _hashes(word: str) -> tuple[int, ...]:
    """A word's 64 bits for each place in a shingle."""
    return _PLACES.unpack(blake2b(word.encode(), digest_size=_PLACES.size).digest())


def without_dateline(folded: str) -> str:
    """Return a folded text without «القاهرة (رويترز) -» and its like before it."""
    start = _DASHES.sub("-", folded[:_OPENING])
    for opening in (_AGENCY, _DATELINE):
        if found := opening.match(start):
            return folded[found.end() :]
    return folded


def is_figure(word: str) -> bool:
    """Say whether a word is a number."""
    return word[0].isdigit()


def _figures(words: Sequence[str]) -> dict[Context, frozenset[str]]:
    """The number between the same words is the same statement: what it says must agree."""
    found: defaultdict[Context, set[str]] = defaultdict(set)
    for at in [at for at, word in enumerate(words) if word[0].isdigit()]:
        context = (_around(words, at - 2), _around(words, at - 1), _around(words, at + 1))
        found[context].add(words[at])
    return {context: frozenset(values) for context, values in found.items()}


def _around(words: Sequence[str], at: int) -> str:
    """Return the word there, `#` for any number, nothing beyond the ends."""
    if not 0 <= at < len(words):
        return ""
    return "#" if is_figure(words[at]) else words[at]
