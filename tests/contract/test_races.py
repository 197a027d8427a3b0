"""Concurrent writers of one database: no writer undoes what another decides by."""

import asyncio
from typing import Any

from pymongo.database import Database

from crawler.items import Article
from pipelines.mongo.client import Mongo
from tests.contract.crawl import article, open_store, run_async, store_items

Stored = Database[dict[str, Any]]


def race(settings: dict[str, Any], *writers: list[Article]) -> list[list[str]]:
    """Give each of two stores its articles at the same time; return their outcomes."""
    outcomes: list[list[str]] = []

    async def together() -> None:
        async with open_store(settings) as (one, _), open_store(settings) as (two, _):
            pairs = zip((one, two), writers, strict=True)
            outcomes.extend(
                await asyncio.gather(*(store_items(pipeline, items) for pipeline, items in pairs))
            )

    run_async(together)
    return outcomes


def test_the_same_articles_are_stored_once(settings: dict[str, Any], stored: Stored) -> None:
    articles = [article(number) for number in range(150)]
    one, two = race(settings, articles, articles[::-1])
    assert sorted(one + two) == ["stored"] * 150 + ["unchanged"] * 150
    assert stored.articles.count_documents({}) == 150
    assert stored.revisions.count_documents({}) == 0


def test_the_same_text_under_two_addresses_is_stored_once(
    settings: dict[str, Any], stored: Stored
) -> None:
    one = [article(number) for number in range(60)]
    two = [
        article(1000 + number, title=twin.title, text=twin.text) for number, twin in enumerate(one)
    ]
    first, second = race(settings, one, two)
    assert sorted(first + second) == ["duplicate"] * 60 + ["stored"] * 60
    assert stored.articles.count_documents({}) == 60


def test_every_edit_is_kept_once(settings: dict[str, Any], stored: Stored) -> None:
    def edited(writer: str) -> list[Article]:
        return [article(number, text=f"نص {number} كما رآه {writer}.") for number in range(40)]

    race(settings, [article(number) for number in range(40)], [])
    one, two = race(settings, edited("الأول"), edited("الثاني"))
    assert one + two == ["revised"] * 80
    assert stored.revisions.count_documents({}) == 80
    for document in stored.articles.find():
        earlier = stored.revisions.find({"article_id": document["_id"]}).sort("revision")
        texts = [version["text"] for version in earlier]
        assert document["revision"] == 3
        assert len({document["text"], *texts}) == 3


def test_the_same_edit_is_made_once(settings: dict[str, Any], stored: Stored) -> None:
    race(settings, [article(number) for number in range(40)], [])
    edits = [article(number, text=f"نص جديد للخبر {number}.") for number in range(40)]
    one, two = race(settings, edits, edits)
    assert sorted(one + two) == ["revised"] * 40 + ["unchanged"] * 40
    assert stored.revisions.count_documents({}) == 40


def test_a_guarded_update_is_made_by_one_writer(settings: dict[str, Any], stored: Stored) -> None:
    """The update begins a missing document too, and one that has no such field yet."""
    stored.outlets.insert_one({"_id": "misal", "next_due": None})

    async def write_at_once() -> None:
        uri, database = settings["MONGODB_URI"], settings["MONGODB_DATABASE"]
        writers = [Mongo(uri, database) for _ in range(4)]
        for slug in ("misal", *(f"outlet-{number}" for number in range(10))):
            for before, after in ((None, 1), (1, 2)):
                changes = [{"_id": slug, "tick": after, "by": by} for by in range(len(writers))]
                updates = (
                    writer.update_if_unchanged("outlets", change, guard=("tick", before))
                    for writer, change in zip(writers, changes, strict=True)
                )
                done = await asyncio.gather(*updates)
                assert (done.count(True), done.count(False)) == (1, 3)
                found = await writers[0].find("outlets", {"_id": slug}, ("tick", "by"))
                assert found == [changes[done.index(True)]]
        assert not await writers[0].update_if_unchanged(
            "outlets", {"_id": "absent", "tick": 2}, guard=("tick", 1)
        )
        await asyncio.gather(*(writer.close() for writer in writers))

    run_async(write_at_once)
    assert stored.outlets.count_documents({}) == 11
