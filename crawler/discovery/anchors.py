"""The anchors of one parsed page, gathered by the address they lead to."""

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
# A card with its summary inside one anchor is longer, a headline never.
_MAX_TITLE_WORDS = 30


@dataclass(slots=True)
class Destination:
    """All that a page's anchors say of one address.

    `headings` and `texts` are one clean line each; `menu` says whether every anchor stands in a
    menu or footer, `pager` whether in a box of page numbers; `rel` holds the tokens of all.
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
        """The longest text shown, empty where only a picture is."""
        return max((*self.headings, *self.texts), key=len, default="")

    @property
    def title(self) -> str | None:
        """What is probably the headline: a heading, else the longest text that may be one."""
        long = (text for text in self.texts if len(text.split()) > 2)
        told = [
            text
            for text in (self.headings or long)
            if len(text.split()) <= _MAX_TITLE_WORDS and not is_read_more_text(text)
        ]
        return max(told, key=len, default=None)

    @property
    def is_pagination(self) -> bool:
        """Whether all that is shown are page numbers, arrows and words for other pages."""
        shown = (*self.headings, *self.texts)
        return bool(shown) and all(map(is_pagination_text, shown))

    @property
    def is_read_more(self) -> bool:
        """Whether all that is shown says `more`."""
        shown = (*self.headings, *self.texts)
        return bool(shown) and all(map(is_read_more_text, shown))

    def add_anchor(self, anchor: HtmlElement, *, in_menu: bool, in_pager: bool) -> None:
        """Take in what one more anchor says."""
        self.anchors.append(anchor)
        self.only_in_menus = self.only_in_menus and in_menu
        self.only_in_pagers = self.only_in_pagers and in_pager
        self.rel.update((anchor.get("rel") or "").lower().split())
        heading = _find_anchor_heading(anchor)
        if heading is not None and (line := _get_text_line(heading)):
            self.headings.append(line)
        elif line := get_anchor_text(anchor):
            self.texts.append(line)


def get_anchor_text(anchor: HtmlElement) -> str:
    """Return an anchor's text in one line; of a mere picture, what describes it."""
    return _get_text_line(anchor) or _get_image_description(anchor)


def _find_anchor_heading(anchor: HtmlElement) -> HtmlElement | None:
    """Return the heading an anchor is, holds or stands in."""
    around: Iterable[HtmlElement] = (
        anchor,
        *islice(anchor.iterancestors(), _MAX_LEVELS_TO_HEADING),
    )
    if any(element.tag in _HEADING_TAGS for element in around) or _has_heading_class(anchor):
        return anchor
    inside = anchor.iter(*_HEADING_TAGS)
    first = next(inside, None)
    if first is not None:
        return first
    return next(filter(_has_heading_class, anchor.iterdescendants(etree.Element)), None)


def _has_heading_class(element: HtmlElement) -> bool:
    return bool(_HEADING_NAMES.search(element.get("class") or ""))


def _get_text_line(element: HtmlElement) -> str:
    pieces = _find_visible_text(element)
    assert isinstance(pieces, list)
    return clean_line(" ".join(map(str, pieces)))


def _get_image_description(anchor: HtmlElement) -> str:
    """Return what stands for the text where an anchor holds but a picture."""
    picture = next(anchor.iter("img"), None)
    alternative = "" if picture is None else picture.get("alt") or ""
    return clean_line(anchor.get("title") or anchor.get("aria-label") or alternative)


# FOLDED from crawler.discovery.boxes: The boxes of a page that its anchors stand in: menus and
# rows of page numbers.

_MENU_TAGS = frozenset(["nav", "footer", "header", "menu"])
_MENU_ROLES = frozenset(["navigation", "contentinfo", "menubar", "menu", "banner"])
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|(?:main|mega|sub|top|side)?menu|footer|topbar"
    r"|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAME_ATTRIBUTES = ("class", "id", "aria-label", "data-testid")
CONTENT_TAGS = frozenset(["html", "body", "main", "article"])
# A row of page numbers holds no headline; anchors of so many words are one.
_MIN_HEADLINE_WORDS = 5


def find_menu_elements(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element that stands in a menu, page header or footer."""
    found: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in found and _is_menu_box(element):
            found.update(element.iter(etree.Element))
    return found


def find_pager_elements(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element that stands in a box named for the pages of a list."""
    found: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in found and _is_pager_box(element):
            found.update(element.iter(etree.Element))
    return found


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


# FOLDED from crawler.discovery.leads: Everything of a page that leads somewhere when clicked.

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


def iter_clickable_links(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield what leads somewhere and its address: anchors, and what a script makes one."""
    found = _find_clickable_elements(tree)
    assert isinstance(found, list)
    for element in (one for one in found if isinstance(one, HtmlElement)):
        href = element.get("href") if element.tag in ("a", "area") else None
        if element.get("download") is not None:
            continue
        if (not href or _HREF_WITHOUT_ADDRESS.match(href)) and (
            address := _find_script_address(element)
        ):
            yield element, address
        elif href:
            yield element, href


def _find_script_address(element: HtmlElement) -> str | None:
    """Return the address a script goes to; what it fetches, only where that is a further page."""
    if click := _ONCLICK_ADDRESS.search(element.get("onclick") or ""):
        return click[1]
    names = ("value",) if element.tag == "option" else _SCRIPT_ADDRESS_ATTRIBUTES
    told = (
        value for name in names if (value := element.get(name)) and ("/" in value or "?" in value)
    )
    address = next(told, None)
    return address if address and is_pagination_text(get_anchor_text(element)) else None


# FOLDED from crawler.discovery.neighbours: The company an anchor keeps: what the other anchors of
# its box are tells what it is.

# How far above an anchor its box is looked for: <ul><li><span><a>.
_MAX_LEVELS_TO_BOX = 3
_STATIC_OR_CLOSED_WORDS = url_words.STATIC_PAGE_WORDS | url_words.CLOSED_WORDS
# Of so few neighbours nothing is told, and so many are no box.
_MIN_LIKE_NEIGHBOURS, _MAX_NEIGHBOURS = 2, 40


class NeighbourAnchors:
    """Judges the anchors of one page, each once."""

    def __init__(self) -> None:
        self._text_by_anchor: dict[HtmlElement, str] = {}
        self._static_by_anchor: dict[HtmlElement, bool] = {}

    def are_pagination(self, anchor: HtmlElement) -> bool:
        """Say whether most neighbours are page numbers and the like."""
        others = _find_neighbour_anchors(anchor)
        onward = sum(is_pagination_text(self._get_text(other)) for other in others)
        return onward >= _MIN_LIKE_NEIGHBOURS and 2 * onward > len(others)

    def are_static_pages(self, anchor: HtmlElement) -> bool:
        """Say whether nearly all neighbours are pages about the outlet."""
        others = _find_neighbour_anchors(anchor)
        static = sum(map(self._is_static_page, others))
        return static >= _MIN_LIKE_NEIGHBOURS and 3 * static > 2 * len(others)

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


def _find_neighbour_anchors(anchor: HtmlElement) -> list[HtmlElement]:
    """Return the other anchors of the nearest box that has some."""
    for box in islice(anchor.iterancestors(), _MAX_LEVELS_TO_BOX):
        if box.tag in CONTENT_TAGS:
            break
        others = list(
            islice((other for other in box.iter("a") if other is not anchor), _MAX_NEIGHBOURS)
        )
        if others:
            return others if len(others) < _MAX_NEIGHBOURS else []
    return []
