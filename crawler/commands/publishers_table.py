"""The table of `scrapy publishers`: what the files say, and how the crawls of each outlet go."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.table import Table

from crawler.health import Account
from crawler.publisher import Publisher, Selectors, Sources
from crawler.text.printable import printable

_LEFT = ("publisher", "country", "zone")
_FILES = ("sources", "selectors")
_CRAWLS = ("last success", "pace", "24 h", "failures", "next due")


def table(
    publishers: Mapping[str, Publisher], crawled: Mapping[str, Account], now: datetime
) -> Table:
    """Make a row a publisher; the Arabic names come last, where they turn nothing else around.

    Outlets crawled without a file have rows too. Once anything was crawled, how that went takes the
    place of what is counted of the files.
    """
    rows = Table(box=SIMPLE_HEAD)
    _add_columns(rows, _LEFT, "left")
    _add_columns(rows, _CRAWLS if crawled else _FILES, "right")
    _add_columns(rows, ("verified", "name"), "left")
    for slug in sorted(publishers.keys() | crawled.keys()):
        publisher, account = publishers.get(slug), crawled.get(slug)
        middle = _crawls(account, now) if crawled else _counts(publisher)
        rows.add_row(
            printable(slug),
            (publisher and publisher.country) or "",
            (publisher and publisher.timezone) or "",
            *middle,
            _verified(publisher),
            printable((publisher and publisher.name) or ""),
        )
    return rows


def _add_columns(rows: Table, headings: tuple[str, ...], side: Literal["left", "right"]) -> None:
    for heading in headings:
        rows.add_column(heading, justify=side, no_wrap=True)


def _counts(publisher: Publisher | None) -> list[str]:
    if publisher is None:
        return [""] * len(_FILES)
    return [str(_count(part) or "") for part in (publisher.sources, publisher.selectors)]


def _count(part: Sources | Selectors) -> int:
    return sum(len(getattr(part, field.name)) for field in fields(part))


def _crawls(account: Account | None, now: datetime) -> list[str]:
    if account is None:
        return [""] * len(_CRAWLS)
    success, due = account.last_success_at, account.next_due
    return [
        f"{_span(now - success)} ago" if success else "never",
        _span(timedelta(seconds=account.pace_seconds)) if account.pace_seconds else "",
        str(account.articles_since(now - timedelta(days=1)) or ""),
        str(account.failures or ""),
        "" if due is None else "now" if due <= now else f"in {_span(due - now)}",
    ]


def _verified(publisher: Publisher | None) -> str:
    if publisher is None:
        return "no file"
    return "yes" if publisher.verified else f"no, {publisher.facts or 'undated'}"


def _span(span: timedelta) -> str:
    """Return a span in its greatest unit, cut off."""
    for unit, name in ((timedelta(days=1), "d"), (timedelta(hours=1), "h")):
        if span >= 2 * unit:
            return f"{span // unit} {name}"
    return f"{max(span, timedelta()) // timedelta(minutes=1)} min"
