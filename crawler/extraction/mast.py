"""The head of a site's pages, told by what stands in it: logo, search and menu. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

_FRONT_PAGE_PATH = re.compile(
    r"(?:ar|arabic|home|index|default|accueil|main)?(?:\.\w{2,5})?", re.IGNORECASE
)
_SEARCH_TAGS = ("form", "input", "select")
# A trail has fewer links.
_MIN_MENU_LINKS = 6
_MAX_ELEMENTS = 400


def is_front_page_address(address: str | None) -> bool:
    """Say whether an address, absolute or relative, is that of a front page."""
    if not address or address.startswith(("#", "javascript:", "mailto:")):
        return False
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return not parts.query and bool(_FRONT_PAGE_PATH.fullmatch(parts.path.strip("./")))


def is_beside_site_header(element: html.HtmlElement, headline: html.HtmlElement) -> bool:
    """Say whether an element above the headline shares its place with logo, search or menu."""
    trunk = {headline, *headline.iterancestors()}
    branch = element
    while branch not in trunk:
        parent = branch.getparent()
        if parent is None:
            return False
        if parent in trunk:
            return any(_is_site_header(beside) for beside in _iter_children_before(parent, trunk))
        branch = parent
    return False


def is_inside_site_header(element: html.HtmlElement, headline: html.HtmlElement) -> bool:
    """Say whether what an element above the headline stands in holds the logo, search or menu."""
    trunk = {headline, *headline.iterancestors()}
    branch = element
    while (parent := branch.getparent()) is not None:
        if parent in trunk:
            return branch in set(_iter_children_before(parent, trunk)) and _is_site_header(branch)
        branch = parent
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
    for at, element in enumerate(box.iter("*")):
        if element.tag in _SEARCH_TAGS or at > _MAX_ELEMENTS:
            return True
        if element.tag == "a":
            links += 1
            logo = is_front_page_address(element.get("href")) and element.find(".//img") is not None
            if logo or links >= _MIN_MENU_LINKS:
                return True
    return False
