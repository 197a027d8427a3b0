"""The plain script a user would write, and the floor: both crawl a list of addresses.

python -m tests.bench.speed.script naive|floor FILE MONGODB_URI DATABASE
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from lxml import html
from pymongo import AsyncMongoClient
from scrapy import Spider
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from trafilatura import bare_extraction
from trafilatura.settings import Document

_BATCH = 100


class Naive(Spider):
    """A spider that extracts in its callback."""

    name = "naive"

    def parse(self, response: Response) -> Any:
        """Yield trafilatura's fields of the page."""
        document = bare_extraction(response.body, url=response.url, with_metadata=True)
        if isinstance(document, Document):
            yield document.as_dict() | {"url": response.url, "body": None, "commentsbody": None}


class Floor(Spider):
    """A spider that parses the page and does nothing else."""

    name = "floor"

    def parse(self, response: Response) -> Any:
        """Yield the title."""
        tree = html.document_fromstring(response.body)
        yield {"url": response.url, "title": tree.findtext(".//title")}


class Store:
    """A pipeline that inserts items one by one, or in bulk."""

    def __init__(self, uri: str, database: str, *, bulk: bool) -> None:
        self._client: AsyncMongoClient[Any] = AsyncMongoClient(uri)
        self._articles = self._client[database]["articles"]
        self._bulk = bulk
        self._waiting: list[Any] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read URI, DATABASE and BULK."""
        settings = crawler.settings
        return cls(settings["URI"], settings["DATABASE"], bulk=settings.getbool("BULK"))

    async def process_item(self, item: Any) -> Any:
        """Insert the item, or the batch it completes."""
        if not self._bulk:
            await self._articles.insert_one(item)
            return item
        self._waiting.append(item)
        if len(self._waiting) >= _BATCH:
            await self._insert()
        return item

    async def close_spider(self) -> None:
        """Insert the last items."""
        if self._waiting:
            await self._insert()
        await self._client.close()

    async def _insert(self) -> None:
        items, self._waiting = self._waiting, []
        await self._articles.insert_many(items, ordered=False)


SPIDERS = {"naive": Naive, "floor": Floor}


def main(arguments: Sequence[str]) -> None:
    """Crawl the addresses in the file."""
    name, file, uri, database = arguments
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {Store: 300},
            "URI": uri,
            "DATABASE": database,
            "BULK": name == "floor",
            "LOG_LEVEL": "WARNING",
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS": 32,
        }
    )
    process.crawl(SPIDERS[name], start_urls=Path(file).read_text(encoding="utf-8").split())
    process.start()


if __name__ == "__main__":
    main(sys.argv[1:])
