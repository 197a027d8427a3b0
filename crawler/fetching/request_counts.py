"""Requests sent, counted by the reason they were sent.

`requests/article` + `source` + `robots` + `retry` + `redirect` = `downloader/request_count`.
"""

from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector

from crawler.state.request_context import get_page_kind

REQUEST_KINDS: Final = ("article", "source", "robots", "retry", "redirect")

# How often a request had been retried and redirected when it was last sent. Scrapy's counters alone
# do not tell why it is sent *now*: both stay in `meta` when a redirect follows a retry.
_SENT_AFTER_KEY: Final = "sent_after"


class RequestCounter:
    """A downloader middleware that counts every request sent under exactly one kind.

    It stands nearest the downloader, behind the HTTP cache: a request answered there is not sent.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats
        return cls(crawler.stats)

    def process_request(self, request: Request) -> None:
        """Count a request; one without context counts as a source."""
        old_retries, old_redirects = request.meta.get(_SENT_AFTER_KEY, (0, 0))
        retries = request.meta.get("retry_times", 0)
        redirects = request.meta.get("redirect_times", 0)
        request.meta[_SENT_AFTER_KEY] = (retries, redirects)
        if retries > old_retries:
            kind = "retry"
        elif redirects > old_redirects:
            kind = "redirect"
        else:
            kind = get_page_kind(request)
        self._stats.inc_value(f"requests/{kind}")
