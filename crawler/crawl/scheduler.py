"""Scrapy's scheduler, with an account of what leaves it and an end at the run's limit."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from typing import Any, cast

from scrapy import Spider
from scrapy.core.scheduler import Scheduler
from scrapy.http import Request

from crawler.crawl.plans import NESTED_SITEMAP_PRIORITY, Plan
from crawler.spiders.news import NewsSpider

# FOLDED from crawler.holding: Sitemaps of an index wait for their turn, so that an archive is
# read no faster than crawled. /  / One has fifty thousand addresses, each a request in memory; an
# archive has hundreds of them.

# Addresses of an outlet in the queue below which its next sitemap is asked for.
NEXT_SITEMAP_BELOW = 500


class DeferredSitemaps:
    """Of each outlet one sitemap at a time, once few of its addresses are left."""

    def __init__(self) -> None:
        self._by_publisher: dict[str, deque[Request]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._by_publisher.values()))

    def defer_if_nested(self, request: Request) -> bool:
        """Take a sitemap of an index; leave everything else."""
        if not _asks_for_nested_sitemap(request):
            return False
        self._by_publisher.setdefault(request.meta["publisher"], deque()).append(request)
        return True

    def pop_ready(
        self, queued_by_publisher: Counter[str], requests_in_work: Iterable[Request]
    ) -> Request | None:
        """Return one whose turn it is.

        `queued_by_publisher` counts what an outlet has, those held too; `requests_in_work` is what is being fetched or
        read.
        """
        read = {
            one.meta.get("publisher") for one in requests_in_work if _asks_for_nested_sitemap(one)
        }
        for publisher, requests in self._by_publisher.items():
            if (
                queued_by_publisher[publisher] - len(requests) < NEXT_SITEMAP_BELOW
                and publisher not in read
            ):
                request = requests.popleft()
                if not requests:
                    del self._by_publisher[publisher]
                return request
        return None

    def pop_all(self) -> list[Request]:
        """Return them all, and hold none."""
        held = [request for requests in self._by_publisher.values() for request in requests]
        self._by_publisher.clear()
        return held


def _asks_for_nested_sitemap(request: Request) -> bool:
    plan = cast("Plan | None", request.meta.get("plan"))
    return (
        plan is not None
        and plan.link.kind == "sitemap"
        and plan.priority == NESTED_SITEMAP_PRIORITY
    )


# Pages read and not yet stored. Scrapy bounds their bytes, and of small pages admits ten thousand.
_MAX_PAGES_IN_WORK = 300


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
        self._redirects_and_retries: deque[Request] = deque()
        self._deferred_sitemaps = DeferredSitemaps()
        self.queued_by_publisher: Counter[str] = Counter()
        return super().open(spider)

    def has_pending_requests(self) -> bool:
        """Say whether anything is left to hand out."""
        return (
            bool(self._redirects_and_retries or self._deferred_sitemaps)
            or super().has_pending_requests()
        )

    def __len__(self) -> int:
        return len(self._redirects_and_retries) + len(self._deferred_sitemaps) + super().__len__()

    def close(self, reason: str) -> Any:
        """Let a job that goes on another time keep what was held back."""
        for request in self._deferred_sitemaps.pop_all():
            super().enqueue_request(request)
        return super().close(reason)

    def enqueue_request(self, request: Request) -> bool:
        """Take a request in; one of an address under way goes before all others.

        `waiting` counts, for each outlet, those that were taken and not yet handed out.
        """
        spider = self.spider
        if (
            isinstance(spider, NewsSpider)
            and request.meta.get("article_id") in spider.ledger.open_requests
        ):
            self._redirects_and_retries.append(request)
            taken = True
        else:
            taken = self._deferred_sitemaps.defer_if_nested(request) or super().enqueue_request(
                request
            )
        self.queued_by_publisher[request.meta.get("publisher", "")] += taken
        return taken

    def next_request(self) -> Request | None:
        """Return the next request; None also while enough articles are under way."""
        spider = self.spider
        if not isinstance(spider, NewsSpider):
            return super().next_request()
        if self._redirects_and_retries:
            return self._uncount_queued(self._redirects_and_retries.popleft())
        if self._is_store_behind() or self._has_enough_articles(spider):
            return None
        request = self._pop_deferred_sitemap() or super().next_request()
        if request is None:
            return None
        if request.meta.get("page_kind") == "article":
            spider.ledger.start(request)
        return self._uncount_queued(request)

    def _is_store_behind(self) -> bool:
        """Say whether as many pages are in work as are worth their memory: the store is slow."""
        return len(self._list_requests_in_work()) >= _MAX_PAGES_IN_WORK

    def _list_requests_in_work(self) -> set[Request]:
        """The requests whose pages are read, or not yet stored."""
        assert self.crawler
        engine = self.crawler.engine
        slot = engine.scraper.slot if engine else None
        return slot.active if slot else set()

    def _pop_deferred_sitemap(self) -> Request | None:
        if not self._deferred_sitemaps:
            return None
        assert self.crawler
        assert self.crawler.engine
        fetched = self.crawler.engine.downloader.active
        return self._deferred_sitemaps.pop_ready(
            self.queued_by_publisher, (*fetched, *self._list_requests_in_work())
        )

    def _uncount_queued(self, request: Request) -> Request:
        publisher = request.meta.get("publisher", "")
        self.queued_by_publisher[publisher] -= 1
        if not self.queued_by_publisher[publisher]:
            del self.queued_by_publisher[publisher]
        return request

    def _has_enough_articles(self, spider: NewsSpider) -> bool:
        limit, ledger = spider.options.article_limit, spider.ledger
        if ledger.has_room(limit):
            return False
        if ledger.kept_count >= limit and not ledger.active_count and self._closing is None:
            assert self.crawler
            assert self.crawler.engine
            closing = self.crawler.engine.close_spider_async(reason="article_limit")
            self._closing = asyncio.ensure_future(closing)
        return True
