"""Documents that the recorders of a crawl write to `pages`, `rejected` and `runs`."""

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.signals import article_outcome
from pipelines.collections import pages
from pipelines.collections.spool_loading import load_spool
from pipelines.connection import Connection
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, BulkResult, Insertion, Removal, Update, Write
from pipelines.recorders.page_outcomes import PageOutcomeRecorder
from pipelines.recorders.runs import RunRecorder
from tests.contract.conftest import embedded_only, unreachable_settings
from tests.contract.engines import ROOT
from tests.contract.process import NumberedSpider

Stored = Database[dict[str, Any]]
URL = "https://misal.example/akhbar/1"


def record_outcomes(settings: dict[str, Any], *outcomes: dict[str, Any]) -> Crawler:
    """Run the recorder over outcomes, one after the other."""

    async def run() -> Crawler:
        crawler = get_crawler(NumberedSpider, settings)
        recorder = PageOutcomeRecorder.from_crawler(crawler)
        await recorder.spider_opened()
        for outcome in outcomes:
            crawler.signals.send_catch_log(article_outcome, **outcome)
            await asyncio.sleep(0.05)
        await recorder.spider_closed()
        return crawler

    return asyncio.run(run())


def make_outcome(outcome: str, **answer: Any) -> dict[str, Any]:
    return {"url": URL, "publisher": "misal", "outcome": outcome, **answer}


class StaleMongo(Mongo):
    """A connection that sees no pages, as if other crawls wrote them after its look-up."""

    async def find(self, collection: str, *values: Any, **named: Any) -> list[dict[str, Any]]:
        """Find no pages."""
        return [] if collection == "pages" else await super().find(collection, *values, **named)


def test_a_page_another_crawl_has_written_meanwhile_is_changed(
    settings: dict[str, Any], stored: Stored
) -> None:
    record_outcomes(settings, make_outcome("stored", status=200))
    later = datetime.now(UTC) + timedelta(minutes=1)
    outcomes = [
        pages.make_page_outcome(
            url=url, publisher="misal", outcome="unchanged", at=later, response_values={}
        )
        for url in (URL, f"{URL}1")
    ]

    async def save() -> None:
        mongo = StaleMongo(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])
        await pages.save_page_outcomes(mongo, outcomes, ())
        await mongo.close()

    asyncio.run(save())
    names = {page["url"]: page["outcome"] for page in stored.pages.find()}
    assert names == {URL: "unchanged", f"{URL}1": "unchanged"}


def test_writes_of_all_kinds_go_in_one_bulk(settings: dict[str, Any], stored: Stored) -> None:
    stored.things.insert_many([{"_id": name, "of": None} for name in ("a", "b", "c")])
    writes: list[Write] = [
        Insertion({"_id": "a"}),
        Insertion({"_id": "d", "of": "d"}),
        Update(
            {"_id": {"$in": ["a", "b"]}, "of": None}, [{"$set": {"of": "$_id"}}], update_all=True
        ),
        Update({"_id": "e"}, {"$set": {"of": "e"}}, upsert=True),
        Removal({"_id": {"$in": ["c", "x"]}}),
    ]

    async def write() -> tuple[BulkResult, BulkResult]:
        mongo = Mongo(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])
        results = await mongo.write("things", writes), await mongo.write("things", writes[2:])
        await mongo.close()
        return results

    result, second_result = asyncio.run(write())
    assert result.inserted == {1, 3}
    refusals = {
        index: (refusal.code, refusal.index_fields) for index, refusal in result.refused.items()
    }
    assert refusals == {0: (DUPLICATE_KEY, ("_id",))}
    assert second_result == BulkResult()
    assert {thing["_id"]: thing["of"] for thing in stored.things.find()} == {
        name: name for name in ("a", "b", "d", "e")
    }


