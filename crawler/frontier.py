"""Which links of an outlet are followed, how urgently, and where it ends.

The frontier knows policy only: it turns links into plans, the spider turns plans into requests.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Protocol
from urllib.parse import urlsplit

from crawler.acceptance import in_range
from crawler.discovery.links import Link
from crawler.discovery.paging import page_number
from crawler.discovery.periods import may_hold
from crawler.discovery.shapes import shape
from crawler.plans import PRIORITY, Plan, Trail, is_further, is_nested, source_plan
from crawler.publisher import Publisher
from crawler.urls import article_id, same_site

MAX_DEPTH = 3
# Sitemaps below one another: an index names sitemaps, of some sites further indexes. And what one
# outlet may name of them and of feeds in all: twenty years of daily sitemaps are 7,300.
MAX_NESTING = 4
MAX_SOURCES = 20_000
# Pages of one shape of address that gave nothing but their like, before others are left alone.
BARREN = 6
# Unknown pages a listing must name to count as news itself: fewer may be its own paging.
MANY = 3

# What a page without news takes from the urgency of the pages behind it.
_DRY = 10


@dataclass(slots=True)
class Outlet:
    """What one run knows of one outlet."""

    publisher: Publisher
    sources: set[str] = field(default_factory=set)
    robots_sitemaps: list[str] = field(default_factory=list)
    begun: datetime | None = None  # when a standing crawl began this round of it
    listings: int = 0  # listing pages asked for
    named: int = 0  # feeds and sitemaps asked for
    declared: int = 0  # sources of the publisher's file that may still answer
    discovering: bool = False
    answered: bool = False  # a source of it named links
    resumed: bool = False  # an earlier run has dealt with all its front page leads to
    revisited: bool = False  # something of it was known from earlier runs, and left at that
    walking: bool = False  # a source of it overflowed: what it missed is looked for
    resting: list[Plan] = field(default_factory=list)  # sources whose time has not come
    guessed: list[Link] = field(default_factory=list)  # sources that no page of it names
    feeds_found: bool = False
    before: set[str] = field(default_factory=set)  # articles' addresses that earlier runs knew
    lists: set[str] = field(default_factory=set)  # addresses that earlier runs found to be sources
    listed: dict[tuple[str, str], Link] = field(default_factory=dict)  # what listings lead to
    asked: Counter[str] = field(default_factory=Counter)  # pages, by shape
    barren: Counter[str] = field(default_factory=Counter)  # those that gave nothing

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

    def is_barren(self, url: str) -> bool:
        """Say whether most of many pages with addresses like this one gave nothing."""
        alike = shape(url)
        return self.barren[alike] >= max(BARREN, self.asked[alike] / 2)

    def new_source(self, url: str) -> bool:
        """Note a feed, sitemap or listing; say whether it is new."""
        key = article_id(url)
        if key in self.sources:
            return False
        self.sources.add(key)
        return True


class Learn(Protocol):
    """Notes an address of an outlet and says whether it is new.

    `named`: its source calls it an article's.
    """

    def __call__(self, article_id: str, *, named: bool, of: str) -> bool: ...


@dataclass(slots=True)
class Frontier:
    """The policy of one run."""

    learn: Learn
    ways: frozenset[str]
    listing_pages_max: int
    since: datetime | None = None
    until: datetime | None = None

    def follow(
        self,
        outlet: Outlet,
        links: Iterable[Link],
        trail: Trail,
        settled: Callable[[Link], bool] | None = None,
    ) -> Iterator[Plan]:
        """Yield what is worth fetching of the links found on one page.

        `settled` says of a page new to this run whether an earlier one is done with it.
        """
        links = map(outlet.told, links)
        wanted = [link for link in links if self._wanted(outlet, link, trail)]
        new = [link for link in wanted if self._is_new_page(outlet, link, trail)]
        fresh = [link for link in new if settled is None or not settled(link)]
        yield from (self._page(outlet, link, trail) for link in _newest_first(fresh))
        if trail.shape and not _has_news([link for link in fresh if not _is_alike(link, trail)]):
            outlet.barren[trail.shape] += 1
        if trail.reach is not None:
            wanted = _with_one_page(outlet, wanted)
        yield from self._sources(outlet, wanted, _grow(trail, wanted, fresh))

    def _wanted(self, outlet: Outlet, link: Link, trail: Trail) -> bool:
        if link.kind == "skip" or not (outlet.owns(link.url) or link.kind in ("feed", "sitemap")):
            return False
        if self.since and link.modified and link.modified < self.since:
            return False
        archive = link.kind == "sitemap"
        if link.kind != "feed" and not may_hold(link.url, self.since, self.until, archive=archive):
            return False
        return link.kind in ("feed", "sitemap") or trail.source in self.ways

    def _is_new_page(self, outlet: Outlet, link: Link, trail: Trail) -> bool:
        if link.kind not in ("article", "page"):
            return False
        if link.kind == "page" and (trail.spent or outlet.is_barren(link.url)):
            return False
        if trail.shape and not _may_go_on(outlet, link, trail):
            return False
        if not in_range(link.published, self.since, self.until):
            return False
        slug = outlet.publisher.slug
        return self.learn(article_id(link.url), named=link.kind == "article", of=slug)

    def _page(self, outlet: Outlet, link: Link, trail: Trail) -> Plan:
        want: Literal["article", "page"] = "article" if link.kind == "article" else "page"
        alike = shape(link.url)
        outlet.asked[alike] += 1
        below = Trail(trail.depth + 1, trail.dry + 1, shape=alike)
        return Plan(link, want, PRIORITY[link.kind], below)

    def _sources(self, outlet: Outlet, links: list[Link], trail: Trail) -> Iterator[Plan]:
        for link in links:
            if link.kind in ("feed", "sitemap"):
                outlet.feeds_found |= link.kind == "feed"
                if self._reads(outlet, link, trail) and outlet.new_source(link.url):
                    outlet.named += 1
                    yield source_plan(link, trail)
            elif self._explores(outlet, link, trail) and outlet.new_source(link.url):
                outlet.listings += 1
                priority = PRIORITY[link.kind] - _DRY * trail.dry
                below = _below(trail, link)
                yield Plan(link, "source", priority, below, further=link.kind == "paging")

    def _reads(self, outlet: Outlet, link: Link, trail: Trail) -> bool:
        if link.kind not in self.ways or outlet.named >= MAX_SOURCES:
            return False
        if is_further(link, trail):
            ended = trail.dry > 0 or trail.reach == 0
            return not ended and trail.nesting < self.listing_pages_max
        return not is_nested(link, trail) or trail.nesting < MAX_NESTING

    def _explores(self, outlet: Outlet, link: Link, trail: Trail) -> bool:
        return (
            link.kind in ("section", "paging")
            and "listing" in self.ways
            and trail.source == "listing"
            and not trail.spent
            and not (link.kind == "paging" and trail.reach == 0)
            and _below(trail, link).depth <= MAX_DEPTH
            and outlet.listings < self.listing_pages_max
        )


def _may_go_on(outlet: Outlet, link: Link, trail: Trail) -> bool:
    """Say whether to follow a page that was to be an article and is none: such may have no end."""
    endless = _is_alike(link, trail) and outlet.barren[shape(link.url)] >= BARREN
    return trail.depth <= MAX_DEPTH and not endless


def _with_one_page(outlet: Outlet, links: list[Link]) -> list[Link]:
    """Leave the next of the pages that a pager names: what it shows decides on the others."""
    further = [link for link in links if link.kind == "paging"]
    new = [link for link in further if article_id(link.url) not in outlet.sources]
    following = min(new, key=lambda link: page_number(link.url), default=None)
    return [link for link in links if link.kind != "paging" or link is following]


def _is_alike(link: Link, trail: Trail) -> bool:
    return shape(link.url) == trail.shape


def _has_news(fresh: list[Link]) -> bool:
    return any(link.kind == "article" for link in fresh) or len(fresh) >= MANY


def _grow(trail: Trail, links: list[Link], fresh: list[Link]) -> Trail:
    """Return the trail with this page on it: what is new on it starts the counts anew."""
    seen = frozenset(article_id(link.url) for link in links if link.kind == "article")
    shown = trail.shown | seen
    if _has_news(fresh):
        return replace(trail, dry=0, known=0, shown=shown)
    dry = 0 if len(shown) > len(trail.shown) else trail.dry + 1
    return replace(trail, dry=dry, known=trail.known + 1, shown=shown)


def _below(trail: Trail, link: Link) -> Trail:
    """The next page of a listing is as deep as the listing."""
    if link.kind == "paging":
        return replace(trail, shape=None)
    return replace(trail, depth=trail.depth + 1, shape=None, reach=None)


def _newest_first(links: list[Link]) -> list[Link]:
    """Keep the page's order where it gives no dates."""
    return sorted(links, key=_age)


def _age(link: Link) -> float:
    instant = link.published or link.modified
    return -instant.timestamp() if instant else 0.0
