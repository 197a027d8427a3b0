"""What a crawl learns of an outlet: kept across runs, applied to what is stored, harmless."""

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
from crawler.extraction.traces import hash_block_text
from crawler.items import Article
from crawler.signals import round_begun, round_ending
from pipelines.collections import boilerplate
from pipelines.learn import LearnPipeline
from tests.contract.conftest import nowhere, ours
from tests.contract.crawl import article, outcomes, store

Stored = Database[dict[str, Any]]
CHROME = "مجلسنا ينعقد كل مساء قرب النافورة الحجرية فأحضر معك كرسيك الصغير."

NOW = datetime.now(UTC)


def marked(made: Article) -> Article:
    """Give an article the traces extraction would."""
    texts = (made.text or "").split("\n\n")
    traces = tuple(hash_block_text(text) + "0" * 8 for text in texts)
    return replace(made, traces=traces, container="html>body>div.text", fetched_at=NOW)


def articles(numbers: Iterable[int], *lines: str, lead: str | None = None) -> list[Article]:
    made = []
    for number in numbers:
        text = f"افتتحت البلدية أمس المكتبة رقم {number}.\n\nوحضر افتتاح المكتبة {number} جمع كبير"
        one = article(
            number, text="\n\n".join([text, *lines]), authors=(), section=f"قسم {number % 4}"
        )
        made.append(marked(one))
    return made


def learn(settings: dict[str, Any], items: Sequence[Article]) -> Crawler:
    """Crawl once: store the items, then observe what was kept."""
    crawlers: list[Crawler] = []

    async def crawl() -> None:
        async with store(settings) as (pipeline, crawler):
            crawlers.append(crawler)
            assert crawler.stats
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            ended = await outcomes(pipeline, items)
            assert set(ended) <= {"stored", "unchanged", "revised"}
            for item in items:
                given = await learner.process_item(item)
                assert given.traces == ()
            await learner.close_spider()

    asyncio.run(crawl())
    return crawlers[0]


def corrected(crawler: Crawler) -> Any:
    assert crawler.stats
    return crawler.stats.get_value("learn/corrected", 0)


def test_what_is_stored_is_corrected_without_a_revision(
    settings: dict[str, Any], stored: Stored
) -> None:
    crawler = learn(settings, articles(range(60), CHROME, lead=CHROME))
    assert corrected(crawler) == 60
    clean_ones = {one.url: clean_article(one) for one in articles(range(60))}
    for document in stored.articles.find():
        same = clean_ones[document["url"]]
        for name in ("lead", "text", "search_text", "word_count", "content_hash"):
            assert document[name] == getattr(same, name)
        assert document["revision"] == 1
        assert document["first_seen_at"] <= document["updated_at"]
        assert not {"traces", "chrome", "container"} & document.keys()
    assert stored.revisions.count_documents({}) == 0


def test_few_articles_a_run_add_up_over_runs(settings: dict[str, Any], stored: Stored) -> None:
    for run in range(6):
        left = [one for one in stored.articles.find() if CHROME in one["text"]]
        assert len(left) == (run if run < 5 else 0)
        learn(settings, articles([run], CHROME))
    assert not [one for one in stored.articles.find() if CHROME in one["text"]]
    learned = boilerplate.MongoBoilerplateStore.load_learned(BaseSettings(settings), "misal")
    assert len(learned.boilerplate_ids) == 1
    assert learned.container_paths == ("html>body>div.text",)


@ours
def test_a_shape_is_confirmed_by_the_first_five_articles_before_they_are_stored(
    settings: dict[str, Any],
) -> None:
    known: list[tuple[str, ...]] = []

    async def crawl() -> None:
        async with store(settings) as (_, crawler):
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            for one in [*articles([0, 0, 0]), *articles(range(1, 6))]:
                known.append(
                    (
                        await boilerplate.MongoBoilerplateStore.for_crawler(crawler).get_learned(
                            "misal"
                        )
                    ).container_paths
                )
                boilerplate.MongoBoilerplateStore.for_crawler(crawler).observe_unstored(one)
            await learner.close_spider()

    asyncio.run(crawl())
    assert known[:-1] == [()] * 7
    assert known[-1] == ("html>body>div.text",)


@ours
def test_articles_of_an_earlier_run_count_too_and_once(settings: dict[str, Any]) -> None:
    learn(settings, articles(range(3)))
    known: list[tuple[str, ...]] = []

    async def crawl() -> None:
        async with store(settings) as (_, crawler):
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            await boilerplate.MongoBoilerplateStore.for_crawler(crawler).get_learned("misal")
            for one in articles([0, 1, 2, 3, 4]):
                boilerplate.MongoBoilerplateStore.for_crawler(crawler).observe_unstored(one)
                known.append(
                    (
                        await boilerplate.MongoBoilerplateStore.for_crawler(crawler).get_learned(
                            "misal"
                        )
                    ).container_paths
                )
            await learner.close_spider()

    asyncio.run(crawl())
    assert known[:-1] == [()] * 4
    assert known[-1] == ("html>body>div.text",)


