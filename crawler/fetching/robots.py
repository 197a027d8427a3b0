"""robots.txt by RFC 9309, on top of Scrapy's middleware.

Scrapy keys the files by netloc, parses a response of any status, allows everything where there is
no answer, and lets a request opt out. Here (section numbers of RFC 9309):

- one file for each scheme, host and port (2.3);
- 2xx is parsed (2.3.1.1), redirects are followed up to five hops, to other hosts too (2.3.1.2);
- 4xx, and redirects that lead nowhere, allow everything (2.3.1.3);
- 429, 5xx and no answer after the usual retries disallow everything for this run (2.3.1.4), in a
  standing crawl until a round begins some minutes later; a failed TLS handshake has an outcome of
  its own;
- in a standing crawl a file is used for a day at most (2.4);
- the first 500 KiB are read and the rest is ignored (2.5);
- groups of other robots are removed before parsing (2.2.1);
- more than WILDCARDS_MAX rules with `*` or `$` for this crawler are an attack, and disallow
  everything;
- only ROBOTSTXT_OBEY switches it off: `dont_obey_robotstxt` is not honoured.

`list_robots_sitemaps` and `read_crawl_delay` read the lines of a robots.txt that are no rules.
"""

import asyncio
import logging
from dataclasses import dataclass
from time import monotonic
from typing import Final, TypeAlias

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.spiders import Spider
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.discovery.robots_txt import count_wildcard_rules, filter_robots_groups
from crawler.fetching.errors import (
    BadRedirect,
    Interrupted,
    PrivateAddress,
    RobotsDenied,
    RobotsUnreachable,
    TlsFailed,
    TooManyRedirects,
    is_tls_failure,
)
from crawler.signals import round_begun
from crawler.state.request_context import CONTEXT_KEY, RequestContext

logger = logging.getLogger(__name__)

MAX_BYTES_READ: Final = 500 * 1024
# A response whose declared or decoded length is above this is no robots.txt. Bounds memory.
MAX_BYTES_ACCEPTED: Final = 64 * 1024 * 1024
MAX_REDIRECTS: Final = 5
# Each rule with a wildcard is tried on each address, in the process that fetches for all outlets.
# Large sites have some hundreds of them.
WILDCARDS_MAX: Final = 1000
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# Marks robots.txt requests; the value is the middleware itself, which no caller can forge.
_MIDDLEWARE_KEY: Final = "robots_middleware"
_RECEIVED_BYTES_KEY: Final = "robots_bytes"

# How long a file is used (RFC 9309, 2.4), and how long a failure to get one.
MAX_AGE_SECONDS: Final = 24 * 3600.0
MAX_AGE_UNREACHABLE_SECONDS: Final = 300.0
# A longer Request-rate is no rate, and a number of too many digits is no float.
_MAX_RATE_SECONDS: Final = 10**9

RobotsFailure: TypeAlias = RobotsUnreachable | TlsFailed
RobotsAnswer: TypeAlias = RobotParser | RobotsFailure | PrivateAddress | Interrupted


@dataclass(frozen=True, slots=True)
class _RobotsLookup:
    """A robots.txt that was or is being fetched; `started_at` is monotonic."""

    started_at: float
    answer: asyncio.Task[RobotsAnswer]


