"""Single-page spider: fetches one page as the crawl would, for commands that look at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from scrapy import Spider
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.fetching.errors import find_failure_outcome
from crawler.urls.canonical_form import to_ascii_url


@dataclass
class FetchedPage:
    """An address to fetch; after the run, its page or the `problem`."""

    url: str
    body: bytes | None = None
    content_type: str | None = None
    problem: str | None = None


class SinglePageSpider(Spider):
    """A spider that requests `fetched.url` and fills in `fetched`."""

    name = "single"

    def __init__(self, fetched: FetchedPage, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fetched = fetched

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Switch off all that stores."""
        super().update_settings(settings)
        settings.set("ITEM_PIPELINES", {}, priority="spider")
        settings.set("RECORD_ENABLED", False, priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        """Request the page."""
        yield Request(to_ascii_url(self.fetched.url), self.parse, errback=self.failed)

    def parse(self, response: Response) -> None:
        """Keep the page."""
        self.fetched.url = response.url
        self.fetched.body = response.body
        self.fetched.content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")

    def failed(self, failure: Failure) -> None:
        """Note why there is no page."""
        self.fetched.problem = find_failure_outcome(failure.value)
