"""Pipeline 850: passes observations of kept articles to the store that learns boilerplate."""

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.statscollectors import StatsCollector

from crawler.learning import build_observation
from pipelines.collections.boilerplate import MongoBoilerplateStore
from pipelines.items import read_article, write_article


class LearnPipeline:
    """An observer of stored, unchanged and revised articles; it drops none."""

    def __init__(self, store: MongoBoilerplateStore, stats: StatsCollector) -> None:
        self._store = store
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Share the store with the spider. Raises NotConfigured without LEARNING_ENABLED."""
        if not crawler.settings.getbool("LEARNING_ENABLED"):
            raise NotConfigured
        assert crawler.stats
        return cls(MongoBoilerplateStore.for_crawler(crawler), crawler.stats)

    async def open_spider(self) -> None:
        """Open the store of learned boilerplate."""
        await self._store.open(self._stats)

    async def process_item(self, item: Any) -> Any:
        """Return the item without block ids and container.

        No later pipeline needs them, and an export has none either.
        """
        article = read_article(item)
        observation = build_observation(article)
        if observation is None:
            return item
        await self._store.observe(article.publisher, observation)
        return write_article(item, replace(article, traces=(), chrome=(), container=None))

    async def close_spider(self) -> None:
        """Let the store decide on the last observations."""
        await self._store.close()
