"""Rounds of a standing crawl: each outlet is crawled whenever it is due.

A round begins when its outlet is due and the outlet's lease is free. It is over when none of its
requests is queued, being fetched or being stored. Rounds of several outlets go on side by side in
one engine, so that a host is asked at one pace, whichever round asks.
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
from crawler.state.request_context import get_publisher_slug
from crawler.text.printable import make_printable

logger = logging.getLogger(__name__)

_BUSY_RETRY_SECONDS: Final = 3.0  # until an outlet that another crawl holds is tried again


class RoundSpider(Protocol):
    """The spider, as far as `RoundManager` needs it."""

    async def begin_round(self, target: Target) -> Iterable[Request]:
        """Return the first requests of an outlet's round.

        The last round is forgotten but for the sitemaps its robots.txt named.
        """
        ...

    def resend_waiting(self, publisher: str) -> bool:
        """Resend an outlet's pages that wait in vain; say whether there were any."""
        ...

    async def end_round(self, publisher: str, *, lease_lost: bool) -> None:
        """End the open addresses of an outlet's round; store the states of its sources.

        `lease_lost`: another crawl has the outlet, and not all that was named has been requested.
        """
        ...


@dataclass(slots=True)
class _ActiveRound:
    """A round under way; `renewed_at` is monotonic. Without its lease it requests nothing new."""

    renewed_at: float
    lease_lost: bool = False


class RoundManager:
    """A manager that begins, watches over and ends the rounds of some outlets."""

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
        """Begin with the rounds; `once`: stop when the outlets due now have had theirs."""
        self._task = asyncio.create_task(self._run_rounds(once=once))

    async def stop(self) -> None:
        """End all rounds and release their leases, once nothing of theirs is left to be stored."""
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
        """Raise IgnoreRequest for an outlet that another crawl has taken over."""
        active_round = self._rounds.get(get_publisher_slug(request))
        if active_round and active_round.lease_lost:
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
        """Close the crawl; not awaited, as a closing crawl awaits `stop`."""
        engine = self._crawler.engine
        if engine and not self._is_stopping:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason=reason))

    @property
    def _is_stopping(self) -> bool:
        return self._stop_requested.is_set() or is_closing(self._crawler)

    async def _advance_rounds(self, *, once: bool) -> bool:
        """End, renew and begin rounds; say whether there may be more to do."""
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
        """Return the outlets that are due and in no round, the longest due first."""
        now = monotonic()
        waiting = [
            slug
            for slug in self._targets
            if slug not in self._rounds and self._not_before.get(slug, now) <= now
        ]
        due_times = await self._schedule.find_due_times(waiting)
        current_time = self._now()
        due = (slug for slug in waiting if due_times[slug] <= current_time)
        return sorted(due, key=lambda slug: due_times[slug])

    async def _begin_round(self, slug: str) -> None:
        assert self._crawler.engine
        self._rounds[slug] = _ActiveRound(monotonic())
        self._crawler.signals.send_catch_log(round_begun, publisher=slug)
        for request in await self._spider.begin_round(self._targets[slug]):
            if not self._is_stopping:
                self._crawler.engine.crawl(request)

    def _is_round_over(self, slug: str) -> bool:
        """Say whether nothing is left to do; pages that wait for another one then wait in vain."""
        engine = self._crawler.engine
        if engine is None or engine._slot is None:
            return False
        assert isinstance(engine.scheduler, LimitedScheduler)
        if engine.scheduler.queued_by_publisher[slug]:
            return False
        # Private in Scrapy: there is no public list of the requests in progress.
        if any(get_publisher_slug(request) == slug for request in engine._slot.inprogress):
            return False
        return not self._spider.resend_waiting(slug)

    async def _end_round(self, slug: str) -> None:
        lease_lost = self._rounds[slug].lease_lost
        await self._spider.end_round(slug, lease_lost=lease_lost)
        del self._rounds[slug]
        signals = self._crawler.signals
        await signals.send_catch_log_async(round_ended, publisher=slug, whole=not lease_lost)
        if (await self._schedule.find_due_times([slug]))[slug] <= self._now():
            # The end of the round could not be stored: without a pause the next one would begin at
            # once, again and again.
            self._not_before[slug] = monotonic() + self._retry_seconds
        await self._schedule.release(slug)

    async def _renew_lease(self, slug: str) -> None:
        active_round = self._rounds[slug]
        if active_round.lease_lost or monotonic() - active_round.renewed_at < self._renewal_seconds:
            return
        active_round.renewed_at = monotonic()
        active_round.lease_lost = not await self._schedule.renew(slug)
        if active_round.lease_lost:
            logger.error("%s: another crawl has taken it over", make_printable(slug))
