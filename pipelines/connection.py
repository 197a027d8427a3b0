"""The store's connection of one crawl: shared by all that write, retried until patience ends."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from weakref import ref

from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.backoff import compute_pause
from crawler.clock import Clock, utcnow
from crawler.state.interfaces import DatabaseUnavailable
from crawler.state.page_revisits import RecheckAges, parse_recheck_ages
from pipelines.crawl_registry import share_in_crawl
from pipelines.database_server import DatabaseServer
from pipelines.mongo.client import Mongo, UnreachableError
from pipelines.mongo.operations import Document
from pipelines.mongo.spool import Spool, make_spool_line

T = TypeVar("T")
logger = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS, _MAX_PAUSE_SECONDS = 0.2, 5.0  # between two tries
_CLOSE_SECONDS = 3.0  # seconds a server has to hear that its sessions are over


class StoreAwayError(Exception):
    """The database stayed away for longer than STORE_PATIENCE."""


class NotSpooledError(OSError):
    """The database stayed away and the spool file could not be written: documents are lost."""


@dataclass(frozen=True, slots=True)
class SpooledDocuments:
    """The documents that went to the spool file because the database stayed away."""

    documents: list[Document]


class Connection:
    """The one connection of a crawl: opened by each component that writes, closed by the last.

    `run_id` is the crawl's id, `retries` counts tries that failed. `away` is True from the moment
    the connection gave up: from then on nothing is tried any more, and what is under way is not
    waited for. `now` tells the instants that are stored, `recheck_ages` when pages are due again.
    """

    def __init__(
        self,
        database: DatabaseServer,
        spool_folder: Path,
        *,
        patience: float,
        now: Clock = utcnow,
        recheck_ages: RecheckAges = (),
        on_give_up: Callable[[], None] = lambda: None,
    ) -> None:
        self.now = now
        self.recheck_ages = recheck_ages
        self.run_id = make_run_id(now)
        self.spool_folder = spool_folder
        self.spool = Spool(spool_folder, self.run_id)
        self.away = False
        self.retries = 0
        self._database = database
        self._patience = patience
        self._on_give_up = on_give_up
        self._is_retrying = False
        self._user_count = 0
        self._uri = ""
        self._mongo: Mongo | None = None
        self._connect_lock = asyncio.Lock()
        self._away_future: asyncio.Future[None] | None = None
        self._failure_count = 0
        self._last_failure = ""

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> "Connection":
        """Return the one connection of this crawl.

        Reads DATA_DIR, STORE_PATIENCE, CLOCK and RECHECK_AGES. That it gave up stands in the stats
        as `store/away`.
        """
        return share_in_crawl(crawler, cls, lambda: cls._from_crawler(crawler))

    @classmethod
    def _from_crawler(cls, crawler: Crawler) -> "Connection":
        settings = crawler.settings
        return cls(
            DatabaseServer.from_settings(settings),
            Path(settings.get("DATA_DIR", "data")) / "spool",
            patience=settings.getfloat("STORE_PATIENCE", 60.0),
            now=load_object(settings.get("CLOCK", utcnow)),
            recheck_ages=parse_recheck_ages("RECHECK_AGES", settings.get("RECHECK_AGES", "")),
            on_give_up=_make_away_recorder(crawler),
        )

    async def open(self) -> None:
        """Connect where nobody has yet. Raises DatabaseUnavailable; `close` is owed even then."""
        self._user_count += 1
        await self._get_mongo()

    async def close(self) -> None:
        """Close what the last user leaves: connections, spool file, the embedded server."""
        self._user_count -= 1
        if self._user_count > 0:
            return
        self.spool.close()
        if self._mongo:
            await _close_mongo(self._mongo)
            self._mongo = None
        await asyncio.to_thread(self._database.release)

    async def attempt(self, action: Callable[[Mongo], Awaitable[T]]) -> T:
        """Do what can be repeated until it succeeds. Raises StoreAwayError in the end."""
        deadline = time.monotonic() + self._patience
        tries = 0
        while not self.away:
            try:
                patience = deadline - time.monotonic() if tries else None
                done = await self._run_unless_away(self._try_once(action, patience))
            except (UnreachableError, DatabaseUnavailable) as error:
                reason = str(error)
            else:
                self._is_retrying = False
                return done
            self.retries += 1
            tries += 1
            if not self._is_retrying:
                self._is_retrying = True
                logger.warning("The database does not answer, trying again: %s", reason)
            pause = compute_pause(_FIRST_PAUSE_SECONDS, _MAX_PAUSE_SECONDS, tries - 1, jitter=0.5)
            if time.monotonic() + pause > deadline and not self.away:
                self._give_up()
                logger.error("The database stays away, what is unsaved is spooled: %s", reason)
            elif not self.away:
                await asyncio.sleep(pause)
        raise StoreAwayError

    async def write_or_spool(
        self,
        write: Callable[[Mongo], Awaitable[T]],
        collection: str,
        list_unwritten: Callable[[], list[Document]],
    ) -> T | SpooledDocuments:
        """Do what `write` does; where the database stays away, spool what is unwritten by then.

        A later run loads the spool into the collection (`collections.spool_loading`). Raises
        NotSpooledError, and what `write` raises of itself.
        """
        try:
            return await self.attempt(write)
        except StoreAwayError:
            unwritten = list_unwritten()
        try:
            self.spool.add(make_spool_line(collection, document) for document in unwritten)
        except OSError as error:
            raise NotSpooledError(str(error)) from error
        return SpooledDocuments(unwritten)

    async def _try_once(self, action: Callable[[Mongo], Awaitable[T]], patience: float | None) -> T:
        return await action(await self._get_mongo(patience))

    async def _run_unless_away(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what it returns. Raises StoreAwayError once anybody has given up."""
        if self._away_future is None:
            self._away_future = asyncio.get_running_loop().create_future()
        task = asyncio.ensure_future(work)
        either: set[asyncio.Future[Any]] = {task, self._away_future}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise StoreAwayError
        finally:
            task.cancel()

    def _give_up(self) -> None:
        self.away = True
        self._on_give_up()
        if self._away_future and not self._away_future.done():
            self._away_future.set_result(None)

    async def _get_mongo(self, patience: float | None = None) -> Mongo:
        """Return the connection; `patience` is what is left of it after a try that failed."""
        failures_before = self._failure_count
        async with self._connect_lock:
            if (
                self._failure_count > failures_before
            ):  # another found out while this one waited for its turn
                raise DatabaseUnavailable(self._last_failure)
            if self._mongo is None or (patience is not None and self._database.is_embedded):
                uri = await self._ensure_server(patience)
                if self._mongo and uri != self._uri:
                    await self._mongo.close()
                    self._mongo = None
                self._uri = uri
            if self._mongo is None:
                seconds = min(3.0, max(0.2, self._patience / 4))
                simulated_now = None if self.now is utcnow else self.now
                self._mongo = Mongo(
                    self._uri, self._database.name, seconds=seconds, simulated_now=simulated_now
                )
            return self._mongo

    async def _ensure_server(self, patience: float | None) -> str:
        try:
            return await asyncio.to_thread(self._database.ensure_running, patience=patience)
        except DatabaseUnavailable as error:
            self._failure_count += 1
            self._last_failure = str(error)
            raise


async def _close_mongo(mongo: Mongo) -> None:
    """Close the connections; a server that does not answer is left without a farewell."""
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await mongo.close()
    except TimeoutError:
        await mongo.close()  # which by now has no sessions to end


def _make_away_recorder(crawler: Crawler) -> Callable[[], None]:
    """Return what sets `store/away`; it does not keep the crawl, which keeps the connection."""
    crawl = ref(crawler)

    def note() -> None:
        if (known := crawl()) and known.stats:
            known.stats.set_value("store/away", True)

    return note


def make_run_id(now: Clock) -> str:
    """Return an id that sorts by time, unlike any other process's."""
    return f"{now():%Y%m%dT%H%M%S.%f}Z-{secrets.token_hex(3)}"
