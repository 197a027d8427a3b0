"""crawler.crawl.outlet: to be said."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler.crawl.plans import Plan
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.url_patterns import shape
from crawler.publisher import Publisher
from crawler.urls.canonical_form import article_id, same_site

# Pages of one shape of address that gave nothing but their like, before others are left alone.
BARREN = 6


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
