"""A standing crawl: which outlets are asked when, each in rounds of its own.

A round begins when an outlet is due and its lease is free, and is over when nothing it has led to
is waiting, being fetched or being stored. Rounds of several outlets go on side by side in one
engine: a host is asked at one pace, whoever asks.
"""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final, Protocol

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.utils.misc import load_object

from crawler.clock import Clock, utcnow
from crawler.crawl.scheduler import LimitedScheduler
from crawler.crawl.targets import Target
from crawler.fetching.shutdown import is_closing
from crawler.signals import round_begun, round_ended
from crawler.state.interfaces import CrawlSchedule, DatabaseUnavailable
from crawler.text.printable import make_printable

logger = logging.getLogger(__name__)

_BUSY_RETRY_SECONDS: Final = 3.0  # seconds until an outlet that another holds is looked at again


class RoundSpider(Protocol):
    """The spider, as far as rounds concern it."""

    async def begin_round(self, target: Target) -> Iterable[Request]:
        """Forget what an outlet's last round knew; return the first requests of the next."""
        ...

    def resend_waiting(self, publisher: str) -> bool:
        """Ask once more for pages that wait in vain; say whether there were any."""
        ...

    async def end_round(self, publisher: str, *, lease_lost: bool) -> None:
        """Close the account of an outlet's round; write down what came of it.

        `lease_lost`: another crawl has the outlet, and not all that was named has been asked for.
        """
        ...


@dataclass(slots=True)
class _ActiveRound:
    """A round under way; `renewed` is monotonic. Without its lease it asks for nothing new."""

    renewed_at: float
    lease_lost: bool = False


class RoundManager:
    """Begins, watches over and ends the rounds of some outlets."""

    def __init__(
        self,
        crawler: Crawler,
        spider: RoundSpider,
        schedule: CrawlSchedule,
        targets: Iterable[Target],
    ) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._spider = spider
        self._schedule = schedule
        self._targets = {target.publisher.slug: target for target in targets}
        self._now: Clock = load_object(settings.get("CLOCK", utcnow))
        self._max_rounds = settings.getint("WATCH_ROUNDS", 32)
        self._retry_seconds = settings.getfloat("WATCH_PACE", 900.0)
        self._poll_seconds = settings.getfloat("WATCH_LOOK", 1.0)
        self._renewal_seconds = settings.getfloat("LEASE_SECONDS", 120.0) / 3
        self._rounds: dict[str, _ActiveRound] = {}
        self._not_before: dict[str, float] = {}  # monotonic
        self._stop_requested = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing: asyncio.Future[None] | None = None

    def start(self, *, once: bool) -> None:
        """Begin watching; `once`: until what is due now had its round."""
        self._task = asyncio.create_task(self._run_rounds(once=once))

    async def stop(self) -> None:
        """Leave all outlets to others, once nothing of theirs is to be stored any more."""
        if self._task is None:
            return
        self._stop_requested.set()
        try:
            await self._task
            for slug in self._rounds:
                await self._schedule.release(slug)
        except DatabaseUnavailable as error:
            logger.error("Leases run out by themselves: %s", error)
        finally:
            await self._schedule.close()

    def request_scheduled(self, request: Request) -> None:
        """Raise IgnoreRequest for an outlet that another has taken over."""
        under_way = self._rounds.get(request.meta.get("publisher", ""))
        if under_way and under_way.lease_lost:
            raise IgnoreRequest

    async def _run_rounds(self, *, once: bool) -> None:
        reason = "watch_failed"
        try:
            await self._schedule.open()
            while not self._is_stopping and await self._advance_rounds(once=once):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop_requested.wait(), self._poll_seconds)
            reason = "finished"
        except DatabaseUnavailable as error:
            logger.error("The watch cannot go on: %s", error)
            reason = "store_unavailable"
        finally:
            self._close_crawl(reason)

    def _close_crawl(self, reason: str) -> None:
        """Close the crawl; not awaited, as a crawl that closes awaits the end of the watch."""
        engine = self._crawler.engine
        if engine and not self._is_stopping:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=reason))

    @property
    def _is_stopping(self) -> bool:
        return self._stop_requested.is_set() or is_closing(self._crawler)

    async def _advance_rounds(self, *, once: bool) -> bool:
        """Do what there is to do; say whether there may be more."""
        for slug in [slug for slug in self._rounds if self._is_round_over(slug)]:
            await self._end_round(slug)
            if once:
                del self._targets[slug]
        for slug in self._rounds:
            await self._renew_lease(slug)
        due = await self._find_due_outlets()
        for slug in due[: max(0, self._max_rounds - len(self._rounds))]:
            if self._is_stopping:
                break
            if await self._schedule.acquire(slug):
                await self._begin_round(slug)
                continue
            logger.info("%s: another crawl is at it", make_printable(slug))
            self._not_before[slug] = monotonic() + min(_BUSY_RETRY_SECONDS, self._retry_seconds)
            if once:
                del self._targets[slug]
        return bool(self._rounds or due or not once)

    async def _find_due_outlets(self) -> list[str]:
        """Return the outlets that are due and not asked yet, the longest due first."""
        now = monotonic()
        waiting = [
            slug
            for slug in self._targets
            if slug not in self._rounds and self._not_before.get(slug, now) <= now
        ]
        found = await self._schedule.find_due_times(waiting)
        instant = self._now()
        return sorted(
            (slug for slug in waiting if found[slug] <= instant), key=lambda slug: found[slug]
        )

    async def _begin_round(self, slug: str) -> None:
        assert self._crawler.engine
        self._rounds[slug] = _ActiveRound(monotonic())
        self._crawler.signals.send_catch_log(round_begun, publisher=slug)
        for request in await self._spider.begin_round(self._targets[slug]):
            if not self._is_stopping:
                self._crawler.engine.crawl(request)

    def _is_round_over(self, slug: str) -> bool:
        """Say whether nothing is left to do; what waits for another page then waits in vain."""
        engine = self._crawler.engine
        if engine is None or engine._slot is None:
            return False
        assert isinstance(engine.scheduler, LimitedScheduler)
        if engine.scheduler.queued_by_publisher[slug]:
            return False
        if any(request.meta.get("publisher") == slug for request in engine._slot.inprogress):
            return False
        return not self._spider.resend_waiting(slug)

    async def _end_round(self, slug: str) -> None:
        lost = self._rounds[slug].lease_lost
        await self._spider.end_round(slug, lease_lost=lost)
        del self._rounds[slug]
        signals = self._crawler.signals
        await signals.send_catch_log_async(round_ended, publisher=slug, whole=not lost)
        if (await self._schedule.find_due_times([slug]))[slug] <= self._now():
            # Where its end could not be written down, it would begin anew for ever.
            self._not_before[slug] = monotonic() + self._retry_seconds
        await self._schedule.release(slug)

    async def _renew_lease(self, slug: str) -> None:
        under_way = self._rounds[slug]
        if under_way.lease_lost or monotonic() - under_way.renewed_at < self._renewal_seconds:
            return
        under_way.renewed_at = monotonic()
        under_way.lease_lost = not await self._schedule.renew(slug)
        if under_way.lease_lost:
            logger.error("%s: another crawl has taken it over", make_printable(slug))
