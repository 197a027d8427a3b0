"""Frontier: the policy that chooses which links of an outlet are followed, and how urgently.

It turns links into plans and says where a crawl ends; `source_reader` asks it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from crawler.acceptance import is_in_date_range
from crawler.crawl.outlet import MIN_BARREN_PAGES, OutletRun
from crawler.crawl.plans import (
    PRIORITY,
    CrawlPath,
    Plan,
    is_further_feed_page,
    is_nested_sitemap,
    plan_feed_or_sitemap,
)
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.pagination import read_page_number
from crawler.discovery.url_classifier.url_dates import may_be_published_within
from crawler.discovery.url_classifier.url_patterns import make_url_pattern
from crawler.urls.canonical_form import make_url_id

MAX_DEPTH = 3
# Sitemaps below one another: an index names sitemaps, of some sites further indexes.
MAX_NESTING = 4
# Feeds and sitemaps of one outlet: twenty years of daily sitemaps are 7,300.
MAX_SOURCES = 20_000
# Unknown pages a listing must name to count as news itself: fewer may be its own paging.
MIN_UNKNOWN_PAGES_AS_NEWS = 3

# What each page without news takes from the priority of the pages behind it.
_PRIORITY_LOSS_PER_PAGE = 10


class AddressRegister(Protocol):
    """A function that notes an address of an outlet and says whether it is new.

    `named_article`: its source calls it an article's.
    """

    def __call__(self, article_id: str, *, named_article: bool, publisher: str) -> bool: ...


@dataclass(slots=True)
class Frontier:
    """The policy of one run, by its options; `note_address` says which addresses are new."""

    note_address: AddressRegister
    discovery_sources: frozenset[str]
    listing_pages_max: int
    since: datetime | None = None
    until: datetime | None = None

    def follow(
        self,
        outlet: OutletRun,
        links: Iterable[Link],
        crawl_path: CrawlPath,
        skip_if_done: Callable[[Link], bool] | None = None,
    ) -> Iterator[Plan]:
        """Yield plans for the links of one page that are worth fetching.

        `skip_if_done` says of a page new to this run whether an earlier run is done with it.
        """
        links = map(outlet.apply_publisher_patterns, links)
        wanted = [link for link in links if self._is_wanted(outlet, link, crawl_path)]
        new_to_run = [link for link in wanted if self._is_new_page(outlet, link, crawl_path)]
        new = [link for link in new_to_run if skip_if_done is None or not skip_if_done(link)]
        yield from (self._plan_page(outlet, link, crawl_path) for link in _sort_newest_first(new))
        if crawl_path.url_pattern and not _has_news(
            [link for link in new if not _has_same_pattern(link, crawl_path)]
        ):
            outlet.bounds.barren_counts[crawl_path.url_pattern] += 1
        if crawl_path.pages_left is not None:
            wanted = _keep_one_further_page(outlet, wanted)
        yield from self._plan_sources(outlet, wanted, _extend_path(crawl_path, wanted, new))

    def _is_wanted(self, outlet: OutletRun, link: Link, crawl_path: CrawlPath) -> bool:
        is_allowed = link.kind in ("feed", "sitemap") or outlet.publisher.owns(link.url)
        if link.kind == "skip" or not is_allowed:
            return False
        if self.since and link.modified and link.modified < self.since:
            return False
        if link.kind != "feed" and not may_be_published_within(
            link.url, self.since, self.until, is_sitemap=link.kind == "sitemap"
        ):
            return False
        return link.kind in ("feed", "sitemap") or crawl_path.source in self.discovery_sources

    def _is_new_page(self, outlet: OutletRun, link: Link, crawl_path: CrawlPath) -> bool:
        if link.kind not in ("article", "page"):
            return False
        if link.kind == "page" and (
            crawl_path.is_exhausted or outlet.bounds.is_pattern_barren(link.url)
        ):
            return False
        if crawl_path.url_pattern and not _may_follow_from_non_article(outlet, link, crawl_path):
            return False
        if not is_in_date_range(link.published, self.since, self.until):
            return False
        slug = outlet.publisher.slug
        return self.note_address(
            make_url_id(link.url), named_article=link.kind == "article", publisher=slug
        )

    def _plan_page(self, outlet: OutletRun, link: Link, crawl_path: CrawlPath) -> Plan:
        expected_kind: Literal["article", "page"] = "article" if link.kind == "article" else "page"
        url_pattern = make_url_pattern(link.url)
        outlet.bounds.page_counts[url_pattern] += 1
        page_path = CrawlPath(
            crawl_path.depth + 1, crawl_path.pages_without_news + 1, url_pattern=url_pattern
        )
        return Plan(link, expected_kind, PRIORITY[link.kind], page_path)

    def _plan_sources(
        self, outlet: OutletRun, links: list[Link], crawl_path: CrawlPath
    ) -> Iterator[Plan]:
        for link in links:
            if link.kind in ("feed", "sitemap"):
                outlet.discovery.feeds_found |= link.kind == "feed"
                if self._may_read_source(outlet, link, crawl_path) and outlet.sources.add(link.url):
                    outlet.bounds.feed_and_sitemap_count += 1
                    yield plan_feed_or_sitemap(link, crawl_path)
            elif self._may_explore_listing(outlet, link, crawl_path) and outlet.sources.add(
                link.url
            ):
                outlet.bounds.listing_count += 1
                priority = (
                    PRIORITY[link.kind] - _PRIORITY_LOSS_PER_PAGE * crawl_path.pages_without_news
                )
                listing_path = _descend_path(crawl_path, link)
                is_further_page = link.kind == "paging"
                yield Plan(link, "source", priority, listing_path, is_further_page=is_further_page)

    def _may_read_source(self, outlet: OutletRun, link: Link, crawl_path: CrawlPath) -> bool:
        if (
            link.kind not in self.discovery_sources
            or outlet.bounds.feed_and_sitemap_count >= MAX_SOURCES
        ):
            return False
        if is_further_feed_page(link, crawl_path):
            is_ended = crawl_path.pages_without_news > 0 or crawl_path.pages_left == 0
            return not is_ended and crawl_path.nesting < self.listing_pages_max
        return not is_nested_sitemap(link, crawl_path) or crawl_path.nesting < MAX_NESTING

    def _may_explore_listing(self, outlet: OutletRun, link: Link, crawl_path: CrawlPath) -> bool:
        return (
            link.kind in ("section", "paging")
            and "listing" in self.discovery_sources
            and crawl_path.source == "listing"
            and not crawl_path.is_exhausted
            and not (link.kind == "paging" and crawl_path.pages_left == 0)
            and _descend_path(crawl_path, link).depth <= MAX_DEPTH
            and outlet.bounds.listing_count < self.listing_pages_max
        )


def _may_follow_from_non_article(outlet: OutletRun, link: Link, crawl_path: CrawlPath) -> bool:
    """Say whether to follow a link of a page that was to be an article and is none.

    Such pages may link to one another without end.
    """
    is_endless = (
        _has_same_pattern(link, crawl_path)
        and outlet.bounds.barren_counts[make_url_pattern(link.url)] >= MIN_BARREN_PAGES
    )
    return crawl_path.depth <= MAX_DEPTH and not is_endless


def _keep_one_further_page(outlet: OutletRun, links: list[Link]) -> list[Link]:
    """Keep the next of the pages that a pager names: what it shows decides on the others."""
    further_pages = [link for link in links if link.kind == "paging"]
    new_pages = [link for link in further_pages if not outlet.sources.has_requested(link.url)]
    next_page = min(new_pages, key=lambda link: read_page_number(link.url), default=None)
    return [link for link in links if link.kind != "paging" or link is next_page]


def _has_same_pattern(link: Link, crawl_path: CrawlPath) -> bool:
    return make_url_pattern(link.url) == crawl_path.url_pattern


def _has_news(new_links: list[Link]) -> bool:
    return (
        any(link.kind == "article" for link in new_links)
        or len(new_links) >= MIN_UNKNOWN_PAGES_AS_NEWS
    )


def _extend_path(crawl_path: CrawlPath, links: list[Link], new_links: list[Link]) -> CrawlPath:
    """Return the path with this page on it: news on the page set the counts back to 0."""
    article_ids = frozenset(make_url_id(link.url) for link in links if link.kind == "article")
    shown_ids = crawl_path.shown_ids | article_ids
    if _has_news(new_links):
        return replace(crawl_path, pages_without_news=0, pages_all_known=0, shown_ids=shown_ids)
    shows_more = len(shown_ids) > len(crawl_path.shown_ids)
    return replace(
        crawl_path,
        pages_without_news=0 if shows_more else crawl_path.pages_without_news + 1,
        pages_all_known=crawl_path.pages_all_known + 1,
        shown_ids=shown_ids,
    )


def _descend_path(crawl_path: CrawlPath, link: Link) -> CrawlPath:
    """Return the path to a section one deeper, or to the next page of the same listing."""
    if link.kind == "paging":
        return replace(crawl_path, url_pattern=None)
    return replace(crawl_path, depth=crawl_path.depth + 1, url_pattern=None, pages_left=None)


def _sort_newest_first(links: list[Link]) -> list[Link]:
    """Sort links by their dates; the page's order stays where it gives none."""
    return sorted(links, key=_age_sort_key)


def _age_sort_key(link: Link) -> float:
    date = link.published or link.modified
    return -date.timestamp() if date else 0.0
