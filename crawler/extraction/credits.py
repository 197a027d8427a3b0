"""Whose photo it is, by labels, signs and brackets at the end of a caption. Pure."""

import re
from functools import lru_cache

from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import AGENCY_BYLINE
from crawler.text.normalise import clean_line, fold_text

_OWNER_SIGN = re.compile(r"[©ⓒ]|\(c\)", re.IGNORECASE)
_BRACKETED_END = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\W*$")
_PART_SEPARATOR = re.compile(r"\s*[/،,–—|]\s*|\s+-\s+")
_EDGE_SIGNS = " \t|-–—/،,:؛©"


def parse_caption(text: str, credit: str | None = None) -> tuple[str | None, str | None]:
    """Split «… - تصوير: …», «… (رويترز)» and «… © …» off a caption, and drop its label.

    `credit` is what the mark-up already named as one.
    """
    text = clean_line(text)
    letters, places = _fold_with_positions(text)
    label = labels.CAPTION_LABEL.match(letters)
    if label:
        text = text[places[label.end()] :]
        letters, places = _fold_with_positions(text)
    if credit:
        return _trim_signs(text), _strip_credit_label(credit)
    sign = _OWNER_SIGN.search(text)
    if sign:
        return _trim_signs(text[: sign.start()]), _trim_signs(text[sign.end() :])
    bracketed = _BRACKETED_END.search(text)
    if bracketed and is_photo_credit(bracketed[1]):
        return _trim_signs(text[: bracketed.start()]), _strip_credit_label(bracketed[1])
    found = labels.CREDIT_LABEL.search(letters) or labels.CREDIT_AFTER_SIGN.search(letters)
    if found:
        return _trim_signs(text[: places[found.start()]]), _trim_signs(text[places[found.end()] :])
    return _trim_signs(text), None


def is_photo_credit(text: str) -> bool:
    """Say whether what stands in brackets is an agency or behind a label («عدسة فلان»)."""
    folded = fold_text(text)
    if labels.OWNER_LABEL.match(folded):
        return True
    known = (AGENCY_BYLINE, labels.PHOTO_AGENCIES)
    return any(
        pattern.fullmatch(fold_text(part))
        for part in (text, *_PART_SEPARATOR.split(text))
        for pattern in known
    )


def _strip_credit_label(credit: str) -> str | None:
    letters, places = _fold_with_positions(credit)
    label = labels.CREDIT_LABEL.match(letters) or labels.OWNER_LABEL.match(letters)
    return _trim_signs(credit[places[label.end()] :] if label else credit)


def _fold_with_positions(text: str) -> tuple[str, list[int]]:
    """Fold letter by letter, and return for every folded one its place in the text."""
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        letter = _fold_character(char)
        folded.append(letter)
        places.extend([at] * len(letter))
    return "".join(folded), [*places, len(text)]


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    return " " if char.isspace() else fold_text(char)


def _trim_signs(text: str | None) -> str | None:
    """Drop signs at the ends, and brackets that have no counterpart."""
    bare = (text or "").strip(_EDGE_SIGNS)
    for opening, closing in ("()", "[]"):
        if bare.count(opening) != bare.count(closing) or _is_wholly_bracketed(
            bare, opening, closing
        ):
            bare = bare.strip(f"{_EDGE_SIGNS}{opening}{closing}")
    return bare or None


def _is_wholly_bracketed(text: str, opening: str, closing: str) -> bool:
    return text.startswith(opening) and text.find(closing) == len(text) - 1
