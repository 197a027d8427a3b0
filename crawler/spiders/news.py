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
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.requests import Callbacks
from crawler.crawl.sources import PreviousStates, start_source_path
from crawler.discovery.links import Link
from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate
from crawler.fetching.errors import Interrupted, NotModified, find_failure_outcome
from crawler.items import Article
from crawler.outcomes import make_failed_outcome, make_rejected_outcome
from crawler.spiders.base import TARGET_PRIORITY, OutletSpider
from crawler.state.records import PageState, SourceState
from crawler.workers.pool import ExtractionFailed
from crawler.workers.tasks import ExpectedKind, ParseResult, ParseTask


class NewsSpider(OutletSpider):
    """Crawl outlets and addresses; see `crawler.crawl.frontier` for what is followed."""

    name = "news"

    def _get_callbacks(self) -> Callbacks:
        return {
            "article": (self.parse_article, self.article_failed),
            "page": (self.parse_page, self.page_failed),
            "source": (self.parse_source, self.source_failed),
        }

    async def parse_article(self, response: Response) -> AsyncIterator[Any]:
        """Give the article of an article's address; of a listing in disguise, its links."""
        answer = await self._parse_response(response, "article")
        if answer and answer.article:
            async for thing in self._resolve_canonical(answer.article, response):
                yield thing
            for request in await self._follow_links(response, answer.links):
                yield request

    async def parse_page(self, response: Response) -> AsyncIterator[Any]:
        """Ask a page of unknown kind what it is: an article, a feed, a sitemap or a listing."""
        answer = await self._parse_response(response, "page")
        assert response.request
        if answer and answer.article and answer.article.kind == "article":
            if self.ledger.admit_within_limit(response.request, self.options.article_limit):
                async for thing in self._resolve_canonical(answer.article, response):
                    yield thing
        elif answer:
            reason = reason_to_reject(answer.article) if answer.article else None
            outcome = make_rejected_outcome(reason or "not-an-article")
            self.ledger.record_unknown_page(response.request, outcome, response)
            self.outlets[response.meta["publisher"]].listing_count += 1
            for request in await self._follow_links(
                response, answer.links, content_kind=answer.content_kind
            ):
                yield request

    async def parse_source(self, response: Response) -> AsyncIterator[Request]:
        """Follow what a feed, sitemap or listing names."""
        assert response.request
        answer = await self._parse_response(response, "source")
        before: list[Link] = []
        while answer and answer.next_entry:
            before += answer.links
            for request in await self._follow_sitemap_part(response, answer.links):
                yield request
            answer = await self._parse_response(response, "source", first_entry=answer.next_entry)
        if answer:
            for request in await self._follow_links(
                response, answer.links, answer.content_kind, before
            ):
                yield request
        outlet, plan = self.outlets[response.meta["publisher"]], response.meta["plan"]
        if answer or before:
            plans = self.seed_planner.plan_after_answer(
                outlet, plan, named_links=bool(before or (answer and answer.links))
            )
        else:
            plans = self._continue_without_body(response.request)
        for request in await self.request_builder.build(outlet, plans):
            yield request

    async def _resolve_canonical(
        self, article: Article, response: Response
    ) -> AsyncIterator[Article | Request]:
        """Give an article, or ask for its canonical address first."""
        outlet = self.outlets[response.meta["publisher"]]
        hint: Link = response.meta["hint"]
        for answer in self.canonical_duplicates.resolve(article, response):
            if isinstance(answer, Article):
                yield answer
            else:
                link = replace(hint, url=answer, kind="article")
                plan = Plan(link, "article", TARGET_PRIORITY, CrawlPath())
                for request in await self.request_builder.build(outlet, [plan]):
                    yield request

    async def _parse_response(
        self, response: Response, expected_kind: ExpectedKind, first_entry: int = 0
    ) -> ParseResult | None:
        request = response.request
        assert request
        if not first_entry:
            self._increment_stat(f"publisher/{request.meta['publisher']}/pages")
        task = self._create_task(response, expected_kind, first_entry)
        await self._load_learned(response)  # it may wait for the database, and then holds no place
        try:
            async with self.parser_pool.reserve_slot():
                task = replace(task, learned=await self._load_learned(response))
                read = (
                    self.parser_pool.parse if expected_kind == "source" else self._parse_whole_body
                )
                return self._note_parsed_article(await read(task))
        except ExtractionFailed as failure:
            self.logger.warning("%s: %s", request.meta["address"], failure.reason)
            outcome = make_failed_outcome(failure.reason)
            if expected_kind == "article":
                self.ledger.end(request, outcome, response)
            if expected_kind == "page":
                self.ledger.record_unknown_page(request, outcome, response)
            if expected_kind != "article":
                self._increment_stat(f"source/{failure.reason}")
                self.source_tracker.note_failed(request, outcome, response.status)
            return None

    def _create_task(
        self, response: Response, expected_kind: ExpectedKind, first_entry: int
    ) -> ParseTask:
        publisher = self.outlets[response.meta["publisher"]].publisher
        return ParseTask(
            url=response.url,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1") or None,
            publisher=publisher,
            now=self.options.now(),
            expected_kind=expected_kind,
            hint=response.meta["hint"],
            first_entry=first_entry,
        )

    async def _load_learned(self, response: Response) -> LearnedTemplate:
        publisher: str = response.meta["publisher"]
        return (
            await self.boilerplate_store.get_learned(publisher)
            if self.options.learning_enabled
            else NOTHING_LEARNED
        )

    def _note_parsed_article(self, result: ParseResult) -> ParseResult:
        if self.options.learning_enabled and result.article and result.article.kind == "article":
            self.boilerplate_store.observe_unstored(result.article)
        return result

    async def _parse_whole_body(self, task: ParseTask) -> ParseResult:
        """Read a body to its end, a long sitemap part by part. Raises ExtractionFailed."""
        links: list[Link] = []
        answer = await self.parser_pool.parse(task)
        while answer.next_entry:
            links += answer.links
            answer = await self.parser_pool.parse(replace(task, first_entry=answer.next_entry))
        return replace(answer, links=(*links, *answer.links)) if links else answer

    async def _follow_sitemap_part(
        self, response: Response, links: Sequence[Link]
    ) -> list[Request]:
        """Follow a part of a long sitemap while the rest is still unread."""
        outlet, recalled, settled = await self._load_previous_states(response, links)
        trail = start_source_path("sitemap", response.meta["plan"])
        plans = self.frontier.follow(outlet, links, trail, settled)
        return await self.request_builder.build_from_states(outlet, plans, recalled)

    async def _follow_links(
        self,
        response: Response,
        links: Sequence[Link],
        content_kind: str = "html",
        already_followed: Sequence[Link] = (),
    ) -> list[Request]:
        """Follow links; `already_followed` are those of the same source that were followed already."""
        assert response.request
        outlet, recalled, settled = await self._load_previous_states(response, links)
        trail, overflowed = self.source_tracker.note_read(
            outlet, response.request, [*already_followed, *links], content_kind
        )
        plans = list(self.frontier.follow(outlet, links, trail, settled))
        if overflowed and not any(plan.is_further_page for plan in plans):
            plans += self.seed_planner.plan_recovery(outlet)
        return await self.request_builder.build_from_states(outlet, plans, recalled)

    async def _load_previous_states(
        self, response: Response, links: Sequence[Link]
    ) -> tuple[OutletRun, PreviousStates, Callable[[Link], bool]]:
        """Return whose links they are, what is known of them, and which of them ask for nothing."""
        outlet = self.outlets[response.meta["publisher"]]
        outlet.has_answered |= bool(links)
        recalled = await self.source_tracker.load_previous_states(links)
        outlet.known_page_ids |= recalled.pages.keys()
        lists = {name for name, state in recalled.sources.items() if state.read_at}
        outlet.known_source_ids |= lists - recalled.pages.keys()
        return outlet, recalled, partial(self.source_tracker.skip_if_done, outlet, recalled)

    def article_failed(self, failure: Failure) -> None:
        """Count why an article's address gave no page."""
        response = getattr(failure.value, "response", None)
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, Interrupted):
            self.ledger.cancel(request)
            return
        outcome = find_failure_outcome(failure.value)
        self.logger.info("%s: %s", request.meta["address"], outcome)
        self.ledger.end(request, outcome, response)

    async def page_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """A page of unknown kind that cannot be had, or is what it was."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, NotModified) and isinstance(request.meta["known"], PageState):
            self.ledger.count_as_article(request)
            self.ledger.end(request, error.outcome, error.response)
            return
        if not isinstance(error, Interrupted | NotModified):
            self.ledger.record_unknown_page(
                request, find_failure_outcome(error), getattr(error, "response", None)
            )
        async for found in self.source_failed(failure):
            yield found

    async def source_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Go on without the body of a feed, sitemap, listing or page.

        Where it is the one of the last time, or cannot be had, with what is known of it.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        error, outlet = failure.value, self.outlets[request.meta["publisher"]]
        if isinstance(error, NotModified):
            known = self.source_tracker.note_unchanged(request, error.response.status)
            outlet.has_answered = outlet.has_skipped_known = True
            plans = self.seed_planner.plan_from_previous_state(outlet, request.meta["plan"], known)
        else:
            plans = self._handle_failed_source(request, error)
        for found in await self.request_builder.build(outlet, plans):
            yield found

    def _handle_failed_source(
        self, request: Request, error: BaseException | None
    ) -> Iterator[Plan]:
        """Say that a source failed, loudly where somebody had named it, and go on without it."""
        plan: Plan = request.meta["plan"]
        outcome = find_failure_outcome(error)
        self._increment_stat(f"source/{outcome}")
        level = self.logger.warning if plan.role in ("declared", "home") else self.logger.info
        level("source %s: %s", request.meta["address"], outcome)
        response = getattr(error, "response", None)
        self.source_tracker.note_failed(
            request, outcome, response.status if response is not None else None
        )
        return self._continue_without_body(request)

    def _continue_without_body(self, request: Request) -> Iterator[Plan]:
        """Go on with what is known of a source that gave nothing."""
        outlet, known = self.outlets[request.meta["publisher"]], request.meta["known"]
        plan: Plan = request.meta["plan"]
        if isinstance(known, SourceState):
            return self.seed_planner.plan_from_previous_state(
                outlet, plan, known, named_links=False
            )
        return self.seed_planner.plan_after_answer(outlet, plan, named_links=False)
