"""What py3langid makes of a text of Arabic script that letters and words leave in doubt. Pure.

Of the well-kept detectors it alone knows Uyghur and tells Southern Kurdish; `make bench-language`
has the figures. It is loaded when it is first asked, as its model takes a second and 100 MB, and
few articles are so short that they need it.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

# Characters; more of a text changes no answer.
_ENOUGH = 2000
# Its names for what is called otherwise here: Southern Kurdish is the closest it knows to Central.
_NAMES = {"arz": "ar", "sdh": "ckb", "ku": "ckb"}


def ask(text: str) -> str:
    """Return the BCP 47 language it takes a text for; it has an answer to anything."""
    language, _ = _classifier()(text[:_ENOUGH])
    return _NAMES.get(language, language)


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid import classify

    return cast("Callable[[str], tuple[str, float]]", classify)
