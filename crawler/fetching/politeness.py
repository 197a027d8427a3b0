"""The pace of each host: Crawl-delay, a publisher's delay and concurrency, and a queue by host.

Scrapy reads Crawl-delay and does not apply it; AutoThrottle lowers a delay as far as
DOWNLOAD_DELAY, and the jitter of a slot halves it at times. In CrawlDelay a delay asked for is a
floor: AutoThrottle may go above it, nothing goes below. Downloader slots are keyed by host name, so
that the slowest pace asked for by any robots.txt or publisher of a host holds for all its ports.

HostQueue keeps a host's requests in the scheduler until the host can take them. Two things go wrong
with Scrapy's queue. It counts what has reached a host's slot: a request that waits for robots.txt
has not, and takes one of CONCURRENT_REQUESTS, as does one in the slot of a paused or slow host; a
few such hosts stop the crawl of all others. And with the asyncio reactor a slot without delay
starts its whole queue at once, whatever its concurrency, because transfers are counted a moment
after they begin.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any, Self

from scrapy import signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface
from scrapy.robotstxt import RobotParser

from crawler.fetching.request_publisher import find_request_publisher
from crawler.fetching.robots import read_crawl_delay

logger = logging.getLogger(__name__)


class CrawlDelay:
    """An extension that keeps a floor under the delay of every slot.

    A slot that Scrapy dropped and made again has the floor too.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._robots_user_agent: str = settings["ROBOTSTXT_USER_AGENT"] or settings["BOT_NAME"]
        self._max_delay = settings.getfloat("CRAWL_DELAY_MAX", 60.0)
        self._floors: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect the signals. Stands after AutoThrottle in EXTENSIONS, to correct its delay."""
        extension = cls(crawler)
        connect = crawler.signals.connect
        connect(extension.robots_parsed, signals.robots_parsed)
        connect(extension.request_reached_downloader, signals.request_reached_downloader)
        connect(extension.response_downloaded, signals.response_downloaded)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Apply the Crawl-delay of the host of `request`."""
        delay = read_crawl_delay(robotparser, self._robots_user_agent)
        if not delay:
            return
        assert self._crawler.engine
        key = self._crawler.engine.downloader.get_slot_key(request)
        if delay > self._max_delay:
            logger.warning("Crawl-delay %gs of %s is capped to %gs", delay, key, self._max_delay)
        self._raise_floor(key, min(delay, self._max_delay))

    def request_reached_downloader(self, request: Request) -> None:
        """Set the pace before the slot sends anything; the slot may be a new one."""
        key = request.meta["download_slot"]
        publisher = find_request_publisher(self._crawler.spider, request)
        if publisher is not None:
            self._raise_floor(key, publisher.delay or 0.0)
            slot = self._find_slot(key)
            if slot is not None and publisher.concurrency:
                slot.concurrency = publisher.concurrency
        self._apply_floor(key)

    def response_downloaded(self, request: Request) -> None:
        """Raise the delay that AutoThrottle has just set."""
        self._apply_floor(request.meta["download_slot"])

    def _raise_floor(self, key: str, delay: float) -> None:
        if delay <= self._floors.get(key, 0.0):
            return
        self._floors[key] = delay
        assert self._crawler.stats
        self._crawler.stats.max_value("crawl_delay/longest", delay)
        self._crawler.stats.set_value("crawl_delay/hosts", len(self._floors))
        self._apply_floor(key)

    def _apply_floor(self, key: str) -> None:
        floor, slot = self._floors.get(key), self._find_slot(key)
        if floor is not None and slot is not None:
            slot.delay = max(slot.delay, floor)
            slot.jitter = 0.0

    def _find_slot(self, key: str) -> Slot | None:
        assert self._crawler.engine
        return self._crawler.engine.downloader.slots.get(key)


class _HostsWithRoom(DownloaderInterface):
    """A downloader interface that lists only the hosts below their slot's concurrency."""

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        under_way = Counter(map(self.get_slot_key, self.downloader.active))
        return [
            (under_way[key], key)
            for key in possible_slots
            if under_way[key] < self._read_concurrency(key)
        ]

    def _read_concurrency(self, key: str) -> int:
        slot = self.downloader.slots.get(key)
        return slot.concurrency if slot else self.downloader.domain_concurrency


class HostQueue(DownloaderAwarePriorityQueue):
    """A scheduler queue whose `pop` gives None while no host with requests has room."""

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _HostsWithRoom(crawler)
