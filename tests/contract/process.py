"""A crawl in a process of its own: a real engine, no network, one article a page."""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from crawler.items import Article
from tests.contract.crawl import article

PAGES = 120


class NumberedSpider(Spider):
    """A spider of PAGES articles; with `wait`, those after the first wait for a line of input."""

    name = "numbered"
    wait = False

    async def start(self) -> AsyncIterator[Request]:
        """Request the first page alone."""
        self.crawler.signals.connect(self.stored, signals.item_scraped)
        yield Request("data:,0", callback=self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article]:
        """Give the article with the page's number."""
        assert self.crawler.stats
        self.crawler.stats.inc_value("pages")
        yield article(int(response.body))

    def stored(self, item: Article) -> None:
        """Request the other pages once the first article is stored."""
        if item.url != article(0).url:
            return
        if self.wait:
            print("first stored", flush=True)
            sys.stdin.readline()
        assert self.crawler.engine
        for number in range(1, PAGES):
            self.crawler.engine.crawl(Request(f"data:,{number}", callback=self.parse))


def main(settings: str, *arguments: str) -> None:
    """Crawl, and print the stats as JSON."""
    process = AsyncCrawlerProcess(
        json.loads(settings)
        | {
            "ITEM_PIPELINES": {"pipelines.store.StorePipeline": 1},
            "EXTENSIONS": {
                "pipelines.recorders.page_outcomes.PageOutcomeRecorder": 1,
                "pipelines.recorders.runs.RunRecorder": 2,
            },
            "RECORDED_SETTINGS": ["STORE_PATIENCE"],
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
        }
    )
    crawler = process.create_crawler(NumberedSpider)
    process.crawl(crawler, wait="--wait" in arguments)
    process.start()
    assert crawler.stats
    print(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
