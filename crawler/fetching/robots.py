"""robots.txt by RFC 9309, on top of Scrapy's middleware.

Scrapy's keys the files by netloc, parses whatever comes whatever its status, allows everything when
nothing comes, and lets a request ask not to be asked. Here (section numbers of RFC 9309):

- one file for each scheme, host and port (2.3);
- 2xx is parsed (2.3.1.1), redirects are followed up to five hops, to other hosts too (2.3.1.2);
- 4xx, and redirects that lead nowhere, allow everything (2.3.1.3);
- 429, 5xx and no answer after the usual retries disallow everything for this run (2.3.1.4), in a
  standing crawl until a round begins some minutes later; a handshake that failed is told apart;
- no file is gone by for more than a day of a standing crawl (2.4);
- the first 500 KiB are read and the rest is left (2.5);
- groups of other robots are left out before it is parsed (2.2.1);
- more than WILDCARDS_MAX rules with `*` or `$` for us are an attack, and disallow everything;
- only ROBOTSTXT_OBEY switches it off: `dont_obey_robotstxt` is not honoured.
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

logger = logging.getLogger(__name__)

MAX_BYTES_READ: Final = 500 * 1024
# A declared or unpacked length above this is no robots.txt; it bounds memory, not what is parsed.
MAX_BYTES_ACCEPTED: Final = 64 * 1024 * 1024
MAX_REDIRECTS: Final = 5
# Each rule with one is tried on each address, in the process that fetches for all outlets. Large
# sites have some hundreds.
WILDCARDS_MAX: Final = 1000
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# Marks the requests made here; a caller cannot forge it.
_MIDDLEWARE_KEY: Final = "robots_middleware"
_RECEIVED_BYTES_KEY: Final = "robots_bytes"

RobotsFailure: TypeAlias = RobotsUnreachable | TlsFailed
RobotsAnswer: TypeAlias = RobotParser | RobotsFailure | PrivateAddress | Interrupted

# Seconds a file may be gone by (RFC 9309, 2.4), and the lack of one.
MAX_AGE_SECONDS: Final = 24 * 3600.0
MAX_AGE_UNREACHABLE_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class _RobotsLookup:
    """A file asked for; `at` is monotonic."""

    started_at: float
    answer: asyncio.Task[RobotsAnswer]


def _choose_max_age(answer: RobotsAnswer) -> float:
    return MAX_AGE_SECONDS if isinstance(answer, RobotParser) else MAX_AGE_UNREACHABLE_SECONDS


class RobotsMiddleware(RobotsTxtMiddleware):
    """Raises RobotsDenied for what robots.txt disallows; sends `robots_parsed` as Scrapy does."""

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
        """Let pass what may be fetched. Raises RobotsDenied or what kept its file away."""
        if request.meta.get(_MIDDLEWARE_KEY) is self:
            request.meta[_RECEIVED_BYTES_KEY] = 0
            return
        if urlparse_cached(request).scheme not in DEFAULT_PORTS:
            return
        verdict = await self._look_up_robots(request)
        if not isinstance(verdict, RobotParser):
            self._stats.inc_value("robotstxt/forbidden")
            raise type(verdict)(*verdict.args)
        if not verdict.allowed(request.url, self._robots_user_agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsDenied(f"robots.txt disallows {request.url}")

    async def _look_up_robots(self, request: Request) -> RobotsAnswer:
        """Ask each authority once; requests that come meanwhile wait for the same answer."""
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme])
        if key not in self._lookups:
            self._lookups[key] = _RobotsLookup(
                monotonic(), asyncio.ensure_future(self._fetch_robots(request))
            )
        return await asyncio.shield(self._lookups[key].answer)

    def _forget_old_lookups(self) -> None:
        """In a standing crawl, ask again for what is too old to go by."""
        now = monotonic()
        for key, asked in list(self._lookups.items()):
            if asked.answer.done() and now - asked.started_at > _choose_max_age(
                asked.answer.result()
            ):
                del self._lookups[key]

    async def _fetch_robots(self, request: Request) -> RobotsAnswer:
        assert self.crawler.engine
        robots = self._make_robots_request(request)
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(robots)
        except (TooManyRedirects, BadRedirect):
            return await self._parse_own_groups(b"", request)
        except (PrivateAddress, Interrupted) as error:
            return error
        except Exception as error:  # noqa: BLE001 - whatever keeps the file from us disallows
            self._stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            kind = TlsFailed if is_tls_failure(error) else RobotsUnreachable
            return self._make_unreachable(robots.url, f"{type(error).__name__}: {error}", kind)
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
                "page_kind": "robots",
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


# FOLDED from crawler.fetching.robots_facts: What a robots.txt says besides who may fetch what.

# Seconds; a longer time is no rate, and a number without end is no float.
_MAX_RATE_SECONDS: Final = 10**9


def list_robots_sitemaps(robotparser: RobotParser) -> list[str]:
    """Return the values of the `Sitemap:` lines as written, each once, in order."""
    if not isinstance(robotparser, ProtegoRobotParser):
        return []
    return list(dict.fromkeys(robotparser.rp.sitemaps))


def read_crawl_delay(robotparser: RobotParser, user_agent: str) -> float | None:
    """Return the seconds between two requests asked of this user agent, or None.

    `Crawl-delay` and `Request-rate` are no part of RFC 9309 and are widely used all the same; where
    both are given the slower holds.
    """
    delays = [robotparser.crawl_delay(user_agent)]
    if isinstance(robotparser, ProtegoRobotParser):
        rate = robotparser.rp.request_rate(user_agent)
        delays.append(min(rate.seconds, _MAX_RATE_SECONDS) / rate.requests if rate else None)
    return max((delay for delay in delays if delay is not None), default=None)
