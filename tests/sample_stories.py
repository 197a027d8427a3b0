"""Stories of the sample sites: the fields, TOML rows and body mark-up that both sites share.

A body is light mark-up, one block a line: `## ` opens a sub-heading, `> ` a quotation, `- ` a list
item; any other line is a paragraph. A time with an offset is an instant, one without is what a wall
clock shows, a bare date is a day.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

BlockKind = Literal["p", "h", "quote", "li"]

_BLOCK_MARKS: dict[str, BlockKind] = {"## ": "h", "> ": "quote", "- ": "li"}
_LISTS = ("authors", "tags")


@dataclass(frozen=True, kw_only=True)
class SampleStory:
    """One story of a sample site; `published` and `modified` are as the outlet prints them.

    `of` names the story that a second address stands for.
    """

    title: str
    section: str
    published: datetime | date
    body: str = ""
    modified: datetime | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    of: str | None = None

    @property
    def day_only(self) -> bool:
        """Whether the outlet prints no hour."""
        return not isinstance(self.published, datetime)

    @property
    def printed_time(self) -> datetime:
        """The printed time, with its offset if it has one; midnight where only a day is printed."""
        if isinstance(self.published, datetime):
            return self.published
        return datetime.combine(self.published, time())

    @property
    def published_at(self) -> datetime:
        """The instant of publication in UTC."""
        return as_utc(self.printed_time)

    @property
    def modified_at(self) -> datetime | None:
        """The instant of the last change in UTC."""
        return as_utc(self.modified) if self.modified else None


def as_utc(moment: datetime) -> datetime:
    """Turn a printed time into an instant in UTC, taking one without zone as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def teaser(text: str, words: int = 18) -> str:
    """Cut a paragraph off after some words, as content systems do."""
    return " ".join(text.split()[:words]).rstrip("،.") + "..."


def split_body(body: str) -> Iterator[tuple[BlockKind, str]]:
    """Yield the kind and the words of each block of a body."""
    for line in filter(None, map(str.strip, body.splitlines())):
        mark = next((mark for mark in _BLOCK_MARKS if line.startswith(mark)), None)
        yield (_BLOCK_MARKS[mark], line.removeprefix(mark)) if mark else ("p", line)


def read_rows(file: Path, table: str) -> list[dict[str, Any]]:
    """Read the rows of one table of a TOML file."""
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))[table]
    return rows


def with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a story's fields: its lists of authors and tags as tuples."""
    return {**row, **{name: tuple(row.get(name, ())) for name in _LISTS}}
