"""Learned boilerplate: kept across runs, cut from stored articles, harmless where it fails."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pymongo.database import Database
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.test import get_crawler

from crawler.cleaning import clean_article
from crawler.extraction.body.block_ids import hash_block_text
from crawler.items import Article
from crawler.signals import round_begun, round_ending
from pipelines.collections import boilerplate
from pipelines.learn import LearnPipeline
from tests.contract.conftest import embedded_only, unreachable_settings
from tests.contract.crawl import article, open_store, store_items

Stored = Database[dict[str, Any]]
BOILERPLATE = "مجلسنا ينعقد كل مساء قرب النافورة الحجرية فأحضر معك كرسيك الصغير."

NOW = datetime.now(UTC)


def add_block_ids(item: Article) -> Article:
    """Give an article the block ids that extraction would."""
    texts = (item.text or "").split("\n\n")
    block_ids = tuple(hash_block_text(text) + "0" * 8 for text in texts)
    return replace(item, traces=block_ids, container="html>body>div.text", fetched_at=NOW)


def make_articles(numbers: Iterable[int], *lines: str, lead: str | None = None) -> list[Article]:
    items = []
    for number in numbers:
        text = f"افتتحت البلدية أمس المكتبة رقم {number}.\n\nوحضر افتتاح المكتبة {number} جمع كبير"
        item = article(
            number, text="\n\n".join([text, *lines]), authors=(), section=f"قسم {number % 4}"
        )
        items.append(add_block_ids(item))
    return items


def find_boilerplate(stored: Stored) -> list[dict[str, Any]]:
    """Return the stored articles whose text still has the boilerplate."""
    return [document for document in stored.articles.find() if BOILERPLATE in document["text"]]


def store_and_learn(settings: dict[str, Any], items: Sequence[Article]) -> Crawler:
    """Crawl once: store the items, then let them be observed."""
    crawlers: list[Crawler] = []

    async def crawl() -> None:
        async with open_store(settings) as (pipeline, crawler):
            crawlers.append(crawler)
            assert crawler.stats
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            stored_outcomes = await store_items(pipeline, items)
            assert set(stored_outcomes) <= {"stored", "unchanged", "revised"}
            for item in items:
                observed = await learner.process_item(item)
                assert observed.traces == ()
            await learner.close_spider()

    asyncio.run(crawl())
    return crawlers[0]


def count_corrected(crawler: Crawler) -> Any:
    assert crawler.stats
    return crawler.stats.get_value("learn/corrected", 0)


def test_what_is_stored_is_corrected_without_a_revision(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawler = store_and_learn(settings, make_articles(range(60), BOILERPLATE, lead=BOILERPLATE))
    assert count_corrected(crawler) == 60
    expected = {item.url: clean_article(item) for item in make_articles(range(60))}
    for document in stored.articles.find():
        item = expected[document["url"]]
        for name in ("lead", "text", "search_text", "word_count", "content_hash"):
            assert document[name] == getattr(item, name)
        assert document["revision"] == 1
        assert document["first_seen_at"] < document["changed_at"]
        assert not {"traces", "chrome", "container"} & document.keys()
    assert stored.revisions.count_documents({}) == 0


def test_few_articles_a_run_add_up_over_runs(settings: dict[str, Any], stored: Stored) -> None:
    for run in range(6):
        assert len(find_boilerplate(stored)) == (run if run < 5 else 0)
        store_and_learn(settings, make_articles([run], BOILERPLATE))
    assert not find_boilerplate(stored)
    learned = boilerplate.MongoBoilerplateStore.load_learned(BaseSettings(settings), "misal")
    assert len(learned.boilerplate_ids) == 1
    assert learned.container_paths == ("html>body>div.text",)


@embedded_only
def test_a_container_is_confirmed_by_the_first_five_articles_before_they_are_stored(
    settings: dict[str, Any],
) -> None:
    container_paths: list[tuple[str, ...]] = []

    async def crawl() -> None:
        async with open_store(settings) as (_, crawler):
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            for item in [*make_articles([0, 0, 0]), *make_articles(range(1, 6))]:
                container_paths.append(
                    (
                        await boilerplate.MongoBoilerplateStore.for_crawler(crawler).get_learned(
                            "misal"
                        )
                    ).container_paths
                )
                boilerplate.MongoBoilerplateStore.for_crawler(crawler).observe_unstored(item)
            await learner.close_spider()

    asyncio.run(crawl())
    assert container_paths[:-1] == [()] * 7
    assert container_paths[-1] == ("html>body>div.text",)


@embedded_only
def test_articles_of_an_earlier_run_count_too_and_once(settings: dict[str, Any]) -> None:
    store_and_learn(settings, make_articles(range(3)))
    container_paths: list[tuple[str, ...]] = []

    async def crawl() -> None:
        async with open_store(settings) as (_, crawler):
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            await boilerplate.MongoBoilerplateStore.for_crawler(crawler).get_learned("misal")
            for item in make_articles([0, 1, 2, 3, 4]):
                boilerplate.MongoBoilerplateStore.for_crawler(crawler).observe_unstored(item)
                container_paths.append(
                    (
                        await boilerplate.MongoBoilerplateStore.for_crawler(crawler).get_learned(
                            "misal"
                        )
                    ).container_paths
                )
            await learner.close_spider()

    asyncio.run(crawl())
    assert container_paths[:-1] == [()] * 4
    assert container_paths[-1] == ("html>body>div.text",)


@embedded_only
def test_a_round_ends_learned_and_the_next_knows_what_others_have_learned(
    settings: dict[str, Any], stored: Stored
) -> None:
    async def crawl() -> None:
        async with (
            open_store(settings) as (_, waiting),
            open_store(settings) as (pipeline, crawler),
        ):
            idle = LearnPipeline.from_crawler(waiting)
            await idle.open_spider()
            waiting_store = boilerplate.MongoBoilerplateStore.for_crawler(waiting)
            assert not (await waiting_store.get_learned("misal")).boilerplate_ids
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            items = make_articles(range(8), BOILERPLATE)
            await store_items(pipeline, items)
            for item in items:
                await learner.process_item(item)
            await crawler.signals.send_catch_log_async(round_ending, publisher="misal")
            # From here on nothing is lost if the crawl is killed.
            assert not find_boilerplate(stored)
            waiting.signals.send_catch_log(round_begun, publisher="misal")
            assert (await waiting_store.get_learned("misal")).boilerplate_ids
            await learner.close_spider()
            await idle.close_spider()

    asyncio.run(crawl())


def test_learning_again_changes_nothing(settings: dict[str, Any], stored: Stored) -> None:
    store_and_learn(settings, make_articles(range(10), BOILERPLATE))
    before = list(stored.articles.find())
    learned = boilerplate.MongoBoilerplateStore.load_learned(BaseSettings(settings), "misal")
    # As the next crawl extracts the articles: without the boilerplate, whose id it notes.
    [block_id] = learned.boilerplate_ids
    items = [replace(item, chrome=(block_id,)) for item in make_articles(range(10))]
    crawler = store_and_learn(settings, items)
    assert count_corrected(crawler) == 0
    texts = [document["text"] for document in stored.articles.find()]
    assert texts == [document["text"] for document in before]
    assert stored.revisions.count_documents({}) == 0


def test_a_run_cut_off_before_it_wrote_is_made_up_for(
    settings: dict[str, Any], stored: Stored
) -> None:
    store_and_learn(settings, make_articles(range(4), BOILERPLATE))
    [before] = stored.chrome.find()
    store_and_learn(settings, make_articles(range(4, 9), BOILERPLATE))
    # A crawl that was killed after it had corrected articles and before it saved what it learned.
    stored.chrome.replace_one({"_id": "misal"}, before)
    store_and_learn(settings, make_articles(range(4, 9), BOILERPLATE))
    assert not find_boilerplate(stored)


def test_a_changed_article_is_not_corrected(settings: dict[str, Any], stored: Stored) -> None:
    store_and_learn(settings, make_articles(range(4), BOILERPLATE))
    changed = article(0, text="نص جديد للخبر لا يشبه ما سبقه في شيء، كتبه المحرر بعد الظهر.")
    store_and_learn(settings, [add_block_ids(changed), *make_articles(range(4, 9), BOILERPLATE)])
    document = stored.articles.find_one({"url": changed.url})
    assert document
    assert (document["text"], document["revision"]) == (changed.text, 2)


def test_two_crawls_of_one_outlet_lose_nothing(settings: dict[str, Any], stored: Stored) -> None:
    async def crawl(numbers: range) -> None:
        async with open_store(settings) as (pipeline, crawler):
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            items = make_articles(numbers, BOILERPLATE)
            await store_items(pipeline, items)
            await asyncio.gather(*(learner.process_item(item) for item in items))
            await learner.close_spider()

    async def together() -> None:
        await asyncio.gather(crawl(range(50)), crawl(range(50, 100)))

    asyncio.run(together())
    [memory] = stored.chrome.find()
    assert memory["observed"] == 100
    assert not find_boilerplate(stored)


def test_without_a_database_nothing_is_learned_and_nothing_fails(tmp_path: Path) -> None:
    async def crawl() -> None:
        crawler = get_crawler(settings_dict=unreachable_settings(tmp_path))
        learner = LearnPipeline.from_crawler(crawler)
        await learner.open_spider()
        boilerplate_store = boilerplate.MongoBoilerplateStore.for_crawler(crawler)
        assert not (await boilerplate_store.get_learned("misal")).boilerplate_ids
        for item in make_articles(range(30), BOILERPLATE):
            await learner.process_item(item)
        await learner.close_spider()

    asyncio.run(crawl())


def test_a_document_that_was_only_begun_is_taken_up(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.chrome.insert_one({"_id": "misal", "tick": 0, "changed_at": datetime.now(UTC)})
    store_and_learn(settings, make_articles(range(8), BOILERPLATE))
    assert not find_boilerplate(stored)
