"""The process that crawls for the fetching tests: it reads a job a line and writes a result a line.

{"settings": {...}, "requests": [{"url": …, "meta": …, "context": …}], "publishers": {slug: {...}},
 "proxy": …, "trust": file of certificates}
{"stats": {...}, "results": {url: {...}}, "robots": [...], "slots": {...}, "grown_mb": …}
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.settings import Settings
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

from crawler.fetching.errors import find_failure_outcome
from crawler.fetching.robots import list_robots_sitemaps, read_crawl_delay
from crawler.publisher import Publisher
from crawler.state.records import PageState
from crawler.state.request_context import (
    CONTEXT_KEY,
    RequestContext,
    find_context,
    get_publisher_slug,
)
from crawler.state.validators import Validators
from settings import base

SETTINGS: dict[str, Any] = {
    "BOT_NAME": "warraq",
    "CONTACT": "https://warraq.example/bot",
    "ADDONS": base.ADDONS,
    "ROBOTSTXT_OBEY": True,
    "ALLOW_PRIVATE_ADDRESSES": True,
    "REDIRECT_MAX_TIMES": 5,
    "RETRY_TIMES": 1,
    "RETRY_BACKOFF": 0.05,
    "DOWNLOAD_TIMEOUT": 5,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    "METAREFRESH_MAXDELAY": 5,
    "COOKIES_ENABLED": base.COOKIES_ENABLED,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "DOWNLOAD_HANDLERS": base.DOWNLOAD_HANDLERS,
    "DOWNLOADER_MIDDLEWARES": base.DOWNLOADER_MIDDLEWARES,
    "SCHEDULER_PRIORITY_QUEUE": base.SCHEDULER_PRIORITY_QUEUE,
    "EXTENSIONS": {path: order for path, order in base.EXTENSIONS.items() if ".fetching." in path},
}


class Probe(Spider):
    """A spider that fetches the addresses of a job and notes how each ended."""

    name = "probe"

    def __init__(self, requests: list[dict[str, Any]], publishers: dict[str, Any]) -> None:
        super().__init__()
        self.requested = requests
        self.publishers = {
            slug: Publisher(slug=slug, **{**facts, "domains": tuple(facts["domains"])})
            for slug, facts in publishers.items()
        }
        self.results: dict[str, dict[str, Any]] = {}
        self.robots: list[dict[str, Any]] = []
        self.slots: dict[str, dict[str, Any]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Probe":
        """Connect the signals."""
        probe = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(probe.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(probe.spider_idle, signals.spider_idle)
        return probe

    async def start(self) -> AsyncIterator[Request]:
        """Request every address, in order."""
        for number, requested in enumerate(self.requested):
            yield Request(
                requested["url"],
                meta={
                    "first": requested["url"],
                    **requested.get("meta", {}),
                    **make_context_meta(requested),
                },
                callback=self.note_response,
                errback=self.note_failure,
                priority=-number,
                dont_filter=True,
            )

    def publisher_of(self, request: Request) -> Publisher | None:
        """Return the publisher a request belongs to."""
        return self.publishers.get(get_publisher_slug(request))

    async def note_response(self, response: Response) -> None:
        """Note a response; `close` in meta closes the crawl after it."""
        result = {"status": response.status, "url": response.url}
        self.results[response.meta["first"]] = result | describe_validators(response.request)
        if response.meta.get("close"):
            assert self.crawler.engine
            closing = self.crawler.engine.close_spider_async(reason="enough")
            self.closing = asyncio.ensure_future(closing)

    def note_failure(self, failure: Failure) -> None:
        """Note why there is no response."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        self.results[request.meta["first"]] = {
            "error": type(error).__name__,
            "outcome": find_failure_outcome(error),
        } | describe_validators(request)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Note the sitemaps and the delay of a robots.txt."""
        delay = read_crawl_delay(robotparser, "warraq")
        self.robots.append({"sitemaps": list_robots_sitemaps(robotparser), "delay": delay})

    def spider_idle(self) -> None:
        """Note the pace of every downloader slot."""
        assert self.crawler.engine
        self.slots = {
            key: {"delay": slot.delay, "jitter": slot.jitter, "concurrency": slot.concurrency}
            for key, slot in self.crawler.engine.downloader.slots.items()
        }


def make_context_meta(requested: dict[str, Any]) -> dict[str, Any]:
    """Return the meta of a request for which the job gives some context.

    `known` are the validators of a page that was stored, null for a page that is new.
    """
    values = dict(requested.get("context", {}))
    if requested.get("known"):
        validators = Validators(**requested["known"])
        values["known"] = PageState(
            outcome="stored", read_as="stored", last_at=datetime.now(UTC), validators=validators
        )
    if not values and "known" not in requested:
        return {}
    return {CONTEXT_KEY: RequestContext(**values), "shows_validators": "known" in requested}


def describe_validators(request: Request | None) -> dict[str, Any]:
    """Return the validators left in a request's context, where the job gives what is known."""
    context = find_context(request) if request and request.meta.get("shows_validators") else None
    return {"validators": asdict(context.validators)} if context and context.validators else {}


async def crawl(job: dict[str, Any]) -> dict[str, Any]:
    """Run one crawl."""
    from twisted.internet import reactor

    from crawler.fetching.private_addresses import PublicResolver

    os.environ.pop("http_proxy", None)
    if job.get("proxy"):
        os.environ["http_proxy"] = job["proxy"]
    os.environ.pop("SSL_CERT_FILE", None)
    if job.get("trust"):
        os.environ["SSL_CERT_FILE"] = job["trust"]
    settings = Settings(SETTINGS | job.get("settings", {}), priority="project")
    runner = AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler(Probe)
    build_from_crawler(PublicResolver, crawler, reactor).install_on_reactor()
    peak_before = measure_peak_mb()
    await runner.crawl(crawler, requests=job["requests"], publishers=job.get("publishers", {}))
    spider = crawler.spider
    assert isinstance(spider, Probe)
    return {
        "stats": crawler.stats.get_stats(),
        "results": spider.results,
        "robots": spider.robots,
        "slots": spider.slots,
        "grown_mb": measure_peak_mb() - peak_before,
    }


def measure_peak_mb() -> float:
    """Return the peak of this process's memory so far; 0 where the system does not report it."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes there, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


async def main() -> None:
    """Answer jobs until standard input ends."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        answer = await crawl(json.loads(line))
        sys.stdout.write(json.dumps(answer, default=str) + "\n")
        sys.stdout.flush()


def serve() -> None:
    """Run the reactor until the last job is done."""
    from twisted.internet import reactor as installed

    reactor: Any = installed

    def start_main() -> None:
        task = asyncio.ensure_future(main())
        task.add_done_callback(lambda _: reactor.callLater(0, reactor.stop))

    reactor.callWhenRunning(start_main)
    reactor.run()


if __name__ == "__main__":
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    serve()
