"""`changed_at`: set by every change a reader can see, by one clock, and followed without loss."""

import asyncio
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.database import Database
from scrapy.settings import Settings

import crawler.clock
from crawler.items import Article
from pipelines.collections import change_times
from pipelines.database import MongoDatabase
from pipelines.mongo.client import Mongo
from pipelines.mongo.clock import DatabaseClock
from pipelines.mongo.operations import BulkResult, Write, WriteRefusal
from tests.contract.conftest import embedded_only
from tests.contract.crawl import article, open_store, store_items, store_rounds
from tests.contract.engines import ROOT, wait_until
from tests.contract.test_gone_pages import record_outcomes, settings_after
from tests.contract.test_races import race

Stored = Database[dict[str, Any]]
HOUR = timedelta(hours=1)
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def read_changed_at(stored: Stored) -> datetime:
    (document,) = stored.articles.find()
    changed_at: datetime = document["changed_at"]
    return changed_at


def test_every_change_a_reader_can_see_is_dated(settings: dict[str, Any], stored: Stored) -> None:
    def fetched(hours: int, **values: Any) -> Article:
        return article(**values, fetched_at=settings_after(hours, {})["CLOCK"]())

    steps: list[tuple[str, Article | str, bool]] = [
        ("stored", fetched(0), True),
        ("seen again", fetched(1), False),
        ("metadata", fetched(2, section="ثقافة"), True),
        ("revised", fetched(3, section="ثقافة", title="عنوان آخر"), True),
        ("gone", "failed:http-410", True),
        ("still gone", "failed:http-410", False),
        ("back", "not-modified", True),
        ("still there", "not-modified", False),
        ("gone again", "failed:http-410", True),
        ("back as it was", fetched(9, section="ثقافة", title="عنوان آخر"), True),
    ]
    before = None
    for hours, (step, change, changed) in enumerate(steps):
        simulated = settings_after(hours, settings)
        if isinstance(change, str):
            record_outcomes(simulated, change)
        else:
            store_rounds(simulated, [change])
        changed_at = read_changed_at(stored)
        assert changed_at == (simulated["CLOCK"]() if changed else before), step
        before = changed_at


