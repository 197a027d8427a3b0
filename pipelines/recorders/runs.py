"""Runs: a recorder of one document a crawl, in `runs`, with its targets, settings and outcomes."""

import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.outcomes import escape_field_name, read_outcome_stats
from crawler.signals import round_ended
from crawler.state.interfaces import DatabaseUnavailable
from pipelines.collections import stored_runs
from pipelines.connection import Connection, NotSpooledError, StoreAwayError
from pipelines.items import Dropped
from pipelines.mongo.documents import make_storable, truncate_instant
from pipelines.mongo.operations import Document
from pipelines.run_locks import RunLocks

logger = logging.getLogger(__name__)


class RunRecorder:
    """An extension that writes the run's document when the crawl begins, and its sums at the end.

    The document of a killed run stays `running` until the next run with the same DATA_DIR marks it
    as `killed`.
    """

    def __init__(self, crawler: Crawler, connection: Connection) -> None:
        assert crawler.stats
        self._settings = crawler.settings
        self._stats = crawler.stats
        self._connection = connection
        self._locks = RunLocks(Path(crawler.settings.get("DATA_DIR") or "data"), connection.run_id)
        self._started_at = truncate_instant(connection.now())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Record a crawl; its id is in the stats as `run/id`. Raises NotConfigured."""
        if not crawler.settings.getbool("RECORD_ENABLED", True):
            raise NotConfigured
        recorder = cls(crawler, Connection.for_crawler(crawler))
        crawler.signals.connect(recorder.spider_opened, signals.spider_opened)
        crawler.signals.connect(recorder.round_ended, round_ended)
        crawler.signals.connect(recorder.spider_closed, signals.spider_closed)
        return recorder

    async def spider_opened(self, spider: Spider) -> None:
        """Write the run's targets and settings, and mark runs that were killed."""
        self._stats.set_value("run/id", self._connection.run_id)
        self._started_at = truncate_instant(self._connection.now())
        targets = getattr(spider, "targets", ())
        values = {
            "started_at": self._started_at,
            "state": "running",
            "spider": spider.name,
            "targets": [getattr(target, "text", str(target)) for target in targets],
            "settings": {
                name: _simplify_setting(self._settings.get(name))
                for name in self._settings.getlist("RECORDED_SETTINGS")
            },
        }
        self._acquire_lock()
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.error("The run cannot be recorded: %s", error)
        await self._write(values)
        await self._mark_killed_runs()

    async def round_ended(self) -> None:
        """Write the sums of a standing crawl so far."""
        await self._write(summarize_run_stats(self._stats.get_stats()))

    async def spider_closed(self, reason: str) -> None:
        """Write the sums and the reason the run ended."""
        stats = self._stats.get_stats()
        now = truncate_instant(self._connection.now())
        values = {
            "started_at": self._started_at,
            "finished_at": now,
            "seconds": (now - self._started_at).total_seconds(),
            "state": "finished",
            "reason": reason,
        }
        await self._write(values | summarize_run_stats(stats))
        self._locks.release()
        await self._connection.close()

    def _acquire_lock(self) -> None:
        try:
            self._locks.acquire()
        except OSError as error:
            logger.error("Should this run be killed, no later one can tell: %s", error)

    async def _mark_killed_runs(self) -> None:
        locks, now = self._locks, self._started_at
        if not (others := locks.list_other_runs()):
            return
        try:
            over = await self._connection.attempt(
                lambda mongo: stored_runs.mark_killed_runs(mongo, others, locks.is_alive, now)
            )
            for run_id in over:
                locks.forget(run_id)
        except (StoreAwayError, OSError) as error:
            logger.warning("Runs that were killed are not marked: %s", error)

    async def _write(self, values: Document) -> None:
        try:
            run = {"_id": self._connection.run_id} | make_storable(values)
            await self._connection.write_or_spool(
                lambda mongo: stored_runs.save_run(mongo, run), "runs", lambda: [run]
            )
        except Dropped as error:
            logger.error("The run cannot be recorded: %s", error)
        except NotSpooledError as error:
            logger.error("The run can be neither recorded nor spooled: %s", error)


def summarize_run_stats(stats: Mapping[str, Any]) -> Document:
    """Return a crawl's stats as stored in its run.

    `outcomes`, `requests` and `edits` are counts by name, `publishers` a list of {publisher, pages,
    outcomes}.
    """
    read = read_outcome_stats(stats)
    kinds: dict[str, Counter[str]] = {"requests": Counter(), "edits": Counter()}
    for key, number in stats.items():
        family, _, name = key.partition("/")
        if family in kinds:
            kinds[family][name] += number
    return {
        "outcomes": _escape_names(read.outcomes),
        **{family: _escape_names(counts) for family, counts in kinds.items()},
        "publishers": [
            {
                "publisher": slug,
                "pages": publisher.pages,
                "outcomes": _escape_names(publisher.outcomes),
            }
            for slug, publisher in sorted(read.publishers.items())
        ],
    }


def _simplify_setting(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float | list) else str(value)


def _escape_names(counts: Counter[str]) -> dict[str, int]:
    return {escape_field_name(name): number for name, number in counts.items()}
