"""One parsed HTML page to the links worth following: address and anchors weighed together."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from crawler.discovery import lexicon
from crawler.discovery.anchors import Destination
from crawler.discovery.boxes import in_menus, in_pagers
from crawler.discovery.classify import judge
from crawler.discovery.leads import leads
from crawler.discovery.links import Link, LinkKind
from crawler.discovery.twins import plain_twin
from crawler.discovery.verdict import ARTICLE, SKIP
from crawler.discovery.weighing import Weighing
from crawler.urls import article_id, canonical, site

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
