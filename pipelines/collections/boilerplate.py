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

from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate
from crawler.items import Article
from crawler.learning import (
    MAX_RECENT_ARTICLES,
    Observation,
    OutletMemory,
    add_observation,
    find_confirmed_containers,
    update_decisions,
)
from crawler.signals import round_begun, round_ending
from crawler.state.interfaces import DatabaseUnavailable
from crawler.urls.canonical_form import make_url_id
from pipelines.collections import corrections
from pipelines.connection import Connection, StoreAwayError
from pipelines.database import MongoDatabase
from pipelines.mongo.client import Mongo, MongoReader
from pipelines.mongo.documents import truncate_instant
from pipelines.mongo.operations import Update, WriteRefusal

logger = logging.getLogger(__name__)

COLLECTION = "chrome"
# Observations of an outlet between two decisions.
_OBSERVATIONS_PER_DECISION = 25
_MAX_CONCURRENT_OUTLETS = 8  # outlets decided on, each of some MB
_MAX_TRIES = 5


@dataclass(frozen=True, slots=True)
class _UnconfirmedContainers:
    """The articles of an outlet seen so far, by id, and how many of them each container held."""

    article_ids: set[str]
    container_counts: Counter[str]


class MongoBoilerplateStore:
    """`crawler.state.interfaces.BoilerplateStore` on the store's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stats: StatsCollector | None = None
        self._opened = False
        self._learned_by_outlet: dict[str, LearnedTemplate] = {}
        self._unconfirmed: dict[str, _UnconfirmedContainers] = {}
        self._pending_observations: defaultdict[str, list[Observation]] = defaultdict(list)
        self._outlet_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def for_crawler(cls, crawler: Crawler) -> Self:
        """Return the one memory of this crawl."""
        if crawler not in _stores:
            memory = _stores[crawler] = cls(Connection.for_crawler(crawler))
            crawler.signals.connect(memory.round_begun, round_begun)
            crawler.signals.connect(memory.round_ending, round_ending)
        return cast("Self", _stores[crawler])

    @classmethod
    def load_learned(cls, settings: BaseSettings, publisher: str) -> LearnedTemplate:
        """Read what is learned of an outlet, outside a crawl; blocking.

        Starts the embedded server where it has stored anything. Raises DatabaseUnavailable.
        """
        uri = settings.get("MONGODB_URI")
        if not uri and not (Path(settings.get("DATA_DIR") or "data") / "mongo").exists():
            return NOTHING_LEARNED
        database = MongoDatabase.from_settings(settings)
        try:
            with closing(MongoReader(database.ensure_running(), database.name)) as reader:
                return _read_outlet_memory(
                    next(reader.find(COLLECTION, {"_id": publisher}), None)
                ).learned
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
        places = asyncio.Semaphore(_MAX_CONCURRENT_OUTLETS)

        async def learn(publisher: str) -> None:
            async with places:
                await self._learn_pending(publisher)

        ended = await asyncio.gather(
            *map(learn, list(self._pending_observations)), return_exceptions=True
        )
        if self._opened:
            self._opened = False
            await self._connection.close()
        for failure in filter(None, ended):
            raise failure

    def round_begun(self, publisher: str) -> None:
        """Read anew what is learned of an outlet: others may have been at it since."""
        self._learned_by_outlet.pop(publisher, None)
        self._unconfirmed.pop(publisher, None)

    async def round_ending(self, publisher: str) -> None:
        """Decide on what a round observed: nobody asks for its articles again if this is killed."""
        await self._learn_pending(publisher)

    async def get_learned(self, publisher: str) -> LearnedTemplate:
        """Return what is learned of an outlet so far; nothing where no database answers."""
        if publisher not in self._learned_by_outlet and self._opened:
            async with self._outlet_locks[publisher]:
                if publisher not in self._learned_by_outlet:
                    self._learned_by_outlet[publisher] = await self._fetch_learned(publisher)
        return self._learned_by_outlet.get(publisher, NOTHING_LEARNED)

    async def observe(self, publisher: str, observation: Observation) -> None:
        """Take an observation of a stored article; decide whenever there are enough new ones."""
        self._pending_observations[publisher].append(observation)
        if len(self._pending_observations[publisher]) >= _OBSERVATIONS_PER_DECISION:
            await self._learn_pending(publisher)

    def observe_unstored(self, article: Article) -> None:
        """Act on the containers of an outlet's first articles before they are stored."""
        publisher, name = article.publisher, make_url_id(article.url)
        unsure = self._unconfirmed.get(publisher)
        if not unsure or not article.container or name in unsure.article_ids:
            return
        if len(unsure.article_ids) >= MAX_RECENT_ARTICLES:
            return  # they have no shape in common, or are never kept
        unsure.article_ids.add(name)
        unsure.container_counts[article.container] += 1
        if containers := find_confirmed_containers(unsure.container_counts):
            self._learned_by_outlet[publisher] = replace(
                self._learned_by_outlet[publisher], container_paths=containers
            )
            del self._unconfirmed[publisher]

    async def _fetch_learned(self, publisher: str) -> LearnedTemplate:
        try:
            outlet = await self._connection.attempt(
                lambda mongo: _load_outlet_memory(mongo, publisher)
            )
        except StoreAwayError:
            return NOTHING_LEARNED
        return self._track_unconfirmed(publisher, outlet)

    def _track_unconfirmed(self, publisher: str, outlet_memory: OutletMemory) -> LearnedTemplate:
        """Return what is learned; where the shape is not, keep what was counted."""
        self._unconfirmed.pop(publisher, None)
        if not outlet_memory.confirmed_containers:
            self._unconfirmed[publisher] = _UnconfirmedContainers(
                set(outlet_memory.recent_articles), Counter(outlet_memory.containers)
            )
        return outlet_memory.learned

    async def _learn_pending(self, publisher: str) -> None:
        async with self._outlet_locks[publisher]:
            pending = self._pending_observations.pop(publisher, [])
            if not pending:
                return
            try:
                await self._connection.attempt(
                    lambda mongo: self._correct_and_save(mongo, publisher, pending)
                )
            except StoreAwayError:
                logger.warning("Nothing is learned from %d pages of %s", len(pending), publisher)

    async def _correct_and_save(
        self, mongo: Mongo, publisher: str, pending: list[Observation]
    ) -> None:
        """Correct first, then write down what is learned: cut off in between, both are repeated."""
        for _ in range(_MAX_TRIES):
            outlet = await _load_outlet_memory(mongo, publisher)
            before, now = outlet.version, truncate_instant(self._connection.now())
            for seen in pending:
                add_observation(outlet, seen)
            fresh = update_decisions(outlet, now)
            stale = corrections.find_stale_blocks(outlet, pending, fresh)
            corrected = await corrections.correct_articles(mongo, stale, now)
            self._increase_stat("corrected", corrected)
            if await _save_outlet_memory(mongo, publisher, outlet, before, now):
                self._learned_by_outlet[publisher] = self._track_unconfirmed(publisher, outlet)
                self._increase_stat("chrome", len(fresh))
                return
        logger.info("Others write down what is learned of %s", publisher)

    def _increase_stat(self, name: str, number: int) -> None:
        if self._stats:
            self._stats.inc_value(f"learn/{name}", number)