def test_a_page_tells_its_last_outcome_and_failures(
    settings: dict[str, Any], stored: Stored
) -> None:
    validators = {"etag": '"a"', "last_modified": "Sun, 01 Mar 2026 12:00:00 GMT"}
    record_outcomes(
        settings,
        make_outcome("stored", status=200, **validators),
        make_outcome("failed:http-503", status=503),
        make_outcome("failed:timeout"),
    )
    (page,) = stored.pages.find()
    assert (page["outcome"], page["status"], page["failures"]) == ("failed:timeout", None, 2)
    assert page["etag"] == '"a"'
    record_outcomes(settings, make_outcome("unchanged", status=200))
    (page,) = stored.pages.find()
    assert (page["failures"], page["etag"], page["last_modified"]) == (0, None, None)
    assert stored.rejected.count_documents({}) == 0


def test_a_page_that_is_no_article_is_kept_with_the_reason(
    settings: dict[str, Any], stored: Stored
) -> None:
    record_outcomes(
        settings,
        make_outcome("rejected:no-text", status=200),
        make_outcome("rejected:not-arabic", status=200),
    )
    (rejection,) = stored.rejected.find()
    values = (rejection["url"], rejection["publisher"], rejection["reason"])
    assert values == (URL, "misal", "not-arabic")


def test_a_rejection_is_cleared_once_the_page_is_an_article(
    settings: dict[str, Any], stored: Stored
) -> None:
    record_outcomes(settings, make_outcome("rejected:no-text"))
    assert stored.rejected.count_documents({}) == 1
    record_outcomes(settings, make_outcome("stored"))
    assert stored.rejected.count_documents({}) == 0
    record_outcomes(settings, make_outcome("rejected:out-of-range"))
    assert stored.rejected.count_documents({}) == 0


def test_what_cannot_be_recorded_is_counted(settings: dict[str, Any], stored: Stored) -> None:
    unstorable = {**make_outcome("stored"), "publisher": "\ud800"}
    crawler = record_outcomes(settings, unstorable, make_outcome("stored"))
    assert crawler.stats
    assert crawler.stats.get_value("record/refused") == 1
    assert stored.pages.count_documents({}) == 1


@embedded_only
def test_outcomes_survive_a_server_that_stays_away(remote: dict[str, Any], stored: Stored) -> None:
    crawler = get_crawler(NumberedSpider, unreachable_settings(Path(remote["DATA_DIR"])))

    async def run() -> None:
        recorder = PageOutcomeRecorder.from_crawler(crawler)
        runs = RunRecorder.from_crawler(crawler)
        await recorder.spider_opened()
        await runs.spider_opened(NumberedSpider())
        outcome = make_outcome("rejected:no-text", status=200)
        crawler.signals.send_catch_log(article_outcome, **outcome)
        await recorder.spider_closed()
        await runs.spider_closed("store_unavailable")

    asyncio.run(run())

    async def load() -> int:
        connection = Connection.for_crawler(get_crawler(NumberedSpider, remote))
        await connection.open()
        loaded = await load_spool(connection, size=100)
        await connection.close()
        return loaded

    assert asyncio.run(load()) == 3
    assert stored.pages.count_documents({"outcome": "rejected:no-text"}) == 1
    assert stored.rejected.count_documents({"reason": "no-text"}) == 1
    assert stored.runs.count_documents({"reason": "store_unavailable"}) == 1


@embedded_only
def test_a_run_has_its_document(settings: dict[str, Any], stored: Stored) -> None:
    command = [sys.executable, "-m", "tests.contract.process"]
    process = subprocess.run(
        [*command, json.dumps(settings)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    stats = json.loads(process.stdout.splitlines()[-1])
    (run,) = stored.runs.find()
    assert run["_id"] == stats["run/id"]
    assert (run["state"], run["reason"]) == ("finished", "finished")
    assert run["seconds"] > 0
    assert run["started_at"] < run["finished_at"]
    assert run["settings"]["STORE_PATIENCE"] == settings["STORE_PATIENCE"]
    assert settings["MONGODB_URI"] not in str(run)
    assert run["outcomes"] == {}
    assert stored.articles.count_documents({}) == stats["item_scraped_count"]
