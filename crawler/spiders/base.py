"""The frame of a run: targets and outlets, the account, the beginning and the end."""

import re
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request
from scrapy.utils.misc import load_object

from crawler.crawl.canonical_duplicates import CanonicalDuplicates
from crawler.crawl.frontier import Frontier
from crawler.crawl.ledger import Ledger
from crawler.crawl.options import CrawlOptions, read_crawl_options
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.rechecks import RecheckPlanner
from crawler.crawl.requests import Callbacks, RequestBuilder
from crawler.crawl.seeds import SeedPlanner
from crawler.crawl.sources import SourceTracker
from crawler.crawl.targets import Target
from crawler.discovery.links import Link
from crawler.fetching.robots import list_robots_sitemaps
from crawler.publisher import Publisher
from crawler.signals import article_outcome
from crawler.state.interfaces import BoilerplateStore
from crawler.urls.canonical_form import make_url_id
from crawler.workers.pool import ParserPool

_TARGET_SEPARATOR = re.compile(r"[\s,]+(?=https?://|@)|\s+")
TARGET_PRIORITY = 250
_TARGETS_PER_LOOKUP = 500  # targets looked up together


class OutletSpider(Spider):
    """What a spider of outlets and addresses has before and after its callbacks."""

    ledger: Ledger
    frontier: Frontier
    seed_planner: SeedPlanner
    parser_pool: ParserPool
    canonical_duplicates: CanonicalDuplicates
    boilerplate_store: BoilerplateStore
    options: CrawlOptions
    source_tracker: SourceTracker
    request_builder: RequestBuilder
    recheck_planner: RecheckPlanner
    _finished = False

    def __init__(
        self,
        publishers: str = "",
        urls: str = "",
        file: str = "",
        words: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        named = [
            *publishers.replace(",", " ").split(),
            *filter(None, _TARGET_SEPARATOR.split(urls)),
        ]
        self.target_arguments = [*words, *named, *([f"@{file}"] if file else [])]
        self.outlets: dict[str, OutletRun] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Resolve the targets. Raises UsageError and PublisherError before any request."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.options = read_crawl_options(spider.target_arguments, crawler.settings)
        spider.recheck_planner = RecheckPlanner.from_crawler(crawler, spider.options)
        spider.ledger = Ledger.from_crawler(crawler)
        spider.frontier = spider.options.create_frontier(spider.ledger.note_address)
        spider.seed_planner = SeedPlanner(spider.frontier)
        spider.parser_pool = ParserPool.from_settings(crawler.settings)
        state = load_object(crawler.settings["STATE"]).for_crawler(crawler)
        spider.source_tracker = SourceTracker(
            state, spider.options, spider.ledger, spider._increment_stat
        )
        spider.request_builder = RequestBuilder(
            spider._get_callbacks(), spider.source_tracker, spider.seed_planner
        )
        spider.canonical_duplicates = CanonicalDuplicates(spider.ledger, spider._send_request)
        crawler.signals.connect(spider.article_ended, article_outcome)
        crawler.signals.connect(spider.canonical_duplicates.article_ended, article_outcome)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        spider.boilerplate_store = load_object(crawler.settings["LEARNED"]).for_crawler(crawler)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(spider.spider_closed, signals.spider_closed)
        crawler.signals.connect(spider.engine_stopped, signals.engine_stopped)
        return spider

    @property
    def targets(self) -> tuple[Target, ...]:
        """What this run was asked for, as understood."""
        return self.options.targets

    def publisher_of(self, request: Request) -> Publisher | None:
        """Return the outlet a request belongs to; None for robots files and the like."""
        outlet = self.outlets.get(request.meta.get("publisher", ""))
        return outlet.publisher if outlet else None

    @property
    def publishers_with_skips(self) -> frozenset[str]:
        """The publishers of whom something was known from earlier runs, and left at that."""
        return frozenset(slug for slug, outlet in self.outlets.items() if outlet.has_skipped_known)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the addresses named first, then for the outlets and their pages that are due."""
        await self.source_tracker.open()
        due = await self.recheck_planner.plan_due_pages(self.targets)
        targets = iter(sorted(self.targets, key=lambda target: target.kind == "outlet"))
        while some := list(islice(targets, _TARGETS_PER_LOOKUP)):
            for request in await self._request_targets(some):
                yield request
        for publisher, plans in due.items():
            for request in await self._request_due_pages(self.outlets[publisher], plans):
                yield request

    async def _request_targets(self, targets: Iterable[Target]) -> list[Request]:
        """Look up many targets together; return their requests."""
        begun: list[tuple[OutletRun, list[Plan]]] = []
        for target in targets:
            outlet = self.outlets.setdefault(target.publisher.slug, OutletRun(target.publisher))
            begun.append((outlet, list(self._plan_target(outlet, target))))
        links = [plan.link for _, plans in begun for plan in plans]
        recalled = await self.source_tracker.load_previous_states(links, just_noted=True)
        return [
            one
            for its in begun
            for one in await self.request_builder.build_from_states(*its, recalled)
        ]

    async def _request_due_pages(self, outlet: OutletRun, plans: Iterable[Plan]) -> list[Request]:
        """Ask for an outlet's pages that are due, unless they are asked for already."""
        note_address = partial(
            self.ledger.note_address, named_article=True, publisher=outlet.publisher.slug
        )
        fresh = [plan for plan in plans if note_address(make_url_id(plan.link.url))]
        return await self.request_builder.build(outlet, fresh)

    def _plan_target(self, outlet: OutletRun, target: Target) -> Iterator[Plan]:
        if target.kind == "outlet":
            yield from self.seed_planner.plan_first_sources(outlet)
        elif self.ledger.note_address(
            make_url_id(target.url), named_article=target.kind == "article"
        ):
            link = Link(url=target.url, kind=target.kind)
            yield Plan(link, target.kind, TARGET_PRIORITY, CrawlPath(), role="named")

    async def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Hear of a robots.txt: its Sitemap lines are sources."""
        outlet = self.outlets.get(request.meta.get("publisher", ""))
        if outlet is None:
            return
        plans = self.seed_planner.add_robots_sitemaps(
            outlet, list_robots_sitemaps(robotparser), request.url
        )
        for found in await self.request_builder.build(outlet, plans):
            self._send_request(found)

    def _send_request(self, request: Request) -> None:
        assert self.crawler.engine
        self.crawler.engine.crawl(request)

    @abstractmethod
    def _get_callbacks(self) -> Callbacks:
        """Return callback and errback by what a plan wants."""

    def _has_result(self, target: Target) -> bool:
        """An outlet that answers is not silent where it has nothing new, or nothing in range."""
        outlet = self.outlets.get(target.publisher.slug)
        if target.kind != "article" and outlet is not None:
            bounded = self.options.since or self.options.until
            if outlet.has_skipped_known or (bounded and outlet.has_answered):
                return True
        return self.ledger.has_result(target)

    def article_ended(self, publisher: str, outcome: str) -> None:
        """Note what is owed to the next run."""
        self.source_tracker.note_outcome(publisher, outcome)

    def _increment_stat(self, key: str, by: int = 1) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(key, by)

    def spider_idle(self) -> None:
        """Before the end, ask once more for pages whose canonical address never came."""
        if self.canonical_duplicates.resend_waiting():
            raise DontCloseSpider

    def spider_closed(self, reason: str) -> None:
        """Stop the workers, close the account, and note which targets gave nothing."""
        self.parser_pool.close()
        self.ledger.close()
        assert self.crawler.stats
        silent = [target.text for target in self.targets if not self._has_result(target)]
        self.crawler.stats.set_value("targets/silent", silent)
        self._finished = reason == "finished"

    async def engine_stopped(self) -> None:
        """Leave what is known of sources, behind all that is known of what they name.

        Every address's end is written or spooled by now: a crash in between loses nothing but that
        the sources were read.
        """
        await self.source_tracker.close(self.outlets.values(), finished=self._finished)
