"""Selectors of publisher files, compiled: XPath if one starts with `/`, `./` or `(`, else CSS."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector, SelectorError
from lxml.html import HtmlElement

SelectorMatches = list[HtmlElement | str]
"""Matches of a selector in document order: elements, or strings (`//meta/@content`)."""

_STRING_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_FUNCTION_CALL = re.compile(r"([A-Za-z][\w:-]*)\s*\(")
_ALLOWED_FUNCTION = re.compile(
    r"last|position|count|id|local-name|namespace-uri|name|string|concat|starts-with|contains"
    r"|substring(-before|-after)?|string-length|normalize-space|translate|boolean|not|true|false"
    r"|lang|number|sum|floor|ceiling|round|node|text|comment|processing-instruction"
    r"|and|or|div|mod|re:(test|match|replace)"
)
"""Names allowed before a bracket: those of XPath 1.0, and lxml's regular expressions."""


@lru_cache(maxsize=4096)
def compile_selector(selector: str) -> Callable[[HtmlElement], SelectorMatches]:
    """Return the search function of a selector. Raises ValueError with the reason it is wrong."""
    try:
        if selector.startswith(("/", "./", "(")):
            return _compile_xpath(selector)
        return cast(
            "Callable[[HtmlElement], SelectorMatches]", CSSSelector(selector, translator="html")
        )
    except etree.XPathError as error:
        raise ValueError(f"{selector!r} is no XPath expression: {error}") from error
    except SelectorError as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error


def _compile_xpath(expression: str) -> Callable[[HtmlElement], SelectorMatches]:
    for name in _FUNCTION_CALL.findall(_STRING_LITERAL.sub("", expression)):
        if not _ALLOWED_FUNCTION.fullmatch(name):
            raise ValueError(f"{expression!r} calls {name}(), no function of XPath 1.0")
    search = etree.XPath(expression, smart_strings=False)
    # Unknown prefixes compile, and fail only in a search.
    sample = search(etree.Element("html"))
    if not isinstance(sample, list):
        raise ValueError(f"{expression!r} must give nodes, it gives {sample!r}")
    return cast("Callable[[HtmlElement], SelectorMatches]", search)
