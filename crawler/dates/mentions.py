"""Mentions of months and labels in a text that may hold no whole date, by the reader's words."""

import re

from crawler.dates.normalise import fold_date_text
from crawler.dates.tokenizer import tokenize_date_text
from crawler.dates.types import DateLabel

LABEL_OF_KIND: dict[str, DateLabel] = {"l": "published", "u": "modified"}
# Libyan months that are everyday words count between a day and a year only.
_MONTH = re.compile("[mh]|nf?[BF]f?y")


def names_month(text: str) -> bool:
    """Say whether a text names a month of any calendar."""
    return _MONTH.search(_read_token_kinds(text)) is not None


def find_labels(text: str) -> frozenset[DateLabel]:
    """Return what the labels in a text say that dates beside them date."""
    return frozenset(
        LABEL_OF_KIND[kind] for kind in _read_token_kinds(text) if kind in LABEL_OF_KIND
    )


def _read_token_kinds(text: str) -> str:
    return tokenize_date_text(fold_date_text(text))[1]
