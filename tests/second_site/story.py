"""The second site's content: stories written for it, one TOML file an outlet.

A `body` is light mark-up: blocks parted by blank lines, `## ` a sub-heading, `> ` a quotation, `- `
list items, `**bold**` words, and `<<name number>>` a box the outlet puts into the midst of the
text. A time with an offset is an instant, one without is what a wall clock shows, a bare date is a
day.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Literal

_CONTENT = Path(__file__).parent / "content"

BlockKind = Literal["p", "h", "quote", "li", "box"]
Fate = Literal[
    "article", "twin", "moved", "missing", "gone", "soft", "denied", "foreign", "video", "gallery"
]
_MARKS: dict[str, BlockKind] = {"## ": "h", "> ": "quote", "- ": "li"}
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body; a box's `text` is its name and number."""

    kind: BlockKind
    text: str

    @property
    def plain(self) -> str:
        """The words alone."""
        return _BOLD.sub(r"\1", self.text)

    @property
    def html(self) -> str:
        """The words with their mark-up."""
        return _BOLD.sub(r"<strong>\1</strong>", escape(self.text, quote=False))


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A photo: `form` names the mark-up of its caption, `place` the block it follows."""

    file: str
    caption: str | None = None
    credit: str | None = None
    form: str = ""
    place: int = 0


@dataclass(frozen=True, kw_only=True)
class Story:
    """One address of an outlet that looks like an article's, and what becomes of it.

    `path` is decoded. `of` is the path of the story a twin or a redirect stands for. `agency` and
    `source` are printed as sources and are no authors; `desk` signs with the outlet's own name.
    `meta` says whether the page repeats its time in its head, `linked` whether its graph names the
    authors in nodes of their own.
    """

    path: str
    title: str
    section: str
    published: datetime | date
    body: str = ""
    modified: datetime | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    byline: str | None = None
    agency: str | None = None
    source: str | None = None
    desk: bool = False
    linked: bool = False
    tags: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    meta: bool = False
    language: str = "ar"
    charset: str = "UTF-8"
    fate: Fate = "article"
    of: str | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks in order, boxes among them."""
        lines = [line.strip() for line in self.body.splitlines() if line.strip()]
        return tuple(_block(line) for line in lines)

    @property
    def text(self) -> str:
        """The body as it must be stored."""
        return "\n\n".join(block.plain for block in self.blocks if block.kind != "box")

    @property
    def teaser(self) -> str:
        """The first paragraph cut off, as listings show it."""
        first = next((block.plain for block in self.blocks if block.kind == "p"), self.title)
        return " ".join(first.split()[:16]).rstrip("،.") + "..."

    @property
    def day_only(self) -> bool:
        """Whether nothing tells the hour."""
        return not isinstance(self.published, datetime)

    @property
    def wall(self) -> datetime:
        """The printed time, with its offset if it has one."""
        if isinstance(self.published, datetime):
            return self.published
        return datetime.combine(self.published, time())


def as_utc(moment: datetime) -> datetime:
    """Turn a printed time into an instant, taking one without zone as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def load(slug: str) -> list[Story]:
    """Read an outlet's stories, newest first."""
    rows = tomllib.loads((_CONTENT / f"{slug}.toml").read_text(encoding="utf-8"))["story"]
    return sorted(map(_story, rows), key=lambda story: as_utc(story.wall), reverse=True)


def _story(row: dict[str, Any]) -> Story:
    photos = tuple(Photo(**photo) for photo in row.pop("photo", ()))
    lists = {name: tuple(row.get(name, ())) for name in ("authors", "tags")}
    return Story(**(row | lists), photos=photos)


def _block(line: str) -> Block:
    if line.startswith("<<"):
        return Block("box", line.strip("<>"))
    mark = next((mark for mark in _MARKS if line.startswith(mark)), None)
    return Block(_MARKS[mark], line.removeprefix(mark)) if mark else Block("p", line)
