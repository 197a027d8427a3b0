"""Articles to edit: those of the shared corpora, and of the sample sites."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.dedupe.pair import PublishedArticle
from tests.bench.quality.corpus import read_corpus
from tests.newsroom import story as newsroom
from tests.second_site import story as secondsite

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
_MIN_WORDS = 60


def read_corpus_articles(shared: Path) -> list[tuple[str, PublishedArticle]]:
    """Return (id, article) of each article in the corpora; nothing where they are absent."""
    return [
        (page.id, _make_piece(page.title or "", page.text, number))
        for name in ("real", "arabized")
        for number, page in enumerate(read_corpus(shared / "corpus", name))
        if len(page.text.split()) >= _MIN_WORDS
    ]


def read_site_articles() -> list[tuple[str, PublishedArticle]]:
    """Return (id, article) of each article on the sample sites, each text once."""
    stories = [
        *(("newsroom", story.title, story.text) for story in _newsroom()),
        *(("secondsite", story.title, story.text) for story in _secondsite()),
    ]
    texts: dict[str, tuple[str, PublishedArticle]] = {}
    for number, (name, title, text) in enumerate(stories):
        if len(text.split()) >= _MIN_WORDS:
            texts.setdefault(text, (f"{name}-{number}", _make_piece(title, text, number)))
    return list(texts.values())


def _newsroom() -> Iterator[newsroom.Story]:
    for file in sorted(newsroom.CONTENT.glob("*.toml")):
        if file.stem != "wire":
            yield from (story for story in newsroom.load(file.stem, 1) if story.fate == "article")


def _secondsite() -> Iterator[secondsite.Story]:
    for name in ("altaq", "difaf", "mirqab"):
        yield from (story for story in secondsite.load(name) if story.fate == "article")


def _make_piece(title: str, text: str, number: int) -> PublishedArticle:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    published = DAY + timedelta(minutes=7 * number)
    return PublishedArticle(title=title, text="\n\n".join(lines), published_at=published)
