"""Regular expressions made of lists of phrases."""

import re
from collections.abc import Iterable

from crawler.text.normalise import fold_text

# May stand around a label.
SPACES_AND_SIGNS = r"[\s\W_]*"


def build_phrase_pattern(phrase_list: str) -> str:
    """Join phrases separated by `|` to one alternation: folded, the longest preferred, spaces
    optional.

    The texts it is matched with are folded too, so that hamza, tashkeel and final letters need not
    be spelt in every variant.
    """
    return _join_by_first_letter({fold_text(phrase) for phrase in phrase_list.split("|")})


def build_raw_phrase_pattern(phrase_list: str) -> str:
    """Join phrases as they are printed, for texts of which a part is kept."""
    return _join_by_first_letter({" ".join(phrase.split()) for phrase in phrase_list.split("|")})


def _join_by_first_letter(phrases: Iterable[str]) -> str:
    """Join phrases to a pattern that reads common beginnings once: it is searched in long texts."""
    rests_by_letter: dict[str, set[str]] = {}
    for phrase in sorted(phrases):
        rests_by_letter.setdefault(phrase[0], set()).add(phrase[1:])
    return "|".join(
        (r"\s*" if letter == " " else re.escape(letter)) + _join_rests(rests)
        for letter, rests in rests_by_letter.items()
    )


def _join_rests(rests: set[str]) -> str:
    longer = rests - {""}
    if not longer:
        return ""
    joined = _join_by_first_letter(longer)
    if len(longer) == len(rests):
        return joined if len({rest[0] for rest in longer}) == 1 else f"(?:{joined})"
    return f"(?:{joined})?"
