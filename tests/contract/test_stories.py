"""Stories: copies share the story of the first one stored, in any order, with many writers."""

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.database import Database

from crawler.cleaning import clean_article
from crawler.clock import utcnow
from crawler.items import Article
from crawler.urls.canonical_form import make_url_id
from pipelines.collections import articles, stories, story_claims
from pipelines.collections.pending_article import PendingArticle
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import make_article_document
from pipelines.mongo.operations import BulkResult, Write
from tests.bench.dedupe.sources import read_site_articles
from tests.bench.dedupe.templates import REPORT_TEMPLATES
from tests.contract.conftest import embedded_only
from tests.contract.copying import STORIES, make_article, make_copies, print_later
from tests.contract.crawl import store_rounds

Stored = Database[dict[str, Any]]
OUTLETS = ("misal", "thani", "thalith")


def read_stories(stored: Stored) -> dict[int, set[str]]:
    """Return the stories of all outlets' copies, by the number in their addresses."""
    stories: dict[int, set[str]] = {}
    for document in stored.articles.find({}, {"url": 1, "story": 1}):
        number = int(document["url"].rsplit("/", 1)[1])
        stories.setdefault(number, set()).add(document["story"])
    return stories


def assert_converged(stored: Stored, outlets: int) -> None:
    """Check that each copy is stored, and that its story is the id of one of its copies."""
    stories = read_stories(stored)
    assert len(stories) == STORIES
    assert {len(ids) for ids in stories.values()} == {1}
    assert stored.articles.count_documents({}) == STORIES * outlets
    firsts = [article_id for ids in stories.values() for article_id in ids]
    assert len(set(firsts)) == STORIES
    assert stored.articles.count_documents({"_id": {"$in": firsts}}) == STORIES


def test_the_first_stored_gives_its_name_whoever_it_is(
    settings: dict[str, Any], stored: Stored
) -> None:
    rounds = [make_copies(outlet) for outlet in ("thalith", "misal", "thani")]
    assert store_rounds(settings, *rounds) == [["stored"] * STORIES] * 3
    assert_converged(stored, 3)
    firsts = {make_url_id(item.url) for item in rounds[0]}
    assert set(stored.articles.distinct("story")) == firsts
    assert stored.claims.count_documents({}) == 0
    assert {len(entry["members"]) for entry in stored.bands.find()} <= set(range(1, 33))


@embedded_only
def test_copies_of_one_batch_share_a_story(settings: dict[str, Any], stored: Stored) -> None:
    together = [copy for outlet in OUTLETS for copy in make_copies(outlet)]
    random.Random(1).shuffle(together)
    assert set(store_rounds(settings, together)[0]) == {"stored"}
    assert_converged(stored, 3)


@embedded_only
def test_processes_that_store_copies_at_once_and_some_killed_at_it_agree(
    settings: dict[str, Any], stored: Stored
) -> None:
    command = [sys.executable, "-m", "tests.contract.copying", json.dumps(settings)]
    process = subprocess.run(
        [*command, "thani:3", "thalith", "misal"], capture_output=True, text=True, check=True
    )
    outcomes = json.loads(process.stdout)
    assert outcomes == {outlet: ["stored"] * STORIES for outlet in ("misal", "thalith")}
    # Where the writers met often, the third write of the killed one inserted its articles already.
    [again] = store_rounds(settings, make_copies("thani"))
    assert again in ([outcome] * STORIES for outcome in ("stored", "unchanged"))
    assert_converged(stored, 3)


class ConnectionBroken(Exception):  # noqa: N818 - it stands for the end of a process
    """No further write is possible."""


class BreakingMongo(Mongo):
    """A connection that breaks after some writes."""

    writes_left = 0

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Write while writes are left."""
        if not self.writes_left:
            raise ConnectionBroken
        self.writes_left -= bool(writes)
        return await super().write(collection, writes)


def save_with_writes(settings: dict[str, Any], items: list[Article], writes: int) -> bool:
    """Store items with so many writes; return whether they were enough."""

    async def work() -> bool:
        mongo = BreakingMongo(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])
        mongo.writes_left = writes
        try:
            entries = [PendingArticle(make_article_document(clean_article(item))) for item in items]
            await articles.save_articles(mongo, entries, utcnow)
        except ConnectionBroken:
            return False
        finally:
            await mongo.close()
        return True

    return asyncio.run(work())


@embedded_only
def test_cut_off_between_any_two_writes_it_can_be_repeated(
    settings: dict[str, Any], stored: Stored
) -> None:
    one, two = make_copies("misal"), make_copies("thani")
    writes = 0
    while not save_with_writes(settings, one, writes):
        writes += 1
        if writes % 2:
            save_with_writes(settings, two, writes)
    assert writes >= 4
    assert save_with_writes(settings, two, 100)
    assert_converged(stored, 2)


class SteppingMongo(Mongo):
    """A connection whose every write waits until the test lets it go."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings["MONGODB_URI"], settings["MONGODB_DATABASE"])
        self._permits = asyncio.Semaphore(0)
        self._begun: asyncio.Queue[str] = asyncio.Queue()

    async def write(self, collection: str, writes: Sequence[Write]) -> BulkResult:
        """Write when allowed to."""
        if writes:
            self._begun.put_nowait(collection)
            await self._permits.acquire()
        return await super().write(collection, writes)

    def allow(self, writes: int) -> None:
        """Let so many writes go."""
        for _ in range(writes):
            self._permits.release()

    async def stop_after(self, writes: int) -> None:
        """Let the first writes go; return when the writer is about to do the next one."""
        self.allow(writes)
        for _ in range(writes + 1):
            await self._begun.get()


