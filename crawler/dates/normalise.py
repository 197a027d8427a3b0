"""A line of text beside the letters the lexer reads."""

import unicodedata
from functools import cached_property

from crawler.text.characters import Folding
from crawler.text.normalise import clean_line

_SAME = {
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


class _Letters(Folding):
    """Folding for search, one sign for each kind of separator, no accents and no hamza."""

    def __missing__(self, code: int) -> str:
        folded = _SAME.get(chr(code), super().__missing__(code))
        self[code] = "".join(map(_bare, folded))
        return self[code]


def _bare(char: str) -> str:
    return _SAME.get(char, unicodedata.normalize("NFD", char)[0])


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Return `text` as dates are compared: see `_Letters`."""
    return clean_line(text).translate(_LETTERS)


class Line:
    """A cleaned line (`source`) and its `letters`, which may be fewer."""

    def __init__(self, text: str) -> None:
        self.source = clean_line(text)
        self.letters = self.source.translate(_LETTERS)

    def raw(self, start: int, end: int) -> str:
        """Return the part of `source` that gave `letters[start:end]`."""
        if len(self.source) == len(self.letters):
            return self.source[start:end]
        return self.source[self._origins[start] : self._origins[end]]

    @cached_property
    def _origins(self) -> list[int]:
        """The place in `source` of each of the letters, and its end."""
        chars = enumerate(self.source)
        places = [place for place, char in chars for _ in char.translate(_LETTERS)]
        return [*places, len(self.source)]
