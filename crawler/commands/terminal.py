"""Helpers of all commands: exit statuses, options, the database, and lines on the terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.fetching.moved_paths import describe_moved_paths
from crawler.state.interfaces import Database

EXIT_DONE, EXIT_INCOMPLETE, EXIT_WRONG_USAGE, EXIT_ALERTED = 0, 1, 2, 3
_MAX_DIGITS = 9
_WIDTH_WITHOUT_TERMINAL = 160  # characters


def open_database(settings: BaseSettings) -> Database:
    """Return the implementation that the setting DATABASE names; connect to nothing yet.

    Raises UsageError where settings name what has moved.
    """
    refuse_moved_paths(settings)
    return cast("Database", load_object(settings["DATABASE"]).from_settings(settings))


def refuse_moved_paths(settings: BaseSettings) -> None:
    """Raise UsageError for import paths of an earlier version, with those that hold now."""
    if lines := describe_moved_paths(settings):
        raise UsageError("\n".join(lines), print_help=False)


def refuse_options(args: list[str]) -> None:
    """Raise UsageError for the first unknown option: Scrapy passes them on as arguments."""
    for arg in args:
        if arg.startswith("-"):
            raise UsageError(f"unknown option {arg}", print_help=False)


def read_whole_number(option: str, text: str) -> int:
    """Return the number that an option gives in at most _MAX_DIGITS digits. Raises UsageError."""
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"{option}: {text!r} is no number", print_help=False)
    if len(text) > _MAX_DIGITS:
        raise UsageError(f"{option}: a number of {len(text)} digits is too large", print_help=False)
    return int(text)


@contextmanager
def tolerate_closed_pipe() -> Iterator[None]:
    """End a block quietly when the reader of standard output, such as `head`, closes it."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would flush at exit, and complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def make_console() -> Console:
    """Return a console for standard output, wide enough for tables where it is no terminal."""
    console = Console(highlight=False, markup=False)
    return (
        console
        if console.is_terminal
        else Console(highlight=False, markup=False, width=_WIDTH_WITHOUT_TERMINAL)
    )


def pick_exit_status(*statuses: int) -> int:
    """Return the gravest of some exit statuses; an alert is the least grave."""
    return max(statuses, key=(EXIT_DONE, EXIT_ALERTED, EXIT_INCOMPLETE, EXIT_WRONG_USAGE).index)


def print_alert(line: str) -> None:
    """Print a line on an outlet in trouble to standard error, marked for an operator's search."""
    print(f"ALERT {line}", file=sys.stderr)  # noqa: T201 - a command speaks to its terminal


def print_problem(line: str) -> None:
    """Print one line to standard error."""
    print(f"warraq: {line}", file=sys.stderr)  # noqa: T201 - a command speaks to its terminal
