"""Outlet of one run: its counts, its sources, and what earlier runs knew of it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.crawl.plans import Plan
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.url_patterns import make_url_pattern
from crawler.publisher import Publisher
from crawler.urls.canonical_form import make_url_id

# Pages of one URL pattern that gave nothing but links of the same pattern, before the pattern is
# left alone.
MIN_BARREN_PAGES = 6


@dataclass(slots=True)
class OutletRun:
    """A register of what one run knows of one outlet."""

    publisher: Publisher
    source_ids: set[str] = field(default_factory=set)  # feeds, sitemaps and listings noted
    robots_sitemaps: list[str] = field(default_factory=list)
    round_begun_at: datetime | None = None  # in a standing crawl
    listing_count: int = 0  # listing pages requested
    feed_and_sitemap_count: int = 0  # feeds and sitemaps requested
    declared_sources_left: int = 0  # sources of the publisher's file that may still answer
    is_discovering: bool = False  # its front page and robots.txt are asked for sources
    has_answered: bool = False  # one of its sources named links, or is unchanged
    # An earlier run has dealt with all that the front page, as it was then, leads to.
    is_home_resumed: bool = False
    has_skipped_known: bool = False  # something was skipped that earlier runs had dealt with
    # A source overflowed: the entries that it no longer names are searched for.
    is_recovering_missed: bool = False
    resting_plans: list[Plan] = field(default_factory=list)  # sources that are not due
    # Sources that no page names: well-known paths that answered, in this run and earlier ones.
    guessed_sources: list[Link] = field(default_factory=list)
    feeds_found: bool = False
    # Articles' addresses that earlier runs knew, and addresses they found to be sources.
    known_page_ids: set[str] = field(default_factory=set)
    known_source_ids: set[str] = field(default_factory=set)
    # What its listings lead to, each link kept once.
    listed_links: dict[tuple[str, str], Link] = field(default_factory=dict)
    # Pages by URL pattern, and those of them that gave nothing.
    page_counts: Counter[str] = field(default_factory=Counter)
    barren_counts: Counter[str] = field(default_factory=Counter)

    def apply_publisher_patterns(self, link: Link) -> Link:
        """Return a link of the kind the publisher's patterns give it, whatever source named it."""
        if any(pattern.search(link.url) for pattern in self.publisher.deny):
            return replace(link, kind="skip")
        may_be_page = link.kind not in ("feed", "sitemap")
        if may_be_page and any(pattern.search(link.url) for pattern in self.publisher.allow):
            return replace(link, kind="article")
        return link

    def is_pattern_barren(self, url: str) -> bool:
        """Say whether most of the many pages with the URL pattern of this address gave nothing."""
        url_pattern = make_url_pattern(url)
        return self.barren_counts[url_pattern] >= max(
            MIN_BARREN_PAGES, self.page_counts[url_pattern] / 2
        )

    def add_source(self, url: str) -> bool:
        """Note a feed, sitemap or listing; say whether it is new."""
        source_id = make_url_id(url)
        if source_id in self.source_ids:
            return False
        self.source_ids.add(source_id)
        return True