async def _load_outlet_memory(mongo: Mongo, publisher: str) -> OutletMemory:
    return _read_outlet_memory(next(iter(await mongo.find(COLLECTION, {"_id": publisher})), None))


async def _save_outlet_memory(
    mongo: Mongo, publisher: str, outlet_memory: OutletMemory, previous_version: int, now: datetime
) -> bool:
    """Replace what had so many ticks; say whether it had."""
    if not previous_version:
        start = Update(
            {"_id": publisher}, {"$setOnInsert": {"tick": previous_version}}, upsert=True
        )
        await mongo.write(COLLECTION, [start])
    values = outlet_memory.as_values() | {"changed_at": now}
    done = await mongo.update_if_unchanged(
        COLLECTION, {"_id": publisher} | values, guard=("tick", previous_version)
    )
    if isinstance(done, WriteRefusal):
        logger.warning("What is learned of %s is refused (code %d)", publisher, done.code)
        return True
    return done


def _read_outlet_memory(document: Mapping[str, Any] | None) -> OutletMemory:
    """Read what is written; one that was only begun has no more than its tick."""
    if not document or "window" not in document:
        return OutletMemory()
    return OutletMemory.from_values(document)


_stores: WeakKeyDictionary[Crawler, MongoBoilerplateStore] = WeakKeyDictionary()
