"""What a crawl leaves in `pages`, `rejected` and `runs`."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.outcomes import article_outcome
from pipelines.connection import Connection
from pipelines.loading import load
from pipelines.record import Record
from pipelines.runs import Runs
from tests.contract.conftest import nowhere, ours
from tests.contract.engines import ROOT
from tests.contract.process import NumberedSpider

Stored = Database[dict[str, Any]]
URL = "https://misal.example/akhbar/1"


def crawl(settings: dict[str, Any], *ends: dict[str, Any]) -> Crawler:
    """Run the extensions over addresses that end so, one after the other."""

    async def run() -> Crawler:
        crawler = get_crawler(NumberedSpider, settings)
        record = Record.from_crawler(crawler)
        await record.spider_opened()
        for end in ends:
            crawler.signals.send_catch_log(article_outcome, **end)
            await asyncio.sleep(0.05)
        await record.spider_closed()
        return crawler

    return asyncio.run(run())


def end(outcome: str, **answer: Any) -> dict[str, Any]:
    return {"url": URL, "publisher": "misal", "outcome": outcome, **answer}


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
        record, runs = Record.from_crawler(crawler), Runs.from_crawler(crawler)
        await record.spider_opened()
        await runs.spider_opened(NumberedSpider())
        crawler.signals.send_catch_log(article_outcome, **end("rejected:no-text", status=200))
        await record.spider_closed()
        await runs.spider_closed("store_unavailable")

    asyncio.run(run())

    async def again() -> int:
        connection = Connection.of(get_crawler(NumberedSpider, remote))
        await connection.open()
        loaded = await load(connection, size=100)
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
