"""Saved pages given to a command: lists of files and addresses, and the bytes of a page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.exceptions import UsageError

from crawler.text.inflating import DamagedBodyError, IncompleteBodyError, read_unpacked_file

_MAX_PAGE_BYTES = 32 << 20  # as much as a crawl would fetch
# Stands in for an address that is not known; RFC 2606 reserves `.invalid`.
UNKNOWN_ADDRESS = "http://page.invalid/page"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page of a list or of the command line.

    `file` is its name as given, `path` the path to open, `location` the list and line (or the name)
    for messages, `problem` the reason why a row cannot be used. `fetched_at` is None where nobody
    says when the page was fetched.
    """

    url: str | None
    file: str | None
    path: Path | None
    location: str = ""
    problem: str | None = None
    fetched_at: datetime | None = None


def read_page_list(name: str) -> Iterator[SavedPage]:
    """Yield the rows `{"url": ..., "file": ..., "fetched_at": ...}` of a JSON-lines file.

    Only the file is required, and `fetched_at` is ISO 8601. File names are relative to the list.
    Raises UsageError where the list itself cannot be read.
    """
    folder = Path(name).parent
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parse_row(line, folder, f"{name}, line {number}")
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}", print_help=False) from error


def _parse_row(line: str, folder: Path, location: str) -> SavedPage:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return SavedPage(None, None, None, location, "is no JSON object")
    url, file = row.get("url"), row.get("file")
    url = url if isinstance(url, str) else None
    if not isinstance(file, str) or not _is_file_name(file):
        return SavedPage(url, None, None, location, '"file" is missing or names none')
    try:
        fetched_at = parse_fetch_time('"fetched_at"', row.get("fetched_at"))
    except ValueError as error:
        return SavedPage(url, file, None, location, str(error))
    return SavedPage(url, file, folder / file, location, fetched_at=fetched_at)


def parse_fetch_time(name: str, value: object) -> datetime | None:
    """Return an ISO 8601 time as an aware instant, in UTC where it names no zone; None for None.

    Raises ValueError, with `name` in its message, for anything else.
    """
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        if instant is not None:
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{name}: {value!r} is no time (2024-01-31T10:00+03:00)")


def _is_file_name(file: str) -> bool:
    """Say whether a string can name a file: no NUL, no lone surrogate."""
    try:
        return "\0" not in file and bool(file.encode())
    except UnicodeEncodeError:
        return False


def read_page_bytes(path: Path) -> bytes:
    """Return at most _MAX_PAGE_BYTES of a page, decompressed where it is gzip. Raises OSError."""
    try:
        with path.open("rb") as file:
            return read_unpacked_file(file, limit=_MAX_PAGE_BYTES)
    except (DamagedBodyError, IncompleteBodyError) as error:
        raise OSError(f"{path}: broken gzip") from error
