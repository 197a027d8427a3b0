"""States of pages and sources that a crawl stores, as the next one finds them."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.utils.test import get_crawler

from crawler.discovery.links import Link
from crawler.state.records import PageState, SourceState
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id
from pipelines.collections.sources import MongoCrawlState
from tests.contract.conftest import embedded_only, unreachable_settings
from tests.contract.crawl import article, run_async, store_rounds
from tests.contract.test_page_outcomes import URL, make_outcome, record_outcomes

Stored = Database[dict[str, Any]]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
READ = Validators(etag='"a"', body_hash="1", distrust=1)
SOURCE = SourceState(
    url="https://misal.example/feed",
    publisher="misal",
    kind="feed",
    validators=READ,
    read_at=NOON,
    last_at=NOON,
    last_status=200,
    pace_seconds=600.0,
    next_due=NOON + timedelta(minutes=10),
    last_new=NOON,
    entries=20,
    discovery_sources=("feed", "listing"),
    child_sources=(Link(url="https://misal.example/map.xml", kind="sitemap", modified=NOON),),
)


def find_pages(settings: dict[str, Any], *ids: str) -> dict[str, PageState]:
    """Return the states of pages that a crawl finds."""
    states: dict[str, PageState] = {}

    async def look() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        states.update(await state.find_pages(ids))
        await state.close()

    run_async(look)
    return states


def save_and_find_sources(
    settings: dict[str, Any], states: Collection[SourceState]
) -> dict[str, SourceState]:
    """Save states in one crawl; return the states the next one finds."""
    found_states: dict[str, SourceState] = {}

    async def save() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        await state.save_sources(states)
        await state.close()

    async def look() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        ids = [make_url_id(source.url) for source in states]
        found_states.update(await state.find_sources(ids))
        await state.close()

    run_async(save)
    run_async(look)
    return found_states


@embedded_only
def test_a_document_that_cannot_be_read_counts_as_unknown(
    settings: dict[str, Any], stored: Stored
) -> None:
    page = {"outcome": "stored", "last_at": NOON, "unchanged": None, "told_same": None, "new": 1}
    stored.pages.insert_many(
        [{"_id": "a"} | page, {"_id": "b", "outcome": 1}, {"_id": "c"} | page | {"told_same": "x"}]
    )
    assert find_pages(settings, "a", "b", "c") == {"a": PageState(outcome="stored", last_at=NOON)}


def test_a_page_tells_how_it_ended_and_what_to_ask_by(
    settings: dict[str, Any], stored: Stored
) -> None:
    record_outcomes(settings, make_outcome("stored", status=200, listed_at=NOON, **asdict(READ)))
    [page] = find_pages(settings, make_url_id(URL), "another").values()
    assert (page.outcome, page.read_as, page.listed_at) == ("stored", "stored", NOON)
    assert (page.validators, page.next_due) == (READ, None)
    record_outcomes(settings, make_outcome("failed:timeout"))
    [page] = find_pages(settings, make_url_id(URL)).values()
    assert (page.outcome, page.read_as, page.validators) == ("failed:timeout", "stored", READ)
    assert page.next_due == page.last_at + timedelta(minutes=15)
    record_outcomes(settings, make_outcome("failed:extraction-timeout", status=200, **asdict(READ)))
    [page] = find_pages(settings, make_url_id(URL)).values()
    assert (page.read_as, page.validators, page.listed_at) == (None, Validators(), NOON)


def test_an_article_that_has_not_changed_is_seen_again(
    settings: dict[str, Any], stored: Stored
) -> None:
    store_rounds(settings, [article(1)])
    [before] = stored.articles.find()
    record_outcomes(settings, make_outcome("stored", status=200, **asdict(READ)))
    validators = asdict(READ) | {"told_same": 1}
    record_outcomes(settings, make_outcome("not-modified", status=304, **validators))
    [after] = stored.articles.find()
    assert after.pop("last_seen_at") > before.pop("last_seen_at")
    assert after == before
    [page] = find_pages(settings, make_url_id(URL)).values()
    assert (page.outcome, page.read_as) == ("not-modified", "stored")
    assert page.validators.told_same == 1
    record_outcomes(settings, make_outcome("not-modified", status=200, **asdict(READ)))
    assert stored.articles.count_documents({}) == 1


def test_sources_are_found_as_they_were_left(settings: dict[str, Any], stored: Stored) -> None:
    failed = SourceState(url="https://misal.example/x", publisher="misal", kind="page", failures=2)
    states = save_and_find_sources(settings, [SOURCE, failed])
    assert states == {make_url_id(source.url): source for source in (SOURCE, failed)}
    child = Link(url="https://misal.example/1.xml", kind="sitemap")
    large = SourceState(
        url=SOURCE.url, publisher="misal", kind="sitemap", child_sources=(child,) * 5001
    )
    assert save_and_find_sources(settings, [large])[make_url_id(SOURCE.url)].child_sources is None
    assert stored.sources.count_documents({}) == 2


def test_a_source_that_nothing_leads_to_is_retired(
    settings: dict[str, Any], stored: Stored
) -> None:
    later = replace(SOURCE, url="https://misal.example/b", next_due=NOON + timedelta(hours=1))
    other = replace(SOURCE, url="https://other.example/", publisher="other")
    save_and_find_sources(settings, [SOURCE, later, other])

    async def retire() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        await state.unschedule_sources("misal", NOON + timedelta(minutes=10))
        await state.close()

    run_async(retire)
    due_times = {source["url"]: source["next_due"] for source in stored.sources.find()}
    assert due_times == {SOURCE.url: None, later.url: later.next_due, other.url: other.next_due}


@embedded_only
def test_more_are_looked_up_than_fit_in_one_question(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.pages.insert_many(
        {"_id": f"{n:05}", "outcome": "stored", "failures": 0, "last_at": NOON} for n in range(1100)
    )
    assert len(find_pages(settings, *(f"{number:05}" for number in range(1500)))) == 1100


@embedded_only
def test_where_no_database_answers_nothing_is_known(tmp_path: Path, engine: object) -> None:
    assert find_pages(unreachable_settings(tmp_path), "a") == {}
