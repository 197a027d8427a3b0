"""Stories of the newsroom, one TOML file an outlet, beside the reports of its news agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from tests.sample_stories import BlockKind, SampleStory, read_rows, split_body, with_tuples

CONTENT = Path(__file__).parent / "content"

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
class Story(SampleStory):
    """One address of an outlet that looks like an article's; `fate` says what becomes of it.

    The address is made of `key`. `of` is the key of the story that an `amp`, `twin` or `moved`
    address stands for; a twin with `canonical` declares that story's address as canonical.
    """

    key: str
    photo: Photo | None = None
    fate: Fate = "article"
    canonical: bool = False

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks in order."""
        return tuple(Block(kind=kind, text=text) for kind, text in split_body(self.body))

    @property
    def text(self) -> str:
        """The body as it must be stored: every block a paragraph."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def first_paragraph(self) -> str:
        """The first paragraph."""
        return next(block.text for block in self.blocks if block.kind == "p")


def load(slug: str, edition: int) -> tuple[Story, ...]:
    """Read an outlet's stories; from edition 2 on with the corrections made since the first.

    A row with `wire` has that agency report's text, one with `of` what its original has.
    """
    reports = {row["key"]: row for row in _rows("wire")}
    rows = _rows(slug)
    originals = {row["key"]: row for row in rows}
    return tuple(
        _story(reports.get(row.get("wire"), originals.get(row.get("of"), {})) | row, edition)
        for row in rows
    )


def _rows(name: str) -> list[dict[str, Any]]:
    return read_rows(CONTENT / f"{name}.toml", "article")


def _story(row: Mapping[str, Any], edition: int) -> Story:
    values = {name: value for name, value in row.items() if name not in {"wire", "second"}}
    if edition >= 2:
        values |= row.get("second", {})
    photo = values.pop("photo", None)
    return Story(**with_tuples(values), photo=Photo(**photo) if photo else None)
