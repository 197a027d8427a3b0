"""Regular expressions made of lists of phrases."""

import re

from crawler.text.normalise import fold_text

# May stand around a label.
SPACES_AND_SIGNS = r"[\s\W_]*"


def build_phrase_pattern(phrase_list: str) -> str:
    """Join phrases separated by `|` to one alternation: folded, longest first, spaces optional.

    The texts it is matched with are folded too, so that hamza, tashkeel and final letters need not
    be spelt in every variant.
    """
    folded = sorted({fold_text(phrase) for phrase in phrase_list.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s*") for phrase in folded)


def build_raw_phrase_pattern(phrase_list: str) -> str:
    """Join phrases as they are printed, for texts of which a part is kept; longest first."""
    phrases = sorted({" ".join(p.split()) for p in phrase_list.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s*") for phrase in phrases)
