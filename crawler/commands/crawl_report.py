"""The report at the end of a harvest: a table of outcomes, the newest articles, next commands."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.crawler import Crawler

from crawler.commands.terminal import make_console, print_problem
from crawler.outcomes import OUTCOME_KINDS, count_outcome_kinds, read_outcome_stats
from crawler.publisher import format_path
from crawler.state.interfaces import Database, DatabaseUnavailable
from crawler.text.printable import make_printable

MAX_ARTICLES_SHOWN = 5
_MAX_RECENT_ARTICLES = 200  # stored last; the newest of them by date are shown


def print_report(crawler: Crawler, database: Database) -> None:
    """Print the results of a crawl to standard output."""
    assert crawler.stats
    stats = crawler.stats.get_stats()
    console = make_console()
    if table := build_outcome_table(stats):
        console.print(table)
    if line := describe_spared_requests(stats):
        console.print(line, soft_wrap=True)
    run_id = stats.get("run/id")
    try:
        can_ask = run_id and not stats.get("store/away")
        recent = (
            database.find_newest_articles(limit=_MAX_RECENT_ARTICLES, run_id=run_id)
            if can_ask
            else []
        )
    except DatabaseUnavailable as error:
        print_problem(str(error))
        recent = []
    recent.sort(key=lambda article: article.get("published_at") or article["first_seen_at"])
    for article in recent[-MAX_ARTICLES_SHOWN:]:
        print_article(console, article)
    console.print(f"\n{_format_next_commands()}", soft_wrap=True)


def _format_next_commands() -> str:
    programs = Path(sys.executable).parent
    activate_script = programs / "activate"
    search_path = {Path(folder).resolve() for folder in os.get_exec_path()}
    must_activate = programs.resolve() not in search_path and activate_script.exists()
    return (
        f"Look further{f' (first: . {format_path(activate_script)})' if must_activate else ''}: "
        "scrapy articles · scrapy articles --json · scrapy harvest --help"
    )


def build_outcome_table(stats: dict[str, Any]) -> Table | None:
    """Make a table: a row a publisher, a column a kind of outcome that occurred, reasons below.

    Returns None where no address has had an outcome.
    """
    read = read_outcome_stats(stats)
    counts = {
        slug: count_outcome_kinds(publisher.outcomes)
        for slug, publisher in read.publishers.items()
        if publisher.outcomes
    }
    if not counts:
        return None
    kinds = [kind for kind in OUTCOME_KINDS if any(row[kind] for row in counts.values())]
    table = Table(title="What happened", title_justify="left", caption_justify="left")
    table.add_column("publisher", overflow="fold")
    for kind in kinds:
        table.add_column(kind, justify="right", no_wrap=True)
    for slug, row in sorted(counts.items()):
        table.add_row(make_printable(slug), *(str(row[kind] or "") for kind in kinds))
    if len(counts) > 1:
        table.add_section()
        totals = (sum(row[kind] for row in counts.values()) for kind in kinds)
        table.add_row("together", *map(str, totals))
    table.caption = "\n".join(
        f"{number:5} {outcome}" for outcome, number in read.outcomes.most_common() if ":" in outcome
    )
    return table


def describe_spared_requests(stats: dict[str, Any]) -> str | None:
    """Return a line on the requests that earlier runs made needless; None where there are none."""
    unchanged = stats.get("source/not-modified", 0) + stats.get("source/same-bytes", 0)
    dropped, not_due = stats.get("known/dropped", 0), stats.get("source/resting", 0)
    if not (unchanged or dropped or not_due):
        return None
    return (
        f"{unchanged} sources have nothing new, {not_due} were not due; "
        f"{dropped} known addresses were not asked for again"
    )


def print_article(console: Console, article: dict[str, Any]) -> None:
    """Print one stored article.

    Arabic stands on lines of its own, because terminals reorder a line that has some.
    """
    console.print(
        Text(
            f"\n{_format_published_at(article)}  {make_printable(article['publisher'])}",
            style="dim",
        )
    )
    console.print(Text(make_printable(article["title"]), style="bold"), soft_wrap=True)
    console.print(Text(make_printable(article["url"]), style="cyan"), soft_wrap=True)


def _format_published_at(article: dict[str, Any]) -> str:
    instant: datetime | None = article.get("published_at")
    if instant is None:
        return "undated"
    has_minute = (article.get("published") or {}).get("precision") == "minute"
    return f"{instant:%Y-%m-%d %H:%M} UTC" if has_minute else f"{instant:%Y-%m-%d}"
