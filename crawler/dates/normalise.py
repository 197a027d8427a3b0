"""A line of text beside the letters the lexer reads."""

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
    """Folding for search, one sign for each kind of separator, no accents and no hamza."""

    def __missing__(self, code: int) -> str:
        folded = _REPLACEMENTS.get(chr(code), super().__missing__(code))
        self[code] = "".join(map(_fold_date_char, folded))
        return self[code]


def _fold_date_char(char: str) -> str:
    return _REPLACEMENTS.get(char, unicodedata.normalize("NFD", char)[0])


_DATE_FOLDING_TABLE = _DateFoldingTable()


def fold_date_text(text: str) -> str:
    """Return `text` as dates are compared: see `_Letters`."""
    return clean_line(text).translate(_DATE_FOLDING_TABLE)


class FoldedLine:
    """A cleaned line (`source`) and its `letters`, which may be fewer."""

    def __init__(self, text: str) -> None:
        self.cleaned = clean_line(text)
        self.folded = self.cleaned.translate(_DATE_FOLDING_TABLE)

    def unfold_slice(self, start: int, end: int) -> str:
        """Return the part of `source` that gave `letters[start:end]`."""
        if len(self.cleaned) == len(self.folded):
            return self.cleaned[start:end]
        return self.cleaned[self._cleaned_offsets[start] : self._cleaned_offsets[end]]

    @cached_property
    def _cleaned_offsets(self) -> list[int]:
        """The place in `source` of each of the letters, and its end."""
        chars = enumerate(self.cleaned)
        places = [place for place, char in chars for _ in char.translate(_DATE_FOLDING_TABLE)]
        return [*places, len(self.cleaned)]