def meet(settings: dict[str, Any], steps: dict[str, int], first: str) -> list[str]:
    """Let A and B of the example in `stories` meet; return who began a's story, and who b's.

    In the order of `steps` each makes so many writes; then `first` ends, and then the other one.
    """
    (_, piece), *_ = read_site_articles()
    items = {"A": make_article("misal", 1, piece), "B": make_article("thani", 1, piece)}
    documents = {name: make_article_document(clean_article(item)) for name, item in items.items()}
    names = {document["_id"]: name for name, document in documents.items()}

    async def work() -> list[str]:
        writers = {name: SteppingMongo(settings) for name in items}
        tasks = {}
        for name, writes in steps.items():
            claimed_at = datetime(2026, 3, 1, 10, 0, "AB".index(name), tzinfo=UTC)
            work = stories.assign_stories(writers[name], [documents[name]], {}, claimed_at)
            tasks[name] = asyncio.create_task(work)
            await writers[name].stop_after(writes)
        for name in (first, *(items.keys() - {first})):
            writers[name].allow(100)
            await tasks[name]
        for writer in writers.values():
            await writer.close()
        assigned = {name: tasks[name].result()[documents[name]["_id"]] for name in items}
        return [names[assigned[name].story or ""] for name in "AB"]

    return asyncio.run(work())


@pytest.mark.parametrize(("steps", "first", "begun_by"), [
    ({"A": 2, "B": 0}, "A", "A"),  # A decides before B looks up
    ({"A": 2, "B": 2}, "B", "A"),  # A is slow after it has filed: B decides both claims
    ({"A": 2, "B": 2}, "A", "A"),
    ({"B": 2, "A": 2}, "B", "B"),  # B, whose claim is the later one, looks up before A files
    ({"B": 2, "A": 2}, "A", "A"),
])  # fmt: skip
@embedded_only
def test_two_writers_that_meet_agree_as_the_example_says(
    settings: dict[str, Any], stored: Stored, steps: dict[str, int], first: str, begun_by: str
) -> None:
    assert meet(settings, steps, first) == [begun_by, begun_by]
    assert len(stored.claims.distinct("of")) == 1


@embedded_only
def test_a_claim_of_a_process_long_dead_binds_nobody(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), *_ = read_site_articles()
    one, two = make_article("misal", 1, piece), make_article("thani", 1, piece)
    for writes in (2, 3):  # claimed and filed, or decided too
        assert not save_with_writes(settings, [one], writes)
        stored.claims.update_many(
            {}, {"$set": {"at": datetime.now(UTC) - 2 * story_claims.CLAIM_LIFETIME}}
        )
    assert store_rounds(settings, [two]) == [["stored"]]
    assert stored.claims.count_documents({}) == 0
    assert store_rounds(settings, [one]) == [["stored"]]
    assert stored.articles.distinct("story") == [make_url_id(two.url)]


@embedded_only
def test_copies_stay_together_where_the_first_turns_out_a_duplicate(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), *_ = read_site_articles()
    one, twin, copy = (
        make_article(publisher, number, piece)
        for publisher, number in (("misal", 1), ("misal", 2), ("thani", 1))
    )
    # Claimed, filed and decided, but not inserted yet.
    assert not save_with_writes(settings, [one], 3)
    assert store_rounds(settings, [twin], [copy], [one]) == [["stored"], ["stored"], ["duplicate"]]
    assert stored.articles.distinct("story") == [make_url_id(one.url)]


@embedded_only
def test_a_flash_written_out_later_is_found_by_its_new_text(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), *_ = read_site_articles()
    flash = make_article("misal", 1, replace(piece, text="عاجل: التفاصيل بعد قليل."))
    whole, copy = make_article("misal", 1, piece), make_article("thani", 1, piece)
    assert store_rounds(settings, [flash], [whole], [copy]) == [["stored"], ["revised"], ["stored"]]
    assert stored.articles.distinct("story") == [make_url_id(whole.url)]


@embedded_only
def test_reports_of_one_mould_keep_stories_of_their_own(
    settings: dict[str, Any], stored: Stored
) -> None:
    items = [
        make_article(
            OUTLETS[number % 3], 100 * row + number, mould(random.Random(f"{row}:{number}"), 0)
        )
        for row, mould in enumerate(REPORT_TEMPLATES.values())
        for number in range(4)
    ]
    assert store_rounds(settings, items) == [["stored"] * len(items)]
    assert len(stored.articles.distinct("story")) == len(items)


@embedded_only
def test_near_twins_of_an_outlet_are_one_document_and_series_are_not(
    settings: dict[str, Any], stored: Stored
) -> None:
    (_, piece), (_, other), *_ = read_site_articles()
    note = replace(piece, text=f"{piece.text}\n\nلمتابعة المزيد زوروا صفحتنا.")
    mould = REPORT_TEMPLATES["prices"]
    days = [mould(random.Random(day), 0) for day in range(3)]
    first = [make_article("misal", 1, piece), make_article("misal", 2, print_later(note, 2))]
    second = [
        make_article("misal", 3, print_later(note, -3)),  # a section's page
        make_article("misal", 4, print_later(note, 30)),  # printed again another day
        make_article("misal", 5, replace(note, title="عنوان آخر للخبر نفسه")),
        make_article("misal", 6, replace(other, title=piece.title)),  # the series' next part
        *(make_article("misal", 10 + day, report) for day, report in enumerate(days)),
    ]
    assert store_rounds(settings, first, second) == [
        ["stored", "duplicate"],
        ["duplicate", *["stored"] * 6],
    ]
    assert timedelta(days=1) > print_later(note, 2).published_at - piece.published_at
    stories = {
        int(document["url"].rsplit("/", 1)[1]): document["story"]
        for document in stored.articles.find()
    }
    assert stories[1] == stories[4] == stories[5]
    assert len(set(stories.values())) == 5
