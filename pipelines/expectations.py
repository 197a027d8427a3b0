"""Pipeline 900: counts the articles kept and compares them with each publisher's expectations.

A publisher's file may say how many articles a good crawl gives and what share of them has a field.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.publisher import Expectations, load_publishers
from pipelines.items import read_article

logger = logging.getLogger(__name__)


class ExpectationsPipeline:
    """A count of articles and filled fields by publisher.

    When the spider closes, it writes the expectations that failed to the stats as
    `expectations/failed`, a list of lines.
    """

    def __init__(
        self,
        expected: dict[str, Expectations],
        stats: StatsCollector,
        find_whole_crawls: Callable[[], frozenset[str]],
    ) -> None:
        self._expected = expected
        self._stats = stats
        self._find_whole_crawls = find_whole_crawls
        self._filled_counts: dict[str, Counter[str]] = defaultdict(Counter)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the publisher files' expectations."""
        folder = crawler.settings.get("PUBLISHERS_DIR")
        publishers = load_publishers(Path(folder) if folder else None)
        assert crawler.stats
        expected = {slug: outlet.expect for slug, outlet in publishers.items()}
        return cls(expected, crawler.stats, lambda: find_wholly_crawled_publishers(crawler))

    def process_item(self, item: Any) -> Any:
        """Count an acknowledged article and its filled fields."""
        article = read_article(item)
        filled = self._filled_counts[article.publisher]
        filled[""] += 1
        for name in self._get_expected_shares(article.publisher):
            filled[name] += bool(getattr(article, name))
        return item

    def close_spider(self) -> None:
        """Compare the outlets that gave any article; the crawl itself reports silent ones."""
        lines = [line for slug in sorted(self._filled_counts) for line in self._check_outlet(slug)]
        self._stats.set_value("expectations/failed", lines)
        for line in lines:
            logger.error("Expectation failed: %s", line)

    def _get_expected_shares(self, slug: str) -> dict[str, float]:
        expected = self._expected.get(slug)
        return expected.filled if expected else {}

    def _check_outlet(self, slug: str) -> list[str]:
        filled, articles = self._filled_counts[slug], self._filled_counts[slug][""]
        lines = []
        expected = self._expected.get(slug)
        if expected and articles < expected.articles and slug in self._find_whole_crawls():
            lines.append(f"{slug}: {articles} articles, expected {expected.articles}")
        for name, share in self._get_expected_shares(slug).items():
            if filled[name] < share * articles:
                lines.append(
                    f"{slug}: {name} filled in {filled[name]} of {articles}, expected {share:.0%}"
                )
        return lines


def find_wholly_crawled_publishers(crawler: Crawler) -> frozenset[str]:
    """Return the publishers whose number of articles can be compared with an expectation.

    They were crawled without bounds, and no page was skipped because an earlier run had it. A
    standing crawl has none: it takes only what is new.
    """
    settings = crawler.settings
    if getattr(crawler.spider, "standing", False):
        return frozenset()
    if settings.getint("ARTICLE_LIMIT") or settings.get("SINCE") or settings.get("UNTIL"):
        return frozenset()
    targets = getattr(crawler.spider, "targets", ())
    whole = frozenset(target.publisher.slug for target in targets if target.kind == "outlet")
    return whole - getattr(crawler.spider, "publishers_with_skips", frozenset())
