"""The only spider: publishers or addresses -> requests -> links or Articles.

scrapy crawl news -a publishers=aljazeera,hespress
scrapy crawl news -a urls="https://example.org/ https://example.org/news/1"
scrapy crawl news -a file=addresses.txt
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.acceptance import reason_to_reject
from crawler.crawl.outlet import Outlet
from crawler.crawl.plans import Plan, Trail
from crawler.crawl.requests import Callbacks
from crawler.crawl.sources import Recalled, trail_below
from crawler.discovery.links import Link
from crawler.extraction.traces import NOTHING, Learned
from crawler.fetching.errors import Interrupted, NotModified, outcome_of
from crawler.items import Article
from crawler.outcomes import failed, rejected
from crawler.spiders.base import TARGET_PRIORITY, Frame
from crawler.state.records import PageState, SourceState
from crawler.workers.pool import ExtractionFailed
from crawler.workers.tasks import Answer, Task, Want


class NewsSpider(Frame):
    """Crawl outlets and addresses; see `crawler.crawl.frontier` for what is followed."""

    name = "news"

    def _callbacks(self) -> Callbacks:
        return {
            "article": (self.parse_article, self.article_failed),
            "page": (self.parse_page, self.page_failed),
            "source": (self.parse_source, self.source_failed),
        }

    async def parse_article(self, response: Response) -> AsyncIterator[Any]:
        """Give the article of an article's address; of a listing in disguise, its links."""
        answer = await self._read(response, "article")
        if answer and answer.article:
            async for thing in self._settle(answer.article, response):
                yield thing
            for request in await self._follow(response, answer.links):
                yield request

    async def parse_page(self, response: Response) -> AsyncIterator[Any]:
        """Ask a page of unknown kind what it is: an article, a feed, a sitemap or a listing."""
        answer = await self._read(response, "page")
        assert response.request
        if answer and answer.article and answer.article.kind == "article":
            if self.ledger.admit(response.request, self.setup.limit):
                async for thing in self._settle(answer.article, response):
                    yield thing
        elif answer:
            reason = reason_to_reject(answer.article) if answer.article else None
            outcome = rejected(reason or "not-an-article")
            self.ledger.settle(response.request, outcome, response)
            self.outlets[response.meta["publisher"]].listings += 1
            for request in await self._follow(response, answer.links, form=answer.form):
                yield request

    async def parse_source(self, response: Response) -> AsyncIterator[Request]:
        """Follow what a feed, sitemap or listing names."""
        assert response.request
        answer = await self._read(response, "source")
        before: list[Link] = []
        while answer and answer.more:
            before += answer.links
            for request in await self._ahead(response, answer.links):
                yield request
            answer = await self._read(response, "source", first=answer.more)
        if answer:
            for request in await self._follow(response, answer.links, answer.form, before):
                yield request
        outlet, plan = self.outlets[response.meta["publisher"]], response.meta["plan"]
        if answer or before:
            plans = self.opening.after(
                outlet, plan, found=bool(before or (answer and answer.links))
            )
        else:
            plans = self._on_without(response.request)
        for request in await self.asking.requests(outlet, plans):
            yield request

    async def _settle(
        self, article: Article, response: Response
    ) -> AsyncIterator[Article | Request]:
        """Give an article, or ask for its canonical address first."""
        outlet = self.outlets[response.meta["publisher"]]
        hint: Link = response.meta["hint"]
        for answer in self.twins.judge(article, response):
            if isinstance(answer, Article):
                yield answer
            else:
                link = replace(hint, url=answer, kind="article")
                plan = Plan(link, "article", TARGET_PRIORITY, Trail())
                for request in await self.asking.requests(outlet, [plan]):
                    yield request

    async def _read(self, response: Response, want: Want, first: int = 0) -> Answer | None:
        request = response.request
        assert request
        if not first:
            self._count(f"publisher/{request.meta['publisher']}/pages")
        task = self._task(response, want, first)
        await self._learned(response)  # it may wait for the database, and then holds no place
        try:
            async with self.pool.place():
                task = replace(task, learned=await self._learned(response))
                read = self.pool.parse if want == "source" else self._whole
                return self._glimpsed(await read(task))
        except ExtractionFailed as failure:
            self.logger.warning("%s: %s", request.meta["address"], failure.reason)
            outcome = failed(failure.reason)
            if want == "article":
                self.ledger.end(request, outcome, response)
            if want == "page":
                self.ledger.settle(request, outcome, response)
            if want != "article":
                self._count(f"source/{failure.reason}")
                self.sources.failed(request, outcome, response.status)
            return None

    def _task(self, response: Response, want: Want, first: int) -> Task:
        publisher = self.outlets[response.meta["publisher"]].publisher
        return Task(
            url=response.url,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1") or None,
            publisher=publisher,
            now=self.setup.now(),
            want=want,
            hint=response.meta["hint"],
            first=first,
        )

    async def _learned(self, response: Response) -> Learned:
        publisher: str = response.meta["publisher"]
        return await self.memory.learned(publisher) if self.setup.learns else NOTHING

    def _glimpsed(self, answer: Answer) -> Answer:
        if self.setup.learns and answer.article and answer.article.kind == "article":
            self.memory.glimpse(answer.article)
        return answer

    async def _whole(self, task: Task) -> Answer:
        """Read a body to its end, a long sitemap part by part. Raises ExtractionFailed."""
        links: list[Link] = []
        answer = await self.pool.parse(task)
        while answer.more:
            links += answer.links
            answer = await self.pool.parse(replace(task, first=answer.more))
        return replace(answer, links=(*links, *answer.links)) if links else answer

    async def _ahead(self, response: Response, links: Sequence[Link]) -> list[Request]:
        """Follow a part of a long sitemap while the rest is still unread."""
        outlet, recalled, settled = await self._recall(response, links)
        trail = trail_below("sitemap", response.meta["plan"])
        plans = self.frontier.follow(outlet, links, trail, settled)
        return await self.asking.known(outlet, plans, recalled)

    async def _follow(
        self,
        response: Response,
        links: Sequence[Link],
        form: str = "html",
        before: Sequence[Link] = (),
    ) -> list[Request]:
        """Follow links; `before` are those of the same source that were followed already."""
        assert response.request
        outlet, recalled, settled = await self._recall(response, links)
        trail, overflowed = self.sources.read(outlet, response.request, [*before, *links], form)
        plans = list(self.frontier.follow(outlet, links, trail, settled))
        if overflowed and not any(plan.further for plan in plans):
            plans += self.opening.walk(outlet)
        return await self.asking.known(outlet, plans, recalled)

    async def _recall(
        self, response: Response, links: Sequence[Link]
    ) -> tuple[Outlet, Recalled, Callable[[Link], bool]]:
        """Return whose links they are, what is known of them, and which of them ask for nothing."""
        outlet = self.outlets[response.meta["publisher"]]
        outlet.answered |= bool(links)
        recalled = await self.sources.recall(links)
        outlet.before |= recalled.pages.keys()
        lists = {name for name, state in recalled.sources.items() if state.read_at}
        outlet.lists |= lists - recalled.pages.keys()
        return outlet, recalled, partial(self.sources.is_settled, outlet, recalled)

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

    async def page_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """A page of unknown kind that cannot be had, or is what it was."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, NotModified) and isinstance(request.meta["known"], PageState):
            self.ledger.adopt(request)
            self.ledger.end(request, error.outcome, error.response)
            return
        if not isinstance(error, Interrupted | NotModified):
            self.ledger.settle(request, outcome_of(error), getattr(error, "response", None))
        async for found in self.source_failed(failure):
            yield found

    async def source_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Go on without the body of a feed, sitemap, listing or page.

        Where it is the one of the last time, or cannot be had, with what is known of it.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        error, outlet = failure.value, self.outlets[request.meta["publisher"]]
        if isinstance(error, NotModified):
            known = self.sources.unchanged(request, error.response.status)
            outlet.answered = outlet.revisited = True
            plans = self.opening.resume(outlet, request.meta["plan"], known)
        else:
            plans = self._without(request, error)
        for found in await self.asking.requests(outlet, plans):
            yield found

    def _without(self, request: Request, error: BaseException | None) -> Iterator[Plan]:
        """Say that a source failed, loudly where somebody had named it, and go on without it."""
        plan: Plan = request.meta["plan"]
        outcome = outcome_of(error)
        self._count(f"source/{outcome}")
        level = self.logger.warning if plan.role in ("declared", "home") else self.logger.info
        level("source %s: %s", request.meta["address"], outcome)
        response = getattr(error, "response", None)
        self.sources.failed(request, outcome, response.status if response is not None else None)
        return self._on_without(request)

    def _on_without(self, request: Request) -> Iterator[Plan]:
        """Go on with what is known of a source that gave nothing."""
        outlet, known = self.outlets[request.meta["publisher"]], request.meta["known"]
        plan: Plan = request.meta["plan"]
        if isinstance(known, SourceState):
            return self.opening.resume(outlet, plan, known, found=False)
        return self.opening.after(outlet, plan, found=False)
