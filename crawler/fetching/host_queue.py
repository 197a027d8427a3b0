"""A host's requests stay in the scheduler until the host can take them.

Scrapy's queue counts what has reached a host's slot. A request that waits for robots.txt has not,
and one in the slot of a paused or slow host holds one of CONCURRENT_REQUESTS places while it waits;
a few such hosts can stop the crawl of all others.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scrapy.crawler import Crawler
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class _Room(DownloaderInterface):
    """Tells of the hosts that have room: twice what a slot sends at once, so that none idles."""

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        under_way = Counter(map(self.get_slot_key, self.downloader.active))
        return [
            (under_way[key], key) for key in possible_slots if under_way[key] < 2 * self._width(key)
        ]

    def _width(self, key: str) -> int:
        slot = self.downloader.slots.get(key)
        return slot.concurrency if slot else self.downloader.domain_concurrency


class HostQueue(DownloaderAwarePriorityQueue):
    """For SCHEDULER_PRIORITY_QUEUE; `pop` gives None while no host with requests has room."""

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _Room(crawler)
