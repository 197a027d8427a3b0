"""Items of any kind Scrapy knows, read as Articles and written back as what they were.

`Dropped` ends an item early, in any pipeline.
"""

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from crawler.items import ITEM_FIELDS, TUPLE_FIELDS, Article, Image, PublicationDate, as_plain_value


class Dropped(DropItem):
    """Raised by a pipeline: the item ends here with `outcome` (see `crawler.outcomes`)."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome, log_level="DEBUG")
        self.outcome = outcome


def read_article(item: Any) -> Article:
    """Return the Article in an item, without other fields.

    Raises TypeError where a required field is missing.
    """
    if isinstance(item, Article):
        return item
    adapter = ItemAdapter(item)
    values = {name: adapter[name] for name in ITEM_FIELDS if name in adapter}
    for name in TUPLE_FIELDS:
        values[name] = tuple(values.get(name) or ())
    values["images"] = tuple(map(_read_image, values["images"]))
    if isinstance(values.get("published"), dict):
        values["published"] = PublicationDate(**values["published"])
    return Article(**values)


def write_article(item: Any, article: Article) -> Any:
    """Return the item with the article's fields: a new Article, or the given item changed."""
    if isinstance(item, Article):
        return article
    adapter = ItemAdapter(item)
    for name in ITEM_FIELDS:
        adapter[name] = as_plain_value(getattr(article, name))
    return item


def _read_image(image: Any) -> Image:
    return image if isinstance(image, Image) else Image(**image)
