"""Words and shingles as the corpora are scored. Shares no code with what it measures."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

SHINGLE = 4

_WORD = re.compile(r"\w+")
_DIGITS = {
    ord(digit): str(value)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
    for value, digit in enumerate(digits)
}
# Tashkeel and Quranic marks, the superscript alef, tatweel, bidi marks and isolates.
_DROPPED = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


class Overlap(NamedTuple):
    """How two texts overlap, in shares of 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def words(text: str | None) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    folded = unicodedata.normalize("NFKC", text or "").translate(_DIGITS)
    return tuple(_WORD.findall(_DROPPED.sub("", folded)))


def overlap(gold: str, said: str) -> Overlap:
    """Compare the bags of 4-word shingles, as the article-extraction-benchmark does."""
    wanted, found = _shingles(gold), _shingles(said)
    if not wanted and not found:
        return Overlap(1.0, 1.0)
    both = (wanted & found).total()
    return Overlap(
        both / found.total() if found else 0.0,
        both / wanted.total() if wanted else 0.0,
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """A text shorter than a shingle is one shingle."""
    every = words(text)
    count = max(1, len(every) - SHINGLE + 1)
    return Counter(every[at : at + SHINGLE] for at in range(count) if every)
