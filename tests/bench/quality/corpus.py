"""Corpora of pages with gold: the fields that a person, or the page's own frame, gives."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ScoredText = Literal["text", "lead and text", "better"]

# Folders of the shared corpora. Pages of the last are no articles.
ARTICLE_CORPORA = ("real", "real-2010", "outlet", "arabized", "wcxb/articles")
INDEX_CORPUS = "wcxb/indexes"
# Publisher files know the outlets of these only.
DESCRIBED_CORPORA = ("real", "real-2010", "outlet")
# Corpora whose gold names every author of every page.
_ALL_AUTHORS_NAMED = {"real", "real-2010"}


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldPage:
    """One page with its gold; `file` is gzip HTML.

    `scored` names the part of an extractor's fields that is compared with the gold's text: its
    text, its standfirst and text, or the better of both. `published` is ISO 8601 as in
    `ExtractedFields`. A gold field that is None is not scored. `names_authors` says that an author
    who is not in the gold is wrong. `has` and `lacks` are pieces that a right text must and must
    not hold; `kind` is the sort of a page that is no article.
    """

    id: str
    url: str
    file: Path
    scored: ScoredText
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    names_authors: bool = False
    published: str | None = None
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    kind: str | None = None


def read_corpus(folder: Path, name: str, *, aside: bool = False) -> list[GoldPage]:
    """Read a corpus of `folder`: its pages that may be read or, with `aside`, those set aside.

    There are none where the corpus is absent. Pages that are set aside are scored as a whole
    only: no report may name one of them.
    """
    pages = folder / name / "pages"
    return [
        _make_page(row, name, pages)
        for row in _read_rows(folder / name)
        if row.get("aside", False) is aside
    ]


def read_negatives(folder: Path) -> list[GoldPage]:
    """Read the pages that must be refused, without gold, at addresses that look like articles'."""
    return [_make_negative(file) for file in sorted(folder.glob("*.html.gz"))]


def _read_rows(folder: Path) -> Iterator[dict[str, Any]]:
    manifest = folder / "manifest.jsonl"
    if manifest.is_file():
        with manifest.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _make_negative(file: Path) -> GoldPage:
    name = file.name.removesuffix(".html.gz")
    host, _, slug = name.partition("__")
    url = f"https://{host}/news/2024/05/03/{slug}-123456.html"
    return GoldPage(id=name, url=url, file=file, scored="text", text="")


def _make_page(row: dict[str, Any], corpus: str, pages: Path) -> GoldPage:
    gold = row["gold"]
    return GoldPage(
        id=row["id"],
        url=row["url"] or f"https://page.invalid/{row['id']}",
        file=pages / f"{row['id']}.html.gz",
        scored=_choose_scored_text(row["id"]),
        text=gold.get("text") or "",
        title=gold["title"],
        authors=tuple(gold["authors"]),
        names_authors=bool(gold["authors"]) or corpus in _ALL_AUTHORS_NAMED,
        published=gold["published_at"],
        has=tuple(gold.get("has", ())),
        lacks=tuple(gold.get("lacks", ())),
        kind=row.get("kind"),
    )


def _choose_scored_text(name: str) -> ScoredText:
    """Choose by the set: in one the gold's text begins with the standfirst, in another it may."""
    if name.startswith("f-"):
        return "lead and text"
    return "better" if name.startswith("a-") else "text"
