"""The table of `scrapy publishers`: the facts of each file, and how its outlet's crawls go."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.table import Table

from crawler.health import OutletAccount
from crawler.publisher import Publisher, PublisherSelectors, PublisherSources
from crawler.text.printable import make_printable

_LEADING_COLUMNS = ("publisher", "country", "zone")
_FILE_COLUMNS = ("sources", "selectors")
_CRAWL_COLUMNS = ("last success", "pace", "24 h", "failures", "next due")


def build_publishers_table(
    publishers: Mapping[str, Publisher], accounts: Mapping[str, OutletAccount], now: datetime
) -> Table:
    """Make a table with a row for each publisher, and for each outlet crawled without a file.

    Once anything was crawled, columns on the crawls replace the counts of sources and selectors.
    Arabic names come last, because terminals reorder a line from its first Arabic letter on.
    """
    table = Table(box=SIMPLE_HEAD)
    _add_columns(table, _LEADING_COLUMNS, "left")
    _add_columns(table, _CRAWL_COLUMNS if accounts else _FILE_COLUMNS, "right")
    _add_columns(table, ("verified", "name"), "left")
    for slug in sorted(publishers.keys() | accounts.keys()):
        publisher, account = publishers.get(slug), accounts.get(slug)
        middle_cells = _format_crawls(account, now) if accounts else _format_file_counts(publisher)
        table.add_row(
            make_printable(slug),
            (publisher and publisher.country) or "",
            (publisher and publisher.timezone) or "",
            *middle_cells,
            _format_verified(publisher),
            make_printable((publisher and publisher.name) or ""),
        )
    return table


def _add_columns(table: Table, headings: tuple[str, ...], side: Literal["left", "right"]) -> None:
    for heading in headings:
        table.add_column(heading, justify=side, no_wrap=True)


def _format_file_counts(publisher: Publisher | None) -> list[str]:
    if publisher is None:
        return [""] * len(_FILE_COLUMNS)
    return [str(_count_entries(table) or "") for table in (publisher.sources, publisher.selectors)]


def _count_entries(table: PublisherSources | PublisherSelectors) -> int:
    return sum(len(getattr(table, field.name)) for field in fields(table))


def _format_crawls(account: OutletAccount | None, now: datetime) -> list[str]:
    if account is None:
        return [""] * len(_CRAWL_COLUMNS)
    success, due = account.last_success_at, account.next_due
    return [
        f"{_format_span(now - success)} ago" if success else "never",
        _format_span(timedelta(seconds=account.pace_seconds)) if account.pace_seconds else "",
        str(account.count_articles_since(now - timedelta(days=1)) or ""),
        str(account.failures or ""),
        "" if due is None else "now" if due <= now else f"in {_format_span(due - now)}",
    ]


def _format_verified(publisher: Publisher | None) -> str:
    if publisher is None:
        return "no file"
    return "yes" if publisher.verified else f"no, {publisher.facts or 'undated'}"


def _format_span(span: timedelta) -> str:
    """Return a span in whole days or hours where it has two of them, else in minutes."""
    for unit, symbol in ((timedelta(days=1), "d"), (timedelta(hours=1), "h")):
        if span >= 2 * unit:
            return f"{span // unit} {symbol}"
    return f"{max(span, timedelta()) // timedelta(minutes=1)} min"
