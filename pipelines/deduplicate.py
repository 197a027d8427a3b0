"""300: one article once a run: the same canonical address, the same content at one publisher.

In a standing crawl: once a round of its outlet. What earlier runs and other processes stored is the
store's to know: it has the unique indexes.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.outcomes import DUPLICATE
from crawler.signals import round_begun
from crawler.urls.canonical_form import make_url_id
from pipelines.items import Dropped, read_article


class DeduplicatePipeline:
    """Remembers what this run has let through."""

    def __init__(self) -> None:
        self._article_ids: dict[str, set[str]] = {}
        self._content_hashes: dict[str, set[str | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for rounds."""
        pipeline = cls()
        crawler.signals.connect(pipeline.round_begun, round_begun)
        return pipeline

    def round_begun(self, publisher: str) -> None:
        """Let an outlet's articles through once more."""
        self._article_ids.pop(publisher, None)
        self._content_hashes.pop(publisher, None)

    def process_item(self, item: Any) -> Any:
        """Return the item unchanged. Raises Dropped for a second copy."""
        article = read_article(item)
        address = make_url_id(article.url)
        addresses = self._article_ids.setdefault(article.publisher, set())
        contents = self._content_hashes.setdefault(article.publisher, set())
        if address in addresses or article.content_hash in contents:
            raise Dropped(DUPLICATE)
        addresses.add(address)
        contents.add(article.content_hash)
        return item
