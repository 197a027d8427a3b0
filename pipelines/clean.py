"""Pipeline 100: cleans letters and spaces of Arabic text, moves instants to UTC, derives fields."""

from typing import Any

from crawler.cleaning import clean_article
from crawler.outcomes import make_rejected_outcome
from pipelines.items import Dropped, read_article, write_article


class CleanPipeline:
    """A cleaner by `crawler.cleaning`; every later pipeline gets clean items."""

    def process_item(self, item: Any) -> Any:
        """Return the cleaned item. Raises Dropped where an Article's required field is missing."""
        try:
            article = read_article(item)
        except TypeError as error:
            raise Dropped(make_rejected_outcome("malformed-item")) from error
        return write_article(item, clean_article(article))
