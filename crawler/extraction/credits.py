"""Whose photo it is, by labels, signs and brackets at the end of a caption. Pure."""

import re
from functools import lru_cache

from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import AGENCIES
from crawler.text.normalise import clean_line, fold

_OWNER_SIGN = re.compile(r"[©ⓒ]|\(c\)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\W*$")
_PARTS = re.compile(r"\s*[/،,–—|]\s*|\s+-\s+")
_EDGES = " \t|-–—/،,:؛©"


def parse_caption(text: str, credit: str | None = None) -> tuple[str | None, str | None]:
    """Split «… - تصوير: …», «… (رويترز)» and «… © …» off a caption, and drop its label.

    `credit` is what the mark-up already named as one.
    """
    text = clean_line(text)
    letters, places = _letterwise(text)
    label = labels.CAPTION_LABEL.match(letters)
    if label:
        text = text[places[label.end()] :]
        letters, places = _letterwise(text)
    if credit:
        return _trimmed(text), _without_label(credit)
    sign = _OWNER_SIGN.search(text)
    if sign:
        return _trimmed(text[: sign.start()]), _trimmed(text[sign.end() :])
    bracketed = _BRACKETED.search(text)
    if bracketed and names_owner(bracketed[1]):
        return _trimmed(text[: bracketed.start()]), _without_label(bracketed[1])
    found = labels.CREDIT_LABEL.search(letters) or labels.CREDIT_AFTER_SIGN.search(letters)
    if found:
        return _trimmed(text[: places[found.start()]]), _trimmed(text[places[found.end()] :])
    return _trimmed(text), None


def names_owner(text: str) -> bool:
    """Say whether what stands in brackets is an agency or behind a label («عدسة فلان»)."""
    folded = fold(text)
    if labels.OWNER_LABEL.match(folded):
        return True
    known = (AGENCIES, labels.PHOTO_AGENCIES)
    return any(
        pattern.fullmatch(fold(part)) for part in (text, *_PARTS.split(text)) for pattern in known
    )


def _without_label(credit: str) -> str | None:
    letters, places = _letterwise(credit)
    label = labels.CREDIT_LABEL.match(letters) or labels.OWNER_LABEL.match(letters)
    return _trimmed(credit[places[label.end()] :] if label else credit)


def _letterwise(text: str) -> tuple[str, list[int]]:
    """Fold letter by letter, and return for every folded one its place in the text."""
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        letter = _folded(char)
        folded.append(letter)
        places.extend([at] * len(letter))
    return "".join(folded), [*places, len(text)]


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return " " if char.isspace() else fold(char)


def _trimmed(text: str | None) -> str | None:
    """Drop signs at the ends, and brackets that have no counterpart."""
    bare = (text or "").strip(_EDGES)
    for opening, closing in ("()", "[]"):
        if bare.count(opening) != bare.count(closing) or _wholly_in(bare, opening, closing):
            bare = bare.strip(f"{_EDGES}{opening}{closing}")
    return bare or None


def _wholly_in(text: str, opening: str, closing: str) -> bool:
    return text.startswith(opening) and text.find(closing) == len(text) - 1
