"""Retries that wait as long as the server asks: Retry-After on 429 and 503.

The wait is the host's: its slot sends nothing meanwhile, other hosts go on, no place is held. Where
none is asked for it is RETRY_BACKOFF seconds, doubled with every pause in a row. An address that
would have to wait longer than RETRY_AFTER_MAX is given up with the answer it got. A host that asks
again after each of PATIENCE pauses in a row is left alone for the rest of the run, in a standing
crawl until a round begins some minutes later.
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

from crawler.fetching.closing import is_closing
from crawler.fetching.refusals import HostResting
from crawler.outcomes import round_begun

logger = logging.getLogger(__name__)

ASKING: Final = frozenset({429, 503})
PATIENCE: Final = 5
_RESTED: Final = 300.0  # seconds since its last pause, before a host is tried again


def wait_asked(value: bytes | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds or an HTTP date; None where unreadable.

    `now` is aware; a date gone by is no wait.
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, (instant - now).total_seconds())


def _asked(response: Response) -> float | None:
    return wait_asked(response.headers.get("Retry-After"), datetime.now(UTC))


def pause(downloader: Downloader, key: str, seconds: float) -> None:
    """Send nothing from a slot for `seconds`; what is under way ends undisturbed."""
    slot = downloader.slots.get(key)
    if slot is None:
        return
    if slot.latercall:
        slot.latercall.cancel()
    # Scrapy drops slots last seen a while ago, and a pause with them.
    slot.lastseen = monotonic() + seconds - slot.delay
    slot.latercall = call_later(seconds, downloader._latercall, slot)


@dataclass(slots=True)
class _Host:
    """`until` is monotonic; `strikes` are pauses in a row that brought nothing."""

    until: float = 0.0
    strikes: int = 0
    status: int = 429


class RetryAfterMiddleware(RetryMiddleware):
    """Scrapy's retries, paced by the host. Raises HostResting for a host that is left alone."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._longest = settings.getfloat("RETRY_AFTER_MAX", 120.0)
        self._backoff = settings.getfloat("RETRY_BACKOFF", 2.0)
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from a crawler. Raises NotConfigured without RETRY_ENABLED."""
        middleware = super().from_crawler(crawler)
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(middleware.forgive, round_begun)
        return middleware

    def process_request(self, request: Request) -> None:
        """Refuse what belongs to a host that is left alone."""
        key = self._downloader.get_slot_key(request)
        host = self._hosts.get(key)
        if host and host.strikes >= PATIENCE:
            self.crawler.stats.inc_value("retry_after/refused")
            raise HostResting(f"{key} is left alone: {host.status} too often", host.status)

    def forgive(self) -> None:
        """In a standing crawl, try hosts again that have rested."""
        now = monotonic()
        for key, host in list(self._hosts.items()):
            if now > host.until + _RESTED:
                del self._hosts[key]

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Pause the host where it asks for it, before its slot sends the next request."""
        host = self._hosts.setdefault(request.meta["download_slot"], _Host())
        if response.status in ASKING:
            asked = _asked(response)
            seconds = self._backoff * 2.0**host.strikes if asked is None else asked
            self._rest(host, request.meta["download_slot"], min(seconds, self._longest), response)
        else:
            host.strikes = 0

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> Request | Response:
        """Retry as Scrapy does, unless the wait is too long."""
        if response.status in ASKING and (_asked(response) or 0.0) > self._longest:
            logger.warning("%s is given up: the wait asked for is too long", response.url)
            self.crawler.stats.inc_value("retry_after/given_up")
            return response
        return super().process_response(request, response)

    def _retry(self, request: Request, reason: str | Exception | type[Exception]) -> Request | None:
        return None if is_closing(self.crawler) else super()._retry(request, reason)

    def _rest(self, host: _Host, key: str, seconds: float, response: Response) -> None:
        """Pause a host; answers to what was under way when a pause began are no new strike."""
        now = monotonic()
        host.strikes += now >= host.until
        host.status = response.status
        if now + seconds <= host.until:
            return
        host.until = now + seconds
        logger.info("%s answers %s: it is left for %.0f s", key, host.status, seconds)
        self.crawler.stats.inc_value("retry_after/pauses")
        self.crawler.stats.inc_value("retry_after/seconds", math.ceil(seconds))
        pause(self._downloader, key, seconds)

    @property
    def _downloader(self) -> Downloader:
        assert self.crawler.engine
        return self.crawler.engine.downloader
