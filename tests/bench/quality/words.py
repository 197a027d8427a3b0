"""Words and shingles by which texts are scored; no code is shared with the extraction."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
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
    """The overlap of two texts, in shares of 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def split_words(text: str | None) -> tuple[str, ...]:
    """Return the words of a text, folded."""
    folded = unicodedata.normalize("NFKC", text or "").translate(_DIGITS)
    return tuple(_WORD.findall(_DROPPED.sub("", folded)))


def count_held_pieces(pieces: Iterable[str], text: str) -> int:
    """Count the pieces whose words stand in a text one after another."""
    words = f" {' '.join(split_words(text))} "
    return sum(f" {' '.join(split_words(piece))} " in words for piece in pieces)


def measure_overlap(gold: str, extracted: str) -> Overlap:
    """Compare the bags of 4-word shingles, as the article-extraction-benchmark does."""
    gold_shingles, extracted_shingles = _count_shingles(gold), _count_shingles(extracted)
    if not gold_shingles and not extracted_shingles:
        return Overlap(1.0, 1.0)
    common = (gold_shingles & extracted_shingles).total()
    return Overlap(
        common / extracted_shingles.total() if extracted_shingles else 0.0,
        common / gold_shingles.total() if gold_shingles else 0.0,
    )


def _count_shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the shingles; a text shorter than a shingle is one shingle."""
    words = split_words(text)
    count = max(1, len(words) - SHINGLE + 1)
    return Counter(words[start : start + SHINGLE] for start in range(count) if words)
