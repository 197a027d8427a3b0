"""Regular expressions made of date words."""

import re
from collections.abc import Iterable

from crawler.dates.normalise import fold_date_text


def build_date_word_pattern(*spellings: str | Iterable[str]) -> str:
    """Join lists of alternatives separated by `|` to one alternation, longest first.

    Spaces are optional. The texts it is matched with are folded by `fold_date_text`, as its words
    are.
    """
    lists = [
        alternatives
        for group in spellings
        for alternatives in ([group] if isinstance(group, str) else group)
    ]
    folded = {fold_date_text(spelling) for spelling in "|".join(lists).split("|")}
    longest_first = sorted(folded, key=lambda spelling: (-len(spelling), spelling))
    return "|".join(re.escape(spelling).replace(r"\ ", r"\s*") for spelling in longest_first)
