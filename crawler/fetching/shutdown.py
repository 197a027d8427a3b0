"""A crawl that is closing does not wait for the pace of its hosts.

Scrapy lets every request end that has left the scheduler. One in the slot of a paused host, or of
a host with a long Crawl-delay, has not been sent, and would hold the end up for minutes.
"""

from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from crawler.fetching.errors import Interrupted

# Scrapy tells nobody that a spider begins to close, so this is looked for; seconds.
_CHECK_SECONDS: Final = 0.5


def is_closing(crawler: Crawler) -> bool:
    """Say whether the crawl has been told to end, by a signal or from within."""
    engine = crawler.engine
    if engine is None or not engine.running:
        return True
    return engine._slot is not None and engine._slot.closing is not None


class QuickShutdown:
    """An extension: ends the requests not yet sent with Interrupted once the crawl is closing."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loop = create_looping_call(self._cancel_unsent_requests)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build and listen."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Start looking."""
        self._loop.start(_CHECK_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Stop looking."""
        if self._loop.running:
            self._loop.stop()

    def _cancel_unsent_requests(self) -> None:
        if not is_closing(self._crawler) or self._crawler.engine is None:
            return
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                request, answer = slot.queue.popleft()
                error = Interrupted(f"{request.url} was not sent: the crawl is closing")
                answer.errback(Failure(error))  # type: ignore[no-untyped-call]