@ours
def test_a_round_ends_learned_and_the_next_knows_what_others_have_learned(
    settings: dict[str, Any], stored: Stored
) -> None:
    async def crawl() -> None:
        async with store(settings) as (_, waiting), store(settings) as (pipeline, crawler):
            idle = LearnPipeline.from_crawler(waiting)
            await idle.open_spider()
            known = boilerplate.MongoBoilerplateStore.for_crawler(waiting)
            assert not (await known.get_learned("misal")).boilerplate_ids
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            items = articles(range(8), CHROME)
            await outcomes(pipeline, items)
            for item in items:
                await learner.process_item(item)
            await crawler.signals.send_catch_log_async(round_ending, publisher="misal")
            # Killed from here on, nothing is lost.
            assert not [one for one in stored.articles.find() if CHROME in one["text"]]
            waiting.signals.send_catch_log(round_begun, publisher="misal")
            assert (await known.get_learned("misal")).boilerplate_ids
            await learner.close_spider()
            await idle.close_spider()

    asyncio.run(crawl())


def test_learning_again_changes_nothing(settings: dict[str, Any], stored: Stored) -> None:
    learn(settings, articles(range(10), CHROME))
    before = list(stored.articles.find())
    kept = boilerplate.MongoBoilerplateStore.load_learned(BaseSettings(settings), "misal")
    # As the next crawl reads them: without the chrome, which was still seen.
    [mark] = kept.boilerplate_ids
    crawler = learn(settings, [replace(one, chrome=(mark,)) for one in articles(range(10))])
    assert corrected(crawler) == 0
    assert [one["text"] for one in stored.articles.find()] == [one["text"] for one in before]
    assert stored.revisions.count_documents({}) == 0


def test_a_run_cut_off_before_it_wrote_is_made_up_for(
    settings: dict[str, Any], stored: Stored
) -> None:
    learn(settings, articles(range(4), CHROME))
    [before] = stored.chrome.find()
    learn(settings, articles(range(4, 9), CHROME))
    # Corrected, killed before what was learned was written down, and crawled again.
    stored.chrome.replace_one({"_id": "misal"}, before)
    learn(settings, articles(range(4, 9), CHROME))
    assert not [one for one in stored.articles.find() if CHROME in one["text"]]


def test_a_changed_article_is_not_corrected(settings: dict[str, Any], stored: Stored) -> None:
    learn(settings, articles(range(4), CHROME))
    changed = article(0, text="نص جديد للخبر لا يشبه ما سبقه في شيء، كتبه المحرر بعد الظهر.")
    learn(settings, [marked(changed), *articles(range(4, 9), CHROME)])
    one = stored.articles.find_one({"url": changed.url})
    assert one
    assert (one["text"], one["revision"]) == (changed.text, 2)


def test_two_crawls_of_one_outlet_lose_nothing(settings: dict[str, Any], stored: Stored) -> None:
    async def crawl(numbers: range) -> None:
        async with store(settings) as (pipeline, crawler):
            learner = LearnPipeline.from_crawler(crawler)
            await learner.open_spider()
            items = articles(numbers, CHROME)
            await outcomes(pipeline, items)
            await asyncio.gather(*(learner.process_item(item) for item in items))
            await learner.close_spider()

    async def together() -> None:
        await asyncio.gather(crawl(range(50)), crawl(range(50, 100)))

    asyncio.run(together())
    [known] = stored.chrome.find()
    assert known["observed"] == 100
    assert not [one for one in stored.articles.find() if CHROME in one["text"]]


def test_without_a_database_nothing_is_learned_and_nothing_fails(tmp_path: Path) -> None:
    async def crawl() -> None:
        crawler = get_crawler(settings_dict=nowhere(tmp_path))
        learner = LearnPipeline.from_crawler(crawler)
        await learner.open_spider()
        known = boilerplate.MongoBoilerplateStore.for_crawler(crawler)
        assert not (await known.get_learned("misal")).boilerplate_ids
        for item in articles(range(30), CHROME):
            await learner.process_item(item)
        await learner.close_spider()

    asyncio.run(crawl())


def test_a_document_that_was_only_begun_is_taken_up(
    settings: dict[str, Any], stored: Stored
) -> None:
    stored.chrome.insert_one({"_id": "misal", "tick": 0, "changed_at": datetime.now(UTC)})
    learn(settings, articles(range(8), CHROME))
    assert not [one for one in stored.articles.find() if CHROME in one["text"]]
