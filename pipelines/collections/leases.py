"""Leases of outlets among watches: implements `CrawlSchedule` of `crawler.state.interfaces`.

A lease is one document an outlet in `leases`: {holder, until, turn}. A writer changes it only where
`turn` still has the value it read, so that of several writers exactly one succeeds. A watch that
was killed keeps its outlet until `until`, by the clock of the database's server, whatever the
machines of the watches say. Leases go by that clock in a simulation too: they are renewed after so
many real seconds, and while simulated time stands still a killed watch's would never run out.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

from scrapy.crawler import Crawler

from crawler.state.interfaces import DatabaseUnavailable, TargetBusy
from pipelines.collections import outlets
from pipelines.connection import Connection, StoreAwayError
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import truncate_instant
from pipelines.mongo.operations import EPOCH, Document
from pipelines.target_locks import hold_target_lock

T = TypeVar("T")

_LEASES = "leases"
_UNHELD_LEASE: Document = {"holder": None, "until": EPOCH}


class MongoCrawlSchedule:
    """Leases held in the name of one crawl, each with the lock of its target on this machine."""

    def __init__(
        self,
        connection: Connection,
        data_dir: Path,
        *,
        lease_length: timedelta,
        due_collections: Sequence[str],
    ) -> None:
        self._connection = connection
        self._data_dir = data_dir
        self._lease_length = lease_length
        self._due_collections = due_collections
        self._locks: dict[str, ExitStack] = {}

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Share the crawl's connection; LEASE_SECONDS is how long a lease stands unrenewed."""
        return cls(
            Connection.for_crawler(crawler),
            Path(crawler.settings.get("DATA_DIR") or "data"),
            lease_length=timedelta(seconds=crawler.settings.getfloat("LEASE_SECONDS", 120.0)),
            due_collections=outlets.select_due_collections(crawler.settings),
        )

    async def open(self) -> None:
        """Share the store's connection. Raises DatabaseUnavailable; `close` is owed even then."""
        await self._connection.open()

    async def close(self) -> None:
        """Leave the connection; locks that are held are released."""
        for locks in self._locks.values():
            locks.close()
        self._locks.clear()
        await self._connection.close()

    async def find_due_times(self, slugs: Collection[str]) -> dict[str, datetime]:
        """Return when each outlet is due; one that was never crawled, long ago."""
        now = self._connection.now()
        return await self._attempt(
            lambda mongo: outlets.find_due_times(mongo, slugs, now, self._due_collections)
        )

    async def acquire(self, slug: str) -> bool:
        """Take an outlet; say whether it was free."""
        if slug not in self._locks:
            locks = ExitStack()
            try:
                locks.enter_context(hold_target_lock(self._data_dir, slug))
            except TargetBusy:
                return False
            self._locks[slug] = locks
        if await self._attempt(lambda mongo: self._take_lease(mongo, slug)):
            return True
        self._unlock(slug)
        return False

    async def renew(self, slug: str) -> bool:
        """Hold an outlet for longer; say whether nobody else has taken it meanwhile."""
        return await self._attempt(lambda mongo: self._take_lease(mongo, slug, renewing=True))

    async def release(self, slug: str) -> None:
        """Leave an outlet to others, at once."""
        await self._attempt(lambda mongo: self._free_lease(mongo, slug))
        self._unlock(slug)

    def _unlock(self, slug: str) -> None:
        if locks := self._locks.pop(slug, None):
            locks.close()

    async def _take_lease(self, mongo: Mongo, slug: str, *, renewing: bool = False) -> bool:
        lease = await _find_lease(mongo, slug) or _UNHELD_LEASE
        now = await mongo.clock.read()
        mine = lease["holder"] == self._connection.run_id
        if not mine and (renewing or lease["until"] > now):
            return False
        until = truncate_instant(now + self._lease_length)
        return await _change_lease(mongo, slug, lease, holder=self._connection.run_id, until=until)

    async def _free_lease(self, mongo: Mongo, slug: str) -> None:
        lease = await _find_lease(mongo, slug)
        if lease and lease["holder"] == self._connection.run_id:
            await _change_lease(mongo, slug, lease, **_UNHELD_LEASE)

    async def _attempt(self, action: Callable[[Mongo], Awaitable[T]]) -> T:
        try:
            return await self._connection.attempt(action)
        except StoreAwayError:
            raise DatabaseUnavailable("the database stays away") from None


async def _find_lease(mongo: Mongo, slug: str) -> Document | None:
    return next(iter(await mongo.find(_LEASES, {"_id": slug})), None)


async def _change_lease(mongo: Mongo, slug: str, lease: Document, **values: Any) -> bool:
    """Change a lease where nobody has since it was read; say whether nobody had."""
    turn = lease.get("turn")
    changed = {"_id": slug, "turn": (turn or 0) + 1} | values
    return await mongo.update_if_unchanged(_LEASES, changed, guard=("turn", turn)) is True
