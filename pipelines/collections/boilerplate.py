"""What outlets have taught, in `chrome`: one document an outlet, shared by spider and pipeline.

Learning may be lost and is then done again: nothing here is spooled, and nothing fails a crawl.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self, cast
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector

from crawler.extraction.traces import NOTHING, Learned
from crawler.items import Article
from crawler.learning import WINDOW, Observation, Outlet, absorb, confirmed, settle
from crawler.signals import round_begun, round_ending
from crawler.state.interfaces import DatabaseUnavailable
from crawler.urls.canonical_form import article_id
from pipelines.collections import corrections
from pipelines.connection import Connection, StoreAwayError
from pipelines.database import Database
from pipelines.mongo.client import Mongo, Reader
from pipelines.mongo.documents import instant
from pipelines.mongo.operations import Refusal, Update

logger = logging.getLogger(__name__)

COLLECTION = "chrome"
# Observations of an outlet between two decisions.
_EVERY = 25
_AT_ONCE = 8  # outlets decided on, each of some MB
_OVERTAKEN_MAX = 5


@dataclass(frozen=True, slots=True)
class _Unsure:
    """The articles of an outlet seen so far, by id, and how many of them each container held."""

    articles: set[str]
    containers: Counter[str]


class Memory:
    """`crawler.state.interfaces.Memory` on the store's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stats: StatsCollector | None = None
        self._opened = False
        self._known: dict[str, Learned] = {}
        self._unsure: dict[str, _Unsure] = {}
        self._pending: defaultdict[str, list[Observation]] = defaultdict(list)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Return the one memory of this crawl."""
        if crawler not in _of_crawl:
            memory = _of_crawl[crawler] = cls(Connection.of(crawler))
            crawler.signals.connect(memory.round_begun, round_begun)
            crawler.signals.connect(memory.round_ending, round_ending)
        return cast("Self", _of_crawl[crawler])

    @classmethod
    def stored(cls, settings: BaseSettings, publisher: str) -> Learned:
        """Read what is learned of an outlet, outside a crawl; blocking.

        Starts the embedded server where it has stored anything. Raises DatabaseUnavailable.
        """
        uri = settings.get("MONGODB_URI")
        if not uri and not (Path(settings.get("DATA_DIR") or "data") / "mongo").exists():
            return NOTHING
        database = Database.from_settings(settings)
        try:
            with closing(Reader(database.ensure(), database.name)) as reader:
                return _outlet(next(reader.find(COLLECTION, {"_id": publisher}), None)).learned
        finally:
            database.release()

    async def open(self, stats: StatsCollector) -> None:
        """Share the store's connection; where there is none, nothing is learned.

        A crawler has its stats only once its spider, which asks for the memory, is made.
        """
        self._stats = stats
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.warning("Nothing is learned: %s", error)
        self._opened = True

    async def close(self) -> None:
        """Decide on what was observed last."""
        places = asyncio.Semaphore(_AT_ONCE)

        async def learn(publisher: str) -> None:
            async with places:
                await self._learn(publisher)

        ended = await asyncio.gather(*map(learn, list(self._pending)), return_exceptions=True)
        if self._opened:
            self._opened = False
            await self._connection.close()
        for failure in filter(None, ended):
            raise failure

    def round_begun(self, publisher: str) -> None:
        """Read anew what is learned of an outlet: others may have been at it since."""
        self._known.pop(publisher, None)
        self._unsure.pop(publisher, None)

    async def round_ending(self, publisher: str) -> None:
        """Decide on what a round observed: nobody asks for its articles again if this is killed."""
        await self._learn(publisher)

    async def learned(self, publisher: str) -> Learned:
        """Return what is learned of an outlet so far; nothing where no database answers."""
        if publisher not in self._known and self._opened:
            async with self._turns[publisher]:
                if publisher not in self._known:
                    self._known[publisher] = await self._read(publisher)
        return self._known.get(publisher, NOTHING)

    async def observe(self, publisher: str, seen: Observation) -> None:
        """Take an observation of a stored article; decide whenever there are enough new ones."""
        self._pending[publisher].append(seen)
        if len(self._pending[publisher]) >= _EVERY:
            await self._learn(publisher)

    def glimpse(self, article: Article) -> None:
        """Act on the containers of an outlet's first articles before they are stored."""
        publisher, name = article.publisher, article_id(article.url)
        unsure = self._unsure.get(publisher)
        if not unsure or not article.container or name in unsure.articles:
            return
        if len(unsure.articles) >= WINDOW:
            return  # they have no shape in common, or are never kept
        unsure.articles.add(name)
        unsure.containers[article.container] += 1
        if containers := confirmed(unsure.containers):
            self._known[publisher] = replace(self._known[publisher], containers=containers)
            del self._unsure[publisher]

    async def _read(self, publisher: str) -> Learned:
        try:
            outlet = await self._connection.attempt(lambda mongo: _load(mongo, publisher))
        except StoreAwayError:
            return NOTHING
        return self._learned_of(publisher, outlet)

    def _learned_of(self, publisher: str, outlet: Outlet) -> Learned:
        """Return what is learned; where the shape is not, keep what was counted."""
        self._unsure.pop(publisher, None)
        if not outlet.confirmed:
            self._unsure[publisher] = _Unsure(set(outlet.window), Counter(outlet.containers))
        return outlet.learned

    async def _learn(self, publisher: str) -> None:
        async with self._turns[publisher]:
            pending = self._pending.pop(publisher, [])
            if not pending:
                return
            try:
                await self._connection.attempt(lambda mongo: self._take(mongo, publisher, pending))
            except StoreAwayError:
                logger.warning("Nothing is learned from %d pages of %s", len(pending), publisher)

    async def _take(self, mongo: Mongo, publisher: str, pending: list[Observation]) -> None:
        """Correct first, then write down what is learned: cut off in between, both are repeated."""
        for _ in range(_OVERTAKEN_MAX):
            outlet = await _load(mongo, publisher)
            before, now = outlet.tick, instant(self._connection.now())
            for seen in pending:
                absorb(outlet, seen)
            fresh = settle(outlet, now)
            stale = corrections.stale(outlet, pending, fresh)
            corrected = await corrections.correct(mongo, stale, now)
            self._count("corrected", corrected)
            if await _save(mongo, publisher, outlet, before, now):
                self._known[publisher] = self._learned_of(publisher, outlet)
                self._count("chrome", len(fresh))
                return
        logger.info("Others write down what is learned of %s", publisher)

    def _count(self, name: str, number: int) -> None:
        if self._stats:
            self._stats.inc_value(f"learn/{name}", number)


async def _load(mongo: Mongo, publisher: str) -> Outlet:
    return _outlet(next(iter(await mongo.find(COLLECTION, {"_id": publisher})), None))


async def _save(mongo: Mongo, publisher: str, outlet: Outlet, before: int, now: datetime) -> bool:
    """Replace what had so many ticks; say whether it had."""
    if not before:
        start = Update({"_id": publisher}, {"$setOnInsert": {"tick": before}}, insert=True)
        await mongo.write(COLLECTION, [start])
    values = outlet.as_values() | {"changed_at": now}
    done = await mongo.replace(COLLECTION, {"_id": publisher} | values, guard=("tick", before))
    if isinstance(done, Refusal):
        logger.warning("What is learned of %s is refused (code %d)", publisher, done.code)
        return True
    return done


def _outlet(document: Mapping[str, Any] | None) -> Outlet:
    """Read what is written; one that was only begun has no more than its tick."""
    if not document or "window" not in document:
        return Outlet()
    return Outlet.from_values(document)


_of_crawl: WeakKeyDictionary[Crawler, Memory] = WeakKeyDictionary()
