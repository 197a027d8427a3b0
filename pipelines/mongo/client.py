"""Connections to MongoDB: reads, writes, indexes and errors. The only module that imports PyMongo.

Works on MongoDB 6+ and on the embedded server alike. Every write waits for a majority and for the
journal. No message of an exception raised here holds a password.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import pymongo
from pymongo import (
    AsyncMongoClient,
    DeleteMany,
    IndexModel,
    InsertOne,
    MongoClient,
    UpdateMany,
    UpdateOne,
)
from pymongo.errors import (
    BulkWriteError,
    ConfigurationError,
    ConnectionFailure,
    InvalidOperation,
    OperationFailure,
    PyMongoError,
    WriteError,
)

from crawler.clock import Clock
from crawler.state.interfaces import DatabaseUnavailable
from pipelines.mongo.client_options import make_client_options
from pipelines.mongo.clock import MAX_ROUND_TRIP_SECONDS, WRITE_SECONDS, DatabaseClock
from pipelines.mongo.operations import (
    DISK_FULL_TEXT,
    DUPLICATE_KEY,
    INDEX_CONFLICT_CODES,
    TRANSIENT_CODES,
    BulkResult,
    Document,
    Index,
    Insertion,
    Removal,
    Write,
    WriteRefusal,
)
from pipelines.mongo.uris import redact_uri, remove_password
from pipelines.mongo.writer_lock import WriterLock, make_writer_lock, remove_lock_file

_INDEX_SECONDS = 3600.0  # of one over the articles of years
# In a unique index the embedded server of this version keeps the key of a document's earlier state
# and refuses it to every other document for ever. There the index is not unique, and the writers,
# all on one machine, take turns (`writer_lock`).
_OLD_KEYS_VERSION = "0.5."


class UnreachableError(Exception):
    """The server cannot take this now; the same call may work later."""


def read_server_identity(uri: str, *, seconds: float) -> str | None:
    """Return an id that differs for every server process; None where none answers in time."""
    try:
        with _make_client(uri, seconds, seconds) as client:
            hello = client.admin.command("hello")
    except PyMongoError:
        return None
    return str(hello.get("topologyVersion", {}).get("processId", ""))


def check_database(uri: str, database: str, *, seconds: float) -> None:
    """Ping and read once. Raises DatabaseUnavailable with one line."""
    with _explain_errors(uri), _make_client(uri, seconds, seconds) as client:
        client.admin.command("ping")
        client[database]["articles"].find_one({"_id": ""}, {"_id": 1})


class MongoReader:
    """A reader for commands; its methods block and raise DatabaseUnavailable."""

    def __init__(self, uri: str, database: str, *, seconds: float = 5) -> None:
        self._uri = uri
        with _explain_errors(uri):
            self._client = _make_client(uri, seconds, answer_seconds=300)
        self._database = self._client[database]

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def count(self, collection: str, where: Document, *, limit: int) -> int:
        """Count the matching documents, up to a limit."""
        with _explain_errors(self._uri):
            return self._database[collection].count_documents(where, limit=limit)

    def find(
        self,
        collection: str,
        where: Document,
        *,
        fields: Sequence[str] | None = None,
        order: Sequence[tuple[str, int]] | None = None,
        limit: int = 0,
    ) -> Iterator[Document]:
        """Stream the matching documents."""
        with _explain_errors(self._uri):
            yield from self._database[collection].find(where, fields, sort=order, limit=limit)


class Mongo:
    """The store's asynchronous connection, to be made inside the running event loop.

    Its methods raise UnreachableError, and so does `clock`; `simulated_now` is a simulation's.
    """

    def __init__(
        self, uri: str, database: str, *, seconds: float = 3, simulated_now: Clock | None = None
    ) -> None:
        self._uri = uri
        self.clock = DatabaseClock(self._ask_server_time, simulated_now=simulated_now)
        self._writer_lock: WriterLock | None = None
        self._client: AsyncMongoClient[Document] = AsyncMongoClient(
            uri, **make_client_options(uri, seconds)
        )
        self._database = self._client[database]

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()
        remove_lock_file(self._writer_lock)

    async def _ask_server_time(self) -> datetime:
        async with self._translate_errors(seconds=MAX_ROUND_TRIP_SECONDS):
            hello = await self._client.admin.command("hello")
        server_time: datetime = hello["localTime"]
        return server_time.replace(tzinfo=UTC)  # commands give naive instants

    async def create_indexes(self, indexes: Sequence[Index]) -> None:
        """Create missing indexes; an existing one is left as it is, even with other options.

        Waits up to an hour for the build of one.
        """
        keeps_old_keys = await self._keeps_old_keys()
        for index in indexes:
            days = index.expire_after_days
            expiry = {"expireAfterSeconds": days * 86_400} if days else {}
            unique = index.unique and not keeps_old_keys
            model = IndexModel(list(index.keys), unique=unique, **expiry)
            async with self._translate_errors(seconds=_INDEX_SECONDS):
                await self._create_index(index.collection, model)

    async def _create_index(self, collection: str, model: IndexModel) -> None:
        try:
            await self._database[collection].create_indexes([model])
        except OperationFailure as error:
            if error.code not in INDEX_CONFLICT_CODES:
                raise

    async def get_writer_lock(self) -> WriterLock:
        """Return the lock a writer holds from its reads to the writes they decide.

        It locks nothing where unique indexes can be relied on.
        """
        if self._writer_lock is None:
            keeps_old_keys = await self._keeps_old_keys()
            self._writer_lock = nullcontext()
            if keeps_old_keys:
                host, port = await self._client.address or ("", 0)
                self._writer_lock = make_writer_lock(host, port)
        return self._writer_lock

    async def _keeps_old_keys(self) -> bool:
        async with self._translate_errors():
            build = await self._client.admin.command("buildInfo")
        return str(build.get("secantusVersion", "")).startswith(_OLD_KEYS_VERSION)

    async def find(
        self,
        collection: str,
        where: Document,
        fields: Sequence[str] | None = None,
        *,
        order: Sequence[tuple[str, int]] | None = None,
        limit: int = 0,
        timezone_aware: bool = True,
    ) -> list[Document]:
        """Return the matching documents; `limit` 0: all of them.

        `timezone_aware` False gives naive instants (UTC), which are read much faster.
        """
        source = self._database[collection]
        if not timezone_aware:
            naive = source.codec_options.with_options(tz_aware=False, tzinfo=None)
            source = source.with_options(naive)
        cursor = source.find(where, fields, sort=order, limit=limit)
        async with self._translate_errors():
            return await cursor.to_list()

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Send writes in one unordered bulk; return when a majority has them in its journal."""
        if not writes:
            return BulkResult()
        indexed = enumerate(writes)
        insertions = frozenset(index for index, write in indexed if isinstance(write, Insertion))
        models = [_make_write_model(write) for write in writes]
        async with self._translate_errors(seconds=WRITE_SECONDS):
            try:
                result = await self._database[collection].bulk_write(models, ordered=False)
            except BulkWriteError as error:
                return _read_partial_result(error, insertions)
        return BulkResult(inserted=insertions.union(result.upserted_ids or ()))

    async def update_if_unchanged(
        self, collection: str, document: Document, *, guard: tuple[str, Any]
    ) -> bool | WriteRefusal:
        """Set the fields of `document` on the stored one if `guard`, (field, value), still holds.

        The value None is for a field that was null or missing, or missing with its document, which
        then is inserted. Returns whether it was set: of several writers that guard one value, by
        exactly one; False also where nothing had to change. This is the only compare-and-swap; the
        condition stands in the update, not in the filter: the embedded server reads the whole
        collection for a filter by `_id` and something else.
        """
        name, value = guard
        is_unchanged = {"$eq": [{"$ifNull": [f"${name}", None]}, {"$literal": value}]}
        changed = {"$mergeObjects": ["$$ROOT", {"$literal": document}]}
        change = {"$replaceWith": {"$cond": [is_unchanged, changed, "$$ROOT"]}}
        async with self._translate_errors(seconds=WRITE_SECONDS):
            try:
                result = await self._database[collection].update_one(
                    {"_id": document["_id"]}, [change], upsert=value is None
                )
            except WriteError as error:
                refusal = _read_refusal(error.details or {"code": error.code})
                if value is None and refusal.code == DUPLICATE_KEY:
                    return False  # another writer has inserted the document at the same moment
                return refusal
        return bool(result.modified_count) or result.upserted_id is not None

    @asynccontextmanager
    async def _translate_errors(self, *, seconds: float | None = None) -> AsyncIterator[None]:
        """Raise UnreachableError for errors of the driver; bound what is done inside, if asked."""
        try:
            with pymongo.timeout(seconds):
                yield
        except (ConnectionFailure, OperationFailure, InvalidOperation) as error:
            # InvalidOperation: the client was closed and replaced by one to another port.
            self.clock.forget()
            raise UnreachableError(_describe_error(error, self._uri)) from None


