"""What of an article is compared: folded words without dateline and agency, shingles, figures."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from crawler.cleaning import build_search_text
from crawler.extraction.lexicon.agencies import AGENCY_SPELLINGS
from crawler.near_duplicates.shingles import Hashes, hash_shingles, sort_distinct_hashes
from crawler.text.normalise import fold_text

MAX_WORDS = 2_000  # of an article; what comes after tells nothing new
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(rf"{_FIGURE.pattern}|[^\W\d_]+")
_MAX_CHARACTERS = MAX_WORDS * 12
_DATELINE_CHARACTERS = 80  # characters that dateline and agency stand in
# Words are taken whole: a long one would be divided in all ways.
_DATELINE = re.compile(r"^(?:[^\W\d_]++[ ,]*+){1,3}(?:-+|:)\s*(?=\S)")
_AGENCY = re.compile(
    rf"^(?:[^\W\d_]++[ ,]*+){{0,3}}[\s\-(/:|]*(?:{AGENCY_SPELLINGS.pattern})"
    r"\s*(?:[)\]]\s*[-:|]*|[-:|]+)\s*(?=\S)"
)
_DASHES = re.compile(r"[–—―]")
FigureContext = tuple[str, str, str]


@dataclass(frozen=True)
class Fingerprint:
    """An article as it is compared.

    `title` are its words, `shingles` the hashes (64 bits each, in bytes) of the runs of three words
    of lead and text, in order; `text` is these, folded. What is rarely asked is read when it is.
    """

    title_words: tuple[str, ...]
    shingles: bytes
    text: str = field(compare=False, repr=False)

    @cached_property
    def hashes(self) -> Hashes:
        """The shingles, in order."""
        return np.frombuffer(self.shingles, np.uint64)

    @cached_property
    def distinct_hashes(self) -> Hashes:
        """The shingles, each once, the lowest first."""
        return sort_distinct_hashes(self.hashes)

    @property
    def words(self) -> list[str]:
        """The words of lead and text; not kept, as they are ten times what the text is."""
        return _WORD.findall(self.text)[:MAX_WORDS]

    @cached_property
    def figures(self) -> dict[FigureContext, frozenset[str]]:
        """The numbers by the words around each: between the same words they are one statement."""
        return _index_figures(self.words)


def make_fingerprint(title: str | None, lead: str | None, text: str | None) -> Fingerprint:
    """Read the face of an article. Spelling, tashkeel, punctuation and agency lines leave it."""
    return make_fingerprint_from_folded(build_search_text(title, lead, text), title, lead)


def make_fingerprint_from_folded(folded: str, title: str | None, lead: str | None) -> Fingerprint:
    """Read the face of an article whose `search_text` is known: folded title, lead and text."""
    head = fold_text(title or "")
    body = folded.removeprefix(head).lstrip()
    opening = fold_text(lead or "")
    rest = body.removeprefix(opening).lstrip()
    if opening and rest.startswith(opening):
        body = rest
    text = strip_folded_dateline(body[:_MAX_CHARACTERS])
    return Fingerprint(
        title_words=tuple(_WORD.findall(head)),
        shingles=hash_shingles(text, MAX_WORDS).tobytes(),
        text=text,
    )


def strip_folded_dateline(folded: str) -> str:
    """Return a folded text without «القاهرة (رويترز) -» and its like before it."""
    start = _DASHES.sub("-", folded[:_DATELINE_CHARACTERS])
    for opening in (_AGENCY, _DATELINE):
        if found := opening.match(start):
            return folded[found.end() :]
    return folded


def is_figure(word: str) -> bool:
    """Say whether a word is a number."""
    return word[0].isdigit()


def _index_figures(words: Sequence[str]) -> dict[FigureContext, frozenset[str]]:
    found: defaultdict[FigureContext, set[str]] = defaultdict(set)
    for at in [at for at, word in enumerate(words) if word[0].isdigit()]:
        context = (
            _read_context_word(words, at - 2),
            _read_context_word(words, at - 1),
            _read_context_word(words, at + 1),
        )
        found[context].add(words[at])
    return {context: frozenset(values) for context, values in found.items()}


def _read_context_word(words: Sequence[str], index: int) -> str:
    """Return the word there, `#` for any number, nothing beyond the ends."""
    if not 0 <= index < len(words):
        return ""
    return "#" if is_figure(words[index]) else words[index]


# FOLDED from crawler.nearness.keys: Under which keys an article is filed, so that its copies meet
# it. /  / The lowest hashes of its shingles (bottom-k sketches: Broder, 1997): of the whole
# article, and of / its opening, which is all that is left of many copies. What is lowest in an
# article is lowest in / each part of it that has it.

_KEYS_OF_WHOLE = 6
_KEYS_OF_OPENING = 4
_OPENING_SHINGLES = 60  # shingles


def compute_story_keys(fingerprint: Fingerprint) -> tuple[str, ...]:
    """Return at most 10 keys, the same for the same face on every machine, in order."""
    opening = sort_distinct_hashes(fingerprint.hashes[:_OPENING_SHINGLES])[:_KEYS_OF_OPENING]
    lowest = sort_distinct_hashes(
        np.concatenate([fingerprint.distinct_hashes[:_KEYS_OF_WHOLE], opening])
    )
    return tuple(f"{one:016x}" for one in lowest.tolist())
