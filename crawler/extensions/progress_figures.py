"""The figures of a crawl, read from its stats, and their display as a table or as plain lines."""

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol, Self

from rich.console import Console, Group
from rich.file_proxy import FileProxy
from rich.live import Live
from rich.table import Table
from rich.text import Text

from crawler.outcomes import OUTCOME_KINDS, count_outcome_kinds, read_outcome_stats
from crawler.text.printable import make_printable

MAX_TABLE_ROWS: Final = 15
# Lines of the terminal left to log messages above the table and to its heading.
_RESERVED_LINES: Final = 8


@dataclass(slots=True)
class OutcomeCounts:
    """Responses received, and article addresses by group of outcomes.

    `new` were stored or revised, `known` were stored before or elsewhere, `left_out` were rejected
    or disallowed by robots.txt.
    """

    pages: int = 0
    new: int = 0
    known: int = 0
    left_out: int = 0
    failed: int = 0

    @classmethod
    def from_outcomes(cls, pages: int, outcomes: Mapping[str, int]) -> Self:
        """Sum the article addresses of each group of outcomes."""
        counts = cls(pages)
        for kind, number in count_outcome_kinds(outcomes).items():
            group = OUTCOME_KINDS[kind].group
            setattr(counts, group, getattr(counts, group) + number)
        return counts

    @property
    def outcomes(self) -> int:
        """The number of article addresses with an outcome."""
        return self.new + self.known + self.left_out + self.failed


@dataclass(frozen=True, slots=True)
class CrawlFigures:
    """A crawl's figures `seconds` after its start; `queue` counts requests waiting or under way."""

    seconds: float
    queue: int
    total: OutcomeCounts
    publishers: Mapping[str, OutcomeCounts]

    def format_line(self, rate: float) -> str:
        """Return the figures as one plain line; `rate` is articles a second."""
        total = self.total
        return (
            f"{timedelta(seconds=int(self.seconds))}  {total.pages} pages  {total.new} articles "
            f"({rate:.1f}/s)  {total.known} known  {total.left_out} left out  "
            f"{total.failed} failed  {self.queue} in queue"
        )

    def list_busiest(self, rows: int) -> list[tuple[str, OutcomeCounts]]:
        """Return the publishers with most pages and outcomes, their slugs made printable."""
        order = sorted(
            self.publishers.items(), key=lambda item: (-_count_activity(item[1]), item[0])
        )
        return [(make_printable(slug), count) for slug, count in order[:rows]]


def read_crawl_figures(stats: Mapping[str, Any], *, seconds: float, queue: int) -> CrawlFigures:
    """Read the stats of responses and outcomes. Pure."""
    read = read_outcome_stats(stats)
    pages = stats.get("response_received_count", 0)
    return CrawlFigures(
        seconds=seconds,
        queue=queue,
        total=OutcomeCounts.from_outcomes(pages, read.outcomes),
        publishers={
            slug: OutcomeCounts.from_outcomes(publisher.pages, publisher.outcomes)
            for slug, publisher in read.publishers.items()
        },
    )


class ProgressDisplay(Protocol):
    """A display of figures."""

    def show(self, figures: CrawlFigures, rate: float) -> None:
        """Show the figures of one moment; `rate` is articles a second."""
        ...

    def close(self) -> None:
        """Restore standard error; a second call does nothing."""
        ...


def choose_display(console: Console) -> ProgressDisplay:
    """Return a live table where standard error is a terminal, else plain lines."""
    return (
        LiveTableDisplay(console)
        if sys.stderr.isatty() and not console.is_dumb_terminal
        else PlainLinesDisplay()
    )


class PlainLinesDisplay:
    """A display that writes one plain line a time."""

    def show(self, figures: CrawlFigures, rate: float) -> None:
        """Write a line."""
        sys.stderr.write(figures.format_line(rate) + "\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Do nothing: a line changes nothing of standard error."""


class LiveTableDisplay:
    """A display as a table at the foot of the terminal; log messages pass above it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._handlers = [
            (handler, handler.stream)
            for handler in logging.getLogger().handlers
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr
        ]
        for handler, stream in self._handlers:
            handler.setStream(FileProxy(console, stream))
        self._live = Live(
            console=console, auto_refresh=False, transient=True, redirect_stdout=False
        )
        self._live.start()

    def show(self, figures: CrawlFigures, rate: float) -> None:
        """Draw the table anew."""
        heading = Text(figures.format_line(rate), style="bold")
        rows = max(1, min(MAX_TABLE_ROWS, self._console.height - _RESERVED_LINES))
        self._live.update(Group(heading, _build_progress_table(figures, rows)), refresh=True)

    def close(self) -> None:
        """Remove the table, and restore the log and the cursor."""
        self._live.stop()
        while self._handlers:
            handler, stream = self._handlers.pop()
            handler.setStream(stream)


def _count_activity(count: OutcomeCounts) -> int:
    return count.pages + count.outcomes


def _build_progress_table(figures: CrawlFigures, rows: int) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("publisher", no_wrap=True, max_width=40)
    for name in ("pages", "articles", "known", "left out", "failed"):
        table.add_column(name, justify="right")
    for slug, count in figures.list_busiest(rows):
        numbers = (count.pages, count.new, count.known, count.left_out, count.failed)
        table.add_row(Text(slug), *map(str, numbers))
    if (hidden := len(figures.publishers) - rows) > 0:
        table.add_row(Text(f"and {hidden} more", style="dim"))
    return table
