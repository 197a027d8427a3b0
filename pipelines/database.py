"""The store as commands see it: implements `Database` of `crawler.state.interfaces`."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import datetime
from typing import TypeVar

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.collections import queries
from pipelines.collections.change_times import fill_in_change_times
from pipelines.collections.indexes import CHANGE_INDEXES
from pipelines.database_server import DatabaseServer
from pipelines.mongo.client import Mongo, MongoReader, UnreachableError
from pipelines.mongo.operations import Document
from pipelines.target_locks import hold_target_lock

T = TypeVar("T")


class MongoDatabase(DatabaseServer):
    """The store as commands read it; each method opens a connection of its own and closes it."""

    def stream_articles(
        self,
        *,
        publisher: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Stream stored articles, oldest change first by (changed_at, _id).

        `since`: those changed since then, from `clock.VISIBLE_WITHIN` earlier on. Of a database of
        an earlier version, `changed_at` is filled in first.
        """
        with closing(self._open_reader()) as reader:
            if not queries.has_all_change_times(reader):
                asyncio.run(_fill_in_change_times(self.ensure_running(), self.name))
            yield from queries.stream_articles(
                reader, publisher=publisher, since=since, limit=limit
            )

    def find_newest_articles(
        self,
        *,
        limit: int,
        publisher: str | None = None,
        since: datetime | None = None,
        run_id: str | None = None,
    ) -> list[Document]:
        """Return the articles stored last, newest first.

        `run_id`: those that came to the outlets of the run with this _id while it went on.
        """
        with closing(self._open_reader()) as reader:
            return queries.find_newest_articles(
                reader, limit=limit, publisher=publisher, since=since, run_id=run_id
            )

    def read_outlet_accounts(self) -> dict[str, Document]:
        """Return the account of every outlet crawled, with the shortest pace of its sources."""
        if not self.may_hold_data:
            return {}
        with closing(self._open_reader()) as reader:
            return queries.read_outlet_accounts(reader)

    def lock(self, target: str) -> AbstractContextManager[None]:
        """Hold the lock of a target for the length of a run. Raises TargetBusy."""
        return hold_target_lock(self.data_dir, target)

    def _open_reader(self) -> MongoReader:
        return MongoReader(self.ensure_running(), self.name)


async def _fill_in_change_times(uri: str, name: str) -> None:
    mongo = Mongo(uri, name)

    def act(action: Callable[[Mongo], Awaitable[T]]) -> Awaitable[T]:
        return action(mongo)

    try:
        await mongo.create_indexes(CHANGE_INDEXES)
        await fill_in_change_times(act)
    except UnreachableError as error:
        raise DatabaseUnavailable(f"changed_at cannot be filled in: {error}") from None
    finally:
        await mongo.close()
