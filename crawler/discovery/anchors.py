"""The anchors of one parsed page, gathered by the address they lead to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.lexicon import READ_MORE, among, squeeze
from crawler.text import clean_line

_MENU_TAGS = frozenset(["nav", "footer", "header", "menu"])
_MENU_ROLES = frozenset(["navigation", "contentinfo", "menubar", "menu", "banner"])
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|(?:main|mega|sub|top|side)?menu|footer|topbar"
    r"|breadcrumbs?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT = frozenset(["html", "body", "main", "article"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HEADING_NAMES = re.compile(r"(?:^|[\s_-])(?:title|headline|heading)(?:$|[\s_-])", re.IGNORECASE)
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
    menu or footer; `rel` holds the tokens of all.
    """

    url: str
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    menu: bool = True
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
            if len(text.split()) <= _LONGEST_TITLE and not among(squeeze(text), READ_MORE)
        ]
        return max(told, key=len, default=None)

    def add(self, anchor: HtmlElement, *, menu: bool) -> None:
        """Take in what one more anchor says."""
        self.menu = self.menu and menu
        self.rel.update((anchor.get("rel") or "").lower().split())
        heading = _heading(anchor)
        if heading is not None and (line := _line(heading)):
            self.headings.append(line)
        elif line := _line(anchor) or _described(anchor):
            self.texts.append(line)


def in_menus(tree: HtmlElement) -> set[HtmlElement]:
    """Return every element that stands in a menu, page header or footer."""
    found: set[HtmlElement] = set()
    for element in tree.iter(etree.Element):
        if element not in found and _is_menu(element):
            found.update(element.iter(etree.Element))
    return found


def _is_menu(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _CONTENT or not (tag in _MENU_TAGS or _named_menu(element)):
        return False
    if any(inner.tag in ("main", "article") for inner in element.iter("main", "article")):
        return False
    return tag == "nav" or not any(
        outer.tag in ("main", "article") for outer in element.iterancestors()
    )


def _named_menu(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") in _MENU_ROLES or bool(_MENU_NAMES.search(names))


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
    return clean_line(anchor.get("title") or alternative)
