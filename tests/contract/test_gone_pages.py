"""Pages that vanish and come back, their articles in the database, and the pages that are due."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.signals import article_outcome
from crawler.urls.canonical_form import make_url_id
from pipelines.collections.sources import MongoRecheckQueue
from pipelines.collections.spool_loading import load_spool
from pipelines.connection import Connection
from pipelines.recorders.page_outcomes import PageOutcomeRecorder
from tests.contract.conftest import embedded_only, unreachable_settings
from tests.contract.crawl import article, store_rounds

Stored = Database[dict[str, Any]]
Settings = dict[str, Any]
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def settings_after(hours: float, settings: Settings) -> Settings:
    """Return the settings of a crawl so many hours after the first."""
    now = START + timedelta(hours=hours)
    return settings | {"CLOCK": lambda: now, "RECHECK_AGES": "1h, 6h"}


def record_outcomes(settings: Settings, *outcomes: str, number: int = 1, **answer: Any) -> Crawler:
    """Let a crawl record outcomes of an article's address."""
    crawler = get_crawler(settings_dict=settings)

    async def run() -> None:
        recorder = PageOutcomeRecorder.from_crawler(crawler)
        await recorder.spider_opened()
        for outcome in outcomes:
            url, publisher = article(number).url, article(number).publisher
            values = {"url": url, "publisher": publisher, "outcome": outcome}
            crawler.signals.send_catch_log(article_outcome, **values, **answer)
        await recorder.spider_closed()

    asyncio.run(run())
    return crawler


def find_due_urls(settings: Settings, publishers: Iterable[str], limit: int = 10) -> list[str]:
    crawler = get_crawler(settings_dict=settings)
    now = settings["CLOCK"]()

    async def run() -> list[str]:
        due_pages = await MongoRecheckQueue.for_crawler(crawler).find_due_pages(
            list(publishers), now, limit
        )
        return [url for _, url in due_pages]

    return asyncio.run(run())


def read_gone_at(stored: Stored) -> datetime | None:
    (document,) = stored.articles.find()
    gone_at: datetime | None = document["gone_at"]
    return gone_at


def test_a_page_that_is_gone_leaves_its_article_with_a_date(
    settings: Settings, stored: Stored
) -> None:
    store_rounds(settings_after(0, settings), [article()])
    record_outcomes(settings_after(0, settings), "stored")
    crawler = record_outcomes(settings_after(1, settings), "failed:http-404")
    assert read_gone_at(stored) is None
    assert crawler.stats
    assert crawler.stats.get_value("edits/gone") is None
    crawler = record_outcomes(settings_after(2, settings), "failed:http-404")
    assert read_gone_at(stored) == START + timedelta(hours=1)
    assert crawler.stats
    assert crawler.stats.get_value("edits/gone") == 1
    record_outcomes(settings_after(30, settings), "failed:http-404")
    (document,) = stored.articles.find()
    assert (document["text"], document["revision"]) == (article().text, 1)
    assert document["gone_at"] == START + timedelta(hours=1)
    (page,) = stored.pages.find()
    assert page["gone_at"] == document["gone_at"]


@embedded_only
def test_an_article_that_comes_back_is_not_gone(settings: Settings, stored: Stored) -> None:
    back = {
        "unchanged": article(fetched_at=START + timedelta(hours=3)),
        "revised": article(title="عنوان آخر", fetched_at=START + timedelta(hours=6)),
    }
    store_rounds(settings_after(0, settings), [article()])
    record_outcomes(settings_after(0, settings), "stored")
    for hours, outcome in ((1, "unchanged"), (4, "revised"), (7, "not-modified")):
        record_outcomes(settings_after(hours, settings), "failed:http-410")
        assert read_gone_at(stored) == START + timedelta(hours=hours)
        if outcome in back:
            assert store_rounds(settings_after(hours + 2, settings), [back[outcome]]) == [[outcome]]
        record_outcomes(settings_after(hours + 2, settings), outcome)
        assert read_gone_at(stored) is None
        assert stored.pages.count_documents({"gone_at": None, "missing": 0}) == 1


@embedded_only
def test_what_an_address_led_to_is_back_with_it(settings: Settings, stored: Stored) -> None:
    store_rounds(settings_after(0, settings), [article()])
    article_id = make_url_id(article().url)
    record_outcomes(settings_after(0, settings), "stored", number=2, article=article_id)
    record_outcomes(settings_after(1, settings), "failed:http-410", number=2)
    assert read_gone_at(stored) == START + timedelta(hours=1)
    record_outcomes(settings_after(3, settings), "not-modified", number=2)
    (document,) = stored.articles.find()
    assert (document["gone_at"], document["last_seen_at"]) == (None, START + timedelta(hours=3))


