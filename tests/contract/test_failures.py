"""Database servers that die, stay away and come back: nothing that was fetched is lost."""

import asyncio
import json
import logging
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database
from scrapy.exceptions import CloseSpider
from scrapy.utils.test import get_crawler

from pipelines.connection import Connection, StoreAwayError
from pipelines.mongo.documents import truncate_instant
from pipelines.store import StorePipeline
from tests.contract.conftest import embedded_only, unreachable_settings
from tests.contract.crawl import (
    NOON,
    EngineStub,
    article,
    open_store,
    run_async,
    store_item,
    store_items,
    store_rounds,
)
from tests.contract.engines import ROOT, Engine, wait_until
from tests.contract.process import PAGES

Stored = Database[dict[str, Any]]

# PyMongo does not close the socket of a connection attempt that `close` interrupted.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def list_spool_files(settings: dict[str, Any]) -> list[Path]:
    return sorted(Path(settings["DATA_DIR"], "spool").glob("*.jsonl"))


def test_a_server_killed_while_it_writes_has_everything_once(
    killable_engine: Engine, settings: dict[str, Any], stored: Stored
) -> None:
    old = [article(number, text=f"الصيغة الأولى للخبر {number}.") for number in range(100)]
    new = [article(number) for number in range(200)]
    store_rounds(settings, old)

    async def crawl() -> None:
        async with open_store(settings | {"STORE_BATCH_SIZE": 10}) as (pipeline, _):
            work = asyncio.create_task(store_items(pipeline, new))
            await asyncio.to_thread(wait_until, partial(has_revised, stored, 20))
            await asyncio.to_thread(killable_engine.kill)
            await asyncio.to_thread(killable_engine.restart)
            assert await work == ["revised"] * 100 + ["stored"] * 100

    run_async(crawl)
    assert stored.articles.count_documents({}) == 200
    assert stored.articles.count_documents({"revision": 2}) == 100
    assert stored.revisions.count_documents({}) == 100


@embedded_only
def test_what_a_lost_server_could_not_take_is_loaded_by_the_next_run(
    killable_engine: Engine, remote: dict[str, Any], stored: Stored
) -> None:
    async def crawl() -> None:
        async with open_store(remote) as (pipeline, crawler):
            assert await store_item(pipeline, article(1)) == "stored"
            await asyncio.to_thread(killable_engine.kill)
            lost = [article(1, text="نص معدل."), *(article(number) for number in range(2, 9))]
            assert await store_items(pipeline, lost) == ["failed:spooled"] * 8
            assert await store_item(pipeline, article(9)) == "failed:spooled"
            assert await store_item(pipeline, article(10, extractor="\0")) == (
                "rejected:unstorable-nul"
            )
        assert isinstance(crawler.engine, EngineStub)
        assert crawler.engine.closed == ["store_unavailable"]
        assert crawler.stats
        assert crawler.stats.get_value("store/spooled") == 9

    run_async(crawl)
    (file,) = list_spool_files(remote)
    with file.open("a", encoding="utf-8") as out:
        out.write('{"collection": "strange"}\n{"collection": "articles", "docu')
    killable_engine.restart()
    assert store_rounds(remote, [article(2)]) == [["unchanged"]]
    assert not file.exists()
    assert len(file.with_suffix(".aside").read_text(encoding="utf-8").splitlines()) == 2
    assert stored.articles.count_documents({}) == 9
    assert stored.articles.count_documents({"revision": 2, "text": "نص معدل."}) == 1
    assert stored.articles.distinct("published_at") == [truncate_instant(NOON)]


@embedded_only
def test_what_is_never_answered_ends_when_the_server_stays_away(
    killable_engine: Engine, remote: dict[str, Any]
) -> None:
    async def crawl() -> None:
        async with open_store(remote) as (pipeline, crawler):
            connection = Connection.for_crawler(crawler)
            unanswered = asyncio.create_task(
                connection.attempt(lambda mongo: asyncio.Event().wait())
            )
            await asyncio.to_thread(killable_engine.kill)
            assert await store_item(pipeline, article(1)) == "failed:spooled"
            with pytest.raises(StoreAwayError):
                await unanswered
        assert crawler.stats and crawler.stats.get_value("store/away")

    run_async(crawl)


def test_a_spool_that_cannot_be_written_fails_loudly(tmp_path: Path) -> None:
    crawler = get_crawler(settings_dict=unreachable_settings(tmp_path))
    (tmp_path / "spool").write_text("in the way", encoding="utf-8")

    async def crawl() -> None:
        pipeline = StorePipeline.from_crawler(crawler)
        with pytest.raises(OSError, match="spool"):
            await pipeline.process_item(article())

    run_async(crawl)
    assert crawler.stats
    assert crawler.stats.get_value("store/lost") == 1


@embedded_only
def test_a_crawl_closes_when_the_server_stays_away(
    killable_engine: Engine, remote: dict[str, Any], stored: Stored
) -> None:
    crawl = crawl_process(remote, "--wait")
    assert crawl.stdout
    assert crawl.stdout.readline() == "first stored\n"
    killable_engine.kill()
    assert crawl.stdin
    crawl.stdin.write("\n")
    out, _ = crawl.communicate(timeout=60)
    stats = json.loads(out.splitlines()[-1])
    assert stats["finish_reason"] == "store_unavailable"
    assert stats["store/spooled"] >= 1
    killable_engine.restart()
    store_rounds(remote, [])
    assert stored.articles.count_documents({}) == 1 + stats["store/spooled"]


def test_a_crawl_does_not_start_without_a_server(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(CloseSpider) as closed:
        store_rounds(unreachable_settings(tmp_path), [])
    assert closed.value.reason == "store_unavailable"
    (record,) = caplog.records
    assert "127.0.0.1:9" in record.getMessage()
    assert "s3cret" not in caplog.text


@embedded_only
def test_a_crawl_killed_at_any_point_is_made_good_by_the_next(
    settings: dict[str, Any], stored: Stored
) -> None:
    half = PAGES // 2
    old = [article(number, text=f"الصيغة الأولى {number}.") for number in range(half)]
    store_rounds(settings, old)
    crawl = crawl_process(settings | {"STORE_BATCH_SIZE": 7})
    wait_until(partial(has_revised, stored, half // 2))
    crawl.kill()
    crawl.communicate()
    crawl = crawl_process(settings)
    crawl.communicate(timeout=60)
    assert crawl.returncode == 0
    assert stored.articles.count_documents({}) == PAGES
    assert stored.articles.count_documents({"revision": 2}) == half
    assert stored.revisions.count_documents({"edit.class": "rewritten"}) == half


def has_revised(stored: Stored, least: int) -> bool:
    """Return whether so many articles were revised."""
    return stored.revisions.estimated_document_count() >= least


def crawl_process(settings: dict[str, Any], *arguments: str) -> subprocess.Popen[str]:
    """Start a real crawl of PAGES articles in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.contract.process", json.dumps(settings), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
