"""The store's connection of one crawl: shared, patient, and in the end honest about giving up."""

import asyncio
import logging
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary, ref

from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.clock import Clock, utcnow
from crawler.state.interfaces import DatabaseUnavailable
from crawler.state.page_revisits import Ages, read_ages
from pipelines.database import Database
from pipelines.mongo.client import Mongo, UnreachableError
from pipelines.mongo.spool import Spool

T = TypeVar("T")
logger = logging.getLogger(__name__)

_PAUSE_MAX = 5.0  # seconds between two tries
_FAREWELL = 3.0  # seconds a server has to hear that its sessions are over


class StoreAwayError(Exception):
    """The database stayed away for longer than STORE_PATIENCE."""


class Connection:
    """Opened by each component that writes, closed when the last of them has closed it.

    `run` is the crawl's id, `retries` counts tries that failed, and `away` is True from the moment
    it gave up: from then on nothing is tried any more, and what is under way is not waited for.
    `now` tells the instants that are stored, `ages` when pages are looked at again.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        patience: float,
        now: Clock = utcnow,
        ages: Ages = (),
        gave_up: Callable[[], None] = lambda: None,
    ) -> None:
        self.now = now
        self.ages = ages
        self.run = new_run_id(now)
        self.folder = folder
        self.spool = Spool(folder, self.run)
        self.away = False
        self.retries = 0
        self._database = database
        self._patience = patience
        self._gave_up = gave_up
        self._troubled = False
        self._users = 0
        self._uri = ""
        self._mongo: Mongo | None = None
        self._turn = asyncio.Lock()
        self._gone: asyncio.Future[None] | None = None
        self._failures = 0
        self._failure = ""

    @classmethod
    def of(cls, crawler: Crawler) -> "Connection":
        """Return the one connection of this crawl.

        Reads DATA_DIR, STORE_PATIENCE, CLOCK and RECHECK_AGES. That it gave up stands in the stats
        as `store/away`.
        """
        if crawler not in _of_crawl:
            settings = crawler.settings
            _of_crawl[crawler] = cls(
                Database.from_settings(settings),
                Path(settings.get("DATA_DIR", "data")) / "spool",
                patience=settings.getfloat("STORE_PATIENCE", 60.0),
                now=load_object(settings.get("CLOCK", utcnow)),
                ages=read_ages("RECHECK_AGES", settings.get("RECHECK_AGES", "")),
                gave_up=_noting(crawler),
            )
        return _of_crawl[crawler]

    async def open(self) -> None:
        """Connect where nobody has yet. Raises DatabaseUnavailable; `close` is owed even then."""
        self._users += 1
        await self._connected()

    async def close(self) -> None:
        """Close what the last user leaves: connections, spool file, the embedded server."""
        self._users -= 1
        if self._users > 0:
            return
        self.spool.close()
        if self._mongo:
            await _leave(self._mongo)
            self._mongo = None
        await asyncio.to_thread(self._database.release)

    async def attempt(self, action: Callable[[Mongo], Awaitable[T]]) -> T:
        """Do what can be repeated until it succeeds. Raises StoreAwayError in the end."""
        deadline = time.monotonic() + self._patience
        tries = 0
        while not self.away:
            try:
                done = await self._unless_away(self._try(action, again=tries > 0))
            except (UnreachableError, DatabaseUnavailable) as error:
                reason = str(error)
            else:
                self._troubled = False
                return done
            self.retries += 1
            tries += 1
            if not self._troubled:
                self._troubled = True
                logger.warning("The database does not answer, trying again: %s", reason)
            pause = min(0.1 * 2**tries, _PAUSE_MAX) * random.uniform(0.5, 1)  # noqa: S311 - jitter
            if time.monotonic() + pause > deadline and not self.away:
                self._give_up()
                logger.error("The database stays away, what is unsaved is spooled: %s", reason)
            elif not self.away:
                await asyncio.sleep(pause)
        raise StoreAwayError

    async def _try(self, action: Callable[[Mongo], Awaitable[T]], *, again: bool) -> T:
        return await action(await self._connected(again=again))

    async def _unless_away(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what it returns. Raises StoreAwayError once anybody has given up."""
        if self._gone is None:
            self._gone = asyncio.get_running_loop().create_future()
        task = asyncio.ensure_future(work)
        either: set[asyncio.Future[Any]] = {task, self._gone}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise StoreAwayError
        finally:
            task.cancel()

    def _give_up(self) -> None:
        self.away = True
        self._gave_up()
        if self._gone and not self._gone.done():
            self._gone.set_result(None)

    async def _connected(self, *, again: bool = False) -> Mongo:
        known = self._failures
        async with self._turn:
            if self._failures > known:  # another found out while this one waited for its turn
                raise DatabaseUnavailable(self._failure)
            if self._mongo is None or (again and self._database.embedded):
                uri = await self._ensured()
                if self._mongo and uri != self._uri:
                    await self._mongo.close()
                    self._mongo = None
                self._uri = uri
            if self._mongo is None:
                seconds = min(3.0, max(0.2, self._patience / 4))
                self._mongo = Mongo(self._uri, self._database.name, seconds=seconds)
            return self._mongo

    async def _ensured(self) -> str:
        try:
            return await asyncio.to_thread(self._database.ensure)
        except DatabaseUnavailable as error:
            self._failures += 1
            self._failure = str(error)
            raise


async def _leave(mongo: Mongo) -> None:
    """Close the connections; a server that does not answer is left without a farewell."""
    try:
        async with asyncio.timeout(_FAREWELL):
            await mongo.close()
    except TimeoutError:
        await mongo.close()  # which by now has no sessions to end


def _noting(crawler: Crawler) -> Callable[[], None]:
    """Return what sets `store/away`; it does not keep the crawl, which keeps the connection."""
    crawl = ref(crawler)

    def note() -> None:
        if (known := crawl()) and known.stats:
            known.stats.set_value("store/away", True)

    return note


def new_run_id(now: Clock) -> str:
    """Return an id that sorts by time, unlike any other process's."""
    return f"{now():%Y%m%dT%H%M%S.%f}Z-{secrets.token_hex(3)}"


_of_crawl: WeakKeyDictionary[Crawler, Connection] = WeakKeyDictionary()
