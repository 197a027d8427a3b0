"""What of an article is compared: folded words without dateline and agency, shingles, figures."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.lexicon.agencies import KNOWN
from crawler.text import fold

WORDS_MAX = 2_000  # of an article; what comes after tells nothing new
SHINGLE = 3  # words
_REMEMBERED = 200  # faces: what was stored last is what the next ones are held against
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(rf"{_FIGURE.pattern}|[^\W\d_]+")
_CHARACTERS_MAX = WORDS_MAX * 12
_FOLDED_FROM = 4  # characters at most to one folded: marks are dropped
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

    `shingles` are runs of three words of lead and text (all words where there are fewer), in order;
    `figures` the numbers by the words around each; `words` every word of lead and text.
    """

    title: tuple[str, ...]
    shingles: tuple[str, ...]
    figures: dict[Context, frozenset[str]]
    words: frozenset[str]


@lru_cache(maxsize=_REMEMBERED)
def face_of(title: str | None, lead: str | None, text: str | None) -> Face:
    """Read the face of an article. Spelling, tashkeel, punctuation and agency lines leave it."""
    parts = [part for part in (lead, text) if part]
    if lead and text and fold(text[: _FOLDED_FROM * len(lead)]).startswith(fold(lead)):
        parts = [text]
    folded = without_dateline("\n".join(parts)[:_CHARACTERS_MAX])
    words: list[str] = _WORD.findall(folded)[:WORDS_MAX]
    return Face(
        title=tuple(_WORD.findall(fold(title or ""))),
        shingles=tuple(_shingles(words)),
        figures=_figures(words),
        words=frozenset(words),
    )


def without_dateline(text: str) -> str:
    """Return the folded text without «القاهرة (رويترز) -» and its like before it."""
    folded = _DASHES.sub("-", fold(text))
    for opening in (_AGENCY, _DATELINE):
        if found := opening.match(folded[:80]):
            return folded[found.end() :]
    return folded


def is_figure(word: str) -> bool:
    """Say whether a word is a number."""
    return word[0].isdigit()


def _shingles(words: Sequence[str]) -> Iterable[str]:
    if words and len(words) < SHINGLE:
        return [" ".join(words)]
    return map(" ".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def _figures(words: Sequence[str]) -> dict[Context, frozenset[str]]:
    """The number between the same words is the same statement: what it says must agree."""
    found: defaultdict[Context, set[str]] = defaultdict(set)
    for at, word in enumerate(words):
        if is_figure(word):
            context = (_around(words, at - 2), _around(words, at - 1), _around(words, at + 1))
            found[context].add(word)
    return {context: frozenset(values) for context, values in found.items()}


def _around(words: Sequence[str], at: int) -> str:
    """Return the word there, `#` for any number, nothing beyond the ends."""
    if not 0 <= at < len(words):
        return ""
    return "#" if is_figure(words[at]) else words[at]
