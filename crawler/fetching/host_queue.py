"""A host's requests stay in the scheduler until the host can take them.

Two things go wrong otherwise. Scrapy's queue counts what has reached a host's slot: a request that
waits for robots.txt has not, and holds one of CONCURRENT_REQUESTS places, as does one in the slot
of a paused or slow host; a few such hosts stop the crawl of all others. And with the asyncio
reactor a slot without delay starts its whole queue at once, whatever its concurrency: transfers
are counted a moment after they are begun.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from scrapy.crawler import Crawler
from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface


class _Room(DownloaderInterface):
    """Tells of the hosts with fewer requests under way than their slot may send at once."""

    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        under_way = Counter(map(self.get_slot_key, self.downloader.active))
        return [
            (under_way[key], key) for key in possible_slots if under_way[key] < self._width(key)
        ]

    def _width(self, key: str) -> int:
        slot = self.downloader.slots.get(key)
        return slot.concurrency if slot else self.downloader.domain_concurrency


class HostQueue(DownloaderAwarePriorityQueue):
    """For SCHEDULER_PRIORITY_QUEUE; `pop` gives None while no host with requests has room."""

    def __init__(self, crawler: Crawler, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _Room(crawler)
