"""Base of the spiders that crawl outlets: their parts, first requests, and the end of a run."""

import re
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable
from functools import partial
from itertools import islice
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request
from scrapy.utils.misc import load_object

from crawler.crawl.canonical_duplicates import CanonicalDuplicates
from crawler.crawl.ledger import Ledger
from crawler.crawl.options import CrawlOptions, read_crawl_options
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.previous_states import PreviousStateLookup
from crawler.crawl.rechecks import RecheckPlanner
from crawler.crawl.requests import Callbacks, make_planned_request
from crawler.crawl.source_reader import SourceReader
from crawler.crawl.sources import SourceTracker
from crawler.crawl.targets import Target
from crawler.discovery.links import Link
from crawler.fetching.robots import list_robots_sitemaps
from crawler.publisher import Publisher
from crawler.signals import article_outcome
from crawler.state.interfaces import BoilerplateStore
from crawler.state.request_context import get_publisher_slug
from crawler.urls.canonical_form import make_url_id
from crawler.workers.pool import ParserPool

_TARGET_SEPARATOR = re.compile(r"[\s,]+(?=https?://|@)|\s+")
TARGET_PRIORITY = 250
_TARGETS_PER_LOOKUP = 500  # targets looked up together


class OutletSpider(Spider):
    """A spider of outlets and addresses, without its callbacks.

    `publishers`, `urls` and `file` are its `-a` arguments; `words` are targets as typed, from the
    commands that crawl.
    """

    ledger: Ledger
    parser_pool: ParserPool
    canonical_duplicates: CanonicalDuplicates
    boilerplate_store: BoilerplateStore
    options: CrawlOptions
    source_tracker: SourceTracker
    source_reader: SourceReader
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
        # Before any request: of a job that goes on, the first answer may come before `start` is
        # asked for its first address.
        for target in spider.targets:
            spider.outlets.setdefault(target.publisher.slug, OutletRun(target.publisher))
        spider.recheck_planner = RecheckPlanner.from_crawler(crawler, spider.options)
        spider.ledger = Ledger.from_crawler(crawler)
        spider.parser_pool = ParserPool.from_settings(crawler.settings)
        state = load_object(crawler.settings["STATE"]).for_crawler(crawler)
        spider.source_tracker = SourceTracker(state, spider.options, spider._increment_stat)
        spider.source_reader = SourceReader(
            spider.options.create_frontier(spider.ledger.note_address),
            PreviousStateLookup(state, spider.options, spider.ledger, spider._increment_stat),
            spider.source_tracker,
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
        """The resolved targets of this run."""
        return self.options.targets

    def publisher_of(self, request: Request) -> Publisher | None:
        """Return the publisher a request belongs to; None for robots.txt and the like."""
        outlet = self.outlets.get(get_publisher_slug(request))
        return outlet.publisher if outlet else None

    @property
    def publishers_with_skips(self) -> frozenset[str]:
        """The publishers (slugs) of whom this run skipped what earlier runs had dealt with."""
        return frozenset(
            slug for slug, outlet in self.outlets.items() if outlet.history.has_skipped_known
        )

    async def start(self) -> AsyncIterator[Request]:
        """Request the addresses among the targets, then the outlets, then their due pages."""
        await self.source_tracker.open()
        due = await self.recheck_planner.plan_due_pages(self.targets)
        targets = iter(sorted(self.targets, key=lambda target: target.kind == "outlet"))
        while batch := list(islice(targets, _TARGETS_PER_LOOKUP)):
            for request in await self._request_targets(batch):
                yield request
        for publisher, plans in due.items():
            for request in await self._request_due_pages(self.outlets[publisher], plans):
                yield request

    async def _request_targets(self, targets: Iterable[Target]) -> list[Request]:
        """Look up many targets together; return their requests."""
        plans_by_outlet: list[tuple[OutletRun, list[Plan]]] = []
        for target in targets:
            outlet = self.outlets.setdefault(target.publisher.slug, OutletRun(target.publisher))
            plans_by_outlet.append((outlet, self._plan_target(outlet, target)))
        return self._make_requests(await self.source_reader.open_plans(plans_by_outlet))

    async def _request_due_pages(self, outlet: OutletRun, plans: Iterable[Plan]) -> list[Request]:
        """Return the requests of an outlet's due pages, without those this run has noted."""
        note_address = partial(
            self.ledger.note_address, named_article=True, publisher=outlet.publisher.slug
        )
        new_plans = [plan for plan in plans if note_address(make_url_id(plan.link.url))]
        return self._make_requests(await self.source_reader.open_plans([(outlet, new_plans)]))

    def _plan_target(self, outlet: OutletRun, target: Target) -> list[Plan]:
        if target.kind == "outlet":
            return self.source_reader.plan_first_sources(outlet)
        is_article = target.kind == "article"
        if not self.ledger.note_address(make_url_id(target.url), named_article=is_article):
            return []
        link = Link(url=target.url, kind=target.kind)
        return [Plan(link, target.kind, TARGET_PRIORITY, CrawlPath(), role="named")]

    def _make_requests(self, contexts: Iterable[PlanContext]) -> list[Request]:
        callbacks = self._get_callbacks()
        return [make_planned_request(context, callbacks) for context in contexts]

    async def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Request the sitemaps that a robots.txt names, where the outlet is being discovered."""
        outlet = self.outlets.get(get_publisher_slug(request))
        if outlet is None:
            return
        contexts = await self.source_reader.read_robots_sitemaps(
            outlet, list_robots_sitemaps(robotparser), request.url
        )
        for sitemap_request in self._make_requests(contexts):
            self._send_request(sitemap_request)

    def _send_request(self, request: Request) -> None:
        assert self.crawler.engine
        self.crawler.engine.crawl(request)

    @abstractmethod
    def _get_callbacks(self) -> Callbacks:
        """Return callback and errback by the expected kind of a plan."""

    def _has_result(self, target: Target) -> bool:
        """Say whether a target gave anything.

        An outlet that answers is not silent because it has nothing new, or nothing in range.
        """
        outlet = self.outlets.get(target.publisher.slug)
        if target.kind != "article" and outlet is not None:
            is_bounded = self.options.since or self.options.until
            if outlet.history.has_skipped_known or (is_bounded and outlet.discovery.has_answered):
                return True
        return self.ledger.has_result(target)

    def article_ended(self, publisher: str, outcome: str) -> None:
        """Note an address that the next run has to find again."""
        if outlet := self.outlets.get(publisher):
            outlet.sources.note_outcome(outcome)

    def _increment_stat(self, key: str, by: int = 1) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(key, by)

    def spider_idle(self) -> None:
        """Resend, before the end, the pages whose canonical address was never fetched."""
        if self.canonical_duplicates.resend_waiting():
            raise DontCloseSpider

    def spider_closed(self, reason: str) -> None:
        """Stop the workers, close the ledger, and record which targets gave nothing."""
        self.parser_pool.close()
        self.ledger.close()
        assert self.crawler.stats
        silent = [target.text for target in self.targets if not self._has_result(target)]
        self.crawler.stats.set_value("targets/silent", silent)
        self._finished = reason == "finished"

    async def engine_stopped(self) -> None:
        """Store the states of sources, after the outcomes of all addresses they name.

        Every outcome is written or spooled by now: a crash in between makes the next run read the
        sources again, and loses nothing else.
        """
        await self.source_tracker.close(self.outlets.values(), finished=self._finished)
