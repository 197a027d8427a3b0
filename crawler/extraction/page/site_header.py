"""The site header: the head of every page, known by its logo, search form or menu. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

_FRONT_PAGE_PATH = re.compile(
    r"(?:ar|arabic|home|index|default|accueil|main)?(?:\.\w{2,5})?", re.IGNORECASE
)
# An address with two steps or more: known without splitting it, as most links of a page are.
_DEEP_ADDRESS = re.compile(r"(?:https?:)?+(?://[^/?#\s]*)?+[./]*+[^/?#:.\s][^/?#:\s]*+/++[^/?#.\s]")
_SEARCH_TAGS = ("form", "input", "select")
# A breadcrumb has fewer links.
_MIN_MENU_LINKS = 6
_MAX_ELEMENTS = 400


def is_front_page_address(address: str | None) -> bool:
    """Say whether an address, absolute or relative, is that of a front page."""
    if not address or address.startswith(("#", "javascript:", "mailto:")):
        return False
    if _DEEP_ADDRESS.match(address):
        return False
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return not parts.query and bool(_FRONT_PAGE_PATH.fullmatch(parts.path.strip("./")))


def is_beside_site_header(element: html.HtmlElement, headline: html.HtmlElement) -> bool:
    """Say whether boxes above the headline, beside or around an element, hold logo or menu."""
    headline_ancestors = {headline, *headline.iterancestors()}
    ancestor = element
    while ancestor not in headline_ancestors:
        parent = ancestor.getparent()
        if parent is None:
            return False
        if parent in headline_ancestors:
            return any(
                _is_site_header(sibling)
                for sibling in _iter_children_before(parent, headline_ancestors)
            )
        ancestor = parent
    return False


def is_inside_site_header(element: html.HtmlElement, headline: html.HtmlElement) -> bool:
    """Say whether the box above the headline that holds an element holds logo or menu too."""
    headline_ancestors = {headline, *headline.iterancestors()}
    ancestor = element
    while (parent := ancestor.getparent()) is not None:
        if parent in headline_ancestors:
            return ancestor in set(
                _iter_children_before(parent, headline_ancestors)
            ) and _is_site_header(ancestor)
        ancestor = parent
    return False


def _iter_children_before(
    parent: html.HtmlElement, headline_ancestors: set[html.HtmlElement]
) -> Iterator[html.HtmlElement]:
    for child in parent:
        if child in headline_ancestors:
            return
        yield child


def _is_site_header(box: html.HtmlElement) -> bool:
    links = 0
    for count, element in enumerate(box.iter("*")):
        if element.tag in _SEARCH_TAGS or count > _MAX_ELEMENTS:
            return True
        if element.tag == "a":
            links += 1
            is_front_page = is_front_page_address(element.get("href"))
            is_logo = is_front_page and element.find(".//img") is not None
            if is_logo or links >= _MIN_MENU_LINKS:
                return True
    return False
