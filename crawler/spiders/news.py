"""The only spider: publishers or addresses -> requests -> links or Articles.

scrapy crawl news -a publishers=aljazeera,hespress
scrapy crawl news -a urls="https://example.org/ https://example.org/news/1"
scrapy crawl news -a file=addresses.txt
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.acceptance import reason_to_reject
from crawler.discovery.links import Link
from crawler.extraction.traces import NOTHING
from crawler.failures import outcome_of
from crawler.fetching.refusals import Interrupted
from crawler.fetching.robots_facts import sitemaps_of
from crawler.frontier import Frontier, Outlet, Plan, Trail
from crawler.items import Article
from crawler.ledger import Ledger
from crawler.opening import Opening
from crawler.outcomes import article_outcome, failed, rejected
from crawler.parsing import Answer, Task, Want
from crawler.ports import Memory
from crawler.publisher import Publisher
from crawler.spiders.setup import Setup, read_setup
from crawler.targets import Target
from crawler.twins import Twins
from crawler.urls import article_id, fetchable
from crawler.workers import ExtractionFailed, ParserPool

_BETWEEN = re.compile(r"[\s,]+(?=https?://|@)|\s+")
_TARGET_PRIORITY = 250


class NewsSpider(Spider):
    """Crawl outlets and addresses; see `crawler.frontier` for what is followed."""

    name = "news"
    ledger: Ledger
    frontier: Frontier
    opening: Opening
    pool: ParserPool
    twins: Twins
    memory: Memory
    setup: Setup

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
        spider.ledger = Ledger.from_crawler(crawler)
        spider.frontier = spider.setup.frontier(spider.ledger.learn)
        spider.opening = Opening(spider.frontier)
        spider.pool = ParserPool.from_settings(crawler.settings)
        spider.twins = Twins(spider.ledger, spider._send)
        crawler.signals.connect(spider.twins.article_ended, article_outcome)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        spider.memory = load_object(crawler.settings["LEARNED"]).of(crawler)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(spider.spider_closed, signals.spider_closed)
        return spider

    @property
    def targets(self) -> tuple[Target, ...]:
        """What this run was asked for, as understood."""
        return self.setup.targets

    def publisher_of(self, request: Request) -> Publisher | None:
        """Return the outlet a request belongs to; None for robots files and the like."""
        outlet = self.outlets.get(request.meta.get("publisher", ""))
        return outlet.publisher if outlet else None

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the addresses named first, then for the outlets."""
        for target in sorted(self.targets, key=lambda target: target.kind == "outlet"):
            for request in self._begin(target):
                yield request

    def _begin(self, target: Target) -> Iterator[Request]:
        outlet = self._outlet(target.publisher)
        if target.kind == "outlet":
            yield from (self._request(outlet, plan) for plan in self.opening.begin(outlet))
        elif self.ledger.learn(article_id(target.url), named=target.kind == "article"):
            link = Link(url=target.url, kind=target.kind)
            yield self._request(outlet, Plan(link, target.kind, _TARGET_PRIORITY, Trail()))

    def _outlet(self, publisher: Publisher) -> Outlet:
        return self.outlets.setdefault(publisher.slug, Outlet(publisher))

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Hear of a robots.txt: its Sitemap lines are sources."""
        outlet = self.outlets.get(request.meta.get("publisher", ""))
        if outlet is None:
            return
        for plan in self.opening.heard(outlet, sitemaps_of(robotparser), request.url):
            self._send(self._request(outlet, plan))

    def _send(self, request: Request) -> None:
        assert self.crawler.engine
        self.crawler.engine.crawl(request)

    def _request(self, outlet: Outlet, plan: Plan) -> Request:
        callbacks = {
            "article": (self.parse_article, self.article_failed),
            "page": (self.parse_page, self.page_failed),
            "source": (self.parse_source, self.source_failed),
        }
        callback, errback = callbacks[plan.want]
        meta = {
            "publisher": outlet.publisher.slug,
            "page_kind": "article" if plan.want == "article" else "source",
            "article_id": article_id(plan.link.url),
            "address": plan.link.url,
            "hint": plan.link,
            "plan": plan,
        }
        return Request(
            fetchable(plan.link.url),
            callback,
            errback=errback,
            meta=meta,
            priority=plan.priority,
            dont_filter=True,  # the ledger knows canonical addresses, the dupefilter only URLs
        )

    async def parse_article(self, response: Response) -> AsyncIterator[Any]:
        """Give the article of an article's address; of a listing in disguise, its links."""
        answer = await self._read(response, "article")
        if answer and answer.article:
            for thing in self._settle(answer.article, response):
                yield thing
            for request in self._follow(response, answer.links):
                yield request

    async def parse_page(self, response: Response) -> AsyncIterator[Any]:
        """Ask a page of unknown kind what it is: an article, a feed, a sitemap or a listing."""
        answer = await self._read(response, "page")
        assert response.request
        if answer and answer.article and answer.article.kind == "article":
            if self.ledger.has_room(self.setup.limit):
                self.ledger.adopt(response.request)
                for thing in self._settle(answer.article, response):
                    yield thing
        elif answer:
            reason = reason_to_reject(answer.article) if answer.article else None
            outcome = rejected(reason or "not-an-article")
            self.ledger.settle(response.request, outcome, response)
            self.outlets[response.meta["publisher"]].listings += 1
            for request in self._follow(response, answer.links, form=answer.form):
                yield request

    async def parse_source(self, response: Response) -> AsyncIterator[Request]:
        """Follow what a feed, sitemap or listing names."""
        answer = await self._read(response, "source")
        links = answer.links if answer else ()
        for request in self._follow(response, links, form=answer.form if answer else "other"):
            yield request
        for request in self._next(response.request, found=bool(links)):
            yield request

    def _settle(self, article: Article, response: Response) -> Iterator[Article | Request]:
        """Give an article, or ask for its canonical address first."""
        outlet = self.outlets[response.meta["publisher"]]
        hint: Link = response.meta["hint"]
        for answer in self.twins.judge(article, response):
            if isinstance(answer, Article):
                yield answer
            else:
                link = replace(hint, url=answer, kind="article")
                yield self._request(outlet, Plan(link, "article", _TARGET_PRIORITY, Trail()))

    async def _read(self, response: Response, want: Want) -> Answer | None:
        request = response.request
        assert request
        publisher = self.outlets[request.meta["publisher"]].publisher
        self._count(f"publisher/{publisher.slug}/pages")
        task = Task(
            url=response.url,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1") or None,
            publisher=publisher,
            now=self.setup.now(),
            want=want,
            hint=request.meta["hint"],
            learned=await self.memory.learned(publisher.slug) if self.setup.learns else NOTHING,
        )
        try:
            return await self.pool.parse(task)
        except ExtractionFailed as failure:
            self.logger.warning("%s: %s", request.meta["address"], failure.reason)
            outcome = failed(failure.reason)
            self.ledger.end(request, outcome, response)
            if want == "page":
                self.ledger.settle(request, outcome, response)
            if want != "article":
                self._count(f"source/{failure.reason}")
            return None

    def _follow(
        self, response: Response, links: Iterable[Link], form: str = "html"
    ) -> Iterator[Request]:
        outlet = self.outlets[response.meta["publisher"]]
        trail: Trail = response.meta["plan"].trail
        if form in ("feed", "sitemap"):
            trail = Trail(source="feed" if form == "feed" else "sitemap")
        links = list(links)
        outlet.answered |= bool(links)
        plans = list(self.frontier.follow(outlet, links, trail))
        yield from (self._request(outlet, plan) for plan in plans)

    def article_failed(self, failure: Failure) -> None:
        """Count why an article's address gave no page."""
        response = getattr(failure.value, "response", None)
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, Interrupted):
            self.ledger.withdraw(request)
            return
        outcome = outcome_of(failure.value)
        self.logger.info("%s: %s", request.meta["address"], outcome)
        self.ledger.end(request, outcome, response)

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """A page of unknown kind that cannot be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if not isinstance(failure.value, Interrupted):
            response = getattr(failure.value, "response", None)
            self.ledger.settle(request, outcome_of(failure.value), response)
        return self.source_failed(failure)

    def source_failed(self, failure: Failure) -> Iterator[Request]:
        """Go on without a feed, sitemap, listing or page; say so where a file had named it."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome = outcome_of(failure.value)
        self._count(f"source/{outcome}")
        loud = request.meta["plan"].role in ("declared", "home")
        level = self.logger.warning if loud else self.logger.info
        level("source %s: %s", request.meta["address"], outcome)
        return self._next(request, found=False)

    def _next(self, request: Request | None, *, found: bool) -> Iterator[Request]:
        assert request
        outlet = self.outlets[request.meta["publisher"]]
        plans = list(self.opening.after(outlet, request.meta["plan"], found=found))
        yield from (self._request(outlet, plan) for plan in plans)

    def _gave(self, target: Target) -> bool:
        """In a run bounded by dates an outlet that answers and has nothing new is not silent."""
        bounded = self.setup.since or self.setup.until
        outlet = self.outlets.get(target.publisher.slug)
        answered = bool(bounded and outlet and outlet.answered and target.kind != "article")
        return answered or self.ledger.gave(target)

    def _count(self, key: str, by: int = 1) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(key, by)

    def spider_idle(self) -> None:
        """Before the end, ask once more for pages whose canonical address never came."""
        if self.twins.give_up():
            raise DontCloseSpider

    def spider_closed(self, reason: str) -> None:
        """Stop the workers, close the account, and note which targets gave nothing."""
        del reason
        self.pool.close()
        self.ledger.close()
        assert self.crawler.stats
        silent = [target.text for target in self.targets if not self._gave(target)]
        self.crawler.stats.set_value("targets/silent", silent)
