"""Exports beside the database: items they lose are counted, and CSV cells cannot be formulas."""

from typing import Any, Final

from scrapy import Spider
from scrapy.exporters import CsvItemExporter
from scrapy.extensions.feedexport import FeedExporter

# Spreadsheets take these for the start of a formula, even behind blanks (OWASP, CSV Injection).
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def escape_formula(value: Any) -> Any:
    """Return a cell's value, with an apostrophe before it where it might be run as a formula."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


class CsvExporter(CsvItemExporter):
    """A CSV exporter for FEED_EXPORTERS whose cells cannot be formulas."""

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        """Serialise as Scrapy does, and escape formulas."""
        return escape_formula(super().serialize_field(field, name, value))


class CountingExporter(FeedExporter):
    """A feed exporter that counts the items it could not write, which Scrapy's only logs."""

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Export as Scrapy does; count an item whose export raises."""
        try:
            super().item_scraped(item, spider)
        except Exception:
            assert self.crawler.stats
            self.crawler.stats.inc_value("feedexport/failed_count/items")
            raise
