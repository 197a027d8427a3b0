"""Plans (what to fetch next) and crawl paths (how a page was reached). Pure."""

from dataclasses import dataclass, field
from typing import Literal

from crawler.discovery.links import Link

# Listing pages in a row that show no article new to their crawl path, before the path is left: a
# calendar without end, or a last page under ever new addresses.
MAX_PAGES_WITHOUT_NEWS = 3
# The same for pages whose articles other sources have named too: behind the newest articles, which
# sitemaps and front pages name, there may be an archive that nothing else leads to.
MAX_PAGES_ALL_KNOWN = 10

PRIORITY = {"feed": 300, "sitemap": 200, "article": 100, "page": 60, "section": 40, "paging": 30}
NESTED_SITEMAP_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class CrawlPath:
    """The sources that led to a page.

    `depth` counts listings since the front page, not their further pages. `pages_without_news`
    counts pages in a row that showed no article new to the path, `pages_all_known` those that
    showed none new to the run; `shown_ids` are the ids of the articles the path has shown.
    `url_pattern` is that of the page's address, None for a listing's. `pages_left` is how many
    further pages may be requested of a source that an earlier run has read; None for a source never
    read before, which is followed to its end. `nesting` counts the sitemaps, or the earlier pages
    of a feed, that led here.
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
        """Whether no news is expected behind this page."""
        return (
            self.pages_without_news >= MAX_PAGES_WITHOUT_NEWS
            or self.pages_all_known >= MAX_PAGES_ALL_KNOWN
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """An address to fetch next.

    `role` says why a source is requested: `declared` in the publisher's file; `home`, the front
    page; `usual`, a well-known path, with `untried_addresses` to go on with; `named` as a target;
    `walk`, the front page once more, to find what was missed. `is_further_page`: a source's next
    page.
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
    """Return the plan of a feed or sitemap that a page reached by this path names."""
    source: Literal["feed", "sitemap"] = "feed" if link.kind == "feed" else "sitemap"
    is_further = is_further_feed_page(link, crawl_path)
    is_nested = is_nested_sitemap(link, crawl_path)
    priority = NESTED_SITEMAP_PRIORITY if is_nested else PRIORITY[source]
    source_path = CrawlPath(
        source=source,
        pages_left=crawl_path.pages_left if is_further else None,
        nesting=crawl_path.nesting + 1 if is_further or is_nested else 0,
    )
    return Plan(link, "source", priority, source_path, is_further_page=is_further)


def start_source_path(content_kind: str, plan: Plan) -> CrawlPath:
    """Return the path of what a feed or sitemap names."""
    return CrawlPath(
        source="feed" if content_kind == "feed" else "sitemap", nesting=plan.crawl_path.nesting
    )
