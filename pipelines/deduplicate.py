"""Pipeline 300: drops second copies within a run: the same address or content at one publisher.

In a standing crawl, within a round of the outlet. Articles of earlier runs and of other processes
are compared by the store.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.outcomes import DUPLICATE
from crawler.signals import round_begun
from crawler.urls.canonical_form import make_url_id
from pipelines.items import Dropped, read_article


class DeduplicatePipeline:
    """A memory of the addresses and contents that this run has let through, by publisher."""

    def __init__(self) -> None:
        self._article_ids: dict[str, set[str]] = {}
        self._content_hashes: dict[str, set[str | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signal of a round's begin."""
        pipeline = cls()
        crawler.signals.connect(pipeline.round_begun, round_begun)
        return pipeline

    def round_begun(self, publisher: str) -> None:
        """Forget an outlet's articles."""
        self._article_ids.pop(publisher, None)
        self._content_hashes.pop(publisher, None)

    def process_item(self, item: Any) -> Any:
        """Return the item unchanged. Raises Dropped for a second copy."""
        article = read_article(item)
        article_id = make_url_id(article.url)
        article_ids = self._article_ids.setdefault(article.publisher, set())
        content_hashes = self._content_hashes.setdefault(article.publisher, set())
        if article_id in article_ids or article.content_hash in content_hashes:
            raise Dropped(DUPLICATE)
        article_ids.add(article_id)
        content_hashes.add(article.content_hash)
        return item
