"""Exports beside the database: what they lose is counted, and a headline is no formula."""

from typing import Any, Final

from scrapy import Spider
from scrapy.exporters import CsvItemExporter
from scrapy.extensions.feedexport import FeedExporter

# What spreadsheets take for the beginning of a formula, blanks before it or not (OWASP, CSV
# Injection).
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def escape_formula(value: Any) -> Any:
    """Return a cell's value, behind an apostrophe where it might be run as a formula."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


class CsvExporter(CsvItemExporter):
    """For FEED_EXPORTERS, instead of Scrapy's."""

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """Serialise as Scrapy does, then take the danger out."""
        return escape_formula(super().serialize_field(field, name, value))


class CountingExporter(FeedExporter):
    """For EXTENSIONS, instead of Scrapy's, which only logs what it could not write."""

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Export as Scrapy does; count what raised."""
        try:
            super().item_scraped(item, spider)
        except Exception:
            assert self.crawler.stats
            self.crawler.stats.inc_value("feedexport/failed_count/items")
            raise
