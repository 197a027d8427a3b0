"""Leases of outlets: one crawl holds an outlet at a time, a dead one until its lease expires."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.utils.test import get_crawler

from crawler.state import interfaces
from pipelines.collections.leases import MongoCrawlSchedule
from pipelines.target_locks import hold_target_lock
from tests.contract.conftest import embedded_only
from tests.contract.engines import ROOT
from tests.contract.process import NumberedSpider

Stored = Database[dict[str, Any]]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def with_schedules(
    settings: dict[str, Any], folder: Path, work: Callable[..., Awaitable[Any]], *, count: int
) -> Any:
    """Run `work` with the schedules of `count` crawls, each as on a machine of its own."""

    async def run() -> Any:
        async with AsyncExitStack() as stack:
            schedules: list[interfaces.CrawlSchedule] = []
            for number in range(count):
                own_settings = settings | {"DATA_DIR": str(folder / f"data-{number}")}
                crawler = get_crawler(NumberedSpider, own_settings)
                schedules.append(MongoCrawlSchedule.for_crawler(crawler))
                stack.push_async_callback(schedules[-1].close)
                await schedules[-1].open()
            return await work(*schedules)

    return asyncio.run(run())


def test_of_many_that_want_an_outlet_one_gets_it(
    settings: dict[str, Any], stored: Stored, tmp_path: Path
) -> None:
    slugs = [f"outlet-{number}" for number in range(8)]

    async def race(*schedules: MongoCrawlSchedule) -> None:
        for slug in slugs:
            acquired = await asyncio.gather(*(schedule.acquire(slug) for schedule in schedules))
            assert acquired.count(True) == 1
            holder = schedules[acquired.index(True)]
            assert [await schedule.renew(slug) for schedule in schedules] == acquired
            others = [schedule for schedule in schedules if schedule is not holder]
            await asyncio.gather(*(other.release(slug) for other in others))
            assert await holder.renew(slug)
            assert await holder.acquire(slug), "it has it already"
            await holder.release(slug)
            assert not await holder.renew(slug)

    with_schedules(settings, tmp_path, race, count=4)
    assert all(lease["holder"] is None for lease in stored.leases.find())


@embedded_only
def test_an_outlet_of_one_process_is_another_s_after_its_lease(
    settings: dict[str, Any], stored: Stored, tmp_path: Path
) -> None:
    settings |= {"DATA_DIR": str(tmp_path / "data"), "LEASE_SECONDS": 3600}
    command = [sys.executable, "-m", "tests.contract.holder", json.dumps(settings), "a", "b"]
    holder = subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline() == "a b\n"

    async def take_over(schedule: MongoCrawlSchedule) -> None:
        assert not await schedule.acquire("a")
        holder.kill()
        holder.communicate()
        assert not await schedule.acquire("a"), "its lease still stands"
        stored.leases.update_one({"_id": "b"}, {"$set": {"until": datetime.now(UTC)}})
        assert await schedule.acquire("b")

    with_schedules(settings, tmp_path / "other", take_over, count=1)
    a, b = stored.leases.find().sort("_id")
    assert (a["turn"], b["turn"]) == (1, 2)
    assert a["holder"] != b["holder"]
    assert b["until"] > datetime.now(UTC) + timedelta(minutes=50)


@embedded_only
def test_a_lease_runs_out(settings: dict[str, Any], stored: Stored, tmp_path: Path) -> None:
    async def lose(first: MongoCrawlSchedule, second: MongoCrawlSchedule) -> None:
        assert await first.acquire("a")
        while not await second.acquire("a"):
            pass
        assert not await first.renew("a")
        assert await second.renew("a")

    with_schedules(settings | {"LEASE_SECONDS": 0.2}, tmp_path, lose, count=2)


@embedded_only
def test_another_run_of_this_machine_holds_an_outlet_too(
    settings: dict[str, Any], stored: Stored
) -> None:
    async def work() -> None:
        schedule = MongoCrawlSchedule.for_crawler(get_crawler(NumberedSpider, settings))
        await schedule.open()
        with hold_target_lock(schedule._data_dir, "a"):
            assert not await schedule.acquire("a")
        assert await schedule.acquire("a")
        await schedule.close()

    asyncio.run(work())


def test_outlets_are_due_as_their_accounts_say(
    settings: dict[str, Any], stored: Stored, tmp_path: Path
) -> None:
    stored.outlets.insert_many([{"_id": "a", "next_due": NOON}, {"_id": "b", "tick": 0}])

    async def ask(schedule: MongoCrawlSchedule) -> dict[str, datetime]:
        return await schedule.find_due_times(["a", "b", "c"])

    due = with_schedules(settings, tmp_path, ask, count=1)
    assert due["a"] == NOON
    assert due["b"] == due["c"] < NOON
    # A source that a run wrote after the account.
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    stored.sources.insert_one({"publisher": "a", "next_due": later})
    assert with_schedules(settings, tmp_path, ask, count=1)["a"] == later
    assert [account["next_due"] for account in stored.outlets.find({"_id": "a"})] == [later]
