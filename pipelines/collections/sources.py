"""Sources (feeds, sitemaps, listings) in `sources`, and what a crawl asks about earlier runs.

`sources` has one flat document an address. `MongoCrawlState` and `MongoRecheckQueue` implement
`CrawlState` and `RecheckQueue` of `crawler.state.interfaces` on the store's connection. Look-ups go
by `_id`, many at once. Where the database stays away the crawl knows nothing of earlier runs: at
worst it fetches pages once more.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from functools import partial
from typing import Any, Self, TypeVar

import msgspec
from scrapy.crawler import Crawler

from crawler.discovery.links import Link
from crawler.state.interfaces import DatabaseUnavailable
from crawler.state.records import PageState, SourceState
from crawler.text.printable import make_printable
from crawler.urls.canonical_form import make_url_id
from pipelines.collections import outlets, pages
from pipelines.connection import Connection, StoreAwayError
from pipelines.crawl_registry import share_in_crawl
from pipelines.items import Dropped
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import make_storable
from pipelines.mongo.operations import EPOCH, Document, Update

T = TypeVar("T")
logger = logging.getLogger(__name__)

COLLECTION = "sources"
# A sitemap index may name 50,000; of one that names more than these the body is read every time.
MAX_CHILD_SOURCES = 5000
_NESTED_FIELDS = ("validators", "child_sources", "guessed_sources", "discovery_sources")
_FLAT_FIELDS = tuple(
    field.name for field in fields(SourceState) if field.name not in _NESTED_FIELDS
)
_BATCH_SIZE = 1000  # ids or writes in one request


class MongoCrawlState:
    """The pages and sources of earlier runs, for one crawl."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._opened = False

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the one state of this crawl."""
        return share_in_crawl(crawler, cls, lambda: cls(Connection.for_crawler(crawler)))

    async def open(self) -> None:
        """Share the store's connection."""
        self._opened = True
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.warning("Nothing is known of earlier runs: %s", error)

    async def close(self) -> None:
        """Leave the connection."""
        if self._opened:
            self._opened = False
            await self._connection.close()

    async def find_pages(self, ids: Collection[str]) -> dict[str, PageState]:
        """Return the stored states of article addresses, by id."""
        documents = await self._find("pages", ids, pages.STATE_FIELDS)
        return _read_states(documents, pages.read_page_state)

    async def find_sources(self, ids: Collection[str]) -> dict[str, SourceState]:
        """Return the stored states of sources, by id."""
        documents = await self._find(COLLECTION, ids, None)
        return _read_states(documents, read_source_state)

    async def save_sources(self, states: Collection[SourceState]) -> None:
        """Replace the states of sources, and let their outlets be due no later than they are.

        States that cannot be written are lost: the next crawl reads those sources again.
        """
        updates = list(_make_updates(states))
        try:
            for batch in _split_into_batches(updates):
                await self._connection.attempt(partial(_write_updates, updates=batch))
            await self._connection.attempt(partial(outlets.advance_due_times, sources=states))
        except StoreAwayError:
            logger.warning("What was learned of %d sources is lost", len(updates))

    async def unschedule_sources(self, publisher: str, due_before: datetime) -> None:
        """Unset `next_due` of an outlet's sources that were due by `due_before`."""
        try:
            await self._connection.attempt(
                partial(_unschedule, publisher=publisher, due_before=due_before)
            )
        except StoreAwayError:
            logger.warning("What is due of %s is lost", make_printable(publisher))

    async def _find(
        self, collection: str, ids: Collection[str], fields: Sequence[str] | None
    ) -> list[Document]:
        documents: list[Document] = []
        for batch in _split_into_batches(list(ids)):
            look_up = partial(_find_by_ids, collection=collection, ids=batch, fields=fields)
            try:
                documents += await self._connection.attempt(look_up)
            except StoreAwayError:
                break
        return documents


