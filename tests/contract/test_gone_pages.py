"""What stands in the database when pages vanish and come back, and which pages are due."""

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
from pipelines.collections.unspool import load_spool
from pipelines.connection import Connection
from pipelines.recorders.page_outcomes import PageOutcomeRecorder
from tests.contract.conftest import nowhere, ours
from tests.contract.crawl import article, keep

Stored = Database[dict[str, Any]]
Settings = dict[str, Any]
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(hours: float, settings: Settings) -> Settings:
    """Return the settings of a crawl so many hours after the first."""
    now = START + timedelta(hours=hours)
    return settings | {"CLOCK": lambda: now, "RECHECK_AGES": "1h, 6h"}


def end(settings: Settings, *outcomes: str, number: int = 1, **answer: Any) -> Crawler:
    """Let a crawl record how an article's address ended."""
    crawler = get_crawler(settings_dict=settings)

    async def run() -> None:
        record = PageOutcomeRecorder.from_crawler(crawler)
        await record.spider_opened()
        for outcome in outcomes:
            url, publisher = article(number).url, article(number).publisher
            told = {"url": url, "publisher": publisher, "outcome": outcome}
            crawler.signals.send_catch_log(article_outcome, **told, **answer)
        await record.spider_closed()

    asyncio.run(run())
    return crawler


def due(settings: Settings, publishers: Iterable[str], limit: int = 10) -> list[str]:
    crawler = get_crawler(settings_dict=settings)
    now = settings["CLOCK"]()

    async def run() -> list[str]:
        found = await MongoRecheckQueue.for_crawler(crawler).find_due_pages(
            list(publishers), now, limit
        )
        return [url for _, url in found]

    return asyncio.run(run())


def gone_at(stored: Stored) -> datetime | None:
    (found,) = stored.articles.find()
    gone: datetime | None = found["gone_at"]
    return gone


def test_a_page_that_is_gone_leaves_its_article_with_a_date(
    settings: Settings, stored: Stored
) -> None:
    keep(at(0, settings), [article()])
    end(at(0, settings), "stored")
    crawler = end(at(1, settings), "failed:http-404")
    assert gone_at(stored) is None
    assert crawler.stats
    assert crawler.stats.get_value("edits/gone") is None
    crawler = end(at(2, settings), "failed:http-404")
    assert gone_at(stored) == START + timedelta(hours=1)
    assert crawler.stats
    assert crawler.stats.get_value("edits/gone") == 1
    end(at(30, settings), "failed:http-404")
    (found,) = stored.articles.find()
    assert (found["text"], found["revision"]) == (article().text, 1)
    assert found["gone_at"] == START + timedelta(hours=1)
    (page,) = stored.pages.find()
    assert page["gone_at"] == found["gone_at"]


@ours
def test_an_article_that_comes_back_is_not_gone(settings: Settings, stored: Stored) -> None:
    back = {
        "unchanged": article(fetched_at=START + timedelta(hours=3)),
        "revised": article(title="عنوان آخر", fetched_at=START + timedelta(hours=6)),
    }
    keep(at(0, settings), [article()])
    end(at(0, settings), "stored")
    for hours, outcome in ((1, "unchanged"), (4, "revised"), (7, "not-modified")):
        end(at(hours, settings), "failed:http-410")
        assert gone_at(stored) == START + timedelta(hours=hours)
        if outcome in back:
            assert keep(at(hours + 2, settings), [back[outcome]]) == [[outcome]]
        end(at(hours + 2, settings), outcome)
        assert gone_at(stored) is None
        assert stored.pages.count_documents({"gone_at": None, "missing": 0}) == 1


@ours
def test_what_an_address_led_to_is_back_with_it(settings: Settings, stored: Stored) -> None:
    keep(at(0, settings), [article()])
    end(at(0, settings), "stored", number=2, article=make_url_id(article().url))
    end(at(1, settings), "failed:http-410", number=2)
    assert gone_at(stored) == START + timedelta(hours=1)
    end(at(3, settings), "not-modified", number=2)
    (found,) = stored.articles.find()
    assert (found["gone_at"], found["last_seen_at"]) == (None, START + timedelta(hours=3))


