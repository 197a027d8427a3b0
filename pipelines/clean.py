"""100: letters and spaces of Arabic text, instants to UTC, derived fields."""

from typing import Any

from crawler.cleaning import clean_article
from crawler.outcomes import make_rejected_outcome
from pipelines.items import Dropped, read_article, write_article


class CleanPipeline:
    """Gives every later pipeline a clean item."""

    def process_item(self, item: Any) -> Any:
        """Return the cleaned item. Raises Dropped for an item that is no article at all."""
        try:
            article = read_article(item)
        except TypeError as error:
            raise Dropped(make_rejected_outcome("malformed-item")) from error
        return write_article(item, clean_article(article))
