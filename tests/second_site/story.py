"""Stories of the second site, one TOML file an outlet.

Beside the mark-up of every sample story, `**bold**` marks words of a body, and a line
`<<name number>>` is a box that the outlet puts into the midst of the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Literal

from tests import sample_stories
from tests.sample_stories import SampleStory, read_rows, split_body, with_tuples

_CONTENT = Path(__file__).parent / "content"

BlockKind = sample_stories.BlockKind | Literal["box"]
Fate = Literal[
    "article", "twin", "moved", "missing", "gone", "soft", "denied", "foreign", "video", "gallery"
]
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_TEASER_WORDS = 16


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
class Story(SampleStory):
    """One address of an outlet that looks like an article's; `fate` says what becomes of it.

    `path` is decoded. `of` is the path of the story that a twin or a redirect stands for. `agency`
    and `source` are printed as sources and are no authors; `desk` signs with the outlet's own name.
    `meta` says whether the page repeats its time in its head, `linked` whether its graph names the
    authors in nodes of their own.
    """

    path: str
    byline: str | None = None
    agency: str | None = None
    source: str | None = None
    desk: bool = False
    linked: bool = False
    photos: tuple[Photo, ...] = ()
    meta: bool = False
    language: str = "ar"
    charset: str = "UTF-8"
    fate: Fate = "article"

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body's blocks in order, boxes among them."""
        return tuple(
            Block("box", text.strip("<>")) if text.startswith("<<") else Block(kind, text)
            for kind, text in split_body(self.body)
        )

    @property
    def text(self) -> str:
        """The body as it must be stored."""
        return "\n\n".join(block.plain for block in self.blocks if block.kind != "box")

    @property
    def teaser(self) -> str:
        """The first paragraph cut off, as listings show it; the headline where there is none."""
        first = next((block.plain for block in self.blocks if block.kind == "p"), self.title)
        return sample_stories.teaser(first, _TEASER_WORDS)


def load(slug: str) -> list[Story]:
    """Read an outlet's stories, newest first."""
    rows = read_rows(_CONTENT / f"{slug}.toml", "story")
    return sorted(map(_story, rows), key=lambda story: story.published_at, reverse=True)


def _story(row: Mapping[str, Any]) -> Story:
    photos = tuple(Photo(**photo) for photo in row.get("photo", ()))
    values = {name: value for name, value in row.items() if name != "photo"}
    return Story(**with_tuples(values), photos=photos)
