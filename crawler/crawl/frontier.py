"""Which links of an outlet are followed, how urgently, and where it ends.

The frontier knows policy only: it turns links into plans, the spider turns plans into requests.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from crawler.acceptance import in_range
from crawler.crawl.outlet import BARREN, Outlet
from crawler.crawl.plans import PRIORITY, Plan, Trail, is_further, is_nested, source_plan
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.pagination import page_number
from crawler.discovery.url_classifier.url_dates import may_hold
from crawler.discovery.url_classifier.url_patterns import shape
from crawler.urls.canonical_form import article_id

MAX_DEPTH = 3
# Sitemaps below one another: an index names sitemaps, of some sites further indexes. And what one
# outlet may name of them and of feeds in all: twenty years of daily sitemaps are 7,300.
MAX_NESTING = 4
MAX_SOURCES = 20_000
# Unknown pages a listing must name to count as news itself: fewer may be its own paging.
MANY = 3

# What a page without news takes from the urgency of the pages behind it.
_DRY = 10


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
