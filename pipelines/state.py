"""What earlier runs have left of addresses (`pages`) and sources (`sources`), for the crawl to ask.

All look-ups go by `_id`, many at once. Where the database stays away nothing is known: the worst
that follows is that pages are fetched once more.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Self, TypeVar, cast
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.known import PageState, SourceState
from crawler.ports import DatabaseUnavailable
from crawler.printable import printable
from pipelines import accounts, pages, sources
from pipelines.base import Dropped
from pipelines.connection import Connection, StoreAwayError
from pipelines.mongo import Mongo
from pipelines.writes import EPOCH, Document, Update

T = TypeVar("T")
logger = logging.getLogger(__name__)

_AT_ONCE = 1000


class State:
    """`crawler.ports.State` on the store's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._opened = False

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the one state of this crawl."""
        if crawler not in _of_crawl:
            _of_crawl[crawler] = cls(Connection.of(crawler))
        return cast("Self", _of_crawl[crawler])

    async def open(self) -> None:
        """Share the store's connection."""
        self._opened = True
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.warning("Nothing is known of earlier runs: %s", error)

    async def close(self) -> None:
        """Leave it."""
        if self._opened:
            self._opened = False
            await self._connection.close()

    async def pages(self, ids: Collection[str]) -> dict[str, PageState]:
        """Return what is known of articles' addresses, by id."""
        found = await self._find("pages", ids, pages.STATE)
        return {one["_id"]: pages.state_of(one) for one in found}

    async def sources(self, ids: Collection[str]) -> dict[str, SourceState]:
        """Return what is known of sources, by id."""
        found = await self._find(sources.COLLECTION, ids, None)
        return {one["_id"]: sources.state_of(one) for one in found}

    async def save(self, states: Collection[SourceState]) -> None:
        """Replace what is known of sources; what cannot be written is found out again.

        Their outlets are due no later.
        """
        updates = list(_updates(states))
        try:
            for some in _parts(updates):
                await self._connection.attempt(partial(_write, updates=some))
            await self._connection.attempt(partial(accounts.hasten, sources=states))
        except StoreAwayError:
            logger.warning("What was learned of %d sources is lost", len(updates))

    async def retire(self, publisher: str, before: datetime) -> None:
        """Let an outlet's sources that are due since then be due no more by themselves."""
        try:
            await self._connection.attempt(partial(_retire, publisher=publisher, before=before))
        except StoreAwayError:
            logger.warning("What is due of %s is lost", printable(publisher))

    async def _find(
        self, collection: str, ids: Collection[str], fields: Sequence[str] | None
    ) -> list[Document]:
        found: list[Document] = []
        for some in _parts(list(ids)):
            look = partial(_look, collection=collection, ids=some, fields=fields)
            try:
                found += await self._connection.attempt(look)
            except StoreAwayError:
                break
        return found


def _updates(states: Collection[SourceState]) -> Iterator[Update]:
    for state in states:
        try:
            yield sources.update_of(state)
        except Dropped:
            logger.warning("No document can hold what is known of %r", state.url)


async def _look(
    mongo: Mongo, collection: str, ids: list[str], fields: Sequence[str] | None
) -> list[Document]:
    return await mongo.find(collection, {"_id": {"$in": ids}}, fields)


async def _retire(mongo: Mongo, publisher: str, before: datetime) -> None:
    where = {"publisher": publisher, "next_due": {"$gt": EPOCH, "$lte": before}}
    found = await mongo.find(sources.COLLECTION, where, ("_id",))
    change = {"$set": {"next_due": None}}
    await _write(mongo, [Update({"_id": one["_id"]}, change) for one in found])


async def _write(mongo: Mongo, updates: list[Update]) -> None:
    written = await mongo.write(sources.COLLECTION, updates)
    if written.refused:
        logger.warning("What is known of %d sources was refused", len(written.refused))


def _parts(values: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


_of_crawl: WeakKeyDictionary[Crawler, State] = WeakKeyDictionary()
