"""crawler.crawl.outlet: to be said."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler.crawl.plans import Plan
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.url_patterns import make_url_pattern
from crawler.publisher import Publisher
from crawler.urls.canonical_form import is_same_site, make_url_id

# Pages of one shape of address that gave nothing but their like, before others are left alone.
MIN_BARREN_PAGES = 6


@dataclass(slots=True)
class OutletRun:
    """What one run knows of one outlet."""

    publisher: Publisher
    source_ids: set[str] = field(default_factory=set)
    robots_sitemaps: list[str] = field(default_factory=list)
    round_begun_at: datetime | None = None  # when a standing crawl began this round of it
    listing_count: int = 0  # listing pages asked for
    feed_and_sitemap_count: int = 0  # feeds and sitemaps asked for
    declared_sources_left: int = 0  # sources of the publisher's file that may still answer
    is_discovering: bool = False
    has_answered: bool = False  # a source of it named links
    is_home_resumed: bool = False  # an earlier run has dealt with all its front page leads to
    has_skipped_known: bool = False  # something of it was known from earlier runs, and left at that
    is_recovering_missed: bool = False  # a source of it overflowed: what it missed is looked for
    resting_plans: list[Plan] = field(default_factory=list)  # sources whose time has not come
    guessed_sources: list[Link] = field(default_factory=list)  # sources that no page of it names
    feeds_found: bool = False
    known_page_ids: set[str] = field(
        default_factory=set
    )  # articles' addresses that earlier runs knew
    known_source_ids: set[str] = field(
        default_factory=set
    )  # addresses that earlier runs found to be sources
    listed_links: dict[tuple[str, str], Link] = field(default_factory=dict)  # what listings lead to
    page_counts: Counter[str] = field(default_factory=Counter)  # pages, by shape
    barren_counts: Counter[str] = field(default_factory=Counter)  # those that gave nothing

    def owns(self, url: str) -> bool:
        """Say whether an address belongs to this outlet."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        domains = self.publisher.domains
        return is_same_site(url, self.publisher.homepage) or any(
            host == domain or host.endswith(f".{domain}") for domain in domains
        )

    def apply_publisher_patterns(self, link: Link) -> Link:
        """Let the publisher's patterns judge a link, whatever source named it."""
        if any(pattern.search(link.url) for pattern in self.publisher.deny):
            return replace(link, kind="skip")
        page = link.kind not in ("feed", "sitemap")
        if page and any(pattern.search(link.url) for pattern in self.publisher.allow):
            return replace(link, kind="article")
        return link

    def is_pattern_barren(self, url: str) -> bool:
        """Say whether most of many pages with addresses like this one gave nothing."""
        alike = make_url_pattern(url)
        return self.barren_counts[alike] >= max(MIN_BARREN_PAGES, self.page_counts[alike] / 2)

    def add_source(self, url: str) -> bool:
        """Note a feed, sitemap or listing; say whether it is new."""
        key = make_url_id(url)
        if key in self.source_ids:
            return False
        self.source_ids.add(key)
        return True
