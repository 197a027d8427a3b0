"""Retries that wait as long as the server asks, and back-off of whole hosts.

Retry-After is read on 429 and 503. An address that would have to wait longer than RETRY_AFTER_MAX
is given up with the response it got.

A pause holds for the whole host: its downloader slot sends nothing, other hosts go on, and the wait
takes none of CONCURRENT_REQUESTS. A host that still refuses after MAX_PAUSES pauses in a row is
left alone for the rest of the run, in a standing crawl until a round begins some minutes later.
"""

import logging
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final, Self

from scrapy import signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.spiders import Spider
from scrapy.utils.asyncio import call_later

from crawler.backoff import compute_pause
from crawler.fetching.errors import HostResting
from crawler.fetching.shutdown import is_closing
from crawler.outcomes import make_failed_outcome
from crawler.signals import round_begun

logger = logging.getLogger(__name__)

RETRY_AFTER_STATUSES: Final = frozenset({429, 503})
MAX_PAUSES: Final = 5
# After the last pause of a host, before a new round of a standing crawl forgets its strikes.
_FORGET_AFTER_SECONDS: Final = 300.0


@dataclass(slots=True)
class _HostPauses:
    """The pauses of one host.

    `paused_until` is monotonic; `strikes` counts pauses in a row that did not help; `outcome` is
    what the host answered last.
    """

    paused_until: float = 0.0
    strikes: int = 0
    outcome: str = ""


class HostBackoff:
    """A register of the hosts of one crawl, by downloader slot, that pauses and gives up hosts.

    Its stats begin with `stat_prefix`.
    """

    def __init__(self, crawler: Crawler, settings: BaseSettings, stat_prefix: str) -> None:
        """Read RETRY_AFTER_MAX and RETRY_BACKOFF."""
        self._crawler = crawler
        self._max_seconds = settings.getfloat("RETRY_AFTER_MAX", 120.0)
        self._backoff_seconds = settings.getfloat("RETRY_BACKOFF", 2.0)
        self._stat_prefix = stat_prefix
        self._hosts: dict[str, _HostPauses] = {}
        crawler.signals.connect(self._forget_rested_hosts, round_begun)

    def check(self, request: Request) -> None:
        """Raise HostResting for a request to a host that is left alone."""
        key = self.get_slot_key(request)
        host = self._hosts.get(key)
        if host and host.strikes >= MAX_PAUSES:
            self._count("refused")
            raise HostResting(f"{key} is left alone: {host.outcome} too often", host.outcome)

    def get_slot_key(self, request: Request) -> str:
        """Return the key of a request's downloader slot."""
        return self._downloader.get_slot_key(request)

    def reset_strikes(self, key: str) -> None:
        """Note that a host has answered as it should."""
        if key in self._hosts:
            self._hosts[key].strikes = 0

    def pause_host(self, key: str, outcome: str, requested_seconds: float | None = None) -> None:
        """Pause a host for `requested_seconds`, else RETRY_BACKOFF doubled with every strike.

        A response to a request sent before the pause began is no new strike.
        """
        host, now = self._hosts.setdefault(key, _HostPauses()), monotonic()
        seconds = (
            compute_pause(self._backoff_seconds, self._max_seconds, host.strikes)
            if requested_seconds is None
            else min(requested_seconds, self._max_seconds)
        )
        host.strikes += now >= host.paused_until
        host.outcome = outcome
        if now + seconds <= host.paused_until:
            return
        host.paused_until = now + seconds
        logger.info("%s answers %s: it is left for %.0f s", key, outcome, seconds)
        self._count("pauses")
        self._count("seconds", math.ceil(seconds))
        pause_slot(self._downloader, key, seconds)

    def give_up(self, key: str, outcome: str) -> None:
        """Leave a host alone at once."""
        logger.warning("%s is left alone: %s too often", key, outcome)
        self._hosts[key] = _HostPauses(monotonic(), MAX_PAUSES, outcome)

    def _forget_rested_hosts(self) -> None:
        """Forget hosts whose last pause is long over, when a standing crawl begins a round."""
        now = monotonic()
        for key, host in list(self._hosts.items()):
            if now > host.paused_until + _FORGET_AFTER_SECONDS:
                del self._hosts[key]

    def _count(self, name: str, amount: int = 1) -> None:
        assert self._crawler.stats
        self._crawler.stats.inc_value(f"{self._stat_prefix}/{name}", amount)

    @property
    def _downloader(self) -> Downloader:
        assert self._crawler.engine
        return self._crawler.engine.downloader


class RetryAfterMiddleware(RetryMiddleware):
    """A retry middleware that pauses hosts. Raises HostResting for a host that is left alone."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._max_wait_seconds = settings.getfloat("RETRY_AFTER_MAX", 120.0)
        self._host_backoff: HostBackoff

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect the signals. Raises NotConfigured without RETRY_ENABLED."""
        middleware = super().from_crawler(crawler)
        middleware._host_backoff = HostBackoff(crawler, crawler.settings, "retry_after")
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Refuse requests to a host that is left alone."""
        self._host_backoff.check(request)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Pause the host on 429 or 503, before its slot sends the next request."""
        key = request.meta["download_slot"]
        if response.status in RETRY_AFTER_STATUSES:
            self._host_backoff.pause_host(
                key, make_failed_outcome(f"http-{response.status}"), _read_retry_after(response)
            )
        else:
            self._host_backoff.reset_strikes(key)

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """Retry as Scrapy does, unless the wait asked for is too long."""
        if (
            response.status in RETRY_AFTER_STATUSES
            and (_read_retry_after(response) or 0.0) > self._max_wait_seconds
        ):
            logger.warning("%s is given up: the wait asked for is too long", response.url)
            self.crawler.stats.inc_value("retry_after/given_up")
            return response
        return super().process_response(request, response)

    def _retry(self, request: Request, reason: str | Exception | type[Exception]) -> Request | None:
        return None if is_closing(self.crawler) else super()._retry(request, reason)


def pause_slot(downloader: Downloader, key: str, seconds: float) -> None:
    """Send nothing from a slot for `seconds`; requests under way go on."""
    slot = downloader.slots.get(key)
    if slot is None:
        return
    if slot.latercall:
        slot.latercall.cancel()
    # Scrapy drops slots last used a while ago, and would drop the pause with them.
    slot.lastseen = monotonic() + seconds - slot.delay
    slot.latercall = call_later(seconds, downloader._latercall, slot)


def parse_retry_after(value: bytes | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds or an HTTP date; None where unreadable.

    `now` is aware; a date in the past is no wait.
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, (instant - now).total_seconds())


def _read_retry_after(response: Response) -> float | None:
    return parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
