"""The store as commands see it: implements `Database` of `crawler.state.interfaces`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import datetime

from pipelines.collections import queries
from pipelines.database_server import DatabaseServer
from pipelines.mongo.client import MongoReader
from pipelines.mongo.operations import Document
from pipelines.target_locks import hold_target_lock


class MongoDatabase(DatabaseServer):
    """What is stored at the server; every method opens a connection of its own and closes it."""

    def stream_articles(
        self,
        *,
        publisher: str | None = None,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Stream stored articles, oldest first by (first_seen_at, _id)."""
        with closing(self._open_reader()) as reader:
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
