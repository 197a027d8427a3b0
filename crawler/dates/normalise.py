"""A line of text folded for the tokenizer, and the way back to the text as printed."""

import unicodedata
from functools import cached_property

from crawler.text.characters import FoldingTable
from crawler.text.normalise import clean_line

_REPLACEMENTS = {
    "ء": "",  # مساء, مسا; الثلاثاء, الثلاثا
    "،": ",",
    "؛": ",",
    ";": ",",
    "؍": "/",
    "∕": "/",
    "\\": "/",
    "[": "(",
    "]": ")",
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("•·●∙▪■◆¦│‖«»", "|"),
}


class _DateFoldingTable(FoldingTable):
    """A folding table like that for search, with one sign for each kind of separator.

    Accents and hamza are dropped.
    """

    def __missing__(self, code: int) -> str:
        folded = _REPLACEMENTS.get(chr(code), super().__missing__(code))
        self[code] = "".join(map(_fold_date_char, folded))
        return self[code]


def _fold_date_char(char: str) -> str:
    return _REPLACEMENTS.get(char, unicodedata.normalize("NFD", char)[0])


_DATE_FOLDING_TABLE = _DateFoldingTable()


def fold_date_text(text: str) -> str:
    """Return `text` cleaned and folded as date words are compared."""
    return clean_line(text).translate(_DATE_FOLDING_TABLE)


class FoldedLine:
    """A line as `cleaned`, and as `folded`, which may be of another length."""

    def __init__(self, text: str) -> None:
        self.cleaned = clean_line(text)
        self.folded = self.cleaned.translate(_DATE_FOLDING_TABLE)

    def unfold_slice(self, start: int, end: int) -> str:
        """Return the part of `cleaned` that gave `folded[start:end]`."""
        if len(self.cleaned) == len(self.folded):
            return self.cleaned[start:end]
        return self.cleaned[self._cleaned_offsets[start] : self._cleaned_offsets[end]]

    @cached_property
    def _cleaned_offsets(self) -> list[int]:
        """The offset in `cleaned` of each character of `folded`, and the length of `cleaned`."""
        offsets = [
            offset
            for offset, char in enumerate(self.cleaned)
            for _ in char.translate(_DATE_FOLDING_TABLE)
        ]
        return [*offsets, len(self.cleaned)]
