"""Ledger of a crawl: every article address that is started ends in exactly one outcome.

The scheduler calls `Ledger.start` when a request leaves the queue, so that an interrupted or
limited run accounts for what it fetched. The counts add up when `Ledger.open_requests` is empty.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from crawler.crawl.plan_context import find_plan_context, get_plan_context
from crawler.crawl.targets import Target
from crawler.outcomes import (
    DUPLICATE,
    OUT_OF_RANGE,
    STORED,
    STORED_OUTCOMES,
    make_failed_outcome,
    name_outcome_stats,
)
from crawler.signals import article_outcome
from crawler.state.records import get_source_date
from crawler.state.request_context import update_context
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id

_NO_VALIDATORS = Validators()


class Ledger:
    """A register of the addresses this run has noted, started and ended, by their ids.

    `content_digests` are those of the articles at these addresses (`canonical_duplicates`).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._send_signal: Callable[..., Any] = crawler.signals.send_catch_log
        self._noted_ids: set[str] = set()
        self._ids_by_publisher: dict[str, set[str]] = {}
        self._named_article_ids: set[str] = set()
        self._unknown_pages: dict[str, tuple[Request, str, int | None]] = {}
        self.open_requests: dict[str, Request] = {}
        self._parked_requests: dict[str, list[Request]] = {}
        self.stored_count = 0
        self.outcomes: dict[str, str] = {}
        self.content_digests: dict[str, bytes] = {}
        self._publishers_with_results: set[str] = set()

    @property
    def _stats(self) -> StatsCollector:
        """The crawler's stats, which it has only once its spider is made."""
        assert self._crawler.stats
        return self._crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make a ledger that listens for the end of every item."""
        ledger = cls(crawler)
        crawler.signals.connect(ledger.item_scraped, signals.item_scraped)
        crawler.signals.connect(ledger.item_dropped, signals.item_dropped)
        crawler.signals.connect(ledger.item_error, signals.item_error)
        crawler.signals.connect(ledger.spider_error, signals.spider_error)
        return ledger

    def note_address(self, article_id: str, *, named_article: bool, publisher: str = "") -> bool:
        """Note an address of an outlet (`publisher`: its slug); say whether it is new to this run.

        `named_article`: its source calls it an article's. If the address was read before as a page
        of unknown kind that is no article, its outcome is counted now.
        """
        if named_article and article_id not in self._named_article_ids:
            self._named_article_ids.add(article_id)
            if unknown_page := self._unknown_pages.pop(article_id, None):
                self._count_and_end(*unknown_page)
        if article_id in self._noted_ids:
            return False
        self._noted_ids.add(article_id)
        self._ids_by_publisher.setdefault(publisher, set()).add(article_id)
        return True

    def has_noted(self, article_id: str) -> bool:
        """Say whether this run has noted an address."""
        return article_id in self._noted_ids

    def note_previous_outcome(self, article_id: str, outcome: str) -> None:
        """Note how an address ended in an earlier run, where this run does not request it."""
        self.outcomes[article_id] = outcome

    def forget_publisher(self, publisher: str) -> None:
        """Let an outlet's addresses be new again; those still open end as interrupted."""
        for request in list(self.open_requests.values()):
            if get_plan_context(request).publisher == publisher:
                self.end(request, make_failed_outcome("interrupted"))
        for article_id in self._ids_by_publisher.pop(publisher, ()):
            self._noted_ids.discard(article_id)
            self._named_article_ids.discard(article_id)
            self._unknown_pages.pop(article_id, None)
            self.outcomes.pop(article_id, None)
            self.content_digests.pop(article_id, None)

    def record_unknown_page(
        self, request: Request, outcome: str, response: Response | None = None
    ) -> None:
        """Record a page of unknown kind that is no article.

        Its outcome counts at once where a source has called the address an article's, or where the
        page was an article when it was fetched first and waited for its canonical address. Else it
        counts as soon as a source calls the address an article's.
        """
        article_id = get_plan_context(request).article_id
        status = response.status if response else None
        if article_id in self._named_article_ids or article_id in self.open_requests:
            self._count_and_end(request, outcome, status)
        else:
            self._unknown_pages[article_id] = (request, outcome, status)

    def count_as_article(self, request: Request) -> None:
        """Count a page of unknown kind as an article's address, and its request as an article's.

        A second call does nothing.
        """
        if get_plan_context(request).article_id in self.open_requests:
            return
        update_context(request, page_kind="article")
        self._stats.inc_value("requests/article")
        self._stats.inc_value("requests/source", -1)
        self.start(request)

    def admit_within_limit(self, request: Request, limit: int) -> bool:
        """Count a page as an article; say whether a run of `limit` articles at most has room.

        Without room it ends as interrupted, and is left to the next run.
        """
        article_id = get_plan_context(request).article_id
        has_room = article_id in self.open_requests or self.has_room(limit)
        self.count_as_article(request)
        if not has_room:
            self.end(request, make_failed_outcome("interrupted"))
        return has_room

    def _count_and_end(self, request: Request, outcome: str, status: int | None) -> None:
        self.count_as_article(request)
        self._record_end(request, outcome, status)

    def start(self, request: Request) -> None:
        """Open an address that leaves the queue: an outcome is owed. A second call does nothing."""
        article_id = get_plan_context(request).article_id
        if article_id not in self.open_requests:
            self.open_requests[article_id] = request
            self._stats.inc_value("article/started")

    @property
    def active_count(self) -> int:
        """How many addresses are being fetched or stored, without the parked ones."""
        return len(self.open_requests) - sum(map(len, self._parked_requests.values()))

    def has_room(self, limit: int) -> bool:
        """Say whether a run of at most `limit` articles (0: no limit) may take one more."""
        return not limit or self.stored_count + self.active_count < limit

    def park(self, request: Request, canonical_id: str) -> None:
        """Let a request wait for the end of its canonical address."""
        self._parked_requests.setdefault(canonical_id, []).append(request)

    def is_awaited(self, canonical_id: str) -> bool:
        """Say whether requests wait for the end of an address."""
        return canonical_id in self._parked_requests

    def unpark(self, canonical_id: str) -> list[Request]:
        """Remove and return the requests that wait for an address."""
        return self._parked_requests.pop(canonical_id, [])

    def unpark_all(self, publisher: str | None = None) -> list[Request]:
        """Remove and return all requests that wait, or those of one outlet."""
        waiting: list[Request] = []
        for canonical_id, requests in list(self._parked_requests.items()):
            if publisher in (None, get_plan_context(requests[0]).publisher):
                waiting += self._parked_requests.pop(canonical_id)
        return waiting

    def cancel(self, request: Request) -> None:
        """Take back an address whose request a closing crawl never sent.

        A redirect or retry that is not sent any more ends as interrupted.
        """
        if request.meta.get("redirect_times") or request.meta.get("retry_times"):
            self.end(request, make_failed_outcome("interrupted"))
        elif self.open_requests.pop(get_plan_context(request).article_id, None) is not None:
            self._stats.inc_value("article/started", -1)

    def end(
        self, request: Request, outcome: str, response: Response | None = None, **facts: Any
    ) -> None:
        """Count the one outcome of an address; one that is not open is left alone.

        `facts` are sent with the signal: `article` and `published_at`, as in
        `pipelines.collections.pages.RESPONSE_FIELDS`.
        """
        self._record_end(request, outcome, response.status if response else None, **facts)

    def _record_end(self, request: Request, outcome: str, status: int | None, **facts: Any) -> None:
        context = find_plan_context(request)
        if context is None or self.open_requests.pop(context.article_id, None) is None:
            return
        publisher = context.publisher
        self.stored_count += outcome in STORED_OUTCOMES
        self.outcomes[context.article_id] = outcome
        if outcome in STORED_OUTCOMES or outcome in (DUPLICATE, OUT_OF_RANGE):
            self._publishers_with_results.add(publisher)
        for name in name_outcome_stats(publisher, outcome):
            self._stats.inc_value(name)
        self._send_signal(
            article_outcome,
            url=context.address,
            publisher=publisher,
            outcome=outcome,
            status=status,
            listed_at=get_source_date(context.plan.link),
            **asdict(context.validators or _NO_VALIDATORS),
            **facts,
        )

    def has_result(self, target: Target) -> bool:
        """Say whether a target gave anything: an article that is stored, or out of range."""
        if target.kind == "article":
            return self.outcomes.get(make_url_id(target.url)) in STORED_OUTCOMES | {
                DUPLICATE,
                OUT_OF_RANGE,
            }
        return target.publisher.slug in self._publishers_with_results

    def close(self) -> None:
        """End what is still open: redirects and retries that a closing crawl never sent."""
        for request in list(self.open_requests.values()):
            self.end(request, make_failed_outcome("interrupted"))

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """End the address of a stored item with its outcome: stored, unchanged or revised."""
        if response is not None and response.request is not None:
            article_id = make_url_id(_get_value(item, "url"))
            is_other = article_id != get_plan_context(response.request).article_id
            outcome = _get_value(item, "outcome") or STORED
            self.end(response.request, outcome, response, article=article_id if is_other else None)

    def item_dropped(self, item: Any, exception: Exception, response: Response | None) -> None:
        """End the address of a dropped item with the outcome its pipeline gives."""
        if response is not None and response.request is not None:
            outcome = getattr(exception, "outcome", make_failed_outcome("dropped"))
            published_at = _get_value(item, "published_at") if outcome == OUT_OF_RANGE else None
            self.end(response.request, outcome, response, published_at=published_at)

    def item_error(self, response: Response | None) -> None:
        """End the address of an item that a pipeline raised on: fetched but not stored."""
        self._stats.inc_value("article/lost")
        if response is not None and response.request is not None:
            self.end(response.request, make_failed_outcome("pipeline-error"), response)

    def spider_error(self, failure: Failure, response: Response) -> None:
        """End the address of a response that a callback raised on."""
        del failure
        if response.request is not None:
            self.end(response.request, make_failed_outcome("spider-error"), response)


def _get_value(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)
