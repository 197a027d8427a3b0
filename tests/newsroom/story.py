"""The newsroom's content: stories written for it, read from TOML files, one file an outlet.

A `body` is light mark-up: paragraphs parted by blank lines, `## ` a sub-heading, `> ` a quotation,
`- ` list items. A time with an offset is an instant, one without is what a wall clock shows, a bare
date is a day.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

CONTENT = Path(__file__).parent / "content"

BlockKind = Literal["p", "h", "quote", "li"]
_MARKS: dict[str, BlockKind] = {"## ": "h", "> ": "quote", "- ": "li"}

Fate = Literal[
    "article", "busy", "amp", "twin", "moved", "not-found", "gone", "slow", "denied", "persian",
    "video", "gallery",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One paragraph, sub-heading, quotation or list item of a body."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A story's photo; `file` is a bare file name."""

    file: str
    caption: str
    credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """One address of an outlet that looks like an article's, and what becomes of it.

    `key` is what its address is made of. `of` is the key of the story that an `amp`, `twin` or
    `moved` address stands for; a twin with `canonical` names that one as canonical.
    """

    key: str
    title: str
    section: str
    published: datetime | date
    body: str = ""
    modified: datetime | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    photo: Photo | None = None
    fate: Fate = "article"
    of: str | None = None
    canonical: bool = False

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks in order."""
        return tuple(block for chunk in self.body.split("\n\n") for block in _blocks(chunk))

    @property
    def text(self) -> str:
        """The body as it must be stored: every block a paragraph."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def first(self) -> str:
        """The first paragraph."""
        return next(block.text for block in self.blocks if block.kind == "p")

    @property
    def day_only(self) -> bool:
        """Whether the outlet prints no hour."""
        return not isinstance(self.published, datetime)

    @property
    def wall(self) -> datetime:
        """The printed time, with its offset if it has one."""
        if isinstance(self.published, datetime):
            return self.published
        return datetime.combine(self.published, time())

    @property
    def published_at(self) -> datetime:
        """The instant in UTC; a wall time without zone is taken as UTC."""
        return as_utc(self.wall)


def as_utc(moment: datetime) -> datetime:
    """Turn a printed time into an instant in UTC, taking one without zone as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def teaser(text: str, words: int = 18) -> str:
    """Cut a paragraph off after some words, as content systems do."""
    return " ".join(text.split()[:words]).rstrip("،.") + "..."


def load(slug: str, edition: int) -> tuple[Story, ...]:
    """Read an outlet's stories; from edition 2 on with the corrections made since the first.

    A row with `wire` has that agency report's text, one with `of` what its original has.
    """
    wires = {row["key"]: row for row in _rows("wire")}
    rows = _rows(slug)
    originals = {row["key"]: row for row in rows}
    return tuple(
        _story(wires.get(row.get("wire"), originals.get(row.get("of"), {})) | row, edition)
        for row in rows
    )


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(
        (CONTENT / f"{name}.toml").read_text(encoding="utf-8")
    )["article"]
    return rows


def _story(row: dict[str, Any], edition: int) -> Story:
    own = {name: value for name, value in row.items() if name not in {"wire", "second"}}
    if edition >= 2:
        own |= row.get("second", {})
    photo = own.pop("photo", None)
    lists = {name: tuple(own.get(name, ())) for name in ("authors", "tags")}
    return Story(**(own | lists), photo=Photo(**photo) if photo else None)


def _blocks(chunk: str) -> list[Block]:
    lines = [line.strip() for line in chunk.strip().splitlines() if line.strip()]
    return [
        Block(kind=_MARKS[mark], text=line.removeprefix(mark))
        if (mark := next((mark for mark in _MARKS if line.startswith(mark)), None))
        else Block(kind="p", text=line)
        for line in lines
    ]
