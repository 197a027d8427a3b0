"""News spider: publishers or addresses in, articles out.

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
from crawler.crawl.plan_context import get_plan_context
from crawler.crawl.plans import CrawlPath, Plan, start_source_path
from crawler.crawl.previous_states import PreviousStates
from crawler.crawl.requests import Callbacks
from crawler.discovery.links import Link
from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate
from crawler.fetching.errors import Interrupted, NotModified, find_failure_outcome
from crawler.items import Article
from crawler.outcomes import make_failed_outcome, make_rejected_outcome
from crawler.spiders.base import TARGET_PRIORITY, OutletSpider
from crawler.state.records import PageState, SourceState
from crawler.state.request_context import get_publisher_slug
from crawler.workers.pool import ExtractionFailed
from crawler.workers.tasks import ExpectedKind, ParseResult, ParseTask


class NewsSpider(OutletSpider):
    """A spider of outlets and addresses; `crawler.crawl.frontier` says which links it follows."""

    name = "news"

    def _get_callbacks(self) -> Callbacks:
        return {
            "article": (self.parse_article, self.article_failed),
            "page": (self.parse_page, self.page_failed),
            "source": (self.parse_source, self.source_failed),
        }

    async def parse_article(self, response: Response) -> AsyncIterator[Any]:
        """Yield the article of an article's address, or follow the links where it is a listing."""
        result = await self._parse_response(response, "article")
        if result and result.article:
            async for article_or_request in self._resolve_canonical(result.article, response):
                yield article_or_request
            for request in await self._follow_links(response, result.links):
                yield request

    async def parse_page(self, response: Response) -> AsyncIterator[Any]:
        """Read a page of unknown kind: an article, a feed, a sitemap or a listing."""
        result = await self._parse_response(response, "page")
        assert response.request
        if result and result.article and result.article.kind == "article":
            if self.ledger.admit_within_limit(response.request, self.options.article_limit):
                async for article_or_request in self._resolve_canonical(result.article, response):
                    yield article_or_request
        elif result:
            reason = reason_to_reject(result.article) if result.article else None
            outcome = make_rejected_outcome(reason or "not-an-article")
            self.ledger.record_unknown_page(response.request, outcome, response)
            self.outlets[get_publisher_slug(response)].listing_count += 1
            for request in await self._follow_links(
                response, result.links, content_kind=result.content_kind
            ):
                yield request

    async def parse_source(self, response: Response) -> AsyncIterator[Request]:
        """Follow what a feed, sitemap or listing names."""
        assert response.request
        result = await self._parse_response(response, "source")
        followed_links: list[Link] = []
        while result and result.next_entry:
            followed_links += result.links
            for request in await self._follow_sitemap_part(response, result.links):
                yield request
            result = await self._parse_response(response, "source", first_entry=result.next_entry)
        if result:
            for request in await self._follow_links(
                response, result.links, result.content_kind, followed_links
            ):
                yield request
        context = get_plan_context(response)
        outlet, plan = self.outlets[context.publisher], context.plan
        if result or followed_links:
            plans = self.seed_planner.plan_after_answer(
                outlet, plan, named_links=bool(followed_links or (result and result.links))
            )
        else:
            plans = self._continue_without_body(response.request)
        for request in await self.request_builder.build(outlet, plans):
            yield request

    async def _resolve_canonical(
        self, article: Article, response: Response
    ) -> AsyncIterator[Article | Request]:
        """Yield an article, or the request of its canonical address first."""
        context = get_plan_context(response)
        outlet = self.outlets[context.publisher]
        for article_or_url in self.canonical_duplicates.resolve(article, response):
            if isinstance(article_or_url, Article):
                yield article_or_url
            else:
                link = replace(context.plan.link, url=article_or_url, kind="article")
                plan = Plan(link, "article", TARGET_PRIORITY, CrawlPath())
                for request in await self.request_builder.build(outlet, [plan]):
                    yield request

    async def _parse_response(
        self, response: Response, expected_kind: ExpectedKind, first_entry: int = 0
    ) -> ParseResult | None:
        request = response.request
        assert request
        if not first_entry:
            self._increment_stat(f"publisher/{get_publisher_slug(request)}/pages")
        task = self._create_task(response, expected_kind, first_entry)
        # The first read of an outlet may wait for the database, and must not take a task slot.
        await self._load_learned(response)
        try:
            async with self.parser_pool.reserve_slot():
                task = replace(task, learned=await self._load_learned(response))
                parse = (
                    self.parser_pool.parse if expected_kind == "source" else self._parse_whole_body
                )
                return self._note_parsed_article(await parse(task))
        except ExtractionFailed as failure:
            self.logger.warning("%s: %s", get_plan_context(request).address, failure.reason)
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
        context = get_plan_context(response)
        return ParseTask(
            url=response.url,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1") or None,
            publisher=self.outlets[context.publisher].publisher,
            now=self.options.now(),
            expected_kind=expected_kind,
            hint=context.plan.link,
            first_entry=first_entry,
        )

    async def _load_learned(self, response: Response) -> LearnedTemplate:
        return (
            await self.boilerplate_store.get_learned(get_publisher_slug(response))
            if self.options.learning_enabled
            else NOTHING_LEARNED
        )

    def _note_parsed_article(self, result: ParseResult) -> ParseResult:
        if self.options.learning_enabled and result.article and result.article.kind == "article":
            self.boilerplate_store.observe_unstored(result.article)
        return result

    async def _parse_whole_body(self, task: ParseTask) -> ParseResult:
        """Parse a body to its end, a long sitemap part by part. Raises ExtractionFailed."""
        links: list[Link] = []
        result = await self.parser_pool.parse(task)
        while result.next_entry:
            links += result.links
            result = await self.parser_pool.parse(replace(task, first_entry=result.next_entry))
        return replace(result, links=(*links, *result.links)) if links else result

    async def _follow_sitemap_part(
        self, response: Response, links: Sequence[Link]
    ) -> list[Request]:
        """Return the requests of a part of a long sitemap while the rest is still unread."""
        outlet, states, skip_if_done = await self._load_previous_states(response, links)
        crawl_path = start_source_path("sitemap", get_plan_context(response).plan)
        plans = self.frontier.follow(outlet, links, crawl_path, skip_if_done)
        return await self.request_builder.build_from_states(outlet, plans, states)

    async def _follow_links(
        self,
        response: Response,
        links: Sequence[Link],
        content_kind: str = "html",
        already_followed: Sequence[Link] = (),
    ) -> list[Request]:
        """Return the requests of the links of a source.

        `already_followed` are the links of its earlier parts.
        """
        assert response.request
        outlet, states, skip_if_done = await self._load_previous_states(response, links)
        crawl_path, overflowed = self.source_tracker.note_read(
            outlet, response.request, [*already_followed, *links], content_kind
        )
        plans = list(self.frontier.follow(outlet, links, crawl_path, skip_if_done))
        if overflowed and not any(plan.is_further_page for plan in plans):
            plans += self.seed_planner.plan_recovery(outlet)
        return await self.request_builder.build_from_states(outlet, plans, states)

    async def _load_previous_states(
        self, response: Response, links: Sequence[Link]
    ) -> tuple[OutletRun, PreviousStates, Callable[[Link], bool]]:
        """Return the outlet of a response, the previous states of its links, and which to skip."""
        outlet = self.outlets[get_publisher_slug(response)]
        outlet.has_answered |= bool(links)
        states = await self.state_lookup.load_previous_states(links)
        outlet.known_page_ids |= states.pages.keys()
        read_source_ids = {url_id for url_id, state in states.sources.items() if state.read_at}
        outlet.known_source_ids |= read_source_ids - states.pages.keys()
        return outlet, states, partial(self.state_lookup.skip_if_done, outlet, states)

    def article_failed(self, failure: Failure) -> None:
        """End an article's address that gave no page with its outcome."""
        response = getattr(failure.value, "response", None)
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, Interrupted):
            self.ledger.cancel(request)
            return
        outcome = find_failure_outcome(failure.value)
        self.logger.info("%s: %s", get_plan_context(request).address, outcome)
        self.ledger.end(request, outcome, response)

    async def page_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Go on without the body of a page of unknown kind: unchanged, or not to be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, NotModified) and isinstance(
            get_plan_context(request).known, PageState
        ):
            self.ledger.count_as_article(request)
            self.ledger.end(request, error.outcome, error.response)
            return
        if not isinstance(error, Interrupted | NotModified):
            self.ledger.record_unknown_page(
                request, find_failure_outcome(error), getattr(error, "response", None)
            )
        async for source_request in self.source_failed(failure):
            yield source_request

    async def source_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Go on without the body of a feed, sitemap, listing or page: unchanged, or not to be had.

        The previous state of the source, where there is one, says what it leads to.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        error, context = failure.value, get_plan_context(request)
        outlet = self.outlets[context.publisher]
        if isinstance(error, NotModified):
            state = self.source_tracker.note_unchanged(request, error.response.status)
            outlet.has_answered = outlet.has_skipped_known = True
            plans = self.seed_planner.plan_from_previous_state(outlet, context.plan, state)
        else:
            plans = self._handle_failed_source(request, error)
        for source_request in await self.request_builder.build(outlet, plans):
            yield source_request

    def _handle_failed_source(
        self, request: Request, error: BaseException | None
    ) -> Iterator[Plan]:
        """Record a failed source and go on without it.

        One that the publisher's file names, or the front page, is worth a warning.
        """
        context = get_plan_context(request)
        outcome = find_failure_outcome(error)
        self._increment_stat(f"source/{outcome}")
        level = (
            self.logger.warning if context.plan.role in ("declared", "home") else self.logger.info
        )
        level("source %s: %s", context.address, outcome)
        response = getattr(error, "response", None)
        self.source_tracker.note_failed(
            request, outcome, response.status if response is not None else None
        )
        return self._continue_without_body(request)

    def _continue_without_body(self, request: Request) -> Iterator[Plan]:
        """Plan what follows a source that gave nothing, from its previous state if there is one."""
        context = get_plan_context(request)
        outlet, plan = self.outlets[context.publisher], context.plan
        previous_state = context.known
        if isinstance(previous_state, SourceState):
            return self.seed_planner.plan_from_previous_state(
                outlet, plan, previous_state, named_links=False
            )
        return self.seed_planner.plan_after_answer(outlet, plan, named_links=False)
