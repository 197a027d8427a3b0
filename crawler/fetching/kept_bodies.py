"""Kept bodies: requests whose answer the crawl has already, the rest of a long sitemap."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request

from crawler.fetching.errors import BodyKept
from crawler.state.request_context import is_body_kept


class KeptBodies:
    """A downloader middleware, the first, that sends no request whose body is kept.

    Raises BodyKept; the request's errback has the body in its context. No other middleware, and no
    host, is asked about it.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        del crawler
        return cls()

    def process_request(self, request: Request) -> None:
        """Pass on what is to be sent."""
        if is_body_kept(request):
            raise BodyKept(f"{request.url} is read on from what was fetched")
