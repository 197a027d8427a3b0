"""Scheduler: Scrapy's, with deferred sitemaps, a ledger of article addresses, and a limit.

The sitemaps of an index, and the rests of long sitemaps, wait for their turn, so that an archive is
read no faster than its pages are fetched: one sitemap names up to fifty thousand addresses, each a
request in memory, and an archive has hundreds of sitemaps. What waits is in the queue: no callback
is held open for it, and a closing crawl waits for none of it.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from scrapy import Spider
from scrapy.core.scheduler import Scheduler
from scrapy.http import Request

from crawler.crawl.ledger import Ledger
from crawler.crawl.options import CrawlOptions
from crawler.crawl.plan_context import find_plan_context
from crawler.crawl.plans import NESTED_SITEMAP_PRIORITY
from crawler.state.request_context import get_page_kind, get_publisher_slug, is_body_kept

# Addresses of an outlet in the queue below which its next sitemap is requested.
NEXT_SITEMAP_BELOW = 500
# Pages read and not yet stored. Scrapy bounds their bytes, and of small pages admits ten thousand.
_MAX_PAGES_IN_WORK = 300


class DeferredSitemaps:
    """A queue that gives one sitemap of an outlet at a time, once few addresses are left."""

    def __init__(self) -> None:
        self._by_publisher: dict[str, deque[Request]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._by_publisher.values()))

    def defer_if_nested(self, request: Request) -> bool:
        """Take the request of a sitemap of an index, or of a rest; say whether it was one.

        A sitemap that is begun is read to its end before the next one.
        """
        if not _takes_turns(request):
            return False
        waiting = self._by_publisher.setdefault(get_publisher_slug(request), deque())
        if is_body_kept(request):
            waiting.appendleft(request)
        else:
            waiting.append(request)
        return True

    def pop_ready(
        self, queued_by_publisher: Counter[str], requests_in_work: Iterable[Request]
    ) -> Request | None:
        """Remove and return a sitemap request whose turn it is, if there is one.

        `queued_by_publisher` counts an outlet's queued requests, deferred ones too;
        `requests_in_work` are those being fetched or read.
        """
        busy_publishers = {
            get_publisher_slug(request) for request in requests_in_work if _takes_turns(request)
        }
        for publisher, requests in self._by_publisher.items():
            if (
                queued_by_publisher[publisher] - len(requests) < NEXT_SITEMAP_BELOW
                and publisher not in busy_publishers
            ):
                request = requests.popleft()
                if not requests:
                    del self._by_publisher[publisher]
                return request
        return None

    def pop_all(self) -> list[Request]:
        """Remove and return all deferred requests."""
        deferred = [request for requests in self._by_publisher.values() for request in requests]
        self._by_publisher.clear()
        return deferred


@runtime_checkable
class ArticleSpider(Protocol):
    """A spider that counts its articles: `NewsSpider`, and what users derive from it."""

    ledger: Ledger
    options: CrawlOptions


class LimitedScheduler(Scheduler):
    """A scheduler that opens every article address leaving the queue in the ledger.

    With ARTICLE_LIMIT it hands out no more addresses than articles are still wanted, so that a
    limited run fetches little more than it keeps. Once they are kept it closes the crawl (reason
    `article_limit`).
    """

    _closing: "asyncio.Future[None] | None" = None

    def open(self, spider: Spider) -> Any:
        """Begin with empty queues."""
        # Redirects and retries of open addresses go first: they are owed an outcome, and pages that
        # wait for their end must not stand before them in the queue.
        self._redirects_and_retries: deque[Request] = deque()
        self._deferred_sitemaps = DeferredSitemaps()
        self.queued_by_publisher: Counter[str] = Counter()
        self._article_spider = spider if isinstance(spider, ArticleSpider) else None
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
        """Queue the deferred requests, so that a job with JOBDIR keeps them for its next run."""
        for request in self._deferred_sitemaps.pop_all():
            super().enqueue_request(request)
        return super().close(reason)

    def enqueue_request(self, request: Request) -> bool:
        """Queue a request; one of an open address goes before all others.

        `queued_by_publisher` counts the requests of an outlet that are not handed out yet.
        """
        spider = self._article_spider
        context = find_plan_context(request)
        if spider and context and context.article_id in spider.ledger.open_requests:
            self._redirects_and_retries.append(request)
            is_queued = True
        else:
            is_queued = self._deferred_sitemaps.defer_if_nested(request) or super().enqueue_request(
                request
            )
        self.queued_by_publisher[get_publisher_slug(request)] += is_queued
        return is_queued

    def next_request(self) -> Request | None:
        """Return the next request; None also while enough articles are being fetched or stored."""
        spider = self._article_spider
        if not spider:
            return super().next_request()
        if self._redirects_and_retries:
            return self._uncount_queued(self._redirects_and_retries.popleft())
        if self._is_store_behind() or self._has_enough_articles(spider):
            return None
        request = self._pop_deferred_sitemap() or self._pop_queued()
        if request is None:
            return None
        if get_page_kind(request) == "article":
            spider.ledger.start(request)
        return self._uncount_queued(request)

    def _pop_queued(self) -> Request | None:
        """Return the next request of the queue; sitemaps that a job kept there wait their turn."""
        while request := super().next_request():
            if not self._deferred_sitemaps.defer_if_nested(request):
                return request
        return self._pop_deferred_sitemap()

    def _is_store_behind(self) -> bool:
        """Say whether the pages in work are as many as memory allows: storing them is slow."""
        return len(self._list_requests_in_work()) >= _MAX_PAGES_IN_WORK

    def _list_requests_in_work(self) -> set[Request]:
        """Return the requests whose pages are being read, or are not stored yet."""
        assert self.crawler
        engine = self.crawler.engine
        slot = engine.scraper.slot if engine else None
        return slot.active if slot else set()

    def _pop_deferred_sitemap(self) -> Request | None:
        if not self._deferred_sitemaps:
            return None
        assert self.crawler
        assert self.crawler.engine
        being_fetched = self.crawler.engine.downloader.active
        return self._deferred_sitemaps.pop_ready(
            self.queued_by_publisher, (*being_fetched, *self._list_requests_in_work())
        )

    def _uncount_queued(self, request: Request) -> Request:
        publisher = get_publisher_slug(request)
        self.queued_by_publisher[publisher] -= 1
        if not self.queued_by_publisher[publisher]:
            del self.queued_by_publisher[publisher]
        return request

    def _has_enough_articles(self, spider: ArticleSpider) -> bool:
        limit, ledger = spider.options.article_limit, spider.ledger
        if ledger.has_room(limit):
            return False
        if ledger.stored_count >= limit and not ledger.active_count and self._closing is None:
            assert self.crawler
            assert self.crawler.engine
            closing = self.crawler.engine.close_spider_async(reason="article_limit")
            self._closing = asyncio.ensure_future(closing)
        return True


def _takes_turns(request: Request) -> bool:
    context = find_plan_context(request)
    if context is None:
        return False
    plan = context.plan
    is_nested = plan.link.kind == "sitemap" and plan.priority == NESTED_SITEMAP_PRIORITY
    return is_nested or context.is_body_kept
