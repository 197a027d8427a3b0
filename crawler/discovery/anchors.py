"""The anchors of one parsed page, gathered by the address they lead to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.anchor_words import PAGER_NAMES, leads_onward, only_more
from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.url_words import among, squeeze
from crawler.text.normalise import clean_line

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HEADING_NAMES = re.compile(
    r"(?:^|[\s_-])(?:title|headline|heading|titre|unwan|onwan|anwan)(?:$|[\s_-])", re.IGNORECASE
)
_shown = etree.XPath(
    ".//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::svg)]"
)
# How far above an anchor its heading may be: <h3><span><a>.
_NEAR = 2
# A card with its summary inside one anchor is longer, a headline never.
_LONGEST_TITLE = 30


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
    menu: bool = True
    pager: bool = True
    rel: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The longest text shown, empty where only a picture is."""
        return max((*self.headings, *self.texts), key=len, default="")

    @property
    def title(self) -> str | None:
        """What is probably the headline: a heading, else the longest text that may be one."""
        long = (text for text in self.texts if len(text.split()) > 2)
        told = [
            text
            for text in (self.headings or long)
            if len(text.split()) <= _LONGEST_TITLE and not only_more(text)
        ]
        return max(told, key=len, default=None)

    @property
    def onward(self) -> bool:
        """Whether all that is shown are page numbers, arrows and words for other pages."""
        shown = (*self.headings, *self.texts)
        return bool(shown) and all(map(leads_onward, shown))

    @property
    def more(self) -> bool:
        """Whether all that is shown says `more`."""
        shown = (*self.headings, *self.texts)
        return bool(shown) and all(map(only_more, shown))

    def add(self, anchor: HtmlElement, *, menu: bool, pager: bool) -> None:
        """Take in what one more anchor says."""
        self.anchors.append(anchor)
        self.menu = self.menu and menu
        self.pager = self.pager and pager
        self.rel.update((anchor.get("rel") or "").lower().split())
        heading = _heading(anchor)
        if heading is not None and (line := _line(heading)):
            self.headings.append(line)
        elif line := shown_text(anchor):
            self.texts.append(line)


def shown_text(anchor: HtmlElement) -> str:
    """Return an anchor's text in one line; of a mere picture, what describes it."""
    return _line(anchor) or _described(anchor)


def _heading(anchor: HtmlElement) -> HtmlElement | None:
    """Return the heading an anchor is, holds or stands in."""
    around: Iterable[HtmlElement] = (anchor, *islice(anchor.iterancestors(), _NEAR))
    if any(element.tag in _HEADINGS for element in around) or _named_heading(anchor):
        return anchor
    inside = anchor.iter(*_HEADINGS)
    first = next(inside, None)
    if first is not None:
        return first
    return next(filter(_named_heading, anchor.iterdescendants(etree.Element)), None)


def _named_heading(element: HtmlElement) -> bool:
    return bool(_HEADING_NAMES.search(element.get("class") or ""))


def _line(element: HtmlElement) -> str:
    pieces = _shown(element)
    assert isinstance(pieces, list)
    return clean_line(" ".join(map(str, pieces)))


def _described(anchor: HtmlElement) -> str:
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


# FOLDED from crawler.discovery.leads: Everything of a page that leads somewhere when clicked.

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


# FOLDED from crawler.discovery.neighbours: The company an anchor keeps: what the other anchors of
# its box are tells what it is.

# How far above an anchor its box is looked for: <ul><li><span><a>.
_NEIGHBOUR_DEPTH = 3
_ABOUT = url_words.STATIC | url_words.CLOSED
# Of so few neighbours nothing is told, and so many are no box.
_FEW, _CROWD = 2, 40


class Neighbours:
    """Judges the anchors of one page, each once."""

    def __init__(self) -> None:
        self._texts: dict[HtmlElement, str] = {}
        self._static: dict[HtmlElement, bool] = {}

    def are_onward(self, anchor: HtmlElement) -> bool:
        """Say whether most neighbours are page numbers and the like."""
        others = _others(anchor)
        onward = sum(leads_onward(self._text(other)) for other in others)
        return onward >= _FEW and 2 * onward > len(others)

    def are_static(self, anchor: HtmlElement) -> bool:
        """Say whether nearly all neighbours are pages about the outlet."""
        others = _others(anchor)
        static = sum(map(self._is_static, others))
        return static >= _FEW and 3 * static > 2 * len(others)

    def _text(self, anchor: HtmlElement) -> str:
        if anchor not in self._texts:
            self._texts[anchor] = shown_text(anchor)
        return self._texts[anchor]

    def _is_static(self, anchor: HtmlElement) -> bool:
        if anchor not in self._static:
            path, _, _ = (anchor.get("href") or "").partition("?")
            name, _, _ = unquote(path.rstrip("/").rpartition("/")[2]).partition(".")
            keys = (squeeze(self._text(anchor)), squeeze(name))
            self._static[anchor] = any(among(key, _ABOUT) for key in keys)
        return self._static[anchor]


def _others(anchor: HtmlElement) -> list[HtmlElement]:
    """Return the other anchors of the nearest box that has some."""
    for box in islice(anchor.iterancestors(), _NEIGHBOUR_DEPTH):
        if box.tag in CONTENT:
            break
        others = list(islice((other for other in box.iter("a") if other is not anchor), _CROWD))
        if others:
            return others if len(others) < _CROWD else []
    return []