@embedded_only
def test_writers_with_different_clocks_go_by_the_database_s(
    settings: dict[str, Any], stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine_time = time.time

    def set_machine_clock(ahead: timedelta) -> None:
        class MachineTime(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return datetime.now(tz) + ahead

        monkeypatch.setattr(crawler.clock, "datetime", MachineTime)
        monkeypatch.setattr(time, "time", lambda: machine_time() + ahead.total_seconds())

    instants = []
    versions = [article(), article(title="عنوان آخر"), article(title="عنوان ثالث")]
    for ahead, version in zip((HOUR, -HOUR, timedelta(minutes=10)), versions, strict=True):
        set_machine_clock(ahead)
        store_rounds(settings, [version])
        (document,) = stored.articles.find()
        assert abs(document["last_seen_at"] - datetime.now(UTC) - ahead) < timedelta(minutes=1)
        instants.append(document["changed_at"])
    assert instants == sorted(instants)
    assert abs(instants[-1] - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_clock_takes_the_soonest_answer_and_asks_again_after_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds, machine = [100.0], [5000.0]
    monkeypatch.setattr(time, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(time, "time", lambda: machine[0])
    answers = [(4.0, DAY), (0.01, DAY + HOUR), (0.02, DAY + 2 * HOUR)]

    def go_on(by: float) -> None:
        seconds[0] += by
        machine[0] += by

    async def ask() -> datetime:
        round_trip, answer = answers.pop(0)
        go_on(round_trip)
        return answer

    async def read() -> None:
        clock = DatabaseClock(ask)
        assert abs(await clock.read() - DAY - HOUR) < timedelta(milliseconds=6)
        go_on(30)
        assert len(answers) == 1, "the first answer came late, the second soon enough"
        late = DAY + HOUR + timedelta(seconds=30)
        assert abs(await clock.read() - late) < timedelta(milliseconds=6)
        machine[0] += 3600  # as after a machine was suspended
        assert abs(await clock.read() - DAY - 2 * HOUR) < timedelta(milliseconds=11)

    asyncio.run(read())


def make_earlier_version(stored: Stored) -> dict[str, datetime]:
    """Make the stored articles those of the version before; return their last changes by id."""
    expected = {}
    for number, document in enumerate(stored.articles.find().sort("_id")):
        instants: dict[str, Any] = {
            "first_seen_at": DAY + number * timedelta(hours=7),
            "updated_at": None,
            "gone_at": None,
        }
        last_change = instants["first_seen_at"]
        if number % 3 == 1:
            last_change = instants["updated_at"] = last_change + HOUR
        if number % 5 == 1:
            last_change = instants["gone_at"] = last_change + 2 * HOUR
        if number % 7 == 2:
            last_change += 3 * HOUR
            instants["revision"] = 2
            version = {"article_id": document["_id"], "edit": {"noticed_at": last_change}}
            stored.revisions.insert_one(version)
        update = {"$set": instants, "$unset": {"changed_at": 1}}
        stored.articles.update_one({"_id": document["_id"]}, update)
        expected[document["_id"]] = last_change
    return expected


def test_articles_of_the_version_before_are_filled_in_once(
    settings: dict[str, Any], stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_times, "_MAX_RANGE_ARTICLES", 4)
    store_rounds(settings, [article(number) for number in range(24)])
    expected = make_earlier_version(stored)
    tries = []

    async def fill_in(stop_after: float = float("inf")) -> int:
        mongo = Mongo(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])

        async def attempt(action: Callable[[Mongo], Any]) -> Any:
            tries.append(action)
            if len(tries) > stop_after:
                raise InterruptedError
            return await action(mongo)

        try:
            return await change_times.fill_in_change_times(attempt)
        finally:
            await mongo.close()

    with pytest.raises(InterruptedError):
        asyncio.run(fill_in(stop_after=20))
    filled = stored.articles.count_documents({"changed_at": {"$gt": DAY}})
    assert 0 < filled < 24

    async def fill_in_together() -> None:
        await asyncio.gather(fill_in(), fill_in())

    changed = article(23, title="عنوان آخر")  # meanwhile a writer changes one
    store_rounds(settings | {"CLOCK": lambda: DAY + 10_000 * HOUR}, [changed])
    asyncio.run(fill_in_together())
    found = {document["_id"]: document["changed_at"] for document in stored.articles.find()}
    (revised,) = (key for key in found if found[key] != expected[key])
    assert found[revised] == DAY + 10_000 * HOUR
    assert asyncio.run(fill_in()) == 0


@embedded_only
def test_a_reader_of_the_version_before_is_given_all(
    settings: dict[str, Any], stored: Stored
) -> None:
    store_rounds(settings, [article(number) for number in range(20)])
    expected = make_earlier_version(stored)
    stored.articles.drop_indexes()
    streamed = list(MongoDatabase.from_settings(Settings(settings)).stream_articles())
    keys = [(document["changed_at"], document["_id"]) for document in streamed]
    assert keys == sorted((instant, key) for key, instant in expected.items())


@embedded_only
def test_a_crawl_fills_in_beside_its_work(settings: dict[str, Any], stored: Stored) -> None:
    store_rounds(settings, [article(number) for number in range(20)])
    make_earlier_version(stored)

    def count_missing() -> int:
        return stored.articles.count_documents({"changed_at": None})

    assert count_missing() == 20

    async def crawl() -> None:
        async with open_store(settings) as (pipeline, _):
            assert await store_items(pipeline, [article(99)]) == ["stored"]
            await asyncio.to_thread(wait_until, lambda: not count_missing())

    asyncio.run(crawl())


class LateMongo(Mongo):
    """A connection whose changes of articles become visible some time after they are dated.

    It has no writer lock: as at most servers, one writer's changes overtake another's.
    """

    async def get_writer_lock(self) -> AbstractAsyncContextManager[Any]:
        """Lock nothing."""
        return nullcontext()

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Write, some articles after a while."""
        await self._dawdle(collection)
        return await super().write(collection, writes)

    async def update_if_unchanged(
        self, collection: str, document: dict[str, Any], *, guard: tuple[str, Any]
    ) -> bool | WriteRefusal:
        """Update, some articles after a while."""
        await self._dawdle(collection)
        return await super().update_if_unchanged(collection, document, guard=guard)

    async def _dawdle(self, collection: str) -> None:
        if collection == "articles":
            await asyncio.sleep(random.choice((0, 0.2)))


def follow_in_steps(
    step: Callable[[tuple[datetime, str]], Iterator[dict[str, Any]]],
    is_over: Callable[[], bool],
) -> list[tuple[datetime, str]]:
    """Go on from the last change seen until nothing is written any more; return all seen."""
    seen = [(datetime(2000, 1, 1), "")]  # noqa: DTZ001 - as the driver gives instants
    last_step = False
    while not last_step:
        last_step = is_over()
        seen += [(document["changed_at"], document["_id"]) for document in step(seen[-1])]
        time.sleep(0.02)
    return seen[1:]


def read_example() -> dict[str, Any]:
    """Run the reader that README shows for those who follow; return its names."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = [
        block
        for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        if "def follow" in block
    ]
    names: dict[str, Any] = {"datetime": datetime, "timedelta": timedelta}
    exec(example.split("\nlast =")[0], names)
    return names


@embedded_only
def test_who_follows_loses_nothing_while_writers_write(
    settings: dict[str, Any], stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.connection.Mongo", LateMongo)
    settings |= {"STORE_BATCH_SIZE": 4}
    example = read_example()
    assert example["LAG"] == timedelta(minutes=2)
    example["LAG"] = timedelta(seconds=2)
    naive = stored.client.get_database(
        stored.name, codec_options=stored.codec_options.with_options(tz_aware=False)
    )
    database = MongoDatabase.from_settings(Settings(settings))

    def stream(last: tuple[datetime, str]) -> Iterator[dict[str, Any]]:
        return database.stream_articles(since=last[0].replace(tzinfo=UTC))

    async def write_and_follow() -> list[list[tuple[datetime, str]]]:
        writing = asyncio.create_task(asyncio.to_thread(write))
        followers = (stream, lambda last: example["follow"](naive.articles, last))
        following = [asyncio.to_thread(follow_in_steps, one, writing.done) for one in followers]
        return await asyncio.gather(*following)

    def write() -> None:
        for title in ("الأول", "الثاني"):
            items = [article(n, title=f"{title} {n}") for n in range(24)]
            race(settings, items[::2], items[1::2])
        time.sleep(2.1)

    streamed, followed = asyncio.run(write_and_follow())
    final = {(document["changed_at"], document["_id"]) for document in stored.articles.find()}
    assert len(final) == 24
    assert final <= set(streamed)
    assert {(instant.replace(tzinfo=None), key) for instant, key in final} <= set(followed)
    assert len(set(followed)) == len(followed), "each change once"
    assert followed == sorted(followed)
