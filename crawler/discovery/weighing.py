"""What an address suggests and what a page's anchors say of it, weighed against each other."""

from urllib.parse import urlsplit

from crawler.discovery import lexicon
from crawler.discovery.address import has_digit
from crawler.discovery.anchors import Destination
from crawler.discovery.classify import judge
from crawler.discovery.lexicon import among, squeeze
from crawler.discovery.links import LinkKind
from crawler.discovery.neighbours import Neighbours
from crawler.discovery.phrases import turns_calendar
from crawler.discovery.tongues import names_edition, tongue
from crawler.discovery.verdict import Verdict

# Words of an anchor's text: menu entries have three at most, headlines five at least, or three
# where they stand in a heading.
_ENTRY, _HEADLINE, _HEADING = 3, 5, 3


class Weighing:
    """Judges the destinations of one page, whose address is `url`."""

    def __init__(self, url: str) -> None:
        self._path = _path(url)
        self._tongue = tongue(url)
        self._lists = judge(url).kind != "article"
        self._neighbours = Neighbours()

    def kind(self, place: Destination, verdict: Verdict) -> LinkKind:
        """Return what a destination probably is; what the address settles stands."""
        kind, sure = verdict
        if kind in ("skip", "feed", "sitemap", "paging"):
            return kind
        if self._is_other_edition(place):
            return "skip"
        settled = sure and kind == "article"
        if self._turns_page(place, kind, sure=sure):
            return "paging"
        if self._is_closed(place, sure=sure) or (not settled and turns_calendar(place.text)):
            return "skip"
        count = len(place.text.split())
        if settled:
            return "page" if place.menu and 0 < count < _ENTRY else kind
        return kind if sure else _weighed(place, kind, count)

    def _is_other_edition(self, place: Destination) -> bool:
        """Say whether a destination is in a language neither Arabic nor the page's own."""
        return tongue(place.url) not in (None, self._tongue) or names_edition(place.text)

    def _turns_page(self, place: Destination, kind: LinkKind, *, sure: bool) -> bool:
        near = self._path != "/" and _path(place.url).startswith(self._path)
        told = place.onward or (place.more and (place.pager or _path(place.url) == self._path))
        if sure and kind == "article":
            return self._lists and place.pager and place.onward
        if sure:
            return told and (near or self._is_pager(place))
        return told or "next" in place.rel or (self._lists and self._is_pager(place))

    def _is_pager(self, place: Destination) -> bool:
        """Say whether a destination of few words stands among page numbers."""
        if len(place.text.split()) > _ENTRY or place.headings:
            return False
        if not has_digit(place.url.partition("://")[2].partition("/")[2]):
            return False
        return place.pager or all(map(self._neighbours.are_onward, place.anchors))

    def _is_closed(self, place: Destination, *, sure: bool) -> bool:
        key = squeeze(place.text)
        if among(key, lexicon.STATIC) or among(key, lexicon.CLOSED):
            return True
        if sure or len(place.text.split()) > _ENTRY or among(key, lexicon.SECTION_WORDS):
            return False
        return all(map(self._neighbours.are_static, place.anchors))


def _weighed(place: Destination, kind: LinkKind, count: int) -> LinkKind:
    """Let the anchors decide what the address leaves open."""
    headline = count >= _HEADLINE or (count >= _HEADING and bool(place.headings))
    if place.menu:
        return "section" if 0 < count <= _ENTRY else "page" if kind == "article" else kind
    if headline:
        return "page" if kind == "section" else "article"
    if {"tag", "author", "nofollow"} & place.rel:
        return "skip"
    return "page" if kind == "section" and not 0 < count < _ENTRY else kind


def _path(url: str) -> str:
    return urlsplit(url).path
