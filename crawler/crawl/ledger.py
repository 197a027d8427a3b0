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
from crawler.outcomes import DUPLICATE, KEPT, OUT_OF_RANGE, failed
from crawler.signals import article_outcome
from crawler.state.records import told
from crawler.state.validators import Validators
from crawler.urls.canonical_form import article_id

_UNTOLD = Validators()


class Ledger:
    """Which addresses are known, started and ended in this run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._send: Callable[..., Any] = crawler.signals.send_catch_log
        self._known: set[str] = set()
        self._of: dict[str, set[str]] = {}
        self._named: set[str] = set()
        self._settled: dict[str, tuple[Request, str, int | None]] = {}
        self.open: dict[str, Request] = {}
        self._parked: dict[str, list[Request]] = {}
        self.kept = 0
        self.ended: dict[str, str] = {}
        self._giving: set[str] = set()

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

    def learn(self, article_id: str, *, named: bool, of: str = "") -> bool:
        """Note an address of an outlet (slug); say whether it is new to this run.

        `named`: its source calls it an article's. One that was asked before as a page of unknown
        kind, and turned out to be none, is counted with its outcome from then on.
        """
        if named and article_id not in self._named:
            self._named.add(article_id)
            if settled := self._settled.pop(article_id, None):
                self._account(*settled)
        if article_id in self._known:
            return False
        self._known.add(article_id)
        self._of.setdefault(of, set()).add(article_id)
        return True

    def knows(self, article_id: str) -> bool:
        """Say whether this run has met an address."""
        return article_id in self._known

    def recall(self, article_id: str, outcome: str) -> None:
        """Note how an address ended in an earlier run that is not asked for in this one."""
        self.ended[article_id] = outcome

    def forget(self, publisher: str) -> None:
        """Let an outlet's addresses be new again.

        What is still owed an outcome is interrupted.
        """
        for request in list(self.open.values()):
            if request.meta["publisher"] == publisher:
                self.end(request, failed("interrupted"))
        for name in self._of.pop(publisher, ()):
            self._known.discard(name)
            self._named.discard(name)
            self._settled.pop(name, None)
            self.ended.pop(name, None)

    def settle(self, request: Request, outcome: str, response: Response | None = None) -> None:
        """A page of unknown kind is no article; that counts only where a source named it one.

        Or where it was one when it was asked before, and waited for its canonical address.
        """
        article_id, status = request.meta["article_id"], response.status if response else None
        if article_id in self._named or article_id in self.open:
            self._account(request, outcome, status)
        else:
            self._settled[article_id] = (request, outcome, status)

    def adopt(self, request: Request) -> None:
        """Count a page of unknown kind among the articles' addresses, and what was sent for it.

        Twice does no harm.
        """
        if request.meta["article_id"] in self.open:
            return
        request.meta["page_kind"] = "article"
        self._stats.inc_value("requests/article")
        self._stats.inc_value("requests/source", -1)
        self.start(request)

    def admit(self, request: Request, limit: int) -> bool:
        """Adopt a page that is an article; say whether a run of at most `limit` has room for it.

        One that has none is interrupted: it is left to the next run.
        """
        room = request.meta["article_id"] in self.open or self.has_room(limit)
        self.adopt(request)
        if not room:
            self.end(request, failed("interrupted"))
        return room

    def _account(self, request: Request, outcome: str, status: int | None) -> None:
        self.adopt(request)
        self._end(request, outcome, status)

    def start(self, request: Request) -> None:
        """An address leaves the queue: from here on an outcome is owed. Twice does no harm."""
        article_id = request.meta["article_id"]
        if article_id not in self.open:
            self.open[article_id] = request
            self._stats.inc_value("article/started")

    @property
    def under_way(self) -> int:
        """How many addresses are being fetched or stored; the parked wait for one of them."""
        return len(self.open) - sum(map(len, self._parked.values()))

    def has_room(self, limit: int) -> bool:
        """Say whether a run of at most `limit` articles (0: no limit) may take one more."""
        return not limit or self.kept + self.under_way < limit

    def park(self, request: Request, canonical: str) -> None:
        """Let an address wait for the end of another."""
        self._parked.setdefault(canonical, []).append(request)

    def unpark(self, canonical: str) -> list[Request]:
        """Return those that waited for an address."""
        return self._parked.pop(canonical, [])

    def unpark_all(self, publisher: str | None = None) -> list[Request]:
        """Return all that wait, or those of one outlet."""
        waiting: list[Request] = []
        for canonical, requests in list(self._parked.items()):
            if publisher in (None, requests[0].meta["publisher"]):
                waiting += self._parked.pop(canonical)
        return waiting

    def withdraw(self, request: Request) -> None:
        """Take back an address that was never sent: the crawl was told to end before its turn.

        A redirect or retry that was not sent any more ends as interrupted.
        """
        if request.meta.get("redirect_times") or request.meta.get("retry_times"):
            self.end(request, failed("interrupted"))
        elif self.open.pop(request.meta["article_id"], None) is not None:
            self._stats.inc_value("article/started", -1)

    def end(
        self, request: Request, outcome: str, response: Response | None = None, **facts: Any
    ) -> None:
        """Count the one outcome of an address; what was never started or has ended is left.

        `facts` may say more of its article: see `pipelines.collections.pages`.
        """
        self._end(request, outcome, response.status if response else None, **facts)

    def _end(self, request: Request, outcome: str, status: int | None, **facts: Any) -> None:
        if self.open.pop(request.meta.get("article_id", ""), None) is None:
            return
        publisher = request.meta["publisher"]
        self.kept += outcome in KEPT
        self.ended[request.meta["article_id"]] = outcome
        if outcome in KEPT or outcome in (DUPLICATE, OUT_OF_RANGE):
            self._giving.add(publisher)
        self._stats.inc_value(f"article/{outcome}")
        self._stats.inc_value(f"publisher/{publisher}/{outcome}")
        self._send(
            article_outcome,
            url=request.meta["address"],
            publisher=publisher,
            outcome=outcome,
            status=status,
            listed_at=told(request.meta.get("hint")),
            **asdict(request.meta.get("validators", _UNTOLD)),
            **facts,
        )

    def gave(self, target: Target) -> bool:
        """Say whether anything came of a target: an article is stored, or out of the range."""
        if target.kind == "article":
            return self.ended.get(article_id(target.url)) in KEPT | {DUPLICATE, OUT_OF_RANGE}
        return target.publisher.slug in self._giving

    def close(self) -> None:
        """End what is still under way: a redirect or retry that a closing crawl never sent."""
        for request in list(self.open.values()):
            self.end(request, failed("interrupted"))

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """Stored, unchanged or revised, as the store says."""
        if response is not None and response.request is not None:
            name = article_id(_of(item, "url"))
            other = name if name != response.request.meta["article_id"] else None
            outcome = _of(item, "outcome") or "stored"
            self.end(response.request, outcome, response, article=other)

    def item_dropped(self, item: Any, exception: Exception, response: Response | None) -> None:
        """Duplicate, rejected or failed, as the pipeline that dropped it says."""
        if response is not None and response.request is not None:
            outcome = getattr(exception, "outcome", failed("dropped"))
            date = _of(item, "published_at") if outcome == OUT_OF_RANGE else None
            self.end(response.request, outcome, response, published_at=date)

    def item_error(self, response: Response | None) -> None:
        """A pipeline broke on it: fetched but not stored."""
        self._stats.inc_value("article/lost")
        if response is not None and response.request is not None:
            self.end(response.request, failed("pipeline-error"), response)

    def spider_error(self, failure: Failure, response: Response) -> None:
        """A callback broke on it."""
        del failure
        if response.request is not None:
            self.end(response.request, failed("spider-error"), response)


def _of(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)
