"""Pipeline 800: writes articles in batches; an item is stored once the server acknowledged it."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from crawler.outcomes import STORED_OUTCOMES, make_failed_outcome
from crawler.state.interfaces import DatabaseUnavailable
from pipelines.collections import articles, change_times, story_claims
from pipelines.collections.indexes import CHANGE_INDEXES, create_indexes
from pipelines.collections.pending_article import WRITE_ERROR, PendingArticle
from pipelines.collections.spool_loading import load_spool
from pipelines.connection import Connection, NotSpooledError, SpooledDocuments, StoreAwayError
from pipelines.items import Dropped, read_article, write_article
from pipelines.mongo.batches import Batcher
from pipelines.mongo.documents import make_article_document

logger = logging.getLogger(__name__)

_REST = 3.0  # so many times longer than at work the filling in of `changed_at` rests
UNAVAILABLE_REASON = "store_unavailable"  # the reason a crawl is closed with


class StorePipeline:
    """A writer that holds the crawl back while the database is slow, and spools when it is away."""

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
        self._filling_in: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read STORE_BATCH_SIZE and STORE_BATCH_SECONDS; the connection reads its own settings."""
        return cls(
            crawler,
            Connection.for_crawler(crawler),
            size=crawler.settings.getint("STORE_BATCH_SIZE", 100),
            seconds=crawler.settings.getfloat("STORE_BATCH_SECONDS", 0.5),
        )

    async def open_spider(self) -> None:
        """Connect, create the indexes, remove expired claims, load what earlier runs spooled."""
        try:
            await self._connection.open()
            await self._connection.attempt(create_indexes)
            now = self._connection.now()
            await self._connection.attempt(
                lambda mongo: story_claims.remove_expired_claims(mongo, now)
            )
            loaded = await load_spool(self._connection, size=self._batch_size)
        except (DatabaseUnavailable, StoreAwayError) as error:
            logger.error("The crawl cannot start: %s", error)
            raise CloseSpider(UNAVAILABLE_REASON) from None
        self._stats.inc_value("store/unspooled", loaded)
        self._filling_in = asyncio.create_task(self._fill_in_change_times())

    async def _fill_in_change_times(self) -> None:
        """Give articles of earlier versions their `changed_at` and its indexes, beside the crawl.

        What is left when the crawl ends, the next one fills in.
        """
        try:
            attempt = self._connection.attempt
            await attempt(lambda mongo: mongo.create_indexes(CHANGE_INDEXES))
            if filled := await change_times.fill_in_change_times(attempt, rest=_REST):
                logger.info("changed_at filled in for %d articles", filled)
        except StoreAwayError:
            logger.warning("changed_at is still missing in some articles")
        except Exception:  # the crawl goes on: its own articles have theirs
            logger.exception("changed_at could not be filled in")

    async def process_item(self, item: Any) -> Any:
        """Return the item with `outcome`, `revision` and `story` when it is stored.

        Raises Dropped for a duplicate, for values no document can hold, and for an item that the
        server refused or that was spooled.
        """
        entry = PendingArticle(make_article_document(item))
        # Cached here, while the database is busy with the batch before.
        story_claims.get_fingerprint(entry.document)
        await self._batcher.add(entry)
        assert entry.outcome
        if entry.edit_kind:
            self._stats.inc_value(f"edits/{entry.edit_kind}")
        if entry.outcome not in STORED_OUTCOMES:
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
        if self._filling_in:
            self._filling_in.cancel()
            await asyncio.wait([self._filling_in])
        await self._batcher.flush()
        self._stats.inc_value("store/retries", self._connection.retries)
        await self._connection.close()

    async def _flush(self, pending_articles: list[PendingArticle]) -> None:
        now = self._connection.now
        try:
            written = await self._connection.write_or_spool(
                partial(articles.save_articles, pending_articles=pending_articles, now=now),
                "articles",
                lambda: [entry.document for entry in _list_open(pending_articles)],
            )
        except NotSpooledError:
            self._stats.inc_value("store/lost", len(_list_open(pending_articles)))
            raise
        if isinstance(written, SpooledDocuments):
            for entry in _list_open(pending_articles):
                entry.finish(make_failed_outcome("spooled"))
            self._stats.inc_value("store/spooled", len(written.documents))
            self._close_crawl()
        refused = sum(entry.outcome == WRITE_ERROR for entry in pending_articles)
        self._stats.inc_value("store/refused", refused)

    def _close_crawl(self) -> None:
        # Not awaited: the crawl closes only after its items are done, this one among them.
        engine = self._crawler.engine
        if self._closing is None and engine is not None:
            self._closing = asyncio.create_task(
                engine.close_spider_async(reason=UNAVAILABLE_REASON)
            )


def _list_open(pending_articles: list[PendingArticle]) -> list[PendingArticle]:
    return [entry for entry in pending_articles if entry.outcome is None]
