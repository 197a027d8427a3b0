"""Articles as commands read them: in order, in bounded ranges, by run."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from scrapy.settings import Settings

from pipelines.collections import queries
from pipelines.database import MongoDatabase
from tests.contract.conftest import empty_database
from tests.contract.crawl import store_rounds
from tests.contract.engines import Engine

START = datetime(2025, 1, 1, tzinfo=UTC)
# Many within a second, a gap of months, one document a day, many of one instant.
INSTANTS = [
    *(START + timedelta(milliseconds=7 * number) for number in range(90)),
    *(START + timedelta(days=200 + number) for number in range(40)),
    *[START + timedelta(days=300)] * 70,
]


RUN: dict[str, Any] = {
    "_id": "run",
    "started_at": START + timedelta(days=220),
    "finished_at": START + timedelta(days=222),
    "publishers": [
        {"publisher": "misal", "pages": 2, "outcomes": {"stored": 2}},
        {"publisher": "thani", "pages": 1, "outcomes": {"duplicate": 1}},
    ],
}


@pytest.fixture(scope="module")
def database(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoDatabase]:
    """Return a database of many documents, as commands read it."""
    client: MongoClient[dict[str, Any]] = MongoClient(engine.uri)
    with empty_database(engine) as name, client:
        settings = {"MONGODB_URI": engine.uri, "MONGODB_DATABASE": name}
        settings["DATA_DIR"] = str(tmp_path_factory.mktemp("reader"))
        store_rounds(settings, [])
        client[name].articles.insert_many(make_documents())
        client[name].runs.insert_one(RUN)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(queries, "_MAX_RANGE_DOCUMENTS", 60)
            patch.setattr(queries, "_SPARSE_RANGE_DOCUMENTS", 15)
            yield MongoDatabase.from_settings(Settings(settings))


def make_documents() -> list[dict[str, Any]]:
    return [
        {
            "_id": f"{number * 7919 % 10007:05}",
            "publisher": "misal" if number % 3 else "thani",
            "content_hash": str(number),
            "first_seen_at": instant,
        }
        for number, instant in enumerate(INSTANTS)
    ]


def test_articles_come_oldest_first(database: MongoDatabase) -> None:
    keys = [(document["first_seen_at"], document["_id"]) for document in database.stream_articles()]
    assert len(keys) == len(INSTANTS)
    assert keys == sorted(keys)


def test_a_reader_goes_on_from_the_last_one_seen(database: MongoDatabase) -> None:
    since = START + timedelta(days=239)
    later = list(database.stream_articles(since=since, limit=3))
    assert [document["first_seen_at"] for document in later] == [
        since, *[START + timedelta(days=300)] * 2,
    ]  # fmt: skip
    ids = [document["_id"] for document in database.stream_articles(since=since)]
    assert len(ids) == 71
    assert ids[1:] == sorted(ids[1:])
    assert list(database.stream_articles(since=datetime.now(UTC))) == []
    assert list(database.stream_articles(limit=0)) == []


def test_a_publishers_articles_are_its_own(database: MongoDatabase) -> None:
    articles = list(database.stream_articles(publisher="thani"))
    assert len(articles) == len([number for number in range(len(INSTANTS)) if number % 3 == 0])
    assert {document["publisher"] for document in articles} == {"thani"}


def test_the_newest_come_newest_first(database: MongoDatabase) -> None:
    newest = database.find_newest_articles(limit=75)
    keys = [(document["first_seen_at"], document["_id"]) for document in newest]
    all_keys = [
        (document["first_seen_at"], document["_id"]) for document in database.stream_articles()
    ]
    assert keys == all_keys[::-1][:75]
    newest = database.find_newest_articles(limit=1, publisher="thani", since=START)
    assert newest[0]["publisher"] == "thani"
    of_run = database.find_newest_articles(limit=10, run_id="run")
    assert [document["publisher"] for document in of_run] == ["misal"] * 2
    assert database.find_newest_articles(limit=10, run_id="none") == []


def test_an_empty_store_reads_empty(settings: dict[str, Any], tmp_path: Path) -> None:
    database = MongoDatabase.from_settings(Settings(settings))
    assert list(database.stream_articles()) == []
    assert database.find_newest_articles(limit=5) == []
    database.release()


def test_who_follows_slowly_is_given_what_became_visible_late(
    settings: dict[str, Any], tmp_path: Path, engine: Engine
) -> None:
    at = START + timedelta(days=1)
    store_rounds(settings, [])
    database = MongoDatabase.from_settings(Settings(settings | {"DATA_DIR": str(tmp_path)}))
    client: MongoClient[dict[str, Any]] = MongoClient(engine.uri)
    with client:
        articles = client[settings["MONGODB_DATABASE"]].articles

        def insert(name: str, instant: datetime) -> None:
            dates = {"first_seen_at": instant, "changed_at": instant}
            articles.insert_one({"_id": name, "publisher": "misal", "content_hash": name} | dates)

        insert("first", at)
        stream = database.stream_articles()
        seen = [next(stream)]
        insert("late", at - timedelta(seconds=1))  # dated before, visible only now
        insert("much later", at + timedelta(minutes=5))
        seen += stream
        assert [article["_id"] for article in seen] == ["first"]
        following = database.stream_articles(since=seen[-1]["changed_at"])
        assert [article["_id"] for article in following] == ["late", "first", "much later"]
