"""Which links of an outlet are followed, how urgently, and where it ends.

The frontier knows policy only: it turns links into plans, the spider turns plans into requests.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from crawler.acceptance import in_range
from crawler.discovery.links import Link
from crawler.publisher import Publisher
from crawler.urls import article_id, same_site

# Listing pages in a row without a new article address before a trail of them is left: pages that
# a sitemap has told of already are worth a second look, a calendar without end is not.
PATIENCE = 3
MAX_DEPTH = 3
# Unknown pages a listing must name to count as news itself: fewer may be its own paging.
MANY = 3

_PRIORITY = {"feed": 300, "sitemap": 200, "article": 100, "page": 60, "section": 40, "paging": 30}
_NESTED_SITEMAP = 50


@dataclass(frozen=True, slots=True)
class Trail:
    """How a page was reached: listing pages since the front page, fruitless ones in a row."""

    depth: int = 0
    dry: int = 0
    source: Literal["feed", "sitemap", "listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Plan:
    """One address to fetch next.

    `role` says why a source is asked: the publisher's file names it, it is the front page, or it is
    one of the usual places, of which `rest` are still to be tried.
    """

    link: Link
    want: Literal["article", "page", "source"]
    priority: int
    trail: Trail
    role: Literal["declared", "home", "usual"] | None = None
    rest: tuple[str, ...] = ()


@dataclass(slots=True)
class Outlet:
    """What one run knows of one outlet."""

    publisher: Publisher
    sources: set[str] = field(default_factory=set)
    robots_sitemaps: list[str] = field(default_factory=list)
    listings: int = 0  # listing pages asked for
    declared: int = 0  # sources of the publisher's file that may still answer
    discovering: bool = False
    feeds_found: bool = False

    def owns(self, url: str) -> bool:
        """Say whether an address belongs to this outlet."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        domains = self.publisher.domains
        return same_site(url, self.publisher.homepage) or any(
            host == domain or host.endswith(f".{domain}") for domain in domains
        )

    def told(self, link: Link) -> Link:
        """Let the publisher's patterns judge a link, whatever source named it."""
        if any(pattern.search(link.url) for pattern in self.publisher.deny):
            return replace(link, kind="skip")
        page = link.kind not in ("feed", "sitemap")
        if page and any(pattern.search(link.url) for pattern in self.publisher.allow):
            return replace(link, kind="article")
        return link

    def new_source(self, url: str) -> bool:
        """Note a feed, sitemap or listing; say whether it is new."""
        key = article_id(url)
        if key in self.sources:
            return False
        self.sources.add(key)
        return True


@dataclass(slots=True)
class Frontier:
    """The policy of one run; `learn` says whether an article address is new to it."""

    learn: Callable[[str], bool]
    ways: frozenset[str]
    listing_pages_max: int
    since: datetime | None = None
    until: datetime | None = None

    def follow(self, outlet: Outlet, links: Iterable[Link], trail: Trail) -> Iterator[Plan]:
        """Yield what is worth fetching of the links found on one page."""
        links = map(outlet.told, links)
        wanted = [link for link in links if self._wanted(outlet, link, trail)]
        fresh = [link for link in wanted if self._is_new_page(link, trail)]
        yield from (self._page(link, trail) for link in _newest_first(fresh))
        yield from self._sources(outlet, wanted, _grow(trail, fresh))

    def _wanted(self, outlet: Outlet, link: Link, trail: Trail) -> bool:
        if link.kind == "skip" or not (outlet.owns(link.url) or link.kind in ("feed", "sitemap")):
            return False
        if self.since and link.modified and link.modified < self.since:
            return False
        return link.kind in ("feed", "sitemap") or trail.source in self.ways

    def _is_new_page(self, link: Link, trail: Trail) -> bool:
        if link.kind not in ("article", "page"):
            return False
        if link.kind == "page" and trail.dry >= PATIENCE:
            return False
        return in_range(link.published, self.since, self.until) and self.learn(article_id(link.url))

    def _page(self, link: Link, trail: Trail) -> Plan:
        want: Literal["article", "page"] = "article" if link.kind == "article" else "page"
        return Plan(link, want, _PRIORITY[link.kind], Trail(trail.depth + 1, trail.dry + 1))

    def _sources(self, outlet: Outlet, links: list[Link], trail: Trail) -> Iterator[Plan]:
        for link in links:
            if link.kind in ("feed", "sitemap"):
                outlet.feeds_found |= link.kind == "feed"
                endless = trail.source == "feed" and trail.dry > 0
                if link.kind in self.ways and not endless and outlet.new_source(link.url):
                    nested = link.kind == "sitemap" and trail.source == "sitemap"
                    priority = _NESTED_SITEMAP if nested else _PRIORITY[link.kind]
                    yield Plan(link, "source", priority, Trail(source=link.kind))
            elif self._explores(outlet, link, trail) and outlet.new_source(link.url):
                outlet.listings += 1
                yield Plan(link, "source", _PRIORITY[link.kind], _below(trail, link))

    def _explores(self, outlet: Outlet, link: Link, trail: Trail) -> bool:
        return (
            link.kind in ("section", "paging")
            and "listing" in self.ways
            and trail.source == "listing"
            and trail.dry < PATIENCE
            and _below(trail, link).depth <= MAX_DEPTH
            and outlet.listings < self.listing_pages_max
        )


def _grow(trail: Trail, fresh: list[Link]) -> Trail:
    """A listing that told of news starts counting anew; one that did not is one more dry page."""
    news = any(link.kind == "article" for link in fresh) or len(fresh) >= MANY
    return replace(trail, dry=0 if news else trail.dry + 1)


def _below(trail: Trail, link: Link) -> Trail:
    """The next page of a listing is as deep as the listing."""
    return trail if link.kind == "paging" else replace(trail, depth=trail.depth + 1)


def _newest_first(links: list[Link]) -> list[Link]:
    """Keep the page's order where it gives no dates."""
    return sorted(links, key=_age)


def _age(link: Link) -> float:
    instant = link.published or link.modified
    return -instant.timestamp() if instant else 0.0
