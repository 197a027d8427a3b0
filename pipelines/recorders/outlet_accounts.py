"""Keeps the account of every outlet crawled, and says what is wrong with it.

Beside `pipelines.recorders.runs`: a run that is over is one round of each of its outlets; a
standing crawl tells when the rounds of each begin and end.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawler.health import FIELDS, Account, Round, findings
from crawler.outcomes import REVISED, STORED
from crawler.signals import article_outcome, round_begun, round_ended
from crawler.state.interfaces import DatabaseUnavailable
from crawler.text.printable import printable
from pipelines.collections import outlets as stored_outlets
from pipelines.collections.unspool import line
from pipelines.connection import Connection, StoreAwayError, new_run_id
from pipelines.items import Dropped, read_article
from pipelines.mongo.documents import instant, plain

logger = logging.getLogger(__name__)

_SAID_MAX = 100  # lines kept in the stats of a crawl that may stand for years


class Outlets:
    """An extension. What is wrong stands in the log, and in the stats as `health/findings`."""

    def __init__(self, crawler: Crawler, connection: Connection, *, pace: timedelta) -> None:
        assert crawler.stats
        self._crawler = crawler
        self._stats = crawler.stats
        self._connection = connection
        self._pace = pace
        self._asked = stored_outlets.asked_by(crawler.settings)
        self._rounds: dict[str, Round] = {}
        self._standing = False
        self._said: dict[str, set[tuple[str, str]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read WATCH_PACE beside what the connection reads. Raises NotConfigured."""
        if not crawler.settings.getbool("RECORD_ENABLED", True):
            raise NotConfigured
        pace = timedelta(seconds=crawler.settings.getfloat("WATCH_PACE", 900.0))
        outlets = cls(crawler, Connection.of(crawler), pace=pace)
        for heard, signal in (
            (outlets.spider_opened, signals.spider_opened),
            (outlets.request_scheduled, signals.request_scheduled),
            (outlets.response_downloaded, signals.response_downloaded),
            (outlets.article_ended, article_outcome),
            (outlets.item_scraped, signals.item_scraped),
            (outlets.round_begun, round_begun),
            (outlets.round_ended, round_ended),
            (outlets.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(heard, signal)
        return outlets

    async def spider_opened(self) -> None:
        """Share the store's connection. Where there is none, rounds are spooled."""
        try:
            await self._connection.open()
        except DatabaseUnavailable as error:
            logger.error("Rounds cannot be counted: %s", error)

    def request_scheduled(self, request: Request) -> None:
        """Note that an outlet is asked."""
        if publisher := request.meta.get("publisher"):
            self._round(publisher).asked += 1

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Note that an outlet answers; a redirect may lead nowhere."""
        publisher = request.meta.get("publisher")
        if publisher and (response.status < 300 or response.status == 304):
            self._round(publisher).answered += 1

    def article_ended(self, publisher: str, outcome: str) -> None:
        """Count how an address ended."""
        self._round(publisher).end(outcome, self._now())

    def item_scraped(self, item: Any) -> None:
        """Look at an article that is new or has changed."""
        try:
            article = read_article(item)
        except TypeError:
            return  # of another spider
        if article.outcome in (STORED, REVISED):
            filled = {name: bool(getattr(article, name)) for name in FIELDS}
            self._round(article.publisher).show(filled, article.word_count or 0)

    def round_begun(self, publisher: str) -> None:
        """Start counting anew."""
        self._standing = True
        self._rounds[publisher] = Round(new_run_id(self._connection.now), publisher, self._now())

    async def round_ended(self, publisher: str, whole: bool) -> None:
        """Write down what a round of a standing crawl came to."""
        if one := self._rounds.pop(publisher, None):
            one.whole = whole
            await self._finish(one)
            kept, bad = sum(one.stored.values()), one.bad.total()
            logger.info("%s: %d stored, %d failed", printable(publisher), kept, bad)

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write down what is left: in a run that is over, all of it."""
        targets = [target for target in getattr(spider, "targets", ()) if target.kind == "outlet"]
        slugs = {target.publisher.slug for target in targets}
        standing = getattr(spider, "standing", False)
        if not standing:  # which may never have begun a round
            for slug in slugs:
                self._round(slug)
        settings = self._crawler.settings
        whole = reason == "finished" and not settings.get("UNTIL") and not standing
        for slug in sorted(self._rounds):
            one = self._rounds[slug]
            one.whole = whole and slug in slugs
            await self._finish(one)
        await self._connection.close()

    def _round(self, publisher: str) -> Round:
        if publisher not in self._rounds:
            # What comes between two rounds of a standing crawl is a round of its own.
            run = new_run_id(self._connection.now) if self._standing else self._connection.run
            self._rounds[publisher] = Round(run, publisher, self._now())
        return self._rounds[publisher]

    async def _finish(self, one: Round) -> None:
        one.finished_at = self._now()
        try:
            account = await self._connection.attempt(
                lambda mongo: stored_outlets.add(mongo, one, pace=self._pace, of=self._asked)
            )
        except StoreAwayError:
            self._spool(one)
        except ValueError as error:
            self._stats.inc_value("record/refused")
            logger.error("%s", error)
        else:
            self._judge(one.publisher, account)

    def _judge(self, publisher: str, account: Account) -> None:
        """Say what is wrong; of a standing crawl only what was not said before."""
        found = {(one.kind, one.about): one for one in findings(printable(publisher), account)}
        said = self._said.get(publisher, set())
        self._said[publisher] = set(found)
        lines = [found[key].line for key in sorted(found.keys() - said)]
        for text in lines:
            logger.warning("ALERT %s", text)
        lines = [*self._stats.get_value("health/findings", []), *lines]
        self._stats.set_value("health/findings", lines[-_SAID_MAX:])

    def _spool(self, one: Round) -> None:
        try:
            self._connection.spool.add([line("outlets", plain(one.as_values()))])
        except (OSError, Dropped) as error:
            self._stats.inc_value("record/lost")
            logger.error("A round can be neither counted nor spooled: %s", error)

    def _now(self) -> datetime:
        return instant(self._connection.now())
