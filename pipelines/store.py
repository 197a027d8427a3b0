"""800: writes articles in batches; an item counts as stored once the server acknowledged it."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from crawler.outcomes import ARCHIVED, make_failed_outcome
from crawler.state.interfaces import DatabaseUnavailable
from pipelines.collections import articles, story_claims
from pipelines.collections.indexes import INDEXES
from pipelines.collections.pending_article import WRITE_ERROR, PendingArticle
from pipelines.collections.unspool import load_spool, make_spool_line
from pipelines.connection import Connection, StoreAwayError
from pipelines.items import Dropped, read_article, write_article
from pipelines.mongo.batches import Batcher
from pipelines.mongo.documents import make_article_document

logger = logging.getLogger(__name__)

UNAVAILABLE_REASON = "store_unavailable"  # the reason a crawl is closed with


class StorePipeline:
    """Holds the crawl back while the database is slow or away; spools when it stays away."""

    def __init__(
        self, crawler: Crawler, connection: Connection, *, size: int, seconds: float
    ) -> None:
        assert crawler.stats
        self._crawler = crawler
        self._stats = crawler.stats
        self._connection = connection
        self._batch_size = size
        self._batcher: Batcher[PendingArticle] = Batcher(self._flush, size=size, seconds=seconds)
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read STORE_BATCH_SIZE and STORE_BATCH_SECONDS beside what the connection reads."""
        return cls(
            crawler,
            Connection.for_crawler(crawler),
            size=crawler.settings.getint("STORE_BATCH_SIZE", 100),
            seconds=crawler.settings.getfloat("STORE_BATCH_SECONDS", 0.5),
        )

    async def open_spider(self) -> None:
        """Connect, create the indexes, drop claims of dead runs, take up what they spooled."""
        try:
            await self._connection.open()
            await self._connection.attempt(lambda mongo: mongo.create_indexes(INDEXES))
            now = self._connection.now()
            await self._connection.attempt(
                lambda mongo: story_claims.remove_expired_claims(mongo, now)
            )
            loaded = await load_spool(self._connection, size=self._batch_size)
        except (DatabaseUnavailable, StoreAwayError) as error:
            logger.error("The crawl cannot start: %s", error)
            raise CloseSpider(UNAVAILABLE_REASON) from None
        self._stats.inc_value("store/unspooled", loaded)

    async def process_item(self, item: Any) -> Any:
        """Return the item with `outcome`, `revision` and `story` when it is stored.

        Raises Dropped for a duplicate, for what no document can hold, and for what the server
        refuses or the spool had to take.
        """
        entry = PendingArticle(make_article_document(item))
        story_claims.get_fingerprint(
            entry.document
        )  # while the database is busy with the batch before
        await self._batcher.add(entry)
        assert entry.outcome
        if entry.edit_kind:
            self._stats.inc_value(f"edits/{entry.edit_kind}")
        if entry.outcome not in ARCHIVED:
            raise Dropped(entry.outcome)
        article = replace(
            read_article(item),
            revision=entry.revision,
            story=entry.story,
            outcome=entry.outcome,
        )
        return write_article(item, article)

    async def close_spider(self) -> None:
        """Wait until everything is acknowledged or spooled."""
        await self._batcher.flush()
        self._stats.inc_value("store/retries", self._connection.retries)
        await self._connection.close()

    async def _flush(self, pending_articles: list[PendingArticle]) -> None:
        try:
            now = self._connection.now
            await self._connection.attempt(
                partial(articles.save_articles, pending_articles=pending_articles, now=now)
            )
        except StoreAwayError:
            self._spool_articles([entry for entry in pending_articles if entry.outcome is None])
            self._close_crawl()
        refused = sum(entry.outcome == WRITE_ERROR for entry in pending_articles)
        self._stats.inc_value("store/refused", refused)

    def _spool_articles(self, pending_articles: list[PendingArticle]) -> None:
        try:
            self._connection.spool.add(
                make_spool_line("articles", entry.document) for entry in pending_articles
            )
        except OSError:
            self._stats.inc_value("store/lost", len(pending_articles))
            raise
        for entry in pending_articles:
            entry.finish(make_failed_outcome("spooled"))
        self._stats.inc_value("store/spooled", len(pending_articles))

    def _close_crawl(self) -> None:
        # Not awaited: the crawl closes only after the items in work, this one among them.
        engine = self._crawler.engine
        if self._closing is None and engine is not None:
            self._closing = asyncio.create_task(
                engine.close_spider_async(reason=UNAVAILABLE_REASON)
            )
