"""Pages with gold: what the contenders read and what they are held against."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Scored = Literal["text", "lead and text", "better"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One page with its gold; `file` is gzip HTML.

    `scored` is what of an answer is compared with the gold's text: its text, its lead and text, or
    the better of both. `published` is ISO 8601 as in `Answer`; None in the gold counts for nothing.
    """

    id: str
    url: str
    file: Path
    scored: Scored
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def read_corpus(folder: Path) -> list[Case]:
    """Read a folder of the shared corpora: `manifest.jsonl` and `pages/`."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line), folder / "pages") for line in lines]


def read_negatives(folder: Path) -> list[Case]:
    """Read the pages that must be refused: no gold, and an address that does not give them away."""
    return [_negative(file) for file in sorted(folder.glob("*.html.gz"))]


def _negative(file: Path) -> Case:
    name = file.name.removesuffix(".html.gz")
    host, _, slug = name.partition("__")
    url = f"https://{host}/news/2024/05/03/{slug}-123456.html"
    return Case(id=name, url=url, file=file, scored="text", text="")


def _case(row: dict[str, Any], pages: Path) -> Case:
    gold = row["gold"]
    return Case(
        id=row["id"],
        url=row["url"],
        file=pages / f"{row['id']}.html.gz",
        scored=_scored(row["id"]),
        text=gold["text"],
        title=gold["title"],
        authors=tuple(gold["authors"]),
        published=gold["published_at"],
    )


def _scored(name: str) -> Scored:
    """In one set the gold's text begins with the standfirst, in another it may."""
    if name.startswith("f-"):
        return "lead and text"
    return "better" if name.startswith("a-") else "text"
