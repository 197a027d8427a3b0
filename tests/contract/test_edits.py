"""Edited pages in the database: revisions, metadata and noise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.database import Database

from crawler.items import Article, Image, PublicationDate
from tests.contract.conftest import embedded_only
from tests.contract.crawl import NOON, article, store_rounds
from tests.contract.test_races import race

Stored = Database[dict[str, Any]]

FIRST = "افتتحت البلدية أمس المكتبة العامة بحضور 20 ضيفا."
SECOND = "وحضر الافتتاح جمع من الأهالي."
HOUR = timedelta(hours=1)


def join_paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def fetched_later(hours: int, **values: Any) -> Article:
    return article(
        **{"text": join_paragraphs(FIRST, SECOND), **values, "fetched_at": NOON + hours * HOUR}
    )


def test_an_earlier_version_tells_how_it_was_edited(
    settings: dict[str, Any], stored: Stored
) -> None:
    outcomes = store_rounds(
        settings,
        [fetched_later(0)],
        [fetched_later(1, text=join_paragraphs(FIRST.replace("أمس", "امس"), SECOND))],
        [fetched_later(2, text=join_paragraphs(FIRST.replace("20", "30"), SECOND))],
        [fetched_later(3, text=join_paragraphs(FIRST.replace("20", "30"), SECOND, "وتفتح غدا."))],
        [
            fetched_later(
                4,
                text=join_paragraphs(FIRST.replace("20", "30"), SECOND, "وتفتح غدا."),
                title="عنوان آخر",
            )
        ],
    )
    assert outcomes == [["stored"], *[["revised"]] * 4]
    earlier = list(stored.revisions.find().sort("revision"))
    assert [version["edit"]["class"] for version in earlier] == [
        "typo", "correction", "added", "headline",
    ]  # fmt: skip
    (change,) = earlier[2]["edit"]["diff"]
    assert change == {
        "part": "text", "op": "insert", "at": 2, "before": None, "after": "وتفتح غدا.",
    }  # fmt: skip
    document = stored.articles.find_one()
    assert document
    assert document["last_seen_at"] == earlier[3]["edit"]["noticed_at"]
    changes = [version["changed_at"] for version in [*earlier, document]]
    assert changes == sorted(set(changes))


@embedded_only
def test_noise_moves_only_when_it_was_seen(settings: dict[str, Any], stored: Stored) -> None:
    noisy = join_paragraphs("منذ ساعة", FIRST, SECOND, "المشاهدات: 12")
    rounds = [[fetched_later(0)], [fetched_later(1, text=noisy)], [fetched_later(2, text=noisy)]]
    assert store_rounds(settings, *rounds) == [["stored"], ["unchanged"], ["unchanged"]]
    document = stored.articles.find_one()
    assert document
    assert document["text"] == join_paragraphs(FIRST, SECOND)
    assert document["revision"] == 1
    assert document["changed_at"] < document["last_seen_at"]
    fetched_at = fetched_later(2).fetched_at
    assert fetched_at and document["fetched_at"] == fetched_at.replace(microsecond=123000)
    assert document["last_seen_at"] > document["first_seen_at"]
    assert stored.revisions.count_documents({}) == 0


def test_metadata_changes_in_place(settings: dict[str, Any], stored: Stored) -> None:
    modified = datetime(2026, 3, 1, 15, tzinfo=UTC)
    richer = {
        "section": "ثقافة", "tags": ("ثقافة", "مكتبات"), "modified_at": modified,
        "images": (Image(url="https://misal.example/1.jpg"),),
        "evidence": {"section": "meta", "title": "markup"},
    }  # fmt: skip
    poorer = {"authors": (), "tags": (), "images": (), "published_at": None, "published": None}
    outcomes = store_rounds(
        settings,
        [fetched_later(0)],
        [fetched_later(1, **richer)],
        [fetched_later(2, **poorer)],
        [fetched_later(0, section="قديم")],
    )
    assert outcomes == [["stored"], *[["unchanged"]] * 3]
    document = stored.articles.find_one()
    assert document
    assert (document["section"], document["tags"]) == ("ثقافة", ["ثقافة", "مكتبات"])
    assert document["modified_at"] == modified
    assert document["images"][0]["url"] == "https://misal.example/1.jpg"
    assert document["authors"] == ["سلمى النجار"]
    assert document["published_at"] is not None
    assert document["evidence"] == {"title": "json-ld", "section": "meta"}
    assert document["first_seen_at"] < document["changed_at"] < document["last_seen_at"]
    assert stored.revisions.count_documents({}) == 0


@embedded_only
def test_the_first_date_stays_unless_a_finer_one_is_told(
    settings: dict[str, Any], stored: Stored
) -> None:
    day = PublicationDate(
        raw="1 مارس", source="markup", precision="day", zone=None, zone_assumed=True
    )
    minute = replace(day, precision="minute", raw="12:00")
    midnight = datetime(2026, 3, 1, tzinfo=UTC)

    def dated(hours: int, at: datetime | None, how: PublicationDate | None, words: str) -> Article:
        return fetched_later(
            hours, published_at=at, published=how, text=join_paragraphs(FIRST, words)
        )

    dates = []
    for item in (
        dated(0, None, None, SECOND),
        dated(1, midnight, day, SECOND),
        dated(2, None, None, "نص معدل في الفقرة الثانية."),
        dated(3, NOON, minute, "نص معدل في الفقرة الثانية."),
        dated(4, NOON + HOUR, minute, "نص معدل ثانية في الفقرة الأخيرة."),
    ):
        store_rounds(settings, [item])
        document = stored.articles.find_one()
        assert document
        dates.append(document["published_at"])
    noon = NOON.replace(microsecond=123000)
    assert dates == [None, midnight, midnight, noon, noon]
    assert stored.articles.count_documents({"published.precision": "minute", "revision": 3}) == 1


@embedded_only
def test_of_two_writers_the_edit_that_came_about_is_kept(
    settings: dict[str, Any], stored: Stored
) -> None:
    def edited(writer: str) -> list[Article]:
        return [
            article(n, text=join_paragraphs(f"{FIRST} {n}", f"زاد {writer}.")) for n in range(30)
        ]

    store_rounds(settings, [article(number, text=f"{FIRST} {number}") for number in range(30)])
    race(settings, edited("الأول"), edited("الثاني"))
    versions = [*stored.revisions.find(), *stored.articles.find()]
    by_key = {
        (version.get("article_id", version["_id"]), version["revision"]): version
        for version in versions
    }
    assert len(versions) == len(by_key) == 90
    for (article_id, revision), version in by_key.items():
        if revision < 3:
            after = {change["after"] for change in version["edit"]["diff"] if change["after"]}
            assert after <= set(by_key[article_id, revision + 1]["text"].split("\n\n"))


@embedded_only
def test_a_copy_whose_edit_never_came_about_tells_the_one_that_did(
    settings: dict[str, Any], stored: Stored
) -> None:
    store_rounds(settings, [fetched_later(0)])
    document = stored.articles.find_one()
    assert document
    # The state after a writer was killed between the copy and the article.
    revision_id = f"{document.pop('_id')}:1"
    copy = {"_id": revision_id, **document, "edit": {"class": "typo", "diff": []}}
    stored.revisions.insert_one(copy)
    assert store_rounds(settings, [fetched_later(2, title="عنوان آخر")]) == [["revised"]]
    (copy,) = stored.revisions.find()
    assert copy["edit"]["class"] == "headline"
