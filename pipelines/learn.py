"""850: shows every stored article to the memory, which learns the outlet's chrome from them."""

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector

from crawler.learning import build_observation
from pipelines.collections.boilerplate import MongoBoilerplateStore
from pipelines.items import read_article, write_article


class LearnPipeline:
    """Stored, unchanged and revised articles are observed; none is held back."""

    def __init__(self, store: MongoBoilerplateStore, stats: StatsCollector) -> None:
        self._store = store
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Share the memory with the spider. Raises NotConfigured without LEARNING_ENABLED."""
        if not crawler.settings.getbool("LEARNING_ENABLED"):
            raise NotConfigured
        assert crawler.stats
        return cls(MongoBoilerplateStore.for_crawler(crawler), crawler.stats)

    async def open_spider(self) -> None:
        """Open the memory."""
        await self._store.open(self._stats)

    async def process_item(self, item: Any) -> Any:
        """Return the item without its traces, which nobody needs any more."""
        article = read_article(item)
        seen = build_observation(article)
        if seen is None:
            return item
        await self._store.observe(article.publisher, seen)
        return write_article(item, replace(article, traces=(), chrome=(), container=None))

    async def close_spider(self) -> None:
        """Let the memory decide on what was observed last."""
        await self._store.close()