@embedded_only
def test_a_canonical_address_that_never_gave_the_article_does_not_take_it(
    settings: Settings, stored: Stored
) -> None:
    store_rounds(settings_after(0, settings), [article(fetched_url=article(2).url)])
    article_id = make_url_id(article().url)
    record_outcomes(settings_after(0, settings), "stored", number=2, article=article_id)
    record_outcomes(settings_after(1, settings), "failed:http-410")
    assert read_gone_at(stored) is None
    record_outcomes(settings_after(2, settings), "failed:http-410", number=2)
    assert read_gone_at(stored) == START + timedelta(hours=2)


@embedded_only
def test_a_page_takes_its_article_though_only_the_article_was_written(
    settings: Settings, stored: Stored
) -> None:
    store_rounds(settings_after(0, settings), [article()])
    record_outcomes(settings_after(1, settings), "failed:http-410")
    assert read_gone_at(stored) == START + timedelta(hours=1)


@embedded_only
def test_a_late_outcome_marks_nothing_gone(settings: Settings, stored: Stored) -> None:
    store_rounds(settings_after(5, settings), [article()])
    record_outcomes(settings_after(4, settings), "failed:http-410")
    assert read_gone_at(stored) is None
    record_outcomes(settings_after(5, settings), "stored")
    record_outcomes(settings_after(3, settings), "failed:http-410")
    assert read_gone_at(stored) is None


def test_pages_are_due_by_outlet_the_longest_due_first(settings: Settings, stored: Stored) -> None:
    def urls(*numbers: int) -> list[str]:
        return [article(number).url for number in numbers]

    for number, hours in ((1, 2.0), (2, 0.0), (3, 1.0)):
        record_outcomes(settings_after(hours, settings), "stored", number=number)
    record_outcomes(settings_after(0, settings), "failed:http-410", number=4)
    assert find_due_urls(settings_after(0.9, settings), ["misal"]) == []
    assert find_due_urls(settings_after(3, settings), ["misal"]) == urls(2, 3, 1)
    assert find_due_urls(settings_after(3, settings), ["misal"], limit=2) == urls(2, 3)
    assert find_due_urls(settings_after(3, settings), ["thani"]) == []
    record_outcomes(settings_after(3, settings), "unchanged", number=2)
    assert find_due_urls(settings_after(3, settings), ["misal"]) == urls(3, 1)


@embedded_only
def test_a_gone_page_survives_a_server_that_stays_away(
    remote: Settings, settings: Settings, stored: Stored
) -> None:
    store_rounds(settings_after(0, settings), [article()])
    record_outcomes(settings_after(0, settings), "stored")
    unreachable = unreachable_settings(Path(remote["DATA_DIR"]))
    record_outcomes(settings_after(1, unreachable), "failed:http-410")

    async def load() -> int:
        connection = Connection.for_crawler(get_crawler(settings_dict=settings_after(2, remote)))
        await connection.open()
        loaded = await load_spool(connection, size=100)
        await connection.close()
        return loaded

    assert asyncio.run(load()) == 1
    assert read_gone_at(stored) == START + timedelta(hours=1)


@embedded_only
def test_an_article_that_another_page_took_is_back_with_its_own(
    settings: Settings, stored: Stored
) -> None:
    store_rounds(settings_after(0, settings), [article(fetched_url=article(2).url)])
    article_id = make_url_id(article().url)
    record_outcomes(settings_after(0, settings), "stored", number=2, article=article_id)
    store_rounds(settings_after(1, settings), [article(fetched_at=START + timedelta(hours=1))])
    record_outcomes(settings_after(1, settings), "unchanged")
    record_outcomes(settings_after(2, settings), "failed:http-410", number=2)
    assert read_gone_at(stored)
    record_outcomes(settings_after(3, settings), "not-modified")
    assert read_gone_at(stored) is None


@embedded_only
def test_a_crawl_killed_before_it_wrote_the_page_is_made_good(
    settings: Settings, stored: Stored
) -> None:
    store_rounds(settings_after(0, settings), [article()])
    record_outcomes(settings_after(0, settings), "stored")
    # The state after a crawl was killed between the article and the page.
    stored.articles.update_one({}, {"$set": {"gone_at": START + timedelta(hours=1)}})
    assert find_due_urls(settings_after(2, settings), ["misal"]) == [article().url]
    record_outcomes(settings_after(2, settings), "failed:http-410")
    assert read_gone_at(stored) == START + timedelta(hours=1)
    assert find_due_urls(settings_after(9, settings), ["misal"]) == []


def test_where_no_database_answers_nothing_is_due(tmp_path: Path) -> None:
    assert find_due_urls(settings_after(1, unreachable_settings(tmp_path)), ["misal"]) == []
