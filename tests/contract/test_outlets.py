"""Accounts of outlets: each round is counted once, with several writers too."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.crawl.targets import Target
from crawler.health import RoundResult
from crawler.publisher import Publisher
from crawler.signals import article_outcome, round_begun, round_ended
from crawler.state.records import SourceState
from crawler.state.request_context import CONTEXT_KEY, RequestContext
from pipelines.collections import outlets as stored_outlets
from pipelines.collections.spool_loading import load_spool
from pipelines.connection import Connection
from pipelines.recorders.outlet_accounts import OutletAccountRecorder
from tests.contract.conftest import embedded_only, unreachable_settings
from tests.contract.crawl import article
from tests.contract.process import NumberedSpider

Stored = Database[dict[str, Any]]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME = "https://misal.example/"


@dataclass(eq=False)
class OutletSpider(NumberedSpider):
    """A spider of one outlet, of a run or of a standing crawl."""

    targets: tuple[Target, ...]
    standing: bool


def make_spider(*, standing: bool = False) -> Any:
    outlet = Publisher(slug="misal", homepage=HOME, domains=("misal.example",))
    return OutletSpider((Target("misal", "outlet", outlet, HOME),), standing)


def make_request() -> Request:
    return Request(HOME, meta={CONTEXT_KEY: RequestContext(publisher="misal")})


def record_run(settings: dict[str, Any], *stored: int, reason: str = "finished") -> Crawler:
    """Run the recorder over a run that stores these articles."""

    async def run() -> Crawler:
        crawler = get_crawler(NumberedSpider, settings)
        recorder = OutletAccountRecorder.from_crawler(crawler)
        await recorder.spider_opened()
        request = make_request()
        recorder.request_scheduled(request)
        for number in stored:
            recorder.response_downloaded(Response(HOME), request)
            recorder.item_scraped(article(number, outcome="stored"))
            send_outcome(crawler, "stored")
        await recorder.spider_closed(make_spider(), reason)
        return crawler

    return asyncio.run(run())


def send_outcome(crawler: Crawler, outcome: str) -> None:
    crawler.signals.send_catch_log(
        article_outcome, url=HOME, publisher="misal", outcome=outcome, status=200
    )


def run_connected(
    settings: dict[str, Any], work: Callable[[Connection], Coroutine[Any, Any, Any]]
) -> Any:
    async def run() -> Any:
        connection = Connection.for_crawler(get_crawler(NumberedSpider, settings))
        await connection.open()
        try:
            return await work(connection)
        finally:
            await connection.close()

    return asyncio.run(run())


def test_a_run_is_a_round_of_its_outlet(settings: dict[str, Any], stored: Stored) -> None:
    record_run(settings, *range(12))
    (account,) = stored.outlets.find()
    assert account["_id"] == "misal"
    assert account["last_success_at"] == account["runs"][0]["at"]
    assert account["next_due"] - account["last_success_at"] == timedelta(minutes=15)
    (day,) = account["days"].values()
    assert (day["articles"], day["outcomes"]) == (12, {"stored": 12})
    assert day["filled"] == {
        "published_at": 12, "authors": 12, "lead": 0, "section": 0, "images": 12,
    }  # fmt: skip
    for _ in range(3):
        crawler = record_run(settings)
    assert crawler.stats
    (line,) = crawler.stats.get_value("health/findings")
    assert line.startswith("misal: failing: 3 crawls")
    (account,) = stored.outlets.find()
    assert (account["failures"], len(account["runs"])) == (3, 4)
    assert account["next_due"] - account["runs"][-1]["at"] == timedelta(hours=2)
    record_run(settings, reason="shutdown")
    (account,) = stored.outlets.find()
    assert (account["failures"], len(account["runs"])) == (3, 5)


def test_an_outlet_is_due_with_the_first_of_its_sources_and_pages(
    settings: dict[str, Any], stored: Stored
) -> None:
    soon, later = NOON + timedelta(days=9000), NOON + timedelta(days=9001)
    stored.sources.insert_many([
        {"publisher": "misal", "next_due": later},
        {"publisher": "misal", "next_due": None},
        {"publisher": "other", "next_due": NOON},
    ])  # fmt: skip
    stored.pages.insert_one({"publisher": "misal", "next_due": soon})
    record_run(settings, 1)
    (account,) = stored.outlets.find()
    assert account["next_due"] == soon
    record_run(settings | {"RECHECK_ENABLED": False}, 1)
    (account,) = stored.outlets.find()
    assert account["next_due"] == later


def find_due_time(settings: dict[str, Any], now: datetime) -> datetime:
    """Return when the outlet is due for a watch."""
    due_times: dict[str, datetime] = run_connected(
        settings,
        lambda connection: connection.attempt(
            lambda mongo: stored_outlets.find_due_times(mongo, ["misal"], now)
        ),
    )
    return due_times["misal"]


def test_an_outlet_of_which_no_round_was_whole_is_due_at_once(
    settings: dict[str, Any], stored: Stored
) -> None:
    later = NOON + timedelta(days=9000)
    stored.pages.insert_one({"publisher": "misal", "next_due": later})
    record_run(settings, 1, reason="article_limit")
    assert find_due_time(settings, NOON) < NOON
    record_run(settings, 1)
    assert find_due_time(settings, NOON) == later


def test_an_outlet_is_due_no_later_than_sources_left_after_its_account(
    settings: dict[str, Any], stored: Stored
) -> None:
    soon, later = NOON + timedelta(days=9000), NOON + timedelta(days=9001)
    accounts_of = {"misal": (0, later), "failing": (1, later), "unfinished": (0, None)}
    stored.outlets.insert_many(
        {"_id": slug, "failures": failures, "next_due": at}
        for slug, (failures, at) in accounts_of.items()
    )
    sources = [
        SourceState(url=f"https://{slug}.example/{day}", publisher=slug, kind="feed", next_due=at)
        for slug in (*accounts_of, "unknown")
        for day, at in enumerate((later, soon, None))
    ]
    run_connected(
        settings,
        lambda connection: connection.attempt(
            lambda mongo: stored_outlets.advance_due_times(mongo, sources)
        ),
    )
    due_times = {account["_id"]: account["next_due"] for account in stored.outlets.find()}
    assert due_times == {"misal": soon, "failing": later, "unfinished": None}


def test_rounds_of_several_writers_are_all_counted_once(
    settings: dict[str, Any], stored: Stored
) -> None:
    rounds = []
    for number in range(20):
        crawl_round = RoundResult(
            f"{number:02}", "misal", NOON, NOON, whole=True, asked=1, answered=1
        )
        crawl_round.count_outcome("stored", NOON)
        rounds.append(crawl_round)

    async def add(connection: Connection) -> None:
        await asyncio.gather(
            *(
                connection.attempt(partial(stored_outlets.add_round, crawl_round=crawl_round))
                for crawl_round in (*rounds, *rounds)
            )
        )

    run_connected(settings, add)
    (account,) = stored.outlets.find()
    assert account["tick"] == len(account["runs"]) == 20
    assert account["hours"] == {"2026-03-01T12": 20}


def test_an_account_that_was_begun_by_hand_is_gone_on_with(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.outlets.insert_one({"_id": "misal", "next_due": NOON})
    record_run(settings, 1)
    (account,) = stored.outlets.find()
    assert (account["tick"], len(account["runs"])) == (1, 1)


def test_a_standing_crawl_writes_down_every_round(settings: dict[str, Any], stored: Stored) -> None:
    async def run() -> None:
        crawler = get_crawler(NumberedSpider, settings)
        recorder = OutletAccountRecorder.from_crawler(crawler)
        await recorder.spider_opened()
        for outcome in ("stored", "unchanged", "revised"):
            crawler.signals.send_catch_log(round_begun, publisher="misal")
            recorder.request_scheduled(make_request())
            send_outcome(crawler, outcome)
            if outcome != "revised":
                await crawler.signals.send_catch_log_async(
                    round_ended, publisher="misal", whole=True
                )
        await recorder.spider_closed(make_spider(standing=True), "shutdown")

    asyncio.run(run())
    (account,) = stored.outlets.find()
    assert [run["whole"] for run in account["runs"]] == [True, True, False]
    assert [run["stored"] for run in account["runs"]] == [1, 0, 0]


def test_a_standing_crawl_that_begins_no_round_says_nothing_of_an_outlet(
    settings: dict[str, Any], stored: Stored
) -> None:
    async def run() -> None:
        recorder = OutletAccountRecorder.from_crawler(get_crawler(NumberedSpider, settings))
        await recorder.spider_opened()
        await recorder.spider_closed(make_spider(standing=True), "finished")

    asyncio.run(run())
    assert stored.outlets.count_documents({}) == 0


@embedded_only
def test_a_round_survives_a_server_that_stays_away(remote: dict[str, Any], stored: Stored) -> None:
    unreachable = unreachable_settings(Path(remote["DATA_DIR"]))
    record_run(unreachable, *range(7))
    record_run(unreachable, *range(2), reason="store_unavailable")
    assert run_connected(remote, lambda connection: load_spool(connection, size=1)) == 2
    (account,) = stored.outlets.find()
    assert [(run["stored"], run["whole"]) for run in account["runs"]] == [(7, True), (2, False)]
