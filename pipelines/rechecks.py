"""Which pages are due: `crawler.ports.Rechecks` on the store's connection."""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Self

from scrapy.crawler import Crawler

from crawler.ports import DatabaseUnavailable
from pipelines.connection import Connection, StoreAwayError
from pipelines.mongo import Mongo

logger = logging.getLogger(__name__)


class Rechecks:
    """Reads `pages` by `next_due`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Share the crawl's connection."""
        return cls(Connection.of(crawler))

    async def due_pages(
        self, publishers: Collection[str], now: datetime, limit: int
    ) -> list[tuple[str, str]]:
        """Return publisher and address of pages that are due, the longest due first.

        None where no database answers: they are due at the next run too.
        """
        where = {"publisher": {"$in": list(publishers)}, "next_due": {"$lte": now}}

        async def read(mongo: Mongo) -> list[tuple[str, str]]:
            found = await mongo.find(
                "pages", where, ("publisher", "url"), order=(("next_due", 1),), limit=limit
            )
            return [(page["publisher"], page["url"]) for page in found]

        try:
            await self._connection.open()
            return await self._connection.attempt(read)
        except (DatabaseUnavailable, StoreAwayError):
            logger.warning("No database answers: the pages that are due are left to the next run")
            return []
        finally:
            await self._connection.close()
