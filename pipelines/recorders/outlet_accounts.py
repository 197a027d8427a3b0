"""Outlet accounts: a recorder that adds every round to its outlet's account and reports alerts.

A run that ends by itself is one round of each of its outlets. A standing crawl sends signals when
the rounds of an outlet begin and end.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawler.health import MONITORED_FIELDS, OutletAccount, RoundResult, find_alerts
from crawler.outcomes import REVISED, STORED
from crawler.signals import article_outcome, round_begun, round_ended
from crawler.state.interfaces import DatabaseUnavailable
from crawler.state.request_context import get_publisher_slug, is_body_kept
from crawler.text.printable import make_printable
from pipelines.collections import outlets as stored_outlets
from pipelines.connection import Connection, NotSpooledError, SpooledDocuments, make_run_id
from pipelines.items import Dropped, read_article
from pipelines.mongo.documents import make_storable, truncate_instant

logger = logging.getLogger(__name__)

_MAX_STAT_LINES = 100  # of a standing crawl, which may run for years


class OutletAccountRecorder:
    """An extension that counts rounds and puts alerts in the log and in the stats.

    The stat `health/findings` is a list of lines.
    """

    def __init__(
        self, crawler: Crawler, connection: Connection, *, default_pace: timedelta
    ) -> None:
        assert crawler.stats
        self._crawler = crawler
        self._stats = crawler.stats
        self._connection = connection
        self._default_pace = default_pace
        self._due_collections = stored_outlets.select_due_collections(crawler.settings)
        self._rounds: dict[str, RoundResult] = {}
        self._standing = False
        self._reported_findings: dict[str, set[tuple[str, str]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read WATCH_PACE. Raises NotConfigured without RECORD_ENABLED."""
        if not crawler.settings.getbool("RECORD_ENABLED", True):
            raise NotConfigured
        pace = timedelta(seconds=crawler.settings.getfloat("WATCH_PACE", 900.0))
        recorder = cls(crawler, Connection.for_crawler(crawler), default_pace=pace)
        for handler, signal in (
            (recorder.spider_opened, signals.spider_opened),
            (recorder.request_scheduled, signals.request_scheduled),
            (recorder.response_downloaded, signals.response_downloaded),
            (recorder.article_ended, article_outcome),
            (recorder.item_scraped, signals.item_scraped),
            (recorder.round_begun, round_begun),
            (recorder.round_ended, round_ended),
            (recorder.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal)
        return recorder

    async def spider_opened(self) -> None:
        """Share the store's connection; where no database answers, rounds are spooled."""
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.error("Rounds cannot be counted: %s", error)

    def request_scheduled(self, request: Request) -> None:
        """Count a request to an outlet."""
        publisher = get_publisher_slug(request)
        if publisher and not is_body_kept(request):
            self._get_round(publisher).asked += 1

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Count an answer of an outlet; a redirect is none, it may lead nowhere."""
        publisher = get_publisher_slug(request)
        if publisher and (response.status < 300 or response.status == 304):
            self._get_round(publisher).answered += 1

    def article_ended(self, publisher: str, outcome: str) -> None:
        """Count the outcome of an article's address."""
        self._get_round(publisher).count_outcome(outcome, self._now())

    def item_scraped(self, item: Any) -> None:
        """Count the filled fields of an article that is new or has changed."""
        try:
            article = read_article(item)
        except TypeError:
            return  # another spider's item
        if article.outcome in (STORED, REVISED):
            filled = {name: bool(getattr(article, name)) for name in MONITORED_FIELDS}
            self._get_round(article.publisher).count_article(filled, article.word_count or 0)

    def round_begun(self, publisher: str) -> None:
        """Begin a new count for an outlet."""
        self._standing = True
        self._rounds[publisher] = RoundResult(
            make_run_id(self._connection.now), publisher, self._now()
        )

    async def round_ended(self, publisher: str, whole: bool) -> None:
        """Add a round of a standing crawl to its outlet's account."""
        if crawl_round := self._rounds.pop(publisher, None):
            crawl_round.whole = whole
            await self._finish_round(crawl_round)
            stored = sum(crawl_round.stored.values())
            failed = crawl_round.failed_outcomes.total()
            logger.info("%s: %d stored, %d failed", make_printable(publisher), stored, failed)

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """Add the rounds that have not ended: in a run, those of all its outlets."""
        targets = [target for target in getattr(spider, "targets", ()) if target.kind == "outlet"]
        slugs = {target.publisher.slug for target in targets}
        standing = getattr(spider, "standing", False)
        if not standing:  # an outlet without a single request has a round too
            for slug in slugs:
                self._get_round(slug)
        settings = self._crawler.settings
        whole = reason == "finished" and not settings.get("UNTIL") and not standing
        for slug in sorted(self._rounds):
            crawl_round = self._rounds[slug]
            crawl_round.whole = whole and slug in slugs
            await self._finish_round(crawl_round)
        await self._connection.close()

    def _get_round(self, publisher: str) -> RoundResult:
        if publisher not in self._rounds:
            # Events between two rounds of a standing crawl count as a round of their own.
            run_id = (
                make_run_id(self._connection.now) if self._standing else self._connection.run_id
            )
            self._rounds[publisher] = RoundResult(run_id, publisher, self._now())
        return self._rounds[publisher]

    async def _finish_round(self, crawl_round: RoundResult) -> None:
        crawl_round.finished_at = self._now()
        try:
            account = await self._connection.write_or_spool(
                lambda mongo: stored_outlets.add_round(
                    mongo,
                    crawl_round,
                    default_pace=self._default_pace,
                    collections=self._due_collections,
                ),
                "outlets",
                lambda: [make_storable(crawl_round.as_values())],
            )
        except ValueError as error:
            self._stats.inc_value("record/refused")
            logger.error("%s", error)
        except (NotSpooledError, Dropped) as error:
            self._stats.inc_value("record/lost")
            logger.error("A round can be neither counted nor spooled: %s", error)
        else:
            if not isinstance(account, SpooledDocuments):
                self._report_findings(crawl_round.publisher, account)

    def _report_findings(self, publisher: str, account: OutletAccount) -> None:
        """Log alerts and put them in the stats; a standing crawl leaves out those of last time."""
        alerts = {
            (alert.kind, alert.subject): alert
            for alert in find_alerts(make_printable(publisher), account)
        }
        reported = self._reported_findings.get(publisher, set())
        self._reported_findings[publisher] = set(alerts)
        lines = [alerts[key].line for key in sorted(alerts.keys() - reported)]
        for line in lines:
            logger.warning("ALERT %s", line)
        lines = [*self._stats.get_value("health/findings", []), *lines]
        self._stats.set_value("health/findings", lines[-_MAX_STAT_LINES:])

    def _now(self) -> datetime:
        return truncate_instant(self._connection.now())