def _make_write_model(write: Write) -> InsertOne[Document] | UpdateOne | UpdateMany | DeleteMany:
    if isinstance(write, Insertion):
        return InsertOne(write.document)
    if isinstance(write, Removal):
        return DeleteMany(write.where)
    return (UpdateMany if write.update_all else UpdateOne)(
        write.where, write.change, upsert=write.upsert
    )


def _read_partial_result(error: BulkWriteError, insertions: frozenset[int]) -> BulkResult:
    details: Mapping[str, Any] = error.details
    if details.get("writeConcernErrors"):
        raise UnreachableError("the write was not acknowledged by a majority")
    refused = {}
    for refusal in details["writeErrors"]:
        refused[refusal["index"]] = _read_refusal(refusal)
    inserted = insertions.union(upsert["index"] for upsert in details["upserted"])
    return BulkResult(inserted - refused.keys(), refused)


def _read_refusal(details: Mapping[str, Any]) -> WriteRefusal:
    code = details.get("code", 0)
    if code in TRANSIENT_CODES or DISK_FULL_TEXT in str(details.get("errmsg", "")).lower():
        raise UnreachableError(f"the server refused a write (code {code})")
    return WriteRefusal(code, tuple(details.get("keyPattern", ())))


def _make_client(uri: str, seconds: float, answer_seconds: float) -> MongoClient[Document]:
    return MongoClient(uri, **make_client_options(uri, seconds, answer_seconds))


@contextmanager
def _explain_errors(uri: str) -> Iterator[None]:
    try:
        yield
    except (ConfigurationError, ValueError, OSError) as error:
        raise DatabaseUnavailable(f"MONGODB_URI is wrong: {_describe_error(error, uri)}") from None
    except PyMongoError as error:
        text = f"no database at {redact_uri(uri)}: {_describe_error(error, uri)}"
        raise DatabaseUnavailable(text) from None


def _describe_error(error: Exception, uri: str) -> str:
    # PyMongo appends the time-outs and the whole topology to the error.
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    return remove_password(first.split(" (configured timeouts")[0].split(", full error")[0], uri)
