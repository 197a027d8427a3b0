"""Everything of a page that leads somewhere when clicked."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.anchors import shown_text
from crawler.discovery.phrases import leads_onward

_IDLE = re.compile(r"#|javascript:", re.IGNORECASE)
_FETCHED = ("data-next-url", "data-next-page-url", "data-next", "data-url", "data-href", "hx-get")
_leading = etree.XPath(
    "//a | //area | //*[@onclick] | //option[@value] | "
    + " | ".join(f"//*[@{name}]" for name in _FETCHED)
)
_CLICK = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.assign\(|window\.open\()\s*['"]([^'"]+)"""
)


def leads(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield what leads somewhere and its address: anchors, and what a script makes one."""
    found = _leading(tree)
    assert isinstance(found, list)
    for element in (one for one in found if isinstance(one, HtmlElement)):
        href = element.get("href") if element.tag in ("a", "area") else None
        if element.get("download") is not None:
            continue
        if (not href or _IDLE.match(href)) and (address := _scripted(element)):
            yield element, address
        elif href:
            yield element, href


def _scripted(element: HtmlElement) -> str | None:
    """Return the address a script goes to; what it fetches, only where that is a further page."""
    if click := _CLICK.search(element.get("onclick") or ""):
        return click[1]
    names = ("value",) if element.tag == "option" else _FETCHED
    told = (
        value for name in names if (value := element.get(name)) and ("/" in value or "?" in value)
    )
    address = next(told, None)
    return address if address and leads_onward(shown_text(element)) else None
