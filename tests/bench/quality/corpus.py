"""Corpora of pages with gold: the fields that a person found on the page."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ScoredText = Literal["text", "lead and text", "better"]


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldPage:
    """One page with its gold; `file` is gzip HTML.

    `scored` names the part of an extractor's fields that is compared with the gold's text: its
    text, its standfirst and text, or the better of both. `published` is ISO 8601 as in
    `ExtractedFields`. A gold field that is None is not scored.
    """

    id: str
    url: str
    file: Path
    scored: ScoredText
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def read_corpus(folder: Path) -> list[GoldPage]:
    """Read a folder of the shared corpora: `manifest.jsonl` and `pages/`."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [_make_page(json.loads(line), folder / "pages") for line in lines]


def read_negatives(folder: Path) -> list[GoldPage]:
    """Read the pages that must be refused, without gold, at addresses that look like articles'."""
    return [_make_negative(file) for file in sorted(folder.glob("*.html.gz"))]


def _make_negative(file: Path) -> GoldPage:
    name = file.name.removesuffix(".html.gz")
    host, _, slug = name.partition("__")
    url = f"https://{host}/news/2024/05/03/{slug}-123456.html"
    return GoldPage(id=name, url=url, file=file, scored="text", text="")


def _make_page(row: dict[str, Any], pages: Path) -> GoldPage:
    gold = row["gold"]
    return GoldPage(
        id=row["id"],
        url=row["url"],
        file=pages / f"{row['id']}.html.gz",
        scored=_choose_scored_text(row["id"]),
        text=gold["text"],
        title=gold["title"],
        authors=tuple(gold["authors"]),
        published=gold["published_at"],
    )


def _choose_scored_text(name: str) -> ScoredText:
    """Choose by the set: in one the gold's text begins with the standfirst, in another it may."""
    if name.startswith("f-"):
        return "lead and text"
    return "better" if name.startswith("a-") else "text"
