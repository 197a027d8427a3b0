"""The head of a site's pages, told by what stands in it: logo, search and menu. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

_FRONT = re.compile(r"(?:ar|arabic|home|index|default|accueil|main)?(?:\.\w{2,5})?", re.IGNORECASE)
_SEARCH = ("form", "input", "select")
# A trail has fewer links.
_MENU = 6
_MOST_ELEMENTS = 400


def leads_home(address: str | None) -> bool:
    """Say whether an address, absolute or relative, is that of a front page."""
    if not address or address.startswith(("#", "javascript:", "mailto:")):
        return False
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return not parts.query and bool(_FRONT.fullmatch(parts.path.strip("./")))


def in_mast(element: html.HtmlElement, headline: html.HtmlElement) -> bool:
    """Say whether an element above the headline shares its place with logo, search or menu."""
    trunk = {headline, *headline.iterancestors()}
    branch = element
    while branch not in trunk:
        parent = branch.getparent()
        if parent is None:
            return False
        if parent in trunk:
            return any(_is_head(beside) for beside in _down_to(parent, trunk))
        branch = parent
    return False


def stands_in_head(element: html.HtmlElement, headline: html.HtmlElement) -> bool:
    """Say whether what an element above the headline stands in holds the logo, search or menu."""
    trunk = {headline, *headline.iterancestors()}
    branch = element
    while (parent := branch.getparent()) is not None:
        if parent in trunk:
            return branch in set(_down_to(parent, trunk)) and _is_head(branch)
        branch = parent
    return False


def _down_to(parent: html.HtmlElement, trunk: set[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    for child in parent:
        if child in trunk:
            return
        yield child


def _is_head(box: html.HtmlElement) -> bool:
    links = 0
    for at, element in enumerate(box.iter("*")):
        if element.tag in _SEARCH or at > _MOST_ELEMENTS:
            return True
        if element.tag == "a":
            links += 1
            logo = leads_home(element.get("href")) and element.find(".//img") is not None
            if logo or links >= _MENU:
                return True
    return False
