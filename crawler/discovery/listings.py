"""One parsed HTML page to the links worth following: address and anchors weighed together."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from crawler.discovery import lexicon
from crawler.discovery.anchors import Destination, in_menus
from crawler.discovery.classify import judge
from crawler.discovery.lexicon import among, squeeze
from crawler.discovery.links import Link, LinkKind
from crawler.discovery.twins import plain_twin
from crawler.discovery.verdict import ARTICLE, SKIP, Verdict
from crawler.urls import article_id, canonical, site

_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+xml|text/xml|application/xml")
# Words of an anchor's text: menu entries have three at most, headlines five at least, or three
# where they stand in a heading.
_ENTRY, _HEADLINE, _HEADING = 3, 5, 3


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
    for place in _destinations(tree, base, url):
        kind = _kind(place, judge(place.url, allow=allow, deny=deny))
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
        of_comments = lexicon.COMMENTS.search(f"{element.get('title') or ''} {address}")
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
    own, menus = site(url), in_menus(tree)
    found: dict[str, Destination] = {}
    for anchor in tree.iter("a", "area"):
        href = anchor.get("href")
        address = canonical(href, base) if href else None
        if address is None or site(address) != own or anchor.get("download") is not None:
            continue
        plain = plain_twin(address)
        place = found.setdefault(article_id(plain), Destination(address))
        if address == plain and place.url != plain_twin(place.url):
            place.url = address
        place.add(anchor, menu=anchor in menus)
    return found.values()


def _kind(place: Destination, verdict: Verdict) -> LinkKind:
    kind, sure = verdict
    if kind in ("skip", "feed", "sitemap", "paging"):
        return kind
    count, key = len(place.text.split()), squeeze(place.text)
    if among(key, lexicon.STATIC) or among(key, lexicon.CLOSED):
        return "skip"
    if sure:
        return "page" if kind == "article" and place.menu and 0 < count < _ENTRY else kind
    return _weighed(place, kind, count, key)


def _weighed(place: Destination, kind: LinkKind, count: int, key: str) -> LinkKind:
    """Let the anchors decide what the address leaves open."""
    if "next" in place.rel or key.isdigit() or key in lexicon.NEXT_PAGE:
        return "paging"
    headline = count >= _HEADLINE or (count >= _HEADING and bool(place.headings))
    if place.menu:
        return "section" if 0 < count <= _ENTRY else "page" if kind == "article" else kind
    if headline:
        return "page" if kind == "section" else "article"
    if {"tag", "author", "nofollow"} & place.rel:
        return "skip"
    return kind