class RobotsMiddleware(RobotsTxtMiddleware):
    """A downloader middleware that raises RobotsDenied for what robots.txt disallows.

    It sends the signal `robots_parsed` as Scrapy does.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._robots_user_agent: str = (
            crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["BOT_NAME"]
        )
        self._lookups: dict[tuple[str, str, int], _RobotsLookup] = {}
        crawler.signals.connect(self._stop_long_body, signals.bytes_received)
        crawler.signals.connect(self._forget_old_lookups, round_begun)

    async def process_request(
        self,
        request: Request,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> None:
        """Pass on what may be fetched. Raises RobotsDenied, or the error of the robots.txt."""
        if request.meta.get(_MIDDLEWARE_KEY) is self:
            request.meta[_RECEIVED_BYTES_KEY] = 0
            return
        if urlparse_cached(request).scheme not in DEFAULT_PORTS:
            return
        answer = await self._look_up_robots(request)
        if not isinstance(answer, RobotParser):
            self._stats.inc_value("robotstxt/forbidden")
            raise type(answer)(*answer.args)
        if not answer.allowed(request.url, self._robots_user_agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsDenied(f"robots.txt disallows {request.url}")

    async def _look_up_robots(self, request: Request) -> RobotsAnswer:
        """Fetch each host's file once; requests that come meanwhile wait for the same answer."""
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme])
        if key not in self._lookups:
            self._lookups[key] = _RobotsLookup(
                monotonic(), asyncio.ensure_future(self._fetch_robots(request))
            )
        return await asyncio.shield(self._lookups[key].answer)

    def _forget_old_lookups(self) -> None:
        """Forget files that are too old, when a standing crawl begins a round."""
        now = monotonic()
        for key, lookup in list(self._lookups.items()):
            if lookup.answer.done() and now - lookup.started_at > _choose_max_age(
                lookup.answer.result()
            ):
                del self._lookups[key]

    async def _fetch_robots(self, request: Request) -> RobotsAnswer:
        assert self.crawler.engine
        robots_request = self._make_robots_request(request)
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(robots_request)
        except (TooManyRedirects, BadRedirect):
            return await self._parse_own_groups(b"", request)
        except (PrivateAddress, Interrupted) as error:
            return error
        except Exception as error:  # noqa: BLE001 - any failure to get the file disallows
            self._stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            error_class = TlsFailed if is_tls_failure(error) else RobotsUnreachable
            return self._make_unreachable(
                robots_request.url, f"{type(error).__name__}: {error}", error_class
            )
        return await self._read_robots_response(response, request)

    def _make_robots_request(self, request: Request) -> Request:
        parts = urlparse_cached(request)
        return Request(
            f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            callback=NO_CALLBACK,
            dont_filter=True,
            meta={
                _MIDDLEWARE_KEY: self,
                CONTEXT_KEY: RequestContext(page_kind="robots"),
                "redirect_ttl": MAX_REDIRECTS,
                "download_maxsize": MAX_BYTES_ACCEPTED,
            },
        )

    async def _read_robots_response(self, response: Response, request: Request) -> RobotsAnswer:
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status == 429 or response.status >= 500:
            return self._make_unreachable(response.url, f"status {response.status}")
        body = response.body[:MAX_BYTES_READ] if response.status < 300 else b""
        return await self._parse_own_groups(body, request)

    async def _parse_own_groups(self, body: bytes, request: Request) -> RobotsAnswer:
        groups = filter_robots_groups(body, self._robots_user_agent)
        if count_wildcard_rules(groups, self._robots_user_agent) > WILDCARDS_MAX:
            url = self._make_robots_request(request).url
            return self._make_unreachable(url, f"more than {WILDCARDS_MAX} wildcards")
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, groups)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser

    def _make_unreachable(
        self, url: str, reason: str, error_class: type[RobotsFailure] = RobotsUnreachable
    ) -> RobotsFailure:
        logger.warning("%s cannot be had (%s): nothing of its host is fetched", url, reason)
        self._stats.inc_value("robotstxt/unreachable")
        return error_class(f"{url} cannot be had: {reason}")

    def _stop_long_body(self, data: bytes, request: Request) -> None:
        if request.meta.get(_MIDDLEWARE_KEY) is self:
            request.meta[_RECEIVED_BYTES_KEY] += len(data)
            if request.meta[_RECEIVED_BYTES_KEY] >= MAX_BYTES_READ:
                raise StopDownload(fail=False)


def list_robots_sitemaps(robotparser: RobotParser) -> list[str]:
    """Return the values of `Sitemap:` lines as written, each once, in order."""
    if not isinstance(robotparser, ProtegoRobotParser):
        return []
    return list(dict.fromkeys(robotparser.rp.sitemaps))


def read_crawl_delay(robotparser: RobotParser, user_agent: str) -> float | None:
    """Return the seconds a user agent is to leave between two requests, or None.

    `Crawl-delay` and `Request-rate` are no part of RFC 9309 but widely used; the slower of both
    holds.
    """
    delays = [robotparser.crawl_delay(user_agent)]
    if isinstance(robotparser, ProtegoRobotParser):
        rate = robotparser.rp.request_rate(user_agent)
        delays.append(min(rate.seconds, _MAX_RATE_SECONDS) / rate.requests if rate else None)
    return max((delay for delay in delays if delay is not None), default=None)


def _choose_max_age(answer: RobotsAnswer) -> float:
    return MAX_AGE_SECONDS if isinstance(answer, RobotParser) else MAX_AGE_UNREACHABLE_SECONDS
