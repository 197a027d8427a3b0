"""The shutdown of a crawl: whether it has begun (`is_closing`), and the end of unsent requests.

Scrapy waits for every request that has left the scheduler. A request in the slot of a paused host,
or of a host with a long Crawl-delay, has not been sent, and would delay the end by minutes.
"""

from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from crawler.fetching.errors import Interrupted

# Scrapy sends no signal when a spider begins to close, so it is checked for.
_CHECK_SECONDS: Final = 0.5


def is_closing(crawler: Crawler) -> bool:
    """Say whether the crawl is ending, by a system signal or from within."""
    engine = crawler.engine
    if engine is None or not engine.running:
        return True
    return engine._slot is not None and engine._slot.closing is not None


class QuickShutdown:
    """An extension that fails unsent requests with Interrupted once the crawl is closing."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loop = create_looping_call(self._cancel_unsent_requests)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Start checking."""
        self._loop.start(_CHECK_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Stop checking."""
        if self._loop.running:
            self._loop.stop()

    def _cancel_unsent_requests(self) -> None:
        if not is_closing(self._crawler) or self._crawler.engine is None:
            return
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                request, deferred = slot.queue.popleft()
                error = Interrupted(f"{request.url} was not sent: the crawl is closing")
                deferred.errback(Failure(error))  # type: ignore[no-untyped-call]
