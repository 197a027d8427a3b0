"""Where a crawl's figures are shown: a table at the foot of a terminal, or plain lines."""

import logging
import sys
from typing import Final, Protocol

from rich.console import Console, Group
from rich.file_proxy import FileProxy
from rich.live import Live
from rich.table import Table
from rich.text import Text

from crawler.figures import Figures

ROWS: Final = 15
# Lines of the terminal left to log messages above the table and to its heading.
_LEFT: Final = 8


class Display(Protocol):
    """Where figures are shown."""

    def show(self, figures: Figures, rate: float) -> None:
        """Show one moment; `rate` is articles a second."""
        ...

    def close(self) -> None:
        """Leave standard error as it was; a second time does nothing."""
        ...


def display(console: Console) -> Display:
    """Return what suits standard error."""
    return Screen(console) if sys.stderr.isatty() and not console.is_dumb_terminal else Lines()


class Lines:
    """A plain line a moment."""

    def show(self, figures: Figures, rate: float) -> None:
        """Write the line."""
        sys.stderr.write(figures.line(rate) + "\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Nothing to give back."""


class Screen:
    """A table that stays at the foot of the terminal; log messages pass above it."""

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

    def show(self, figures: Figures, rate: float) -> None:
        """Draw the table anew."""
        heading = Text(figures.line(rate), style="bold")
        rows = max(1, min(ROWS, self._console.height - _LEFT))
        self._live.update(Group(heading, _table(figures, rows)), refresh=True)

    def close(self) -> None:
        """Take the table away; the log and the cursor are as they were."""
        self._live.stop()
        while self._handlers:
            handler, stream = self._handlers.pop()
            handler.setStream(stream)


def _table(figures: Figures, rows: int) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("publisher", no_wrap=True, max_width=40)
    for name in ("pages", "articles", "known", "left out", "failed"):
        table.add_column(name, justify="right")
    for slug, count in figures.busiest(rows):
        numbers = (count.pages, count.new, count.known, count.left_out, count.failed)
        table.add_row(Text(slug), *map(str, numbers))
    if (more := len(figures.publishers) - rows) > 0:
        table.add_row(Text(f"and {more} more", style="dim"))
    return table