@ours
def test_a_canonical_address_that_never_gave_the_article_does_not_take_it(
    settings: Settings, stored: Stored
) -> None:
    keep(at(0, settings), [article(fetched_url=article(2).url)])
    end(at(0, settings), "stored", number=2, article=make_url_id(article().url))
    end(at(1, settings), "failed:http-410")
    assert gone_at(stored) is None
    end(at(2, settings), "failed:http-410", number=2)
    assert gone_at(stored) == START + timedelta(hours=2)


@ours
def test_a_page_takes_its_article_though_only_the_article_was_written(
    settings: Settings, stored: Stored
) -> None:
    keep(at(0, settings), [article()])
    end(at(1, settings), "failed:http-410")
    assert gone_at(stored) == START + timedelta(hours=1)


@ours
def test_an_end_that_is_late_buries_nothing(settings: Settings, stored: Stored) -> None:
    keep(at(5, settings), [article()])
    end(at(4, settings), "failed:http-410")
    assert gone_at(stored) is None
    end(at(5, settings), "stored")
    end(at(3, settings), "failed:http-410")
    assert gone_at(stored) is None


def test_pages_are_due_by_outlet_the_longest_due_first(settings: Settings, stored: Stored) -> None:
    def urls(*numbers: int) -> list[str]:
        return [article(number).url for number in numbers]

    for number, hours in ((1, 2.0), (2, 0.0), (3, 1.0)):
        end(at(hours, settings), "stored", number=number)
    end(at(0, settings), "failed:http-410", number=4)
    assert due(at(0.9, settings), ["misal"]) == []
    assert due(at(3, settings), ["misal"]) == urls(2, 3, 1)
    assert due(at(3, settings), ["misal"], limit=2) == urls(2, 3)
    assert due(at(3, settings), ["thani"]) == []
    end(at(3, settings), "unchanged", number=2)
    assert due(at(3, settings), ["misal"]) == urls(3, 1)


@ours
def test_a_tombstone_survives_a_server_that_stays_away(
    remote: Settings, settings: Settings, stored: Stored
) -> None:
    keep(at(0, settings), [article()])
    end(at(0, settings), "stored")
    end(at(1, nowhere(Path(remote["DATA_DIR"]))), "failed:http-410")

    async def again() -> int:
        connection = Connection.for_crawler(get_crawler(settings_dict=at(2, remote)))
        await connection.open()
        loaded = await load_spool(connection, size=100)
        await connection.close()
        return loaded

    assert asyncio.run(again()) == 1
    assert gone_at(stored) == START + timedelta(hours=1)


@ours
def test_an_article_that_another_page_took_is_back_with_its_own(
    settings: Settings, stored: Stored
) -> None:
    keep(at(0, settings), [article(fetched_url=article(2).url)])
    end(at(0, settings), "stored", number=2, article=make_url_id(article().url))
    keep(at(1, settings), [article(fetched_at=START + timedelta(hours=1))])
    end(at(1, settings), "unchanged")
    end(at(2, settings), "failed:http-410", number=2)
    assert gone_at(stored)
    end(at(3, settings), "not-modified")
    assert gone_at(stored) is None


@ours
def test_a_crawl_killed_before_it_wrote_the_page_is_made_good(
    settings: Settings, stored: Stored
) -> None:
    keep(at(0, settings), [article()])
    end(at(0, settings), "stored")
    # As a crawl leaves it that was killed between the article and the page.
    stored.articles.update_one({}, {"$set": {"gone_at": START + timedelta(hours=1)}})
    assert due(at(2, settings), ["misal"]) == [article().url]
    end(at(2, settings), "failed:http-410")
    assert gone_at(stored) == START + timedelta(hours=1)
    assert due(at(9, settings), ["misal"]) == []


def test_where_no_database_answers_nothing_is_due(tmp_path: Path) -> None:
    assert due(at(1, nowhere(tmp_path)), ["misal"]) == []
