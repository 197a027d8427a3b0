"""How what is known of a source lies in `sources`: one flat document an address."""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from functools import partial
from typing import Any, Self, TypeVar, cast
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.discovery.links import Link
from crawler.state.interfaces import DatabaseUnavailable
from crawler.state.records import PageState, SourceState
from crawler.text.printable import printable
from crawler.urls.canonical_form import article_id
from pipelines.collections import outlets, pages
from pipelines.collections.pages import validators_of
from pipelines.connection import Connection, StoreAwayError
from pipelines.items import Dropped
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import plain
from pipelines.mongo.operations import EPOCH, Document, Update

# FOLDED from pipelines.rechecks: Which pages are due: `crawler.state.interfaces.Rechecks` on the
# store's connection.

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


COLLECTION = "sources"
# An index of sitemaps may name 50,000; more than these are read from its body every time.
LEADS_MAX = 5000
_NESTED = ("validators", "leads", "guessed", "ways")
_PLAIN = tuple(one.name for one in fields(SourceState) if one.name not in _NESTED)


def update_of(state: SourceState) -> Update:
    """Return the write that leaves a state. Raises Dropped for what no document can hold."""
    values: dict[str, Any] = {name: getattr(state, name) for name in _PLAIN}
    values |= asdict(state.validators)
    leads = state.leads
    values["leads"] = None if leads is None or len(leads) > LEADS_MAX else _written(leads)
    values["guessed"] = _written(state.guessed)
    values["ways"] = sorted(state.ways)
    return Update({"_id": article_id(state.url)}, {"$set": plain(values)}, insert=True)


def state_of(document: Document) -> SourceState:
    """Return what a stored source tells the next crawl."""
    values = {name: document[name] for name in _PLAIN if name in document}
    leads = document.get("leads")
    return SourceState(
        **values,
        validators=validators_of(document),
        leads=None if leads is None else _read(leads),
        guessed=_read(document.get("guessed", ())),
        ways=tuple(document.get("ways", ())),
    )


def _written(links: tuple[Link, ...]) -> list[Document]:
    return [{"url": one.url, "kind": one.kind, "modified": one.modified} for one in links]


def _read(links: list[Document]) -> tuple[Link, ...]:
    return tuple(Link(**one) for one in links)


# FOLDED from pipelines.state: What earlier runs have left of addresses (`pages`) and sources
# (`sources`), for the crawl to ask. /  / All look-ups go by `_id`, many at once. Where the
# database stays away nothing is known: the worst / that follows is that pages are fetched once
# more.

T = TypeVar("T")

_AT_ONCE = 1000


class State:
    """`crawler.state.interfaces.State` on the store's connection."""

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
        found = await self._find(COLLECTION, ids, None)
        return {one["_id"]: state_of(one) for one in found}

    async def save(self, states: Collection[SourceState]) -> None:
        """Replace what is known of sources; what cannot be written is found out again.

        Their outlets are due no later.
        """
        updates = list(_updates(states))
        try:
            for some in _parts(updates):
                await self._connection.attempt(partial(_write, updates=some))
            await self._connection.attempt(partial(outlets.hasten, sources=states))
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
            yield update_of(state)
        except Dropped:
            logger.warning("No document can hold what is known of %r", state.url)


async def _look(
    mongo: Mongo, collection: str, ids: list[str], fields: Sequence[str] | None
) -> list[Document]:
    return await mongo.find(collection, {"_id": {"$in": ids}}, fields)


async def _retire(mongo: Mongo, publisher: str, before: datetime) -> None:
    where = {"publisher": publisher, "next_due": {"$gt": EPOCH, "$lte": before}}
    found = await mongo.find(COLLECTION, where, ("_id",))
    change = {"$set": {"next_due": None}}
    await _write(mongo, [Update({"_id": one["_id"]}, change) for one in found])


async def _write(mongo: Mongo, updates: list[Update]) -> None:
    written = await mongo.write(COLLECTION, updates)
    if written.refused:
        logger.warning("What is known of %d sources was refused", len(written.refused))


def _parts(values: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


_of_crawl: WeakKeyDictionary[Crawler, State] = WeakKeyDictionary()
