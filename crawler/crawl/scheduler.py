"""Scrapy's scheduler, with an account of what leaves it and an end at the run's limit."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from typing import Any, cast

from scrapy import Spider
from scrapy.core.scheduler import Scheduler
from scrapy.http import Request

from crawler.crawl.plans import NESTED_SITEMAP, Plan
from crawler.spiders.news import NewsSpider

# FOLDED from crawler.holding: Sitemaps of an index wait for their turn, so that an archive is
# read no faster than crawled. /  / One has fifty thousand addresses, each a request in memory; an
# archive has hundreds of them.

# Addresses of an outlet in the queue below which its next sitemap is asked for.
FEW = 500


class Held:
    """Of each outlet one sitemap at a time, once few of its addresses are left."""

    def __init__(self) -> None:
        self._of: dict[str, deque[Request]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def takes(self, request: Request) -> bool:
        """Take a sitemap of an index; leave everything else."""
        if not _is_nested(request):
            return False
        self._of.setdefault(request.meta["publisher"], deque()).append(request)
        return True

    def ready(self, waiting: Counter[str], under_way: Iterable[Request]) -> Request | None:
        """Return one whose turn it is.

        `waiting` counts what an outlet has, those held too; `under_way` is what is being fetched or
        read.
        """
        read = {one.meta.get("publisher") for one in under_way if _is_nested(one)}
        for publisher, requests in self._of.items():
            if waiting[publisher] - len(requests) < FEW and publisher not in read:
                request = requests.popleft()
                if not requests:
                    del self._of[publisher]
                return request
        return None

    def all(self) -> list[Request]:
        """Return them all, and hold none."""
        held = [request for requests in self._of.values() for request in requests]
        self._of.clear()
        return held


def _is_nested(request: Request) -> bool:
    plan = cast("Plan | None", request.meta.get("plan"))
    return plan is not None and plan.link.kind == "sitemap" and plan.priority == NESTED_SITEMAP


# Pages read and not yet stored. Scrapy bounds their bytes, and of small pages admits ten thousand.
_IN_WORK = 300


class LimitedScheduler(Scheduler):
    """Starts the account of every article address that leaves the queue.

    With ARTICLE_LIMIT it hands out no more addresses than articles are still wanted, so that a
    limited run fetches little more than it keeps, and closes the crawl (reason `article_limit`)
    once they are kept.
    """

    _closing: "asyncio.Future[None] | None" = None

    def open(self, spider: Spider) -> Any:
        """Begin with nothing under way."""
        # Redirects and retries of addresses under way: they are owed an outcome, and what waits
        # for their end must not wait in front of them.
        self._under_way: deque[Request] = deque()
        self._held = Held()
        self.waiting: Counter[str] = Counter()
        return super().open(spider)

    def has_pending_requests(self) -> bool:
        """Say whether anything is left to hand out."""
        return bool(self._under_way or self._held) or super().has_pending_requests()

    def __len__(self) -> int:
        return len(self._under_way) + len(self._held) + super().__len__()

    def close(self, reason: str) -> Any:
        """Let a job that goes on another time keep what was held back."""
        for request in self._held.all():
            super().enqueue_request(request)
        return super().close(reason)

    def enqueue_request(self, request: Request) -> bool:
        """Take a request in; one of an address under way goes before all others.

        `waiting` counts, for each outlet, those that were taken and not yet handed out.
        """
        spider = self.spider
        if isinstance(spider, NewsSpider) and request.meta.get("article_id") in spider.ledger.open:
            self._under_way.append(request)
            taken = True
        else:
            taken = self._held.takes(request) or super().enqueue_request(request)
        self.waiting[request.meta.get("publisher", "")] += taken
        return taken

    def next_request(self) -> Request | None:
        """Return the next request; None also while enough articles are under way."""
        spider = self.spider
        if not isinstance(spider, NewsSpider):
            return super().next_request()
        if self._under_way:
            return self._handed_out(self._under_way.popleft())
        if self._is_behind() or self._enough(spider):
            return None
        request = self._next_held() or super().next_request()
        if request is None:
            return None
        if request.meta.get("page_kind") == "article":
            spider.ledger.start(request)
        return self._handed_out(request)

    def _is_behind(self) -> bool:
        """Say whether as many pages are in work as are worth their memory: the store is slow."""
        return len(self._in_work()) >= _IN_WORK

    def _in_work(self) -> set[Request]:
        """The requests whose pages are read, or not yet stored."""
        assert self.crawler
        engine = self.crawler.engine
        slot = engine.scraper.slot if engine else None
        return slot.active if slot else set()

    def _next_held(self) -> Request | None:
        if not self._held:
            return None
        assert self.crawler
        assert self.crawler.engine
        fetched = self.crawler.engine.downloader.active
        return self._held.ready(self.waiting, (*fetched, *self._in_work()))

    def _handed_out(self, request: Request) -> Request:
        publisher = request.meta.get("publisher", "")
        self.waiting[publisher] -= 1
        if not self.waiting[publisher]:
            del self.waiting[publisher]
        return request

    def _enough(self, spider: NewsSpider) -> bool:
        limit, ledger = spider.setup.limit, spider.ledger
        if ledger.has_room(limit):
            return False
        if ledger.kept >= limit and not ledger.under_way and self._closing is None:
            assert self.crawler
            assert self.crawler.engine
            closing = self.crawler.engine.close_spider_async(reason="article_limit")
            self._closing = asyncio.ensure_future(closing)
        return True
