"""What our commands share: settings, the database by its setting, wrong usage in one line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.state.interfaces import Database

EXIT_DONE, EXIT_INCOMPLETE, EXIT_WRONG_USAGE, EXIT_ALERTED = 0, 1, 2, 3
_MAX_DIGITS = 9
_WIDTH_WITHOUT_TERMINAL = 160  # characters, where no terminal says how many


def open_database(settings: BaseSettings) -> Database:
    """Return the implementation the setting DATABASE names; nothing is touched yet."""
    return cast("Database", load_object(settings["DATABASE"]).from_settings(settings))


def refuse_options(args: list[str]) -> None:
    """Scrapy hands unknown options on as arguments. Raises UsageError for the first."""
    for arg in args:
        if arg.startswith("-"):
            raise UsageError(f"unknown option {arg}", print_help=False)


def read_whole_number(option: str, text: str) -> int:
    """Return what an option says in at most nine digits. Raises UsageError."""
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"{option}: {text!r} is no number", print_help=False)
    if len(text) > _MAX_DIGITS:
        raise UsageError(f"{option}: a number of {len(text)} digits is too large", print_help=False)
    return int(text)


@contextmanager
def tolerate_closed_pipe() -> Iterator[None]:
    """Write to standard output until its reader (`head`) has what it wanted."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def make_console() -> Console:
    """Return standard output: as wide as a terminal, else with room for each row on a line."""
    console = Console(highlight=False, markup=False)
    return (
        console
        if console.is_terminal
        else Console(highlight=False, markup=False, width=_WIDTH_WITHOUT_TERMINAL)
    )


def pick_exit_status(*statuses: int) -> int:
    """Return the exit status that says most: an outlet in trouble is the least of it."""
    return max(statuses, key=(EXIT_DONE, EXIT_ALERTED, EXIT_INCOMPLETE, EXIT_WRONG_USAGE).index)


def print_alert(line: str) -> None:
    """Say what is wrong with an outlet on standard error, for an operator to look for."""
    print(f"ALERT {line}", file=sys.stderr)  # noqa: T201 - a command speaks to its terminal


def print_problem(line: str) -> None:
    """Say one line on standard error."""
    print(f"warraq: {line}", file=sys.stderr)  # noqa: T201 - a command speaks to its terminal
