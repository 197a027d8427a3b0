"""Class and id names as words: `articleShareBar` and `article-share_bar` say the same. Pure."""

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTER = re.compile(r"[^a-z]+")
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=16384)
def words_of(name: str) -> str:
    """Split one class or id name into lower-case words joined by single spaces."""
    parted = name if name.islower() else _CAMEL.sub(" ", name).lower()
    return _NOT_LETTER.sub(" ", parted).strip()


def speaks_of(spoken: str, words: frozenset[str]) -> bool:
    """Say whether any of some names has one of the words: a quick no for most."""
    parted = spoken if spoken.islower() else _CAMEL.sub(" ", spoken).lower()
    return not words.isdisjoint(_WORD.findall(parted))
