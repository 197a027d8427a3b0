"""800: writes articles in batches; an item counts as stored once the server acknowledged it."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from crawler.outcomes import KEPT, failed
from crawler.state.interfaces import DatabaseUnavailable
from pipelines.collections import articles, story_claims
from pipelines.collections.indexes import INDEXES
from pipelines.collections.pending_article import WRITE_ERROR, Entry
from pipelines.collections.unspool import line, load
from pipelines.connection import Connection, StoreAwayError
from pipelines.items import Dropped, read_article, write_article
from pipelines.mongo.batches import Batcher
from pipelines.mongo.documents import document_of

logger = logging.getLogger(__name__)

AWAY = "store_unavailable"  # the reason a crawl is closed with


class StorePipeline:
    """Holds the crawl back while the database is slow or away; spools when it stays away."""

    def __init__(
        self, crawler: Crawler, connection: Connection, *, size: int, seconds: float
    ) -> None:
        assert crawler.stats
        self._crawler = crawler
        self._stats = crawler.stats
        self._connection = connection
        self._size = size
        self._batcher: Batcher[Entry] = Batcher(self._flush, size=size, seconds=seconds)
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read STORE_BATCH_SIZE and STORE_BATCH_SECONDS beside what the connection reads."""
        return cls(
            crawler,
            Connection.of(crawler),
            size=crawler.settings.getint("STORE_BATCH_SIZE", 100),
            seconds=crawler.settings.getfloat("STORE_BATCH_SECONDS", 0.5),
        )

    async def open_spider(self) -> None:
        """Connect, create the indexes, drop claims of dead runs, take up what they spooled."""
        try:
            await self._connection.open()
            await self._connection.attempt(lambda mongo: mongo.create_indexes(INDEXES))
            now = self._connection.now()
            await self._connection.attempt(lambda mongo: story_claims.sweep(mongo, now))
            loaded = await load(self._connection, size=self._size)
        except (DatabaseUnavailable, StoreAwayError) as error:
            logger.error("The crawl cannot start: %s", error)
            raise CloseSpider(AWAY) from None
        self._stats.inc_value("store/unspooled", loaded)

    async def process_item(self, item: Any) -> Any:
        """Return the item with `outcome`, `revision` and `story` when it is stored.

        Raises Dropped for a duplicate, for what no document can hold, and for what the server
        refuses or the spool had to take.
        """
        entry = Entry(document_of(item))
        story_claims.face(entry.document)  # while the database is busy with the batch before
        await self._batcher.add(entry)
        assert entry.outcome
        if entry.change:
            self._stats.inc_value(f"edits/{entry.change}")
        if entry.outcome not in KEPT:
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

    async def _flush(self, entries: list[Entry]) -> None:
        try:
            now = self._connection.now
            await self._connection.attempt(partial(articles.save, entries=entries, now=now))
        except StoreAwayError:
            self._spool([entry for entry in entries if entry.outcome is None])
            self._close_crawl()
        refused = sum(entry.outcome == WRITE_ERROR for entry in entries)
        self._stats.inc_value("store/refused", refused)

    def _spool(self, entries: list[Entry]) -> None:
        try:
            self._connection.spool.add(line("articles", entry.document) for entry in entries)
        except OSError:
            self._stats.inc_value("store/lost", len(entries))
            raise
        for entry in entries:
            entry.end(failed("spooled"))
        self._stats.inc_value("store/spooled", len(entries))

    def _close_crawl(self) -> None:
        # Not awaited: the crawl closes only after the items in work, this one among them.
        engine = self._crawler.engine
        if self._closing is None and engine is not None:
            self._closing = asyncio.create_task(engine.close_spider_async(reason=AWAY))
