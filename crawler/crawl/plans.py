"""What is to be fetched next, and the trail that led there. Pure."""

from dataclasses import dataclass, field
from typing import Literal

from crawler.discovery.links import Link

# Listing pages in a row that show no article their trail has not shown already, before it is left:
# a calendar without end, or a last page under ever new addresses.
MAX_PAGES_WITHOUT_NEWS = 3
# The same of pages whose articles are all known by other ways: behind the newest ones, which
# sitemaps and front pages tell of, there may be an archive that nothing else leads to.
MAX_PAGES_ALL_KNOWN = 10

PRIORITY = {"feed": 300, "sitemap": 200, "article": 100, "page": 60, "section": 40, "paging": 30}
NESTED_SITEMAP_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class CrawlPath:
    """How a page was reached.

    `depth` counts listings since the front page, not their further pages; `dry` pages in a row that
    showed nothing new to the trail, `known` nothing new to the run; `shown` are the identities of
    the articles on the trail. `shape` is that of the page's address where it was no listing's.
    `reach` is how many further pages of a source that was read in an earlier run may be turned to;
    None on the trail of a source never read before, which is walked to its end. `nesting` counts
    the sitemaps, or the earlier pages of a feed, that led here.
    """

    depth: int = 0
    pages_without_news: int = 0
    source: Literal["feed", "sitemap", "listing"] = "listing"
    pages_all_known: int = 0
    shown_ids: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    url_pattern: str | None = field(default=None, compare=False)
    pages_left: int | None = None
    nesting: int = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether nothing is to be hoped for behind this page."""
        return (
            self.pages_without_news >= MAX_PAGES_WITHOUT_NEWS
            or self.pages_all_known >= MAX_PAGES_ALL_KNOWN
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """One address to fetch next.

    `role` says why a source is asked: the publisher's file names it, it is the front page, or it is
    one of the usual places, of which `rest` are still to be tried; somebody `named` it; it is the
    front page once more, to `walk` from it to what was missed. `further`: a source's next page.
    """

    link: Link
    expected_kind: Literal["article", "page", "source"]
    priority: int
    crawl_path: CrawlPath
    role: Literal["declared", "home", "usual", "named", "walk"] | None = None
    untried_addresses: tuple[str, ...] = ()
    is_further_page: bool = False


def is_further_feed_page(link: Link, crawl_path: CrawlPath) -> bool:
    """Say whether a link is the next page of a feed."""
    return link.kind == "feed" and crawl_path.source == "feed"


def is_nested_sitemap(link: Link, crawl_path: CrawlPath) -> bool:
    """Say whether a link is a sitemap of an index."""
    return link.kind == "sitemap" and crawl_path.source == "sitemap"


def plan_feed_or_sitemap(link: Link, crawl_path: CrawlPath) -> Plan:
    """Return the plan of a feed or sitemap that a page of this trail names."""
    source: Literal["feed", "sitemap"] = "feed" if link.kind == "feed" else "sitemap"
    further, nested = is_further_feed_page(link, crawl_path), is_nested_sitemap(link, crawl_path)
    priority = NESTED_SITEMAP_PRIORITY if nested else PRIORITY[source]
    below = CrawlPath(
        source=source,
        pages_left=crawl_path.pages_left if further else None,
        nesting=crawl_path.nesting + 1 if further or nested else 0,
    )
    return Plan(link, "source", priority, below, is_further_page=further)
