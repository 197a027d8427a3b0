"""A crawl without network: articles given to the store, with a real crawler and a real server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.cleaning import clean_article
from crawler.items import Article, Image, PublicationDate
from pipelines.items import Dropped
from pipelines.store import StorePipeline

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def article(number: int = 1, *, publisher: str = "misal", **values: Any) -> Article:
    """Return a clean article; another number is another address and another text."""
    raw_article = Article(
        url=f"https://{publisher}.example/akhbar/{number}",
        fetched_url=f"https://{publisher}.example/akhbar/{number}?utm_source=x",
        publisher=publisher,
        fetched_at=NOON,
        title=f"افتتاح المكتبة رقم {number}",
        text=f"افتتحت البلدية أمس المكتبة رقم {number}.\n\nوحضر الافتتاح جمع من الأهالي.",
        authors=("سلمى النجار",),
        tags=("ثقافة",),
        images=(Image(url=None, caption="واجهة المكتبة"),),
        language="ar",
        published_at=NOON,
        published=PublicationDate(
            raw="1 مارس 2026", source="meta", precision="minute", zone=None, zone_assumed=True
        ),
        evidence={"title": "json-ld"},
        extractor="1",
    )
    return clean_article(replace(raw_article, **values))


class EngineStub:
    """A stub of Scrapy's engine, with the one method the store uses."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        """Note the reason."""
        self.closed.append(reason)


@asynccontextmanager
async def open_store(settings: dict[str, Any]) -> AsyncIterator[tuple[StorePipeline, Crawler]]:
    """Open the store pipeline as a crawl does."""
    crawler = get_crawler(settings_dict=settings)
    crawler.engine = EngineStub()  # type: ignore[assignment]
    pipeline = StorePipeline.from_crawler(crawler)
    await pipeline.open_spider()
    try:
        yield pipeline, crawler
    finally:
        await pipeline.close_spider()


async def store_item(pipeline: StorePipeline, item: Any) -> str:
    """Store an item and return its outcome."""
    try:
        stored = await pipeline.process_item(item)
    except Dropped as dropped:
        return dropped.outcome
    outcome = stored["outcome"] if isinstance(stored, dict) else stored.outcome
    assert isinstance(outcome, str)
    return outcome


async def store_items(pipeline: StorePipeline, items: Iterable[Any]) -> list[str]:
    """Store all items at once and return their outcomes."""
    return list(await asyncio.gather(*(store_item(pipeline, item) for item in items)))


def store_rounds(settings: dict[str, Any], *rounds: Iterable[Any]) -> list[list[str]]:
    """Store rounds of items, one after the other, in one crawl; return their outcomes."""

    async def crawl() -> list[list[str]]:
        async with open_store(settings) as (pipeline, _):
            return [await store_items(pipeline, items) for items in rounds]

    return asyncio.run(crawl())


def run_async(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an asynchronous test."""
    asyncio.run(work())
