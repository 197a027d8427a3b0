"""Publisher of a request, as the spider that made the request knows it."""

from typing import Protocol, runtime_checkable

from scrapy import Spider
from scrapy.http import Request

from crawler.publisher import Publisher


@runtime_checkable
class PublisherSpider(Protocol):
    """A spider that knows the publishers of its requests."""

    def publisher_of(self, request: Request) -> Publisher | None:
        """Return the publisher a request belongs to; None for robots.txt and the like."""


def find_request_publisher(spider: Spider | None, request: Request) -> Publisher | None:
    """Return the publisher of a request; None where the spider knows none."""
    return spider.publisher_of(request) if isinstance(spider, PublisherSpider) else None
