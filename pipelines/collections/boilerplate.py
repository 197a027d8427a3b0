"""Learned boilerplate and body containers, in `chrome`: one document an outlet.

The spider and the pipeline of a crawl share one store. What is learned may be lost and is then
learned again: nothing here is spooled, and nothing fails a crawl.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector

from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
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
from pipelines.crawl_registry import share_in_crawl
from pipelines.database_server import DatabaseServer
from pipelines.mongo.client import Mongo, MongoReader
from pipelines.mongo.documents import truncate_instant
from pipelines.mongo.operations import Document, WriteRefusal

logger = logging.getLogger(__name__)

COLLECTION = "chrome"
# Observations of an outlet between two decisions.
_OBSERVATIONS_PER_DECISION = 25
_MAX_CONCURRENT_OUTLETS = 8  # each takes some MB while it is decided on
_MAX_TRIES = 5


@dataclass(frozen=True, slots=True)
class _UnconfirmedContainers:
    """The ids of an outlet's articles seen so far, and how many had each body container."""

    article_ids: set[str]
    container_counts: Counter[str]


class MongoBoilerplateStore:
    """`BoilerplateStore` of `crawler.state.interfaces`, on the store's connection."""

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
        """Return the one store of this crawl."""
        return share_in_crawl(crawler, cls, lambda: cls._from_crawler(crawler))

    @classmethod
    def _from_crawler(cls, crawler: Crawler) -> Self:
        store = cls(Connection.for_crawler(crawler))
        crawler.signals.connect(store.round_begun, round_begun)
        crawler.signals.connect(store.round_ending, round_ending)
        return store

    @classmethod
    def load_learned(cls, settings: BaseSettings, publisher: str) -> LearnedTemplate:
        """Read what was learned of an outlet, outside a crawl; blocking.

        Starts the embedded server if it has stored anything. Raises DatabaseUnavailable.
        """
        database = DatabaseServer.from_settings(settings)
        if not database.may_hold_data:
            return NOTHING_LEARNED
        try:
            with closing(MongoReader(database.ensure_running(), database.name)) as reader:
                return _read_outlet_memory(
                    next(reader.find(COLLECTION, {"_id": publisher}), None)
                ).learned
        finally:
            database.release()

    async def open(self, stats: StatsCollector) -> None:
        """Share the store's connection; where no database answers, nothing is learned.

        `stats` come here and not with the crawler: it has none yet while it makes the spider, which
        asks for this store.
        """
        self._stats = stats
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.warning("Nothing is learned: %s", error)
        self._opened = True

    async def close(self) -> None:
        """Decide on the last observations of every outlet, and leave the connection."""
        slots = asyncio.Semaphore(_MAX_CONCURRENT_OUTLETS)

        async def learn(publisher: str) -> None:
            async with slots:
                await self._learn_pending(publisher)

        failures = await asyncio.gather(
            *map(learn, list(self._pending_observations)), return_exceptions=True
        )
        if self._opened:
            self._opened = False
            await self._connection.close()
        for failure in filter(None, failures):
            raise failure

    def round_begun(self, publisher: str) -> None:
        """Forget what was read of an outlet: other crawls may have learned more since."""
        self._learned_by_outlet.pop(publisher, None)
        self._unconfirmed.pop(publisher, None)

    async def round_ending(self, publisher: str) -> None:
        """Decide on a round's observations: after a crash its articles are not fetched again."""
        await self._learn_pending(publisher)

    async def get_learned(self, publisher: str) -> LearnedTemplate:
        """Return what was learned of an outlet so far; nothing where no database answers."""
        if publisher not in self._learned_by_outlet and self._opened:
            async with self._outlet_locks[publisher]:
                if publisher not in self._learned_by_outlet:
                    self._learned_by_outlet[publisher] = await self._fetch_learned(publisher)
        return self._learned_by_outlet.get(publisher, NOTHING_LEARNED)

    async def observe(self, publisher: str, observation: Observation) -> None:
        """Add the observation of a stored article; decide whenever there are enough new ones."""
        self._pending_observations[publisher].append(observation)
        if len(self._pending_observations[publisher]) >= _OBSERVATIONS_PER_DECISION:
            await self._learn_pending(publisher)

    def observe_unstored(self, article: Article) -> None:
        """Count the body container of an article before it is stored.

        Once enough of an outlet's articles have one in common, it is used at once.
        """
        publisher, article_id = article.publisher, make_url_id(article.url)
        unconfirmed = self._unconfirmed.get(publisher)
        if not unconfirmed or not article.container or article_id in unconfirmed.article_ids:
            return
        if len(unconfirmed.article_ids) >= MAX_RECENT_ARTICLES:
            return  # the articles have no container in common, or are never stored
        unconfirmed.article_ids.add(article_id)
        unconfirmed.container_counts[article.container] += 1
        if containers := find_confirmed_containers(unconfirmed.container_counts):
            self._learned_by_outlet[publisher] = replace(
                self._learned_by_outlet[publisher], container_paths=containers
            )
            del self._unconfirmed[publisher]

    async def _fetch_learned(self, publisher: str) -> LearnedTemplate:
        try:
            stored = await self._connection.attempt(lambda mongo: _find_document(mongo, publisher))
        except StoreAwayError:
            return NOTHING_LEARNED
        return self._track_unconfirmed(publisher, _read_outlet_memory(stored))

    def _track_unconfirmed(self, publisher: str, outlet_memory: OutletMemory) -> LearnedTemplate:
        """Return what was learned; keep the counts of containers while none is confirmed."""
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
        """Correct stored articles first, then save what was learned.

        After a crash in between both are repeated.
        """
        for _ in range(_MAX_TRIES):
            stored = await _find_document(mongo, publisher)
            outlet_memory = _read_outlet_memory(stored)
            now = truncate_instant(self._connection.now())
            for observation in pending:
                add_observation(outlet_memory, observation)
            new_block_ids = update_decisions(outlet_memory, now)
            stale_blocks = corrections.find_stale_blocks(outlet_memory, pending, new_block_ids)
            corrected = await corrections.correct_articles(mongo, stale_blocks)
            self._increase_stat("corrected", corrected)
            if await _save_outlet_memory(mongo, publisher, outlet_memory, stored, now):
                learned = self._track_unconfirmed(publisher, outlet_memory)
                self._learned_by_outlet[publisher] = learned
                self._increase_stat("chrome", len(new_block_ids))
                return
        logger.info("Others write down what is learned of %s", publisher)

    def _increase_stat(self, name: str, number: int) -> None:
        if self._stats:
            self._stats.inc_value(f"learn/{name}", number)


async def _find_document(mongo: Mongo, publisher: str) -> Document | None:
    return next(iter(await mongo.find(COLLECTION, {"_id": publisher})), None)


async def _save_outlet_memory(
    mongo: Mongo,
    publisher: str,
    outlet_memory: OutletMemory,
    stored: Document | None,
    now: datetime,
) -> bool:
    """Replace the memory that was read; return whether nobody had changed it, or it is refused."""
    document = {"_id": publisher} | outlet_memory.as_values() | {"changed_at": now}
    guard = ("tick", stored.get("tick") if stored else None)
    replaced = await mongo.update_if_unchanged(COLLECTION, document, guard=guard)
    if isinstance(replaced, WriteRefusal):
        logger.warning("What is learned of %s is refused (code %d)", publisher, replaced.code)
        return True
    return replaced


def _read_outlet_memory(document: Mapping[str, Any] | None) -> OutletMemory:
    """Read the memory of an outlet; earlier versions began one with nothing but its `tick`."""
    if not document or "window" not in document:
        return OutletMemory()
    return OutletMemory.from_values(document)
