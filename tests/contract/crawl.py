"""A crawl without the network: the store between a real crawler and a real server."""

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
    made = Article(
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
    return clean_article(replace(made, **values))


class EngineStub:
    """Stands for Scrapy's engine, of which a store uses one method."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        """Note the reason."""
        self.closed.append(reason)


@asynccontextmanager
async def store(settings: dict[str, Any]) -> AsyncIterator[tuple[StorePipeline, Crawler]]:
    """Open the pipeline as a crawl does."""
    crawler = get_crawler(settings_dict=settings)
    crawler.engine = EngineStub()  # type: ignore[assignment]
    pipeline = StorePipeline.from_crawler(crawler)
    await pipeline.open_spider()
    try:
        yield pipeline, crawler
    finally:
        await pipeline.close_spider()


async def outcome(pipeline: StorePipeline, item: Any) -> str:
    """Return how an item ended."""
    try:
        kept = await pipeline.process_item(item)
    except Dropped as dropped:
        return dropped.outcome
    ended = kept["outcome"] if isinstance(kept, dict) else kept.outcome
    assert isinstance(ended, str)
    return ended


async def outcomes(pipeline: StorePipeline, items: Iterable[Any]) -> list[str]:
    """Give the store all items at once."""
    return list(await asyncio.gather(*(outcome(pipeline, item) for item in items)))


def keep(settings: dict[str, Any], *rounds: Iterable[Any]) -> list[list[str]]:
    """Crawl once: store each round of items after the one before; return their outcomes."""

    async def crawl() -> list[list[str]]:
        async with store(settings) as (pipeline, _):
            return [await outcomes(pipeline, items) for items in rounds]

    return asyncio.run(crawl())


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an asynchronous test."""
    asyncio.run(work())
