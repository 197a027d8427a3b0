"""What a crawl leaves in `pages`, `rejected` and `runs`."""

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
from pipelines.collections.unspool import load_spool
from pipelines.connection import Connection
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, BulkResult, Insertion, Removal, Update, Write
from pipelines.recorders.page_outcomes import PageOutcomeRecorder
from pipelines.recorders.runs import RunRecorder
from tests.contract.conftest import nowhere, ours
from tests.contract.engines import ROOT
from tests.contract.process import NumberedSpider

Stored = Database[dict[str, Any]]
URL = "https://misal.example/akhbar/1"


def crawl(settings: dict[str, Any], *ends: dict[str, Any]) -> Crawler:
    """Run the extensions over addresses that end so, one after the other."""

    async def run() -> Crawler:
        crawler = get_crawler(NumberedSpider, settings)
        record = PageOutcomeRecorder.from_crawler(crawler)
        await record.spider_opened()
        for end in ends:
            crawler.signals.send_catch_log(article_outcome, **end)
            await asyncio.sleep(0.05)
        await record.spider_closed()
        return crawler

    return asyncio.run(run())


def end(outcome: str, **answer: Any) -> dict[str, Any]:
    return {"url": URL, "publisher": "misal", "outcome": outcome, **answer}


class Unaware(Mongo):
    """A connection that others write behind: what it finds of pages is what stood there before."""

    async def find(self, collection: str, *values: Any, **named: Any) -> list[dict[str, Any]]:
        """Find nothing of pages."""
        return [] if collection == "pages" else await super().find(collection, *values, **named)


def test_a_page_another_crawl_has_written_meanwhile_is_changed(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawl(settings, end("stored", status=200))
    later = datetime.now(UTC) + timedelta(minutes=1)
    ends = [
        pages.make_page_outcome(
            url=url, publisher="misal", outcome="unchanged", at=later, response_values={}
        )
        for url in (URL, f"{URL}1")
    ]

    async def save() -> None:
        mongo = Unaware(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])
        await pages.save_page_outcomes(mongo, ends, ())
        await mongo.close()

    asyncio.run(save())
    found = {one["url"]: one["outcome"] for one in stored.pages.find()}
    assert found == {URL: "unchanged", f"{URL}1": "unchanged"}


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
        done = await mongo.write("things", writes), await mongo.write("things", writes[2:])
        await mongo.close()
        return done

    done, again = asyncio.run(write())
    assert done.inserted == {1, 3}
    assert {at: (no.code, no.index_fields) for at, no in done.refused.items()} == {
        0: (DUPLICATE_KEY, ("_id",))
    }
    assert again == BulkResult()
    assert {one["_id"]: one["of"] for one in stored.things.find()} == {
        name: name for name in ("a", "b", "d", "e")
    }


def test_a_page_tells_its_last_outcome_and_failures(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawl(
        settings,
        end("stored", status=200, etag='"a"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT"),
        end("failed:http-503", status=503),
        end("failed:timeout"),
    )
    (page,) = stored.pages.find()
    assert (page["outcome"], page["status"], page["failures"]) == ("failed:timeout", None, 2)
    assert page["etag"] == '"a"'
    crawl(settings, end("unchanged", status=200))
    (page,) = stored.pages.find()
    assert (page["failures"], page["etag"], page["last_modified"]) == (0, None, None)
    assert stored.rejected.count_documents({}) == 0


def test_a_page_that_is_no_article_is_kept_with_the_reason(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawl(settings, end("rejected:no-text", status=200), end("rejected:not-arabic", status=200))
    (found,) = stored.rejected.find()
    assert (found["url"], found["publisher"], found["reason"]) == (URL, "misal", "not-arabic")


def test_a_rejection_is_cleared_once_the_page_is_an_article(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawl(settings, end("rejected:no-text"))
    assert stored.rejected.count_documents({}) == 1
    crawl(settings, end("stored"))
    assert stored.rejected.count_documents({}) == 0
    crawl(settings, end("rejected:out-of-range"))
    assert stored.rejected.count_documents({}) == 0


def test_what_cannot_be_recorded_is_counted(settings: dict[str, Any], stored: Stored) -> None:
    crawler = crawl(settings, {**end("stored"), "publisher": "\ud800"}, end("stored"))
    assert crawler.stats
    assert crawler.stats.get_value("record/refused") == 1
    assert stored.pages.count_documents({}) == 1


@ours
def test_outcomes_survive_a_server_that_stays_away(remote: dict[str, Any], stored: Stored) -> None:
    crawler = get_crawler(NumberedSpider, nowhere(Path(remote["DATA_DIR"])))

    async def run() -> None:
        record, runs = PageOutcomeRecorder.from_crawler(crawler), RunRecorder.from_crawler(crawler)
        await record.spider_opened()
        await runs.spider_opened(NumberedSpider())
        crawler.signals.send_catch_log(article_outcome, **end("rejected:no-text", status=200))
        await record.spider_closed()
        await runs.spider_closed("store_unavailable")

    asyncio.run(run())

    async def again() -> int:
        connection = Connection.for_crawler(get_crawler(NumberedSpider, remote))
        await connection.open()
        loaded = await load_spool(connection, size=100)
        await connection.close()
        return loaded

    assert asyncio.run(again()) == 3
    assert stored.pages.count_documents({"outcome": "rejected:no-text"}) == 1
    assert stored.rejected.count_documents({"reason": "no-text"}) == 1
    assert stored.runs.count_documents({"reason": "store_unavailable"}) == 1


@ours
def test_a_run_has_its_document(settings: dict[str, Any], stored: Stored) -> None:
    command = [sys.executable, "-m", "tests.contract.process"]
    done = subprocess.run(
        [*command, json.dumps(settings)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    stats = json.loads(done.stdout.splitlines()[-1])
    (run,) = stored.runs.find()
    assert run["_id"] == stats["run/id"]
    assert (run["state"], run["reason"]) == ("finished", "finished")
    assert run["seconds"] > 0
    assert run["started_at"] < run["finished_at"]
    assert run["settings"]["STORE_PATIENCE"] == settings["STORE_PATIENCE"]
    assert settings["MONGODB_URI"] not in str(run)
    assert run["outcomes"] == {}
    assert stored.articles.count_documents({}) == stats["item_scraped_count"]
