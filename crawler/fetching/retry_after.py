"""Retries that wait as long as the server asks: Retry-After on 429 and 503; see `resting`.

An address that would have to wait longer than RETRY_AFTER_MAX is given up with the answer it got.
"""

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.spiders import Spider

from crawler.fetching.closing import is_closing
from crawler.fetching.resting import Resting
from crawler.outcomes import failed

logger = logging.getLogger(__name__)

ASKING: Final = frozenset({429, 503})


def wait_asked(value: bytes | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds or an HTTP date; None where unreadable.

    `now` is aware; a date gone by is no wait.
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


def _asked(response: Response) -> float | None:
    return wait_asked(response.headers.get("Retry-After"), datetime.now(UTC))


class RetryAfterMiddleware(RetryMiddleware):
    """Scrapy's retries, paced by the host. Raises HostResting for a host that is left alone."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._longest = settings.getfloat("RETRY_AFTER_MAX", 120.0)
        self._resting: Resting

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from a crawler. Raises NotConfigured without RETRY_ENABLED."""
        middleware = super().from_crawler(crawler)
        middleware._resting = Resting(crawler, crawler.settings, "retry_after")
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Refuse what belongs to a host that is left alone."""
        self._resting.check(request)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Pause the host where it asks for it, before its slot sends the next request."""
        key = request.meta["download_slot"]
        if response.status in ASKING:
            self._resting.rest(key, failed(f"http-{response.status}"), _asked(response))
        else:
            self._resting.answered(key)

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
