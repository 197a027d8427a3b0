"""The boxes of a page that its anchors stand in: menus and rows of page numbers."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.phrases import PAGER_NAMES

_MENU_TAGS = frozenset(["nav", "footer", "header", "menu"])
_MENU_ROLES = frozenset(["navigation", "contentinfo", "menubar", "menu", "banner"])
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|(?:main|mega|sub|top|side)?menu|footer|topbar"
    r"|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMING = ("class", "id", "aria-label", "data-testid")
CONTENT = frozenset(["html", "body", "main", "article"])
# A row of page numbers holds no headline; anchors of so many words are one.
_ENTRY = 5


def in_menus(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element that stands in a menu, page header or footer."""
    found: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in found and _is_menu(element):
            found.update(element.iter(etree.Element))
    return found


def in_pagers(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element that stands in a box named for the pages of a list."""
    found: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in found and _is_pager(element):
            found.update(element.iter(etree.Element))
    return found


def _is_menu(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in CONTENT or not (tag in _MENU_TAGS or _named_menu(element)):
        return False
    if any(inner.tag in ("main", "article") for inner in element.iter("main", "article")):
        return False
    return tag == "nav" or not any(
        outer.tag in ("main", "article") for outer in element.iterancestors()
    )


def _named_menu(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") in _MENU_ROLES or bool(_MENU_NAMES.search(names))


def _is_pager(element: HtmlElement) -> bool:
    if element.tag in CONTENT or not any(map(PAGER_NAMES.search, _names(element))):
        return False
    return all(len("".join(anchor.itertext()).split()) < _ENTRY for anchor in element.iter("a"))


def _names(element: HtmlElement) -> Iterator[str]:
    return (value for name in _NAMING if (value := element.get(name)))
