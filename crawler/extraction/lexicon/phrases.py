"""Lists of phrases to regular expressions."""

import re

from crawler.text.normalise import fold_text

# What may stand around a label: spaces and signs.
SPACES_AND_SIGNS = r"[\s\W_]*"


def build_phrase_pattern(phrase_list: str) -> str:
    """Join phrases parted by `|` to one alternation: each folded, longest first, spaces elastic.

    As what is compared with it is folded too, hamza, tashkeel and final letters need not be spelt
    in every variant.
    """
    folded = sorted({fold_text(phrase) for phrase in phrase_list.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s*") for phrase in folded)
