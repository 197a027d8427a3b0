"""Page outcomes: a recorder of how every article address ended (`pipelines.collections.pages`)."""

import logging
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.signals import article_outcome, round_ending
from crawler.state.interfaces import DatabaseUnavailable
from pipelines.collections import pages
from pipelines.connection import Connection, NotSpooledError, SpooledDocuments
from pipelines.items import Dropped
from pipelines.mongo.batches import Batcher
from pipelines.mongo.documents import make_storable
from pipelines.mongo.operations import Document

logger = logging.getLogger(__name__)


class PageOutcomeRecorder:
    """An extension that writes page outcomes in batches, and spools them without a database."""

    def __init__(
        self, crawler: Crawler, connection: Connection, *, size: int, seconds: float
    ) -> None:
        assert crawler.stats
        self._stats = crawler.stats
        self._connection = connection
        self._batcher: Batcher[Document] = Batcher(self._flush, size=size, seconds=seconds)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read STORE_BATCH_SIZE and STORE_BATCH_SECONDS. Raises NotConfigured."""
        if not crawler.settings.getbool("RECORD_ENABLED", True):
            raise NotConfigured
        recorder = cls(
            crawler,
            Connection.for_crawler(crawler),
            size=crawler.settings.getint("STORE_BATCH_SIZE", 100),
            seconds=crawler.settings.getfloat("STORE_BATCH_SECONDS", 0.5),
        )
        crawler.signals.connect(recorder.spider_opened, signals.spider_opened)
        crawler.signals.connect(recorder.article_ended, article_outcome)
        crawler.signals.connect(recorder.round_ending, round_ending)
        crawler.signals.connect(recorder.spider_closed, signals.spider_closed)
        return recorder

    async def spider_opened(self) -> None:
        """Share the store's connection; where no database answers, outcomes are spooled."""
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.error("Addresses cannot be recorded: %s", error)

    def article_ended(self, url: str, publisher: str, outcome: str, **response_values: Any) -> None:
        """Record an outcome; `response_values` may hold the `pages.RESPONSE_FIELDS`."""
        values = {name: response_values.get(name) for name in pages.RESPONSE_FIELDS}
        try:
            page_outcome = pages.make_page_outcome(
                **make_storable({"url": url, "publisher": publisher, "outcome": outcome}),
                at=make_storable(self._connection.now()),
                response_values=make_storable(values),
            )
        except Dropped:
            self._stats.inc_value("record/refused")
            return
        self._batcher.add_nowait(page_outcome)

    async def round_ending(self) -> None:
        """Wait until the outcomes so far are acknowledged or spooled."""
        await self._batcher.flush()

    async def spider_closed(self) -> None:
        """Wait until every outcome is acknowledged or spooled."""
        await self._batcher.flush()
        await self._connection.close()

    async def _flush(self, page_outcomes: list[Document]) -> None:
        try:
            ages = self._connection.recheck_ages
            gone = await self._connection.write_or_spool(
                lambda mongo: pages.save_page_outcomes(mongo, page_outcomes, ages),
                "pages",
                lambda: page_outcomes,
            )
            if gone and not isinstance(gone, SpooledDocuments):
                self._stats.inc_value("edits/gone", gone)
        except ValueError as error:
            self._stats.inc_value("record/refused", len(page_outcomes))
            logger.error("Addresses cannot be recorded: %s", error)
        except NotSpooledError as error:
            self._stats.inc_value("record/lost", len(page_outcomes))
            logger.error(
                "%d outcomes can be neither recorded nor spooled: %s", len(page_outcomes), error
            )
