"""The account of a crawl: every article address started ends in exactly one outcome.

`start` is called when an address leaves the queue, so that an interrupted or limited run accounts
for what it fetched; `Ledger.open` is empty when the sums add up.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from crawler.crawl.targets import Target
from crawler.outcomes import ARCHIVED, DUPLICATE, OUT_OF_RANGE, make_failed_outcome
from crawler.signals import article_outcome
from crawler.state.records import get_source_date
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id

_NO_VALIDATORS = Validators()


class Ledger:
    """Which addresses are known, started and ended in this run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._send_signal: Callable[..., Any] = crawler.signals.send_catch_log
        self._noted_ids: set[str] = set()
        self._ids_by_publisher: dict[str, set[str]] = {}
        self._named_article_ids: set[str] = set()
        self._unknown_pages: dict[str, tuple[Request, str, int | None]] = {}
        self.open_requests: dict[str, Request] = {}
        self._parked_requests: dict[str, list[Request]] = {}
        self.kept_count = 0
        self.outcomes: dict[str, str] = {}
        self._publishers_with_results: set[str] = set()

    @property
    def _stats(self) -> StatsCollector:
        """A crawler has its stats only once its spider is made."""
        assert self._crawler.stats
        return self._crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make a ledger that hears of every item's end."""
        ledger = cls(crawler)
        crawler.signals.connect(ledger.item_scraped, signals.item_scraped)
        crawler.signals.connect(ledger.item_dropped, signals.item_dropped)
        crawler.signals.connect(ledger.item_error, signals.item_error)
        crawler.signals.connect(ledger.spider_error, signals.spider_error)
        return ledger

    def note_address(self, article_id: str, *, named_article: bool, publisher: str = "") -> bool:
        """Note an address of an outlet (slug); say whether it is new to this run.

        `named_article`: its source calls it an article's. One that was asked before as a page of unknown
        kind, and turned out to be none, is counted with its outcome from then on.
        """
        if named_article and article_id not in self._named_article_ids:
            self._named_article_ids.add(article_id)
            if settled := self._unknown_pages.pop(article_id, None):
                self._count_and_end(*settled)
        if article_id in self._noted_ids:
            return False
        self._noted_ids.add(article_id)
        self._ids_by_publisher.setdefault(publisher, set()).add(article_id)
        return True

    def has_noted(self, article_id: str) -> bool:
        """Say whether this run has met an address."""
        return article_id in self._noted_ids

    def note_previous_outcome(self, article_id: str, outcome: str) -> None:
        """Note how an address ended in an earlier run that is not asked for in this one."""
        self.outcomes[article_id] = outcome

    def forget_publisher(self, publisher: str) -> None:
        """Let an outlet's addresses be new again.

        What is still owed an outcome is interrupted.
        """
        for request in list(self.open_requests.values()):
            if request.meta["publisher"] == publisher:
                self.end(request, make_failed_outcome("interrupted"))
        for name in self._ids_by_publisher.pop(publisher, ()):
            self._noted_ids.discard(name)
            self._named_article_ids.discard(name)
            self._unknown_pages.pop(name, None)
            self.outcomes.pop(name, None)

    def record_unknown_page(
        self, request: Request, outcome: str, response: Response | None = None
    ) -> None:
        """A page of unknown kind is no article; that counts only where a source named it one.

        Or where it was one when it was asked before, and waited for its canonical address.
        """
        article_id, status = request.meta["article_id"], response.status if response else None
        if article_id in self._named_article_ids or article_id in self.open_requests:
            self._count_and_end(request, outcome, status)
        else:
            self._unknown_pages[article_id] = (request, outcome, status)

    def count_as_article(self, request: Request) -> None:
        """Count a page of unknown kind among the articles' addresses, and what was sent for it.

        Twice does no harm.
        """
        if request.meta["article_id"] in self.open_requests:
            return
        request.meta["page_kind"] = "article"
        self._stats.inc_value("requests/article")
        self._stats.inc_value("requests/source", -1)
        self.start(request)

    def admit_within_limit(self, request: Request, limit: int) -> bool:
        """Adopt a page that is an article; say whether a run of at most `limit` has room for it.

        One that has none is interrupted: it is left to the next run.
        """
        room = request.meta["article_id"] in self.open_requests or self.has_room(limit)
        self.count_as_article(request)
        if not room:
            self.end(request, make_failed_outcome("interrupted"))
        return room

    def _count_and_end(self, request: Request, outcome: str, status: int | None) -> None:
        self.count_as_article(request)
        self._record_end(request, outcome, status)

    def start(self, request: Request) -> None:
        """An address leaves the queue: from here on an outcome is owed. Twice does no harm."""
        article_id = request.meta["article_id"]
        if article_id not in self.open_requests:
            self.open_requests[article_id] = request
            self._stats.inc_value("article/started")

    @property
    def active_count(self) -> int:
        """How many addresses are being fetched or stored; the parked wait for one of them."""
        return len(self.open_requests) - sum(map(len, self._parked_requests.values()))

    def has_room(self, limit: int) -> bool:
        """Say whether a run of at most `limit` articles (0: no limit) may take one more."""
        return not limit or self.kept_count + self.active_count < limit

    def park(self, request: Request, canonical_id: str) -> None:
        """Let an address wait for the end of another."""
        self._parked_requests.setdefault(canonical_id, []).append(request)

    def unpark(self, canonical_id: str) -> list[Request]:
        """Return those that waited for an address."""
        return self._parked_requests.pop(canonical_id, [])

    def unpark_all(self, publisher: str | None = None) -> list[Request]:
        """Return all that wait, or those of one outlet."""
        waiting: list[Request] = []
        for canonical, requests in list(self._parked_requests.items()):
            if publisher in (None, requests[0].meta["publisher"]):
                waiting += self._parked_requests.pop(canonical)
        return waiting

    def cancel(self, request: Request) -> None:
        """Take back an address that was never sent: the crawl was told to end before its turn.

        A redirect or retry that was not sent any more ends as interrupted.
        """
        if request.meta.get("redirect_times") or request.meta.get("retry_times"):
            self.end(request, make_failed_outcome("interrupted"))
        elif self.open_requests.pop(request.meta["article_id"], None) is not None:
            self._stats.inc_value("article/started", -1)

    def end(
        self, request: Request, outcome: str, response: Response | None = None, **facts: Any
    ) -> None:
        """Count the one outcome of an address; what was never started or has ended is left.

        `facts` may say more of its article: see `pipelines.collections.pages`.
        """
        self._record_end(request, outcome, response.status if response else None, **facts)

    def _record_end(self, request: Request, outcome: str, status: int | None, **facts: Any) -> None:
        if self.open_requests.pop(request.meta.get("article_id", ""), None) is None:
            return
        publisher = request.meta["publisher"]
        self.kept_count += outcome in ARCHIVED
        self.outcomes[request.meta["article_id"]] = outcome
        if outcome in ARCHIVED or outcome in (DUPLICATE, OUT_OF_RANGE):
            self._publishers_with_results.add(publisher)
        self._stats.inc_value(f"article/{outcome}")
        self._stats.inc_value(f"publisher/{publisher}/{outcome}")
        self._send_signal(
            article_outcome,
            url=request.meta["address"],
            publisher=publisher,
            outcome=outcome,
            status=status,
            listed_at=get_source_date(request.meta.get("hint")),
            **asdict(request.meta.get("validators", _NO_VALIDATORS)),
            **facts,
        )

    def has_result(self, target: Target) -> bool:
        """Say whether anything came of a target: an article is stored, or out of the range."""
        if target.kind == "article":
            return self.outcomes.get(make_url_id(target.url)) in ARCHIVED | {
                DUPLICATE,
                OUT_OF_RANGE,
            }
        return target.publisher.slug in self._publishers_with_results

    def close(self) -> None:
        """End what is still under way: a redirect or retry that a closing crawl never sent."""
        for request in list(self.open_requests.values()):
            self.end(request, make_failed_outcome("interrupted"))

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """Stored, unchanged or revised, as the store says."""
        if response is not None and response.request is not None:
            name = make_url_id(_get_value(item, "url"))
            other = name if name != response.request.meta["article_id"] else None
            outcome = _get_value(item, "outcome") or "stored"
            self.end(response.request, outcome, response, article=other)

    def item_dropped(self, item: Any, exception: Exception, response: Response | None) -> None:
        """Duplicate, rejected or failed, as the pipeline that dropped it says."""
        if response is not None and response.request is not None:
            outcome = getattr(exception, "outcome", make_failed_outcome("dropped"))
            date = _get_value(item, "published_at") if outcome == OUT_OF_RANGE else None
            self.end(response.request, outcome, response, published_at=date)

    def item_error(self, response: Response | None) -> None:
        """A pipeline broke on it: fetched but not stored."""
        self._stats.inc_value("article/lost")
        if response is not None and response.request is not None:
            self.end(response.request, make_failed_outcome("pipeline-error"), response)

    def spider_error(self, failure: Failure, response: Response) -> None:
        """A callback broke on it."""
        del failure
        if response.request is not None:
            self.end(response.request, make_failed_outcome("spider-error"), response)


def _get_value(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)
