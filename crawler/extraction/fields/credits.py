"""Photo credits, found in captions by labels, signs and brackets at the end. Pure."""

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
    """Split a caption «… - تصوير: …», «… (رويترز)» or «… © …» into text and credit.

    A label before the caption is dropped. `credit` is what the mark-up already names as the credit.
    """
    text = clean_line(text)
    folded, positions = _fold_with_positions(text)
    caption_label = labels.CAPTION_LABEL.match(folded)
    if caption_label:
        text = text[positions[caption_label.end()] :]
        folded, positions = _fold_with_positions(text)
    if credit:
        return _trim_signs(text), _strip_credit_label(credit)
    owner_sign = _OWNER_SIGN.search(text)
    if owner_sign:
        return _trim_signs(text[: owner_sign.start()]), _trim_signs(text[owner_sign.end() :])
    bracketed = _BRACKETED_END.search(text)
    if bracketed and is_photo_credit(bracketed[1]):
        return _trim_signs(text[: bracketed.start()]), _strip_credit_label(bracketed[1])
    credit_label = labels.CREDIT_LABEL.search(folded) or labels.CREDIT_AFTER_SIGN.search(folded)
    if credit_label:
        return _trim_signs(text[: positions[credit_label.start()]]), _trim_signs(
            text[positions[credit_label.end()] :]
        )
    return _trim_signs(text), None


def is_photo_credit(text: str) -> bool:
    """Say whether the text of brackets is an agency or has an owner's label («عدسة فلان»)."""
    folded = fold_text(text)
    if labels.OWNER_LABEL.match(folded):
        return True
    agency_patterns = (AGENCY_BYLINE, labels.PHOTO_AGENCIES)
    return any(
        pattern.fullmatch(fold_text(part))
        for part in (text, *_PART_SEPARATOR.split(text))
        for pattern in agency_patterns
    )


def _strip_credit_label(credit: str) -> str | None:
    folded, positions = _fold_with_positions(credit)
    label = labels.CREDIT_LABEL.match(folded) or labels.OWNER_LABEL.match(folded)
    return _trim_signs(credit[positions[label.end()] :] if label else credit)


def _fold_with_positions(text: str) -> tuple[str, list[int]]:
    """Fold letter by letter; also return the position in `text` of each folded letter."""
    folded: list[str] = []
    positions: list[int] = []
    for position, char in enumerate(text):
        letter = _fold_character(char)
        folded.append(letter)
        positions.extend([position] * len(letter))
    return "".join(folded), [*positions, len(text)]


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    return " " if char.isspace() else fold_text(char)


def _trim_signs(text: str | None) -> str | None:
    """Drop signs at the ends, and brackets without a counterpart or around the whole text."""
    bare = (text or "").strip(_EDGE_SIGNS)
    for opening, closing in ("()", "[]"):
        if bare.count(opening) != bare.count(closing) or _is_wholly_bracketed(
            bare, opening, closing
        ):
            bare = bare.strip(f"{_EDGE_SIGNS}{opening}{closing}")
    return bare or None


def _is_wholly_bracketed(text: str, opening: str, closing: str) -> bool:
    return text.startswith(opening) and text.find(closing) == len(text) - 1
