"""Outlet of one run: what is being found, what bounds it, what earlier runs knew, its sources."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.crawl.plans import Plan
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.url_patterns import make_url_pattern
from crawler.publisher import Publisher
from crawler.state.records import UNFINISHED_OUTCOMES, SourceState
from crawler.urls.canonical_form import make_url_id

# Pages of one URL pattern that gave nothing but links of the same pattern, before the pattern is
# left alone.
MIN_BARREN_PAGES = 6


@dataclass(slots=True)
class OutletDiscovery:
    """The state of the search for an outlet's sources."""

    declared_sources_left: int = 0  # sources of the publisher's file that may still answer
    is_discovering: bool = False  # its front page and robots.txt are asked for sources
    robots_sitemaps: list[str] = field(default_factory=list)
    # Sources that no page names: well-known paths that answered, in this run and earlier ones.
    guessed_sources: list[Link] = field(default_factory=list)
    feeds_found: bool = False
    has_answered: bool = False  # one of its sources named links, or is unchanged
    # A source overflowed: the entries that it no longer names are searched for.
    is_recovering_missed: bool = False
    resting_plans: list[Plan] = field(default_factory=list)  # sources that are not due


@dataclass(slots=True)
class OutletBounds:
    """The counts of an outlet that its limits go by."""

    listing_count: int = 0  # listing pages requested
    feed_and_sitemap_count: int = 0  # feeds and sitemaps requested
    # Pages by URL pattern, and those of them that gave nothing.
    page_counts: Counter[str] = field(default_factory=Counter)
    barren_counts: Counter[str] = field(default_factory=Counter)

    def is_pattern_barren(self, url: str) -> bool:
        """Say whether most of the many pages with the URL pattern of this address gave nothing."""
        url_pattern = make_url_pattern(url)
        return self.barren_counts[url_pattern] >= max(
            MIN_BARREN_PAGES, self.page_counts[url_pattern] / 2
        )


@dataclass(slots=True)
class OutletHistory:
    """What earlier runs knew of an outlet, as far as this run has looked it up."""

    # An earlier run has dealt with all that the front page, as it was then, leads to.
    is_home_resumed: bool = False
    has_skipped_known: bool = False  # something was skipped that earlier runs had dealt with
    # Articles' addresses that earlier runs knew, and addresses they found to be sources.
    known_page_ids: set[str] = field(default_factory=set)
    known_source_ids: set[str] = field(default_factory=set)


@dataclass(slots=True)
class SourceRegister:
    """The sources of an outlet in this run, by id, with their states to be stored.

    `has_unfinished`: an address of the outlet is still to be dealt with.
    """

    requested_ids: set[str] = field(default_factory=set)  # feeds, sitemaps and listings
    read_states: dict[str, SourceState] = field(default_factory=dict)
    # Sources that were found unchanged or failed.
    unread_states: dict[str, SourceState] = field(default_factory=dict)
    has_unfinished: bool = False
    # What its listings lead to, each link kept once.
    listed_links: dict[tuple[str, str], Link] = field(default_factory=dict)

    def add(self, url: str) -> bool:
        """Note a feed, sitemap or listing; say whether it is new."""
        source_id = make_url_id(url)
        if source_id in self.requested_ids:
            return False
        self.requested_ids.add(source_id)
        return True

    def note_outcome(self, outcome: str) -> None:
        """Note how an address ended: what the run has not dealt with is to be found again."""
        self.has_unfinished |= outcome in UNFINISHED_OUTCOMES

    def has_requested(self, url: str) -> bool:
        """Say whether a feed, sitemap or listing is noted."""
        return make_url_id(url) in self.requested_ids


@dataclass(slots=True)
class OutletRun:
    """What one run, or one round of a standing crawl, knows of one outlet."""

    publisher: Publisher
    round_begun_at: datetime | None = None  # in a standing crawl
    discovery: OutletDiscovery = field(default_factory=OutletDiscovery)
    bounds: OutletBounds = field(default_factory=OutletBounds)
    history: OutletHistory = field(default_factory=OutletHistory)
    sources: SourceRegister = field(default_factory=SourceRegister)

    def apply_publisher_patterns(self, link: Link) -> Link:
        """Return a link of the kind the publisher's patterns give it, whatever source named it."""
        if any(pattern.search(link.url) for pattern in self.publisher.deny):
            return replace(link, kind="skip")
        may_be_page = link.kind not in ("feed", "sitemap")
        if may_be_page and any(pattern.search(link.url) for pattern in self.publisher.allow):
            return replace(link, kind="article")
        return link

    def forget_round(self) -> None:
        """Forget what takes memory and is of no use once a round is over."""
        self.history.known_page_ids.clear()
        self.sources = SourceRegister(self.sources.requested_ids)
