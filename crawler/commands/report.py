"""The end of a harvest: a table of outcomes, the newest articles, and how to look further."""

from collections import Counter
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.crawler import Crawler

from crawler.ports import Database
from crawler.printable import printable

NEWEST = 5


def print_report(crawler: Crawler, database: Database) -> None:
    """Print to standard output what a crawl came to."""
    assert crawler.stats
    stats = crawler.stats.get_stats()
    console = Console(highlight=False)
    console.print(outcome_table(stats))
    run = stats.get("run/id")
    articles = database.newest(limit=NEWEST, run=run) if run else []
    for article in articles:
        print_article(console, article)
    console.print(
        "\nLook further: scrapy articles · scrapy articles --json · scrapy harvest --help"
    )


def outcome_table(stats: dict[str, Any]) -> Table:
    """Make a row a publisher, a column an outcome that occurred."""
    counts: dict[str, Counter[str]] = {}
    for key, value in stats.items():
        if key.startswith("publisher/") and not key.endswith("/pages"):
            _, slug, outcome = key.split("/", 2)
            counts.setdefault(slug, Counter())[outcome] = value
    outcomes = sorted({name for row in counts.values() for name in row}, key=_place)
    table = Table(title="What happened", title_justify="left")
    table.add_column("publisher")
    for name in outcomes:
        table.add_column(name, justify="right")
    for slug, row in sorted(counts.items()):
        cells = [str(row[name]) if row[name] else "" for name in outcomes]
        table.add_row(printable(slug), *cells)
    if len(counts) > 1:
        totals = (sum(row[name] for row in counts.values()) for name in outcomes)
        table.add_section()
        table.add_row("together", *map(str, totals))
    return table


_ORDER = ("stored", "revised", "unchanged", "not-modified", "duplicate", "robots-denied")


def _place(outcome: str) -> tuple[int, str]:
    return (_ORDER.index(outcome) if outcome in _ORDER else len(_ORDER), outcome)


def print_article(console: Console, article: dict[str, Any]) -> None:
    """Print one stored article; Arabic stands on lines of its own, where terminals turn it."""
    console.print(Text(f"\n{_when(article)}  {printable(article['publisher'])}", style="dim"))
    console.print(Text(printable(article["title"]), style="bold"), soft_wrap=True)
    console.print(Text(printable(article["url"]), style="cyan"), soft_wrap=True)


def _when(article: dict[str, Any]) -> str:
    instant: datetime | None = article.get("published_at")
    if instant is None:
        return "undated"
    precise = (article.get("published") or {}).get("precision") == "minute"
    return f"{instant:%Y-%m-%d %H:%M} UTC" if precise else f"{instant:%Y-%m-%d}"
