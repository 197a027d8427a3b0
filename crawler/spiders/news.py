"""News spider: publishers or addresses in, articles out.

scrapy crawl news -a publishers=aljazeera,hespress
scrapy crawl news -a urls="https://example.org/ https://example.org/news/1"
scrapy crawl news -a file=addresses.txt
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.acceptance import reason_to_reject
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext, get_plan_context
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.requests import Callbacks
from crawler.crawl.sitemap_rest import SitemapRest, compress_sitemap
from crawler.discovery.links import Link
from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.fetching.errors import BodyKept, Interrupted, NotModified, find_failure_outcome
from crawler.items import Article
from crawler.outcomes import make_failed_outcome, make_rejected_outcome, name_page_stat
from crawler.spiders.base import TARGET_PRIORITY, OutletSpider
from crawler.state.records import PageState
from crawler.state.request_context import HasMeta, get_publisher_slug
from crawler.workers.tasks import ExpectedKind, ExtractionFailed, ParseResult, ParseTask


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
            self._get_outlet(response).bounds.listing_count += 1
            for request in await self._follow_links(response, result.links, result.content_kind):
                yield request

    async def parse_source(self, response: Response) -> AsyncIterator[Request]:
        """Follow what a feed, sitemap or listing names.

        Of a long sitemap that is a part; the last request is the one of its rest.
        """
        outlet, context = self._get_outlet(response), get_plan_context(response)
        first_entry = context.rest.next_entry if context.rest else 0
        earlier_links = context.rest.links if context.rest else ()
        result = await self._parse_response(response, "source", first_entry)
        if result and result.next_entry:
            contexts = await self.source_reader.read_sitemap_part(outlet, context, result.links)
            rest = _keep_rest(response, context, result)
            contexts.append(replace(context, rest=rest))
        else:
            contexts = await self._read_to_end(response, result, earlier_links)
        for request in self._make_requests(contexts):
            yield request

    async def _read_to_end(
        self, response: Response, result: ParseResult | None, earlier_links: Sequence[Link]
    ) -> list[PlanContext]:
        """Return what follows the last, or only, part of a source."""
        outlet, context = self._get_outlet(response), get_plan_context(response)
        if not result and not earlier_links:
            return await self.source_reader.read_without_body(outlet, context)
        contexts: list[PlanContext] = []
        if result:
            contexts = await self.source_reader.read_links(
                outlet, context, result.links, result.content_kind, earlier_links
            )
        named_links = bool(earlier_links or (result and result.links))
        return contexts + await self.source_reader.read_answer(
            outlet, context, named_links=named_links
        )

    async def _follow_links(
        self,
        response: Response,
        links: Sequence[Link],
        content_kind: str = "html",
    ) -> list[Request]:
        contexts = await self.source_reader.read_links(
            self._get_outlet(response),
            get_plan_context(response),
            links,
            content_kind,
        )
        return self._make_requests(contexts)

    def _get_outlet(self, request: HasMeta) -> OutletRun:
        return self.outlets[get_publisher_slug(request)]

    async def _resolve_canonical(
        self, article: Article, response: Response
    ) -> AsyncIterator[Article | Request]:
        """Yield an article, or the request of its canonical address first."""
        context, outlet = get_plan_context(response), self._get_outlet(response)
        for article_or_url in self.canonical_duplicates.resolve(article, response):
            if isinstance(article_or_url, Article):
                yield article_or_url
            else:
                link = replace(context.plan.link, url=article_or_url, kind="article")
                plan = Plan(link, "article", TARGET_PRIORITY, CrawlPath())
                contexts = await self.source_reader.open_plans([(outlet, [plan])])
                # The whole body is wanted, to be compared with this page.
                for request in self._make_requests(replace(each, known=None) for each in contexts):
                    yield request

    async def _parse_response(
        self, response: Response, expected_kind: ExpectedKind, first_entry: int = 0
    ) -> ParseResult | None:
        request = response.request
        assert request
        if not first_entry:
            self._increment_stat(name_page_stat(get_publisher_slug(request)))
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
                self.source_tracker.note_failed(
                    self._get_outlet(request), get_plan_context(request), outcome, response.status
                )
            return None

    def _create_task(
        self, response: Response, expected_kind: ExpectedKind, first_entry: int
    ) -> ParseTask:
        return ParseTask(
            url=response.url,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1") or None,
            publisher=self._get_outlet(response).publisher,
            now=self.options.now(),
            expected_kind=expected_kind,
            hint=get_plan_context(response).plan.link,
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
        if isinstance(failure.value, BodyKept):
            async for next_request in self.parse_source(_make_kept_response(request)):
                yield next_request
            return
        error, context, outlet = failure.value, get_plan_context(request), self._get_outlet(request)
        response = getattr(error, "response", None)
        status = response.status if response is not None else None
        if isinstance(error, NotModified):
            contexts = await self.source_reader.read_unchanged(
                outlet, context, error.response.status
            )
        else:
            outcome = find_failure_outcome(error)
            self._report_failed_source(context, outcome)
            contexts = await self.source_reader.read_failed(outlet, context, outcome, status)
        for source_request in self._make_requests(contexts):
            yield source_request

    def _report_failed_source(self, context: PlanContext, outcome: str) -> None:
        """Count and log a failed source.

        One that the publisher's file names, or the front page, is worth a warning.
        """
        self._increment_stat(f"source/{outcome}")
        is_seed = context.plan.role in ("declared", "home")
        level = self.logger.warning if is_seed else self.logger.info
        level("source %s: %s", context.address, outcome)


def _keep_rest(response: Response, context: PlanContext, result: ParseResult) -> SitemapRest:
    """Return what is left of a sitemap of which a part has been read."""
    earlier = context.rest
    if earlier:
        links = (*earlier.links, *result.links)
        return replace(earlier, next_entry=result.next_entry, links=links)
    return SitemapRest(
        url=response.url,
        content_type=response.headers.get("Content-Type") or b"",
        compressed_body=compress_sitemap(response.body),
        next_entry=result.next_entry,
        links=result.links,
    )


def _make_kept_response(request: Request) -> Response:
    rest = get_plan_context(request).rest
    assert rest
    headers = {"Content-Type": rest.content_type} if rest.content_type else None
    return Response(rest.url, headers=headers, body=rest.body, request=request)
