"""Class and id names split into words; `articleShareBar` equals `article-share_bar`. Pure."""

import re
from functools import lru_cache

_CAMEL_CASE_EDGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTER = re.compile(r"[^a-z]+")
# Hexadecimal ids: their letters say nothing (`elementor-element-5f18ad9`).
_HASH = re.compile(r"(?<![a-z\d])(?=[a-f]{0,40}\d{1,40}[a-f])[a-f\d]{6,}(?![a-z\d])")
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=16384)
def split_class_name(class_name: str) -> str:
    """Split one class or id name into lower-case words joined by single spaces."""
    words = class_name if class_name.islower() else _CAMEL_CASE_EDGE.sub(" ", class_name).lower()
    return _NOT_LETTER.sub(" ", _HASH.sub(" ", words)).strip()


def has_any_word(class_and_id: str, words: frozenset[str]) -> bool:
    """Say whether class and id names hold one of the words: a quick no for most elements."""
    separated = (
        class_and_id if class_and_id.islower() else _CAMEL_CASE_EDGE.sub(" ", class_and_id).lower()
    )
    return not words.isdisjoint(_WORD.findall(separated))
