"""300: one article once a run: the same canonical address, the same content at one publisher.

What earlier runs and other processes stored is the store's to know: it has the unique indexes.
"""

from typing import Any

from crawler.outcomes import DUPLICATE
from crawler.urls import article_id
from pipelines.base import Dropped
from pipelines.items import read_article


class DeduplicatePipeline:
    """Remembers what this run has let through."""

    def __init__(self) -> None:
        self._addresses: set[str] = set()
        self._contents: set[tuple[str, str | None]] = set()

    def process_item(self, item: Any) -> Any:
        """Return the item unchanged. Raises Dropped for a second copy."""
        article = read_article(item)
        address = article_id(article.url)
        content = (article.publisher, article.content_hash)
        if address in self._addresses or content in self._contents:
            raise Dropped(DUPLICATE)
        self._addresses.add(address)
        self._contents.add(content)
        return item
