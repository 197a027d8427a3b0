"""Fingerprints of articles: folded words without dateline and agency, shingles, figures. Pure.

The story keys of a fingerprint are the lowest hashes of its shingles (bottom-k sketches: Broder,
1997), taken of the whole article and of its opening, which is all that many copies keep. A hash
that is lowest in an article is also lowest in each part of the article that has it.
"""

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

MAX_WORDS = 2_000  # of an article; the rest adds nothing to the comparison
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(rf"{_FIGURE.pattern}|[^\W\d_]+")
_MAX_CHARACTERS = MAX_WORDS * 12
_DATELINE_CHARACTERS = 80  # dateline and agency stand within these
# Possessive: else a long word would be divided in all ways.
_DATELINE = re.compile(r"^(?:[^\W\d_]++[ ,]*+){1,3}(?:-+|:)\s*(?=\S)")
_AGENCY = re.compile(
    rf"^(?:[^\W\d_]++[ ,]*+){{0,3}}[\s\-(/:|]*(?:{AGENCY_SPELLINGS.pattern})"
    r"\s*(?:[)\]]\s*[-:|]*|[-:|]+)\s*(?=\S)"
)
_DASHES = re.compile(r"[–—―]")
_WHOLE_KEYS = 6
_OPENING_KEYS = 4
_OPENING_SHINGLES = 60

FigureContext = tuple[str, str, str]


@dataclass(frozen=True)
class Fingerprint:
    """An article as it is compared.

    `title_words` are those of the folded headline. `text` is standfirst and text, folded;
    `shingles` the hashes (64 bits each, as bytes) of its runs of three words, in order.
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
        """The words of standfirst and text; not cached: they take ten times the text's memory."""
        return _WORD.findall(self.text)[:MAX_WORDS]

    @cached_property
    def figures(self) -> dict[FigureContext, frozenset[str]]:
        """The numbers by the words around each: numbers between the same words state one thing."""
        return _index_figures(self.words)


def make_fingerprint(title: str | None, lead: str | None, text: str | None) -> Fingerprint:
    """Compute an article's fingerprint; spelling, tashkeel, punctuation, agency do not matter."""
    return make_fingerprint_from_folded(build_search_text(title, lead, text), title, lead)


def make_fingerprint_from_folded(folded: str, title: str | None, lead: str | None) -> Fingerprint:
    """Compute an article's fingerprint from its `search_text`: folded title, lead and text."""
    headline = fold_text(title or "")
    body = folded.removeprefix(headline).lstrip()
    standfirst = fold_text(lead or "")
    rest = body.removeprefix(standfirst).lstrip()
    # A text that begins with its standfirst has it once.
    if standfirst and rest.startswith(standfirst):
        body = rest
    text = strip_folded_dateline(body[:_MAX_CHARACTERS])
    return Fingerprint(
        title_words=tuple(_WORD.findall(headline)),
        shingles=hash_shingles(text, MAX_WORDS).tobytes(),
        text=text,
    )


def compute_story_keys(fingerprint: Fingerprint) -> tuple[str, ...]:
    """Return at most 10 keys, in order; equal fingerprints have equal keys on every machine."""
    opening = sort_distinct_hashes(fingerprint.hashes[:_OPENING_SHINGLES])[:_OPENING_KEYS]
    lowest = sort_distinct_hashes(
        np.concatenate([fingerprint.distinct_hashes[:_WHOLE_KEYS], opening])
    )
    return tuple(f"{number:016x}" for number in lowest.tolist())


def strip_folded_dateline(folded: str) -> str:
    """Return a folded text without the dateline before it, such as «القاهرة (رويترز) -»."""
    start = _DASHES.sub("-", folded[:_DATELINE_CHARACTERS])
    for pattern in (_AGENCY, _DATELINE):
        if dateline := pattern.match(start):
            return folded[dateline.end() :]
    return folded


def is_figure(word: str) -> bool:
    """Say whether a word is a number."""
    return word[0].isdigit()


def _index_figures(words: Sequence[str]) -> dict[FigureContext, frozenset[str]]:
    figures: defaultdict[FigureContext, set[str]] = defaultdict(set)
    for index in [index for index, word in enumerate(words) if is_figure(word)]:
        context = (
            _read_context_word(words, index - 2),
            _read_context_word(words, index - 1),
            _read_context_word(words, index + 1),
        )
        figures[context].add(words[index])
    return {context: frozenset(values) for context, values in figures.items()}


def _read_context_word(words: Sequence[str], index: int) -> str:
    """Return the word at the index: `#` for any number, "" beyond the ends."""
    if not 0 <= index < len(words):
        return ""
    return "#" if is_figure(words[index]) else words[index]
