"""Copies share the story of the first stored, whoever stores them, in whatever order, how often."""

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.database import Database

from crawler.cleaning import clean_article
from crawler.clock import utcnow
from crawler.items import Article
from crawler.urls.canonical_form import make_url_id
from pipelines.collections import articles, story_claims
from pipelines.collections.pending_article import PendingArticle
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import make_article_document
from pipelines.mongo.operations import BulkResult, Write
from tests.bench.dedupe.sources import of_sites
from tests.bench.dedupe.templates import MOULDS
from tests.contract.conftest import ours
from tests.contract.copying import STORIES, copies, hours, printed
from tests.contract.crawl import keep

Stored = Database[dict[str, Any]]
OUTLETS = ("misal", "thani", "thalith")


def stories(stored: Stored) -> dict[int, set[str]]:
    """Return the stories by the number each has at all outlets."""
    found: dict[int, set[str]] = {}
    for one in stored.articles.find({}, {"url": 1, "story": 1}):
        found.setdefault(int(one["url"].rsplit("/", 1)[1]), set()).add(one["story"])
    return found


def assert_converged(stored: Stored, outlets: int) -> None:
    """Every outlet's copy has a document; all of a story name one of them, and no other story's."""
    found = stories(stored)
    assert len(found) == STORIES
    assert {len(one) for one in found.values()} == {1}
    assert stored.articles.count_documents({}) == STORIES * outlets
    firsts = [one for some in found.values() for one in some]
    assert len(set(firsts)) == STORIES
    assert stored.articles.count_documents({"_id": {"$in": firsts}}) == STORIES


def test_the_first_stored_gives_its_name_whoever_it_is(
    settings: dict[str, Any], stored: Stored
) -> None:
    rounds = [copies(outlet) for outlet in ("thalith", "misal", "thani")]
    assert keep(settings, *rounds) == [["stored"] * STORIES] * 3
    assert_converged(stored, 3)
    firsts = {make_url_id(one.url) for one in rounds[0]}
    assert set(stored.articles.distinct("story")) == firsts
    assert stored.claims.count_documents({}) == 0
    assert {len(band["members"]) for band in stored.bands.find()} <= set(range(1, 33))


@ours
def test_copies_of_one_batch_share_a_story(settings: dict[str, Any], stored: Stored) -> None:
    together = [one for outlet in OUTLETS for one in copies(outlet)]
    random.Random(1).shuffle(together)
    assert set(keep(settings, together)[0]) == {"stored"}
    assert_converged(stored, 3)


@ours
def test_processes_that_store_copies_at_once_and_some_killed_at_it_agree(
    settings: dict[str, Any], stored: Stored
) -> None:
    command = [sys.executable, "-m", "tests.contract.copying", json.dumps(settings)]
    told = subprocess.run(
        [*command, "thani:3", "thalith", "misal"], capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == {name: ["stored"] * STORIES for name in ("misal", "thalith")}
    # Where the writers met often, the third write of the one that died was its articles already.
    [again] = keep(settings, copies("thani"))
    assert again in ([outcome] * STORIES for outcome in ("stored", "unchanged"))
    assert_converged(stored, 3)


class Broken(Exception):  # noqa: N818 - it stands for the end of a process
    """Nothing is written any more."""


class Failing(Mongo):
    """A connection that breaks after some writes."""

    left = 0

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Write while anything is left."""
        if not self.left:
            raise Broken
        self.left -= bool(writes)
        return await super().write(collection, writes)


def save(settings: dict[str, Any], items: list[Article], writes: int) -> bool:
    """Store with so many writes; say whether they were enough."""

    async def work() -> bool:
        mongo = Failing(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])
        mongo.left = writes
        try:
            entries = [PendingArticle(make_article_document(clean_article(item))) for item in items]
            await articles.save_articles(mongo, entries, utcnow)
        except Broken:
            return False
        finally:
            await mongo.close()
        return True

    return asyncio.run(work())


@ours
def test_cut_off_between_any_two_writes_it_can_be_repeated(
    settings: dict[str, Any], stored: Stored
) -> None:
    one, two = copies("misal"), copies("thani")
    writes = 0
    while not save(settings, one, writes):
        writes += 1
        if writes % 2:
            save(settings, two, writes)
    assert writes >= 4
    assert save(settings, two, 100)
    assert_converged(stored, 2)


@ours
def test_a_claim_of_a_process_long_dead_binds_nobody(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), *_ = of_sites()
    one, two = printed("misal", 1, piece), printed("thani", 1, piece)
    for writes in (2, 3):  # claimed and filed, or decided too
        assert not save(settings, [one], writes)
        stored.claims.update_many(
            {}, {"$set": {"at": datetime.now(UTC) - 2 * story_claims.CLAIM_LIFETIME}}
        )
    assert keep(settings, [two]) == [["stored"]]
    assert stored.claims.count_documents({}) == 0
    assert keep(settings, [one]) == [["stored"]]
    assert stored.articles.distinct("story") == [make_url_id(two.url)]


@ours
def test_copies_stay_together_where_the_first_turns_out_a_duplicate(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), *_ = of_sites()
    one, twin, copy = (printed(*at, piece) for at in (("misal", 1), ("misal", 2), ("thani", 1)))
    assert not save(settings, [one], 3)  # claimed, filed and decided, but not inserted yet
    assert keep(settings, [twin], [copy], [one]) == [["stored"], ["stored"], ["duplicate"]]
    assert stored.articles.distinct("story") == [make_url_id(one.url)]


@ours
def test_a_flash_written_out_later_is_found_by_its_new_text(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), *_ = of_sites()
    flash = printed("misal", 1, replace(piece, text="عاجل: التفاصيل بعد قليل."))
    whole, copy = printed("misal", 1, piece), printed("thani", 1, piece)
    assert keep(settings, [flash], [whole], [copy]) == [["stored"], ["revised"], ["stored"]]
    assert stored.articles.distinct("story") == [make_url_id(whole.url)]


@ours
def test_reports_of_one_mould_keep_stories_of_their_own(
    settings: dict[str, Any], stored: Stored
) -> None:
    items = [
        printed(OUTLETS[number % 3], 100 * at + number, mould(random.Random(f"{at}:{number}"), 0))
        for at, mould in enumerate(MOULDS.values())
        for number in range(4)
    ]
    assert keep(settings, items) == [["stored"] * len(items)]
    assert len(stored.articles.distinct("story")) == len(items)


@ours
def test_near_twins_of_an_outlet_are_one_document_and_series_are_not(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), (_, other), *_ = of_sites()
    note = replace(piece, text=f"{piece.text}\n\nلمتابعة المزيد زوروا صفحتنا.")
    mould = MOULDS["prices"]
    days = [mould(random.Random(day), 0) for day in range(3)]
    first = [printed("misal", 1, piece), printed("misal", 2, hours(note, 2))]
    second = [
        printed("misal", 3, hours(note, -3)),  # a section's page
        printed("misal", 4, hours(note, 30)),  # printed again another day
        printed("misal", 5, replace(note, title="عنوان آخر للخبر نفسه")),
        printed("misal", 6, replace(other, title=piece.title)),  # the series' next part
        *(printed("misal", 10 + at, one) for at, one in enumerate(days)),
    ]
    assert keep(settings, first, second) == [
        ["stored", "duplicate"],
        ["duplicate", *["stored"] * 6],
    ]
    assert timedelta(days=1) > hours(note, 2).published_at - piece.published_at
    of = {int(one["url"].rsplit("/", 1)[1]): one["story"] for one in stored.articles.find()}
    assert of[1] == of[4] == of[5]
    assert len(set(of.values())) == 5
