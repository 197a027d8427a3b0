"""The frame of a run: targets and outlets, the account, the beginning and the end."""

import re
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request
from scrapy.utils.misc import load_object

from crawler.crawl.canonical_duplicates import Twins
from crawler.crawl.frontier import Frontier
from crawler.crawl.ledger import Ledger
from crawler.crawl.options import Setup, read_setup
from crawler.crawl.outlet import Outlet
from crawler.crawl.plans import Plan, Trail
from crawler.crawl.rechecks import Rechecking
from crawler.crawl.requests import Asking, Callbacks
from crawler.crawl.seeds import Opening
from crawler.crawl.sources import Sources
from crawler.crawl.targets import Target
from crawler.discovery.links import Link
from crawler.fetching.robots import sitemaps_of
from crawler.publisher import Publisher
from crawler.signals import article_outcome
from crawler.state.interfaces import Memory
from crawler.urls.canonical_form import article_id
from crawler.workers.pool import ParserPool

_BETWEEN = re.compile(r"[\s,]+(?=https?://|@)|\s+")
TARGET_PRIORITY = 250
_AT_ONCE = 500  # targets looked up together


class Frame(Spider):
    """What a spider of outlets and addresses has before and after its callbacks."""

    ledger: Ledger
    frontier: Frontier
    opening: Opening
    pool: ParserPool
    twins: Twins
    memory: Memory
    setup: Setup
    sources: Sources
    asking: Asking
    rechecking: Rechecking
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
        named = [*publishers.replace(",", " ").split(), *filter(None, _BETWEEN.split(urls))]
        self.words = [*words, *named, *([f"@{file}"] if file else [])]
        self.outlets: dict[str, Outlet] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Resolve the targets. Raises UsageError and PublisherError before any request."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.setup = read_setup(spider.words, crawler.settings)
        spider.rechecking = Rechecking.from_crawler(crawler, spider.setup)
        spider.ledger = Ledger.from_crawler(crawler)
        spider.frontier = spider.setup.frontier(spider.ledger.learn)
        spider.opening = Opening(spider.frontier)
        spider.pool = ParserPool.from_settings(crawler.settings)
        state = load_object(crawler.settings["STATE"]).of(crawler)
        spider.sources = Sources(state, spider.setup, spider.ledger, spider._count)
        spider.asking = Asking(spider._callbacks(), spider.sources, spider.opening)
        spider.twins = Twins(spider.ledger, spider._send)
        crawler.signals.connect(spider.article_ended, article_outcome)
        crawler.signals.connect(spider.twins.article_ended, article_outcome)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        spider.memory = load_object(crawler.settings["LEARNED"]).of(crawler)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(spider.spider_closed, signals.spider_closed)
        crawler.signals.connect(spider.engine_stopped, signals.engine_stopped)
        return spider

    @property
    def targets(self) -> tuple[Target, ...]:
        """What this run was asked for, as understood."""
        return self.setup.targets

    def publisher_of(self, request: Request) -> Publisher | None:
        """Return the outlet a request belongs to; None for robots files and the like."""
        outlet = self.outlets.get(request.meta.get("publisher", ""))
        return outlet.publisher if outlet else None

    @property
    def revisited(self) -> frozenset[str]:
        """The publishers of whom something was known from earlier runs, and left at that."""
        return frozenset(slug for slug, outlet in self.outlets.items() if outlet.revisited)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the addresses named first, then for the outlets and their pages that are due."""
        await self.sources.open()
        due = await self.rechecking.plans(self.targets)
        targets = iter(sorted(self.targets, key=lambda target: target.kind == "outlet"))
        while some := list(islice(targets, _AT_ONCE)):
            for request in await self._named(some):
                yield request
        for publisher, plans in due.items():
            for request in await self._again(self.outlets[publisher], plans):
                yield request

    async def _named(self, targets: Iterable[Target]) -> list[Request]:
        """Look up many targets together; return their requests."""
        begun: list[tuple[Outlet, list[Plan]]] = []
        for target in targets:
            outlet = self.outlets.setdefault(target.publisher.slug, Outlet(target.publisher))
            begun.append((outlet, list(self._begin(outlet, target))))
        links = [plan.link for _, plans in begun for plan in plans]
        recalled = await self.sources.recall(links, learned=True)
        return [one for its in begun for one in await self.asking.known(*its, recalled)]

    async def _again(self, outlet: Outlet, plans: Iterable[Plan]) -> list[Request]:
        """Ask for an outlet's pages that are due, unless they are asked for already."""
        slug, learn = outlet.publisher.slug, self.ledger.learn
        fresh = [plan for plan in plans if learn(article_id(plan.link.url), named=True, of=slug)]
        return await self.asking.requests(outlet, fresh)

    def _begin(self, outlet: Outlet, target: Target) -> Iterator[Plan]:
        if target.kind == "outlet":
            yield from self.opening.begin(outlet)
        elif self.ledger.learn(article_id(target.url), named=target.kind == "article"):
            link = Link(url=target.url, kind=target.kind)
            yield Plan(link, target.kind, TARGET_PRIORITY, Trail(), role="named")

    async def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Hear of a robots.txt: its Sitemap lines are sources."""
        outlet = self.outlets.get(request.meta.get("publisher", ""))
        if outlet is None:
            return
        plans = self.opening.heard(outlet, sitemaps_of(robotparser), request.url)
        for found in await self.asking.requests(outlet, plans):
            self._send(found)

    def _send(self, request: Request) -> None:
        assert self.crawler.engine
        self.crawler.engine.crawl(request)

    @abstractmethod
    def _callbacks(self) -> Callbacks:
        """Return callback and errback by what a plan wants."""

    def _gave(self, target: Target) -> bool:
        """An outlet that answers is not silent where it has nothing new, or nothing in range."""
        outlet = self.outlets.get(target.publisher.slug)
        if target.kind != "article" and outlet is not None:
            bounded = self.setup.since or self.setup.until
            if outlet.revisited or (bounded and outlet.answered):
                return True
        return self.ledger.gave(target)

    def article_ended(self, publisher: str, outcome: str) -> None:
        """Note what is owed to the next run."""
        self.sources.owe(publisher, outcome)

    def _count(self, key: str, by: int = 1) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(key, by)

    def spider_idle(self) -> None:
        """Before the end, ask once more for pages whose canonical address never came."""
        if self.twins.give_up():
            raise DontCloseSpider

    def spider_closed(self, reason: str) -> None:
        """Stop the workers, close the account, and note which targets gave nothing."""
        self.pool.close()
        self.ledger.close()
        assert self.crawler.stats
        silent = [target.text for target in self.targets if not self._gave(target)]
        self.crawler.stats.set_value("targets/silent", silent)
        self._finished = reason == "finished"

    async def engine_stopped(self) -> None:
        """Leave what is known of sources, behind all that is known of what they name.

        Every address's end is written or spooled by now: a crash in between loses nothing but that
        the sources were read.
        """
        await self.sources.close(self.outlets.values(), finished=self._finished)