class MongoRecheckQueue:
    """The pages that are due for another fetch, by `next_due` in `pages`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Share the crawl's connection."""
        return cls(Connection.for_crawler(crawler))

    async def find_due_pages(
        self, publishers: Collection[str], now: datetime, limit: int
    ) -> list[tuple[str, str]]:
        """Return (publisher, address) of pages that are due, the longest due first.

        Where no database answers the list is empty: the pages are due at the next run too.
        """
        where = {"publisher": {"$in": list(publishers)}, "next_due": {"$lte": now}}

        async def read(mongo: Mongo) -> list[tuple[str, str]]:
            due_pages = await mongo.find(
                "pages", where, ("publisher", "url"), order=(("next_due", 1),), limit=limit
            )
            return [(page["publisher"], page["url"]) for page in due_pages]

        try:
            await self._connection.open()
            return await self._connection.attempt(read)
        except (DatabaseUnavailable, StoreAwayError):
            logger.warning("No database answers: the pages that are due are left to the next run")
            return []
        finally:
            await self._connection.close()


def make_source_update(state: SourceState) -> Update:
    """Return the write that stores a state. Raises Dropped for values no document can hold."""
    # By hand: msgspec would write all seven fields of each of up to 5,000 children, not three.
    values: dict[str, Any] = {name: getattr(state, name) for name in _FLAT_FIELDS}
    values |= asdict(state.validators)
    children = state.child_sources
    values["leads"] = (
        None if children is None or len(children) > MAX_CHILD_SOURCES else _write_links(children)
    )
    values["guessed"] = _write_links(state.guessed_sources)
    values["ways"] = sorted(state.discovery_sources)
    return Update({"_id": make_url_id(state.url)}, {"$set": make_storable(values)}, upsert=True)


def read_source_state(document: Document) -> SourceState:
    """Return the state of a stored source for the next crawl. Raises ValueError."""
    present = {name: value for name, value in document.items() if value is not None}
    nested = {
        "validators": present,
        "child_sources": document.get("leads"),
        "guessed_sources": document.get("guessed", ()),
        "discovery_sources": document.get("ways", ()),
    }
    return msgspec.convert(present | nested, SourceState)


def _read_states(
    documents: Iterable[Document], read_state: Callable[[Document], T]
) -> dict[str, T]:
    """Return states by id; an address whose document cannot be read counts as unknown."""
    states: dict[str, T] = {}
    for document in documents:
        try:
            states[document["_id"]] = read_state(document)
        except ValueError as error:
            logger.warning("What is known of %s cannot be read: %s", document["_id"], error)
    return states


def _make_updates(states: Collection[SourceState]) -> Iterator[Update]:
    for state in states:
        try:
            yield make_source_update(state)
        except Dropped:
            logger.warning("No document can hold what is known of %r", state.url)


async def _find_by_ids(
    mongo: Mongo, collection: str, ids: list[str], fields: Sequence[str] | None
) -> list[Document]:
    return await mongo.find(collection, {"_id": {"$in": ids}}, fields)


async def _unschedule(mongo: Mongo, publisher: str, due_before: datetime) -> None:
    where = {"publisher": publisher, "next_due": {"$gt": EPOCH, "$lte": due_before}}
    due_sources = await mongo.find(COLLECTION, where, ("_id",))
    change = {"$set": {"next_due": None}}
    await _write_updates(mongo, [Update({"_id": source["_id"]}, change) for source in due_sources])


async def _write_updates(mongo: Mongo, updates: list[Update]) -> None:
    written = await mongo.write(COLLECTION, updates)
    if written.refused:
        logger.warning("What is known of %d sources was refused", len(written.refused))


def _split_into_batches(values: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), _BATCH_SIZE):
        yield values[start : start + _BATCH_SIZE]


def _write_links(links: tuple[Link, ...]) -> list[Document]:
    return [{"url": link.url, "kind": link.kind, "modified": link.modified} for link in links]
