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
from crawler.publisher import Publisher
from crawler.urls import article_id, same_site

# Listing pages in a row that show no article their trail has not shown already, before it is left:
# a calendar without end, or a last page under ever new addresses.
PATIENCE = 3
# The same of pages whose articles are all known by other ways: behind the newest ones, which
# sitemaps and front pages tell of, there may be an archive that nothing else leads to.
PATIENCE_WITH_KNOWN = 10
MAX_DEPTH = 3
# Pages of one shape of address that gave nothing but their like, before others are left alone.
BARREN = 6
# Unknown pages a listing must name to count as news itself: fewer may be its own paging.
MANY = 3

_PRIORITY = {"feed": 300, "sitemap": 200, "article": 100, "page": 60, "section": 40, "paging": 30}
_NESTED_SITEMAP = 50
# What a page without news takes from the urgency of the pages behind it.
_DRY = 10


@dataclass(frozen=True, slots=True)
class Trail:
    """How a page was reached.

    `depth` counts listings since the front page, not their further pages; `dry` pages in a row that
    showed nothing new to the trail, `known` nothing new to the run; `shown` are the identities of
    the articles on the trail. `shape` is that of the page's address where it was no listing's.
    `reach` is how many further pages of a source that was read in an earlier run may be turned to;
    None on the trail of a source never read before, which is walked to its end.
    """

    depth: int = 0
    dry: int = 0
    source: Literal["feed", "sitemap", "listing"] = "listing"
    known: int = 0
    shown: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    shape: str | None = field(default=None, compare=False)
    reach: int | None = None

    @property
    def spent(self) -> bool:
        """Whether nothing is to be hoped for behind this page."""
        return self.dry >= PATIENCE or self.known >= PATIENCE_WITH_KNOWN


@dataclass(frozen=True, slots=True)
class Plan:
    """One address to fetch next.

    `role` says why a source is asked: the publisher's file names it, it is the front page, or it is
    one of the usual places, of which `rest` are still to be tried; somebody `named` it; it is the
    front page once more, to `walk` from it to what was missed. `further`: a source's next page.
    """

    link: Link
    want: Literal["article", "page", "source"]
    priority: int
    trail: Trail
    role: Literal["declared", "home", "usual", "named", "walk"] | None = None
    rest: tuple[str, ...] = ()
    further: bool = False


@dataclass(slots=True)
class Outlet:
    """What one run knows of one outlet."""

    publisher: Publisher
    sources: set[str] = field(default_factory=set)
    robots_sitemaps: list[str] = field(default_factory=list)
    listings: int = 0  # listing pages asked for
    declared: int = 0  # sources of the publisher's file that may still answer
    discovering: bool = False
    answered: bool = False  # a source of it named links
    resumed: bool = False  # an earlier run has dealt with all its front page leads to
    revisited: bool = False  # something of it was known from earlier runs, and left at that
    walking: bool = False  # a source of it overflowed: what it missed is looked for
    resting: list[Plan] = field(default_factory=list)  # sources whose time has not come
    guessed: list[Link] = field(default_factory=list)  # sources that no page of it names
    feeds_found: bool = False
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
        return Plan(link, want, _PRIORITY[link.kind], below)

    def _sources(self, outlet: Outlet, links: list[Link], trail: Trail) -> Iterator[Plan]:
        for link in links:
            if link.kind in ("feed", "sitemap"):
                outlet.feeds_found |= link.kind == "feed"
                further = link.kind == "feed" and trail.source == "feed"
                endless = further and (trail.dry > 0 or trail.reach == 0)
                if link.kind in self.ways and not endless and outlet.new_source(link.url):
                    nested = link.kind == "sitemap" and trail.source == "sitemap"
                    priority = _NESTED_SITEMAP if nested else _PRIORITY[link.kind]
                    below = Trail(source=link.kind, reach=trail.reach if further else None)
                    yield Plan(link, "source", priority, below, further=further)
            elif self._explores(outlet, link, trail) and outlet.new_source(link.url):
                outlet.listings += 1
                priority = _PRIORITY[link.kind] - _DRY * trail.dry
                below = _below(trail, link)
                yield Plan(link, "source", priority, below, further=link.kind == "paging")

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
