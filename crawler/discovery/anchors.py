"""Anchors of one parsed page: what they show, where they lead, and where in the page they stand.

`Destination` gathers the anchors of one address. `iter_clickable_links` finds the anchors, and what
scripts use as anchors. `find_menu_elements` and `find_pager_elements` find the menus and the rows
of page numbers. `NeighbourAnchors` judges an anchor by the other anchors around it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.anchor_words import PAGER_NAMES, is_pagination_text, is_read_more_text
from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.url_words import is_listed_word, make_word_key
from crawler.text.normalise import clean_line

_HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HEADING_NAMES = re.compile(
    r"(?:^|[\s_-])(?:title|headline|heading|titre|unwan|onwan|anwan)(?:$|[\s_-])", re.IGNORECASE
)
_find_visible_text = etree.XPath(
    ".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::svg)]"
)
# How far above an anchor its heading may be: <h3><span><a>.
_MAX_LEVELS_TO_HEADING = 2
# A headline is never longer; a card inside one anchor, with its summary, is.
_MAX_TITLE_WORDS = 30

CONTENT_TAGS = frozenset(["html", "body", "main", "article"])
_MENU_TAGS = frozenset(["nav", "footer", "header", "menu"])
_MENU_ROLES = frozenset(["navigation", "contentinfo", "menubar", "menu", "banner"])
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|(?:main|mega|sub|top|side)?menu|footer|topbar"
    r"|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAME_ATTRIBUTES = ("class", "id", "aria-label", "data-testid")
# An anchor of so many words is a headline, which no row of page numbers holds.
_MIN_HEADLINE_WORDS = 5

_HREF_WITHOUT_ADDRESS = re.compile(r"#|javascript:", re.IGNORECASE)
_SCRIPT_ADDRESS_ATTRIBUTES = (
    "data-next-url",
    "data-next-page-url",
    "data-next",
    "data-url",
    "data-href",
    "hx-get",
)
_find_clickable_elements = etree.XPath(
    "//a | //area | //*[@onclick] | //option[@value] | "
    + " | ".join(f"//*[@{name}]" for name in _SCRIPT_ADDRESS_ATTRIBUTES)
)
_ONCLICK_ADDRESS = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.assign\(|window\.open\()\s*['"]([^'"]+)"""
)

# How far above an anchor its box is searched for: <ul><li><span><a>.
_MAX_LEVELS_TO_BOX = 3
_STATIC_OR_CLOSED_WORDS = url_words.STATIC_PAGE_WORDS | url_words.NON_ARTICLE_WORDS
# Fewer neighbours of a kind prove nothing; more neighbours are no box.
_MIN_LIKE_NEIGHBOURS, _MAX_NEIGHBOURS = 2, 40


@dataclass(slots=True)
class Destination:
    """An address and everything the page's anchors say of it.

    `headings` and `texts` hold one clean line an anchor. `only_in_menus` says whether every anchor
    stands in a menu or footer, `only_in_pagers` whether in a box of page numbers. `rel` holds the
    tokens of all anchors.
    """

    url: str
    anchors: list[HtmlElement] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    only_in_menus: bool = True
    only_in_pagers: bool = True
    rel: set[str] = field(default_factory=set)

    @property
    def longest_text(self) -> str:
        """The longest text of the anchors, empty where there are only pictures."""
        return max((*self.headings, *self.texts), key=len, default="")

    @property
    def title(self) -> str | None:
        """The probable headline: the longest heading, or else the longest text that may be one."""
        long_texts = (text for text in self.texts if len(text.split()) > 2)
        titles = [
            text
            for text in (self.headings or long_texts)
            if len(text.split()) <= _MAX_TITLE_WORDS and not is_read_more_text(text)
        ]
        return max(titles, key=len, default=None)

    @property
    def is_pagination(self) -> bool:
        """Whether all texts are page numbers, arrows or words for other pages."""
        texts = (*self.headings, *self.texts)
        return bool(texts) and all(map(is_pagination_text, texts))

    @property
    def is_read_more(self) -> bool:
        """Whether all texts are a bare `more`."""
        texts = (*self.headings, *self.texts)
        return bool(texts) and all(map(is_read_more_text, texts))

    def add_anchor(self, anchor: HtmlElement, *, in_menu: bool, in_pager: bool) -> None:
        """Add an anchor that leads to this address."""
        self.anchors.append(anchor)
        self.only_in_menus = self.only_in_menus and in_menu
        self.only_in_pagers = self.only_in_pagers and in_pager
        self.rel.update((anchor.get("rel") or "").lower().split())
        heading = _find_anchor_heading(anchor)
        if heading is not None and (line := _get_text_line(heading)):
            self.headings.append(line)
        elif line := get_anchor_text(anchor):
            self.texts.append(line)


