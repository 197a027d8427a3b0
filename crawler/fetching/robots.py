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

from crawler.discovery.robots_txt import own_groups, wildcards
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

BYTES_READ: Final = 500 * 1024
# A declared or unpacked length above this is no robots.txt; it bounds memory, not what is parsed.
BYTES_REFUSED: Final = 64 * 1024 * 1024
HOPS: Final = 5
# Each rule with one is tried on each address, in the process that fetches for all outlets. Large
# sites have some hundreds.
WILDCARDS_MAX: Final = 1000
PORTS: Final = {"http": 80, "https": 443}

# Marks the requests made here; a caller cannot forge it.
_OURS: Final = "robots_middleware"
_RECEIVED: Final = "robots_bytes"

Unreachable: TypeAlias = RobotsUnreachable | TlsFailed
Verdict: TypeAlias = RobotParser | Unreachable | PrivateAddress | Interrupted

# Seconds a file may be gone by (RFC 9309, 2.4), and the lack of one.
AGE_MAX: Final = 24 * 3600.0
AGE_MAX_UNREACHABLE: Final = 300.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file asked for; `at` is monotonic."""

    at: float
    answer: asyncio.Task[Verdict]


def _age_max(verdict: Verdict) -> float:
    return AGE_MAX if isinstance(verdict, RobotParser) else AGE_MAX_UNREACHABLE


class RobotsMiddleware(RobotsTxtMiddleware):
    """Raises RobotsDenied for what robots.txt disallows; sends `robots_parsed` as Scrapy does."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._token: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["BOT_NAME"]
        self._verdicts: dict[tuple[str, str, int], _Asked] = {}
        crawler.signals.connect(self._stop_long_body, signals.bytes_received)
        crawler.signals.connect(self._forget_old, round_begun)

    async def process_request(
        self,
        request: Request,
        spider: Spider | None = None,  # noqa: ARG002
    ) -> None:
        """Let pass what may be fetched. Raises RobotsDenied or what kept its file away."""
        if request.meta.get(_OURS) is self:
            request.meta[_RECEIVED] = 0
            return
        if urlparse_cached(request).scheme not in PORTS:
            return
        verdict = await self._verdict(request)
        if not isinstance(verdict, RobotParser):
            self._stats.inc_value("robotstxt/forbidden")
            raise type(verdict)(*verdict.args)
        if not verdict.allowed(request.url, self._token):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsDenied(f"robots.txt disallows {request.url}")

    async def _verdict(self, request: Request) -> Verdict:
        """Ask each authority once; requests that come meanwhile wait for the same answer."""
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])
        if key not in self._verdicts:
            self._verdicts[key] = _Asked(monotonic(), asyncio.ensure_future(self._ask(request)))
        return await asyncio.shield(self._verdicts[key].answer)

    def _forget_old(self) -> None:
        """In a standing crawl, ask again for what is too old to go by."""
        now = monotonic()
        for key, asked in list(self._verdicts.items()):
            if asked.answer.done() and now - asked.at > _age_max(asked.answer.result()):
                del self._verdicts[key]

    async def _ask(self, request: Request) -> Verdict:
        assert self.crawler.engine
        robots = self._robots_request(request)
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(robots)
        except (TooManyRedirects, BadRedirect):
            return await self._parsed(b"", request)
        except (PrivateAddress, Interrupted) as error:
            return error
        except Exception as error:  # noqa: BLE001 - whatever keeps the file from us disallows
            self._stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            kind = TlsFailed if is_tls_failure(error) else RobotsUnreachable
            return self._unreachable(robots.url, f"{type(error).__name__}: {error}", kind)
        return await self._judge(response, request)

    def _robots_request(self, request: Request) -> Request:
        parts = urlparse_cached(request)
        return Request(
            f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            callback=NO_CALLBACK,
            dont_filter=True,
            meta={
                _OURS: self,
                "page_kind": "robots",
                "redirect_ttl": HOPS,
                "download_maxsize": BYTES_REFUSED,
            },
        )

    async def _judge(self, response: Response, request: Request) -> Verdict:
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status == 429 or response.status >= 500:
            return self._unreachable(response.url, f"status {response.status}")
        body = response.body[:BYTES_READ] if response.status < 300 else b""
        return await self._parsed(body, request)

    async def _parsed(self, body: bytes, request: Request) -> Verdict:
        groups = own_groups(body, self._token)
        if wildcards(groups, self._token) > WILDCARDS_MAX:
            url = self._robots_request(request).url
            return self._unreachable(url, f"more than {WILDCARDS_MAX} wildcards")
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, groups)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser

    def _unreachable(
        self, url: str, reason: str, kind: type[Unreachable] = RobotsUnreachable
    ) -> Unreachable:
        logger.warning("%s cannot be had (%s): nothing of its host is fetched", url, reason)
        self._stats.inc_value("robotstxt/unreachable")
        return kind(f"{url} cannot be had: {reason}")

    def _stop_long_body(self, data: bytes, request: Request) -> None:
        if request.meta.get(_OURS) is self:
            request.meta[_RECEIVED] += len(data)
            if request.meta[_RECEIVED] >= BYTES_READ:
                raise StopDownload(fail=False)


# FOLDED from crawler.fetching.robots_facts: What a robots.txt says besides who may fetch what.

# Seconds; a longer time is no rate, and a number without end is no float.
_LONGEST: Final = 10**9


def sitemaps_of(robotparser: RobotParser) -> list[str]:
    """Return the values of the `Sitemap:` lines as written, each once, in order."""
    if not isinstance(robotparser, ProtegoRobotParser):
        return []
    return list(dict.fromkeys(robotparser.rp.sitemaps))


def crawl_delay_of(robotparser: RobotParser, user_agent: str) -> float | None:
    """Return the seconds between two requests asked of this user agent, or None.

    `Crawl-delay` and `Request-rate` are no part of RFC 9309 and are widely used all the same; where
    both are given the slower holds.
    """
    delays = [robotparser.crawl_delay(user_agent)]
    if isinstance(robotparser, ProtegoRobotParser):
        rate = robotparser.rp.request_rate(user_agent)
        delays.append(min(rate.seconds, _LONGEST) / rate.requests if rate else None)
    return max((delay for delay in delays if delay is not None), default=None)
