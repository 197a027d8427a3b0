"""What a crawl leaves of addresses and sources, as the next one finds it."""

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
from tests.contract.conftest import nowhere, ours
from tests.contract.crawl import article, keep, run
from tests.contract.test_page_outcomes import URL, crawl, end

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


def pages(settings: dict[str, Any], *ids: str) -> dict[str, PageState]:
    """Return what a crawl finds of pages."""
    found: dict[str, PageState] = {}

    async def look() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        found.update(await state.find_pages(ids))
        await state.close()

    run(look)
    return found


def kept(settings: dict[str, Any], states: Collection[SourceState]) -> dict[str, SourceState]:
    """Save states in one crawl; return what the next one finds."""
    found: dict[str, SourceState] = {}

    async def save() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        await state.save_sources(states)
        await state.close()

    async def look() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        found.update(await state.find_sources([make_url_id(one.url) for one in states]))
        await state.close()

    run(save)
    run(look)
    return found


def test_a_page_tells_how_it_ended_and_what_to_ask_by(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawl(settings, end("stored", status=200, listed_at=NOON, **asdict(READ)))
    [page] = pages(settings, make_url_id(URL), "another").values()
    assert (page.outcome, page.read_as, page.listed_at) == ("stored", "stored", NOON)
    assert (page.validators, page.next_due) == (READ, None)
    crawl(settings, end("failed:timeout"))
    [page] = pages(settings, make_url_id(URL)).values()
    assert (page.outcome, page.read_as, page.validators) == ("failed:timeout", "stored", READ)
    assert page.next_due == page.last_at + timedelta(minutes=15)
    crawl(settings, end("failed:extraction-timeout", status=200, **asdict(READ)))
    [page] = pages(settings, make_url_id(URL)).values()
    assert (page.read_as, page.validators, page.listed_at) == (None, Validators(), NOON)


def test_an_article_that_has_not_changed_is_seen_again(
    settings: dict[str, Any], stored: Stored
) -> None:
    keep(settings, [article(1)])
    [before] = stored.articles.find()
    crawl(settings, end("stored", status=200, **asdict(READ)))
    told = asdict(READ) | {"told_same": 1}
    crawl(settings, end("not-modified", status=304, **told))
    [after] = stored.articles.find()
    assert after.pop("last_seen_at") > before.pop("last_seen_at")
    assert after == before
    [page] = pages(settings, make_url_id(URL)).values()
    assert (page.outcome, page.read_as) == ("not-modified", "stored")
    assert page.validators.told_same == 1
    crawl(settings, end("not-modified", status=200, **asdict(READ)))
    assert stored.articles.count_documents({}) == 1


def test_sources_are_found_as_they_were_left(settings: dict[str, Any], stored: Stored) -> None:
    failed = SourceState(url="https://misal.example/x", publisher="misal", kind="page", failures=2)
    found = kept(settings, [SOURCE, failed])
    assert found == {make_url_id(one.url): one for one in (SOURCE, failed)}
    many = Link(url="https://misal.example/1.xml", kind="sitemap")
    large = SourceState(
        url=SOURCE.url, publisher="misal", kind="sitemap", child_sources=(many,) * 5001
    )
    assert kept(settings, [large])[make_url_id(SOURCE.url)].child_sources is None
    assert stored.sources.count_documents({}) == 2


def test_a_source_that_nothing_leads_to_is_retired(
    settings: dict[str, Any], stored: Stored
) -> None:
    later = replace(SOURCE, url="https://misal.example/b", next_due=NOON + timedelta(hours=1))
    other = replace(SOURCE, url="https://other.example/", publisher="other")
    kept(settings, [SOURCE, later, other])

    async def retire() -> None:
        state = MongoCrawlState.for_crawler(get_crawler(settings_dict=settings))
        await state.open()
        await state.unschedule_sources("misal", NOON + timedelta(minutes=10))
        await state.close()

    run(retire)
    left = {one["url"]: one["next_due"] for one in stored.sources.find()}
    assert left == {SOURCE.url: None, later.url: later.next_due, other.url: other.next_due}


@ours
def test_more_are_looked_up_than_fit_in_one_question(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.pages.insert_many(
        {"_id": f"{n:05}", "outcome": "stored", "failures": 0, "last_at": NOON} for n in range(1100)
    )
    assert len(pages(settings, *(f"{number:05}" for number in range(1500)))) == 1100


@ours
def test_where_no_database_answers_nothing_is_known(tmp_path: Path, engine: object) -> None:
    assert pages(nowhere(tmp_path), "a") == {}