class NeighbourAnchors:
    """A cache over the anchors of one page that judges an anchor by its neighbours.

    Neighbours are the other anchors of the nearest box that has any: a list, a menu, a paragraph.
    """

    def __init__(self) -> None:
        self._text_by_anchor: dict[HtmlElement, str] = {}
        self._static_by_anchor: dict[HtmlElement, bool] = {}

    def are_pagination(self, anchor: HtmlElement) -> bool:
        """Say whether most neighbours are page numbers, arrows and the like."""
        neighbours = _find_neighbour_anchors(anchor)
        count = sum(is_pagination_text(self._get_text(neighbour)) for neighbour in neighbours)
        return count >= _MIN_LIKE_NEIGHBOURS and 2 * count > len(neighbours)

    def are_static_pages(self, anchor: HtmlElement) -> bool:
        """Say whether nearly all neighbours are pages about the outlet."""
        neighbours = _find_neighbour_anchors(anchor)
        count = sum(map(self._is_static_page, neighbours))
        return count >= _MIN_LIKE_NEIGHBOURS and 3 * count > 2 * len(neighbours)

    def _get_text(self, anchor: HtmlElement) -> str:
        if anchor not in self._text_by_anchor:
            self._text_by_anchor[anchor] = get_anchor_text(anchor)
        return self._text_by_anchor[anchor]

    def _is_static_page(self, anchor: HtmlElement) -> bool:
        if anchor not in self._static_by_anchor:
            path, _, _ = (anchor.get("href") or "").partition("?")
            name, _, _ = unquote(path.rstrip("/").rpartition("/")[2]).partition(".")
            keys = (make_word_key(self._get_text(anchor)), make_word_key(name))
            self._static_by_anchor[anchor] = any(
                is_listed_word(key, _STATIC_OR_CLOSED_WORDS) for key in keys
            )
        return self._static_by_anchor[anchor]


def iter_clickable_links(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield anchors and elements that a script makes anchors, each with its address."""
    matches = _find_clickable_elements(tree)
    assert isinstance(matches, list)
    for element in (match for match in matches if isinstance(match, HtmlElement)):
        href = element.get("href") if element.tag in ("a", "area") else None
        if element.get("download") is not None:
            continue
        if (not href or _HREF_WITHOUT_ADDRESS.match(href)) and (
            address := _find_script_address(element)
        ):
            yield element, address
        elif href:
            yield element, href


def find_menu_elements(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element inside a menu, page header or footer."""
    elements: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in elements and _is_menu_box(element):
            elements.update(element.iter(etree.Element))
    return elements


def find_pager_elements(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element inside a box that is named for the pages of a list."""
    elements: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in elements and _is_pager_box(element):
            elements.update(element.iter(etree.Element))
    return elements


def get_anchor_text(anchor: HtmlElement) -> str:
    """Return an anchor's text in one line; for a mere picture, its description."""
    return _get_text_line(anchor) or _get_image_description(anchor)


def _find_anchor_heading(anchor: HtmlElement) -> HtmlElement | None:
    """Return the heading that an anchor is, holds or stands in."""
    anchor_and_parents: Iterable[HtmlElement] = (
        anchor,
        *islice(anchor.iterancestors(), _MAX_LEVELS_TO_HEADING),
    )
    if any(element.tag in _HEADING_TAGS for element in anchor_and_parents) or _has_heading_class(
        anchor
    ):
        return anchor
    inner_heading = next(anchor.iter(*_HEADING_TAGS), None)
    if inner_heading is not None:
        return inner_heading
    return next(filter(_has_heading_class, anchor.iterdescendants(etree.Element)), None)


def _has_heading_class(element: HtmlElement) -> bool:
    return bool(_HEADING_NAMES.search(element.get("class") or ""))


def _get_text_line(element: HtmlElement) -> str:
    pieces = _find_visible_text(element)
    assert isinstance(pieces, list)
    return clean_line(" ".join(map(str, pieces)))


def _get_image_description(anchor: HtmlElement) -> str:
    """Return the label of an anchor, or the alternative text of its picture."""
    picture = next(anchor.iter("img"), None)
    alternative = "" if picture is None else picture.get("alt") or ""
    return clean_line(anchor.get("title") or anchor.get("aria-label") or alternative)


def _find_script_address(element: HtmlElement) -> str | None:
    """Return the address a click leads to; the one a script fetches, only for a further page."""
    if click := _ONCLICK_ADDRESS.search(element.get("onclick") or ""):
        return click[1]
    names = ("value",) if element.tag == "option" else _SCRIPT_ADDRESS_ATTRIBUTES
    addresses = (
        value for name in names if (value := element.get(name)) and ("/" in value or "?" in value)
    )
    address = next(addresses, None)
    return address if address and is_pagination_text(get_anchor_text(element)) else None


def _is_menu_box(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in CONTENT_TAGS or not (tag in _MENU_TAGS or _has_menu_name(element)):
        return False
    if any(inner.tag in ("main", "article") for inner in element.iter("main", "article")):
        return False
    return tag == "nav" or not any(
        outer.tag in ("main", "article") for outer in element.iterancestors()
    )


def _has_menu_name(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") in _MENU_ROLES or bool(_MENU_NAMES.search(names))


def _is_pager_box(element: HtmlElement) -> bool:
    if element.tag in CONTENT_TAGS or not any(map(PAGER_NAMES.search, _iter_box_names(element))):
        return False
    return all(
        len("".join(anchor.itertext()).split()) < _MIN_HEADLINE_WORDS
        for anchor in element.iter("a")
    )


def _iter_box_names(element: HtmlElement) -> Iterator[str]:
    return (value for name in _NAME_ATTRIBUTES if (value := element.get(name)))


def _find_neighbour_anchors(anchor: HtmlElement) -> list[HtmlElement]:
    """Return the other anchors of the nearest box that has any."""
    for box in islice(anchor.iterancestors(), _MAX_LEVELS_TO_BOX):
        if box.tag in CONTENT_TAGS:
            break
        neighbours = list(
            islice((other for other in box.iter("a") if other is not anchor), _MAX_NEIGHBOURS)
        )
        if neighbours:
            return neighbours if len(neighbours) < _MAX_NEIGHBOURS else []
    return []
