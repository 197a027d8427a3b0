"""Texts of a page compared by their letters, spaces and signs left out. Pure."""

import re
from functools import lru_cache

_NOT_LETTER = re.compile(r"[\W_\u0640\u064b-\u0652]+")
# Arabic letters and digits have no case; folding theirs too would double the time.
_MAY_HAVE_CASE = re.compile(r"[^0-9\u0600-\u06ff]")
_TO_LAST_LETTER = re.compile(r".*\w", re.DOTALL)
_ELLIPSES = ("..", "…")


@lru_cache(maxsize=2048)
def extract_letters(text: str) -> str:
    """Return the letters and digits of a text, without tashkeel, joined."""
    letters = _NOT_LETTER.sub("", "".join(text.split()))
    return letters.casefold() if _MAY_HAVE_CASE.search(letters) else letters


def is_cut_off(text: str) -> bool:
    """Say whether a text ends in an ellipsis."""
    up_to_last_letter = _TO_LAST_LETTER.match(text)
    ending = text[up_to_last_letter.end() :] if up_to_last_letter else text
    return any(ellipsis in ending for ellipsis in _ELLIPSES)


def is_beginning_of(head: str, whole: str, *, is_cut: bool) -> bool:
    """Say whether one text begins another; both as `extract_letters` returns them.

    `is_cut`: `head` ends in an ellipsis. A cut may fall inside a word, so the last letters before
    it need not agree.
    """
    if len(head) < 15 or len(head) > len(whole) + 3:
        return False
    return whole.startswith(head) or (is_cut and len(head) > 40 and whole.startswith(head[:-12]))


def is_teaser_of(text: str, paragraph: str) -> bool:
    """Say whether a text is the beginning of a paragraph, cut off or not."""
    return is_beginning_of(
        extract_letters(text), extract_letters(paragraph), is_cut=is_cut_off(text)
    )
