"""Selectors of publisher files: CSS, or XPath where the string starts with `/`, `./` or `(`."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector, SelectorError
from lxml.html import HtmlElement

Found = list[HtmlElement | str]
"""What a selector finds in a tree, in document order: elements, or strings (`//meta/@content`)."""

_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL = re.compile(r"([A-Za-z][\w:-]*)\s*\(")
_FUNCTION = re.compile(
    r"last|position|count|id|local-name|namespace-uri|name|string|concat|starts-with|contains"
    r"|substring(-before|-after)?|string-length|normalize-space|translate|boolean|not|true|false"
    r"|lang|number|sum|floor|ceiling|round|node|text|comment|processing-instruction"
    r"|and|or|div|mod|re:(test|match|replace)"
)
"""What may stand before a bracket: XPath 1.0, and the regular expressions lxml adds."""


@lru_cache(maxsize=4096)
def compiled(source: str) -> Callable[[HtmlElement], Found]:
    """Make the search of a selector. Raises ValueError with the reason where it is wrong."""
    try:
        if source.startswith(("/", "./", "(")):
            return _xpath(source)
        return cast("Callable[[HtmlElement], Found]", CSSSelector(source, translator="html"))
    except etree.XPathError as error:
        raise ValueError(f"{source!r} is no XPath expression: {error}") from error
    except SelectorError as error:
        raise ValueError(f"{source!r} is no CSS selector: {error}") from error


def _xpath(source: str) -> Callable[[HtmlElement], Found]:
    for name in _CALL.findall(_LITERAL.sub("", source)):
        if not _FUNCTION.fullmatch(name):
            raise ValueError(f"{source!r} calls {name}(), no function of XPath 1.0")
    search = etree.XPath(source, smart_strings=False)
    # Unknown prefixes compile, so it is tried on an empty page.
    sample = search(etree.Element("html"))
    if not isinstance(sample, list):
        raise ValueError(f"{source!r} must give nodes, it gives {sample!r}")
    return cast("Callable[[HtmlElement], Found]", search)
