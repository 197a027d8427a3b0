"""Articles in the database after the store has written them."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.database import Database

from tests.contract.conftest import embedded_only
from tests.contract.crawl import NOON, article, open_store, run_async, store_items, store_rounds

Stored = Database[dict[str, Any]]

FIELDS = {
    *("_id", "url", "fetched_url", "publisher", "title", "lead", "text", "search_text", "authors"),
    *("section", "tags", "images", "language", "published_at", "modified_at", "published"),
    *("fetched_at", "first_seen_at", "last_seen_at", "word_count", "content_hash", "revision"),
    *("story", "evidence", "extractor", "agencies", "search_version", "changed_at", "gone_at"),
}


def test_a_document_has_the_designs_fields(settings: dict[str, Any], stored: Stored) -> None:
    before = datetime.now(UTC)
    assert store_rounds(settings, [article()]) == [["stored"]]
    document = stored.articles.find_one()
    assert document
    assert set(document) == FIELDS
    assert document["authors"] == ["سلمى النجار"]
    assert document["images"] == [{"url": None, "caption": "واجهة المكتبة", "credit": None}]
    assert document["published"]["zone_assumed"] is True
    assert document["published_at"] == NOON.replace(microsecond=123000)
    assert (document["revision"], document["story"]) == (1, document["_id"])
    assert document["first_seen_at"] == document["last_seen_at"]
    assert abs(document["first_seen_at"] - before).total_seconds() < 60
    assert abs(document["changed_at"] - before).total_seconds() < 60


def test_an_article_seen_again_is_unchanged(settings: dict[str, Any], stored: Stored) -> None:
    later = replace(article(), fetched_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert store_rounds(settings, [article()], [later]) == [["stored"], ["unchanged"]]
    document = stored.articles.find_one()
    assert document
    assert document["revision"] == 1
    assert document["fetched_at"] == later.fetched_at
    assert document["last_seen_at"] > document["first_seen_at"]
    assert stored.articles.count_documents({}) == 1


def test_an_edited_article_keeps_its_earlier_versions(
    settings: dict[str, Any], stored: Stored
) -> None:
    versions = [article(text=f"النص في صيغته {number} كما نشر.") for number in (1, 2, 3)]
    rounds = [[version] for version in versions]
    assert store_rounds(settings, *rounds, [versions[2]]) == [
        ["stored"], ["revised"], ["revised"], ["unchanged"],
    ]  # fmt: skip
    document = stored.articles.find_one()
    assert document
    assert (document["revision"], document["text"]) == (3, versions[2].text)
    assert document["story"] == document["_id"]
    earlier = list(stored.revisions.find().sort("revision"))
    ids = [version["_id"] for version in earlier]
    assert ids == [f"{document['_id']}:{number}" for number in (1, 2)]
    assert [version["text"] for version in earlier] == [versions[0].text, versions[1].text]
    assert earlier[0]["article_id"] == document["_id"]
    assert earlier[0]["first_seen_at"] == document["first_seen_at"]


def test_the_same_text_is_a_duplicate_at_one_publisher_and_a_story_over_several(
    settings: dict[str, Any], stored: Stored
) -> None:
    text = "خبر الوكالة كما وزعته على مشتركيها هذا الصباح."
    wire = {"title": "خبر الوكالة", "text": text}
    first, copy = article(1, **wire), article(2, **wire)
    others = [article(1, publisher=name, **wire) for name in ("thani", "thalith")]
    assert store_rounds(settings, [first], [copy, *others]) == [
        ["stored"], ["duplicate", "stored", "stored"],
    ]  # fmt: skip
    stories = stored.articles.distinct("story")
    origin = stored.articles.find_one({"publisher": "misal"})
    assert origin
    assert stories == [origin["_id"]]


def test_one_batch_may_hold_an_address_and_a_text_more_than_once(
    settings: dict[str, Any], stored: Stored
) -> None:
    twin = article(1, publisher="thani", title=article().title, text=article().text)
    copy = article(7, title=article().title, text=article().text)
    edited = article(text="نص معدل بعد النشر بقليل في اليوم نفسه.")
    assert store_rounds(settings, [article(), article(), twin, copy], [edited, edited]) == [
        ["stored", "unchanged", "stored", "duplicate"], ["revised", "unchanged"],
    ]  # fmt: skip
    assert stored.articles.count_documents({}) == 2
    assert stored.revisions.count_documents({}) == 1
    assert len(stored.articles.distinct("story")) == 1


def test_a_text_given_up_by_one_address_is_free_for_another(
    settings: dict[str, Any], stored: Stored
) -> None:
    draft = {"title": "خبر عاجل", "text": "التفاصيل بعد قليل."}
    whole = article(1, title="خبر عاجل", text="وهذه هي التفاصيل كلها كما وردت.")
    assert store_rounds(settings, [article(1, **draft)], [whole], [article(2, **draft)]) == [
        ["stored"], ["revised"], ["stored"],
    ]  # fmt: skip
    assert stored.articles.count_documents({}) == 2


def test_what_was_fetched_earlier_does_not_replace_what_came_later(
    settings: dict[str, Any], stored: Stored
) -> None:
    late = article(text="صيغة قديمة انتظرت في الملف.", fetched_at=NOON - timedelta(hours=1))
    assert store_rounds(settings, [article()], [late]) == [["stored"], ["unchanged"]]
    assert stored.articles.count_documents({"text": article().text, "revision": 1}) == 1


def test_items_of_any_kind_are_stored_alike(settings: dict[str, Any], stored: Stored) -> None:
    assert store_rounds(settings, [article(1), asdict(article(2))]) == [["stored", "stored"]]
    first, second = stored.articles.find().sort("url")
    assert set(first) == set(second) == FIELDS
    assert first["published"] == second["published"]


def test_what_no_document_can_hold_is_refused_and_the_rest_goes_on(
    settings: dict[str, Any], stored: Stored
) -> None:
    bad = [
        article(1, evidence={"a.b": "x"}),
        article(2, evidence={"$set": "x"}),
        article(3, extractor="\0"),
        replace(article(4), section="بديل \ud800 وحيد"),
        replace(article(5), text="ط" * 8_500_000),
        asdict(article(6)) | {"word_count": 2**70},
    ]
    good = [article(number) for number in range(10, 20)]
    (outcomes,) = store_rounds(settings, [*bad, *good])
    names = ["name", "name", "nul", "surrogate", "size", "number"]
    assert outcomes[:6] == [f"rejected:unstorable-{name}" for name in names]
    assert outcomes[6:] == ["stored"] * 10
    assert stored.articles.count_documents({}) == 10


@embedded_only
def test_a_document_near_the_limit_can_be_revised(settings: dict[str, Any], stored: Stored) -> None:
    long = "ط" * 8_300_000
    versions = [
        replace(article(text=f"الصيغة {number}"), text=f"{number} {long}") for number in (1, 2)
    ]
    assert store_rounds(settings, *([version] for version in versions)) == [["stored"], ["revised"]]
    assert stored.revisions.count_documents({}) == 1


def test_what_the_server_refuses_is_failed_and_the_rest_goes_on(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.create_collection("articles", validator={"section": {"$ne": "ممنوع"}})
    items = [article(1), article(2, section="ممنوع"), article(3)]
    assert store_rounds(settings, items) == [["stored", "failed:write-error", "stored"]]

    async def crawl() -> None:
        async with open_store(settings) as (pipeline, crawler):
            outcomes = await store_items(pipeline, items)
            assert outcomes == ["unchanged", "failed:write-error", "unchanged"]
        assert crawler.stats
        assert crawler.stats.get_value("store/refused") == 1, "which fails the crawl"

    run_async(crawl)


@pytest.mark.parametrize("times", [1, 2])
def test_indexes_are_created_once(settings: dict[str, Any], stored: Stored, times: int) -> None:
    for _ in range(times):
        store_rounds(settings, [])
    indexes = {
        tuple(index["key"].items()): index.get("unique", False)
        for index in stored.articles.list_indexes()
    }
    assert (("publisher", 1), ("content_hash", 1)) in indexes
    assert indexes[("first_seen_at", 1), ("_id", 1)] is False
    assert indexes[("changed_at", 1), ("_id", 1)] is False
    assert len(indexes) == 8
