"""What was sent, by why it was sent: the second sum of a run.

`requests/article` + `source` + `robots` + `retry` + `redirect` = `downloader/request_count`.
Belongs nearest the downloader, behind the HTTP cache: what is answered from there is not sent.
"""

from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector

REQUEST_KINDS: Final = ("article", "source", "robots", "retry", "redirect")

# How often a request had been retried and redirected when it was last sent. The counters alone do
# not tell what made *this* sending: both stay in `meta` when one follows the other.
_SENT_AFTER_KEY: Final = "sent_after"


class RequestCounter:
    """Counts every request handed to the downloader under exactly one kind."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from a crawler."""
        assert crawler.stats
        return cls(crawler.stats)

    def process_request(self, request: Request) -> None:
        """Count it; an address without `page_kind` is a source, as it is no article."""
        before = request.meta.get(_SENT_AFTER_KEY, (0, 0))
        now = (request.meta.get("retry_times", 0), request.meta.get("redirect_times", 0))
        request.meta[_SENT_AFTER_KEY] = now
        if now[0] > before[0]:
            kind = "retry"
        elif now[1] > before[1]:
            kind = "redirect"
        else:
            kind = request.meta.get("page_kind", "source")
        self._stats.inc_value(f"requests/{kind}")
