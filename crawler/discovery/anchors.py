"""The anchors of one parsed page, gathered by the address they lead to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.phrases import leads_onward, only_more
from crawler.text import clean_line

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
