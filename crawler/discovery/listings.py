"""One parsed HTML page to the links worth following: address and anchors weighed together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.anchor_words import names_edition, tongue, turns_calendar
from crawler.discovery.anchors import Destination, Neighbours, in_menus, in_pagers, leads
from crawler.discovery.links import Link, LinkKind
from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.classify import judge
from crawler.discovery.url_classifier.parsed_url import has_digit
from crawler.discovery.url_classifier.url_patterns import plain_twin
from crawler.discovery.url_classifier.url_words import among, squeeze
from crawler.discovery.url_classifier.verdicts import ARTICLE, SKIP, Verdict
from crawler.urls.canonical_form import article_id, canonical, site

# FOLDED from crawler.discovery.weighing: What an address suggests and what a page's anchors say
# of it, weighed against each other.

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
        if among(key, url_words.STATIC) or among(key, url_words.CLOSED):
            return True
        if sure or len(place.text.split()) > _ENTRY or among(key, url_words.SECTION_WORDS):
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


_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+xml|text/xml|application/xml")


def read_listing(
    tree: HtmlElement,
    url: str,
    *,
    allow: Sequence[re.Pattern[str]] = (),
    deny: Sequence[re.Pattern[str]] = (),
) -> list[Link]:
    """Return the links of a page to its own site, each once, in document order, without `skip`.

    `url` is the page's address, `allow` and `deny` the publisher's patterns (see `classify`). The
    anchors' texts correct what an address alone leaves open, never what it settles. Declared feeds
    come first and may be of another site. Of an AMP or mobile address and its plain twin only the
    plain one is given. Hint: `title`.
    """
    base = _base(tree, url)
    links = [*_declared_feeds(tree, base), *_next_page(tree, base)]
    weighing = Weighing(url)
    for place in _destinations(tree, base, url):
        kind = weighing.kind(place, judge(place.url, allow=allow, deny=deny))
        title = place.title if kind in ("article", "page") else None
        links.append(Link(url=place.url, kind=kind, title=title))
    own = article_id(url)
    found: dict[str, Link] = {}
    for link in links:
        key = article_id(link.url)
        if link.kind != "skip" and key != own:
            found.setdefault(key, link)
    return list(found.values())


def _base(tree: HtmlElement, url: str) -> str:
    declared = next(
        (element.get("href") for element in tree.iter("base") if element.get("href")), ""
    )
    return canonical(declared, url) or url


def _declared_feeds(tree: HtmlElement, base: str) -> Iterator[Link]:
    for element in tree.iter("link"):
        rel = (element.get("rel") or "").lower().split()
        if "alternate" not in rel or not _FEED_TYPES.match((element.get("type") or "").lower()):
            continue
        address = canonical(element.get("href") or "", base)
        of_comments = url_words.COMMENTS.search(f"{element.get('title') or ''} {address}")
        if address and not of_comments and judge(address) != SKIP:
            yield Link(url=address, kind="feed")


def _next_page(tree: HtmlElement, base: str) -> Iterator[Link]:
    """`<link rel=next>`; WordPress has it on articles too, for the article published next."""
    for element in tree.iter("link"):
        if "next" in (element.get("rel") or "").lower().split():
            address = canonical(element.get("href") or "", base)
            if address and site(address) == site(base):
                kind: LinkKind = "article" if judge(address) == ARTICLE else "paging"
                yield Link(url=address, kind=kind)


def _destinations(tree: HtmlElement, base: str, url: str) -> Iterable[Destination]:
    own, menus, pagers = site(url), in_menus(tree), in_pagers(tree)
    found: dict[str, Destination] = {}
    for anchor, href in leads(tree):
        address = canonical(href, base)
        if address is None or site(address) != own:
            continue
        plain = plain_twin(address)
        place = found.setdefault(article_id(plain), Destination(address))
        if address == plain and place.url != plain_twin(place.url):
            place.url = address
        place.add(anchor, menu=anchor in menus, pager=anchor in pagers)
    return found.values()
