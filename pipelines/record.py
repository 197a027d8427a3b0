"""What is known of every address (`pages`) and of pages that are no article (`rejected`)."""

import logging
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.outcomes import article_outcome
from crawler.ports import DatabaseUnavailable
from crawler.urls import article_id
from pipelines.base import Dropped
from pipelines.batch import Batcher
from pipelines.connection import Connection, StoreAwayError
from pipelines.documents import instant, plain
from pipelines.loading import update_line
from pipelines.mongo import DUPLICATE_KEY, Mongo, Update

logger = logging.getLogger(__name__)

Note = tuple[str, Update]  # collection and write


class Record:
    """Writes each outcome in batches beside the store; spools when the database stays away."""

    def __init__(
        self, crawler: Crawler, connection: Connection, *, size: int, seconds: float
    ) -> None:
        assert crawler.stats
        self._stats = crawler.stats
        self._connection = connection
        self._batcher: Batcher[Note] = Batcher(self._flush, size=size, seconds=seconds)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read STORE_BATCH_SIZE and STORE_BATCH_SECONDS beside what the connection reads."""
        record = cls(
            crawler,
            Connection.of(crawler),
            size=crawler.settings.getint("STORE_BATCH_SIZE", 100),
            seconds=crawler.settings.getfloat("STORE_BATCH_SECONDS", 0.5),
        )
        crawler.signals.connect(record.spider_opened, signals.spider_opened)
        crawler.signals.connect(record.article_ended, article_outcome)
        crawler.signals.connect(record.spider_closed, signals.spider_closed)
        return record

    async def spider_opened(self) -> None:
        """Share the store's connection. Where there is none, the outcomes are spooled."""
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.error("Addresses cannot be recorded: %s", error)

    def article_ended(self, url: str, publisher: str, outcome: str, **answer: Any) -> None:
        """Note how an address ended; `answer` may hold status, etag and last_modified."""
        now = instant(datetime.now(UTC))
        facts: dict[str, Any] = {"url": url, "publisher": publisher, "outcome": outcome}
        facts["status"] = answer.get("status")
        validators = {name: answer.get(name) for name in ("etag", "last_modified")}
        try:
            notes = notes_of(plain(facts), plain(validators), now)
        except Dropped:
            self._stats.inc_value("record/refused")
            return
        for note in notes:
            self._batcher.put(note)

    async def spider_closed(self) -> None:
        """Wait until everything is acknowledged or spooled."""
        await self._batcher.close()
        await self._connection.close()

    async def _flush(self, notes: list[Note]) -> None:
        try:
            await self._connection.attempt(lambda mongo: self._write(mongo, notes))
        except StoreAwayError:
            self._spool(notes)

    async def _write(self, mongo: Mongo, notes: list[Note]) -> None:
        for collection in ("pages", "rejected"):
            updates = [update for name, update in notes if name == collection]
            written = await mongo.write(collection, updates)
            # A duplicate key means that what stands there is newer.
            refused = [one for one in written.refused.values() if one.code != DUPLICATE_KEY]
            if refused:
                self._stats.inc_value("record/refused", len(refused))
                logger.error("%s: refused with code %d", collection, refused[0].code)

    def _spool(self, notes: list[Note]) -> None:
        try:
            self._connection.spool.add(update_line(name, update) for name, update in notes)
        except OSError as error:
            self._stats.inc_value("record/lost", len(notes))
            logger.error("%d outcomes can be neither recorded nor spooled: %s", len(notes), error)


def notes_of(facts: dict[str, Any], validators: dict[str, Any], now: datetime) -> list[Note]:
    """Return the writes for one address: repeated or late ones change nothing.

    `failures` counts those since it last succeeded. Validators are those of the last answer with a
    body: a failure leaves them.
    """
    address = article_id(facts["url"])
    where = {"_id": address, "last_at": {"$lt": now}}
    change: dict[str, Any] = {"$set": facts | {"last_at": now}}
    if facts["status"] == 200:
        change["$set"] |= validators
    else:
        change["$setOnInsert"] = dict.fromkeys(validators)
    if facts["outcome"].startswith("failed:"):
        change["$inc"] = {"failures": 1}
    else:
        change["$set"]["failures"] = 0
    notes = [("pages", Update(where, change, insert=True))]
    kind, _, reason = facts["outcome"].partition(":")
    if kind == "rejected":
        seen = {"url": facts["url"], "publisher": facts["publisher"], "reason": reason, "at": now}
        notes.append(("rejected", Update({"_id": address}, {"$set": seen}, insert=True)))
    return notes
