"""Pipeline 200: rejects items that are not Arabic articles with title and body, in the range."""

from datetime import datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.acceptance import is_in_date_range, reason_to_reject
from crawler.clock import utcnow
from crawler.dates.time_arguments import parse_time_argument
from crawler.outcomes import make_rejected_outcome
from pipelines.items import Dropped, read_article


class ValidatePipeline:
    """A filter by `crawler.acceptance` and by the dates SINCE and UNTIL."""

    def __init__(self, since: datetime | None = None, until: datetime | None = None) -> None:
        self.since = since
        self.until = until

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read SINCE and UNTIL; ages in them count from CLOCK."""
        settings = crawler.settings
        now = load_object(settings.get("CLOCK", utcnow))()
        return cls(
            parse_time_argument("SINCE", settings.get("SINCE"), now),
            parse_time_argument("UNTIL", settings.get("UNTIL"), now),
        )

    def process_item(self, item: Any) -> Any:
        """Return the item unchanged. Raises Dropped with the reason."""
        article = read_article(item)
        reason = reason_to_reject(article)
        if reason is None and not is_in_date_range(article.published_at, self.since, self.until):
            reason = "out-of-range"
        if reason:
            raise Dropped(make_rejected_outcome(reason))
        return item
