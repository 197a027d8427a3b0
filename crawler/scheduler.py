"""Scrapy's scheduler, with an account of what leaves it and an end at the run's limit."""

import asyncio

from scrapy.core.scheduler import Scheduler
from scrapy.http import Request

from crawler.spiders.news import NewsSpider


class LimitedScheduler(Scheduler):
    """Starts the account of every article address that leaves the queue.

    With ARTICLE_LIMIT it hands out no more addresses than articles are still wanted, so that a
    limited run fetches little more than it keeps, and closes the crawl (reason `article_limit`)
    once they are kept.
    """

    _closing: "asyncio.Future[None] | None" = None

    def next_request(self) -> Request | None:
        """Return the next request; None also while enough articles are under way."""
        spider = self.spider
        if not isinstance(spider, NewsSpider):
            return super().next_request()
        if self._enough(spider):
            return None
        request = super().next_request()
        if request is not None and request.meta.get("page_kind") == "article":
            spider.ledger.start(request)
        return request

    def _enough(self, spider: NewsSpider) -> bool:
        limit, ledger = spider.setup.limit, spider.ledger
        if not limit or ledger.kept + len(ledger.open) < limit:
            return False
        if ledger.kept >= limit and not ledger.open and self._closing is None:
            assert self.crawler
            assert self.crawler.engine
            closing = self.crawler.engine.close_spider_async(reason="article_limit")
            self._closing = asyncio.ensure_future(closing)
        return True
