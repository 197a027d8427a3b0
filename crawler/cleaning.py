"""What every article goes through before it is judged: letters, instants, derived fields. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time

from crawler.items import Article, Image
from crawler.text.normalise import FOLDING, clean_line, clean_text, fold

_SEPARATOR = "\x1f"


def clean(article: Article) -> Article:
    """Return the article with clean letters, UTC instants, search text, word count and hash.

    Cleaning a clean article changes nothing.
    """
    if not _is_clean(article):
        article = _with_clean_text(article)
    return replace(
        article,
        authors=_lines(article.authors),
        agencies=_lines(article.agencies),
        section=_line(article.section),
        tags=_lines(article.tags),
        images=tuple(_image(image) for image in article.images),
        published_at=_published(article),
        modified_at=_utc(article.modified_at),
        fetched_at=article.fetched_at.astimezone(UTC),
    )


def _is_clean(article: Article) -> bool:
    """Say whether headline, standfirst and body are as this cleaning left them."""
    own = content_hash(article.title, article.lead, article.text)
    return article.content_hash == own and article.search_version == FOLDING


def _with_clean_text(article: Article) -> Article:
    title, lead = _line(article.title), _line(article.lead)
    text = (clean_text(article.text) or None) if article.text else None
    return replace(
        article,
        title=title,
        lead=lead,
        text=text,
        search_text=search_text(title, lead, text),
        search_version=FOLDING,
        word_count=len(text.split()) if text else 0,
        content_hash=content_hash(title, lead, text),
    )


def search_text(title: str | None, lead: str | None, text: str | None) -> str:
    """Return headline, standfirst and body folded, as they are searched and compared."""
    lines = (line for part in (title, lead, text) if part for line in part.split("\n"))
    return " ".join(filter(None, map(fold, lines)))


def content_hash(title: str | None, lead: str | None, text: str | None) -> str:
    """Return the SHA-256 (hex) of what a reader sees: headline, standfirst and body."""
    seen = _SEPARATOR.join(part or "" for part in (title, lead, text))
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


def _line(value: str | None) -> str | None:
    return (clean_line(value) or None) if value else None


def _lines(values: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(value) for value in values)
    return tuple(dict.fromkeys(value for value in cleaned if value))


def _image(image: Image) -> Image:
    return replace(image, caption=_line(image.caption), credit=_line(image.credit))


def _utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None


def _published(article: Article) -> datetime | None:
    """A printed day has no hour: 00:00 UTC of that day wherever it was printed."""
    instant = article.published_at
    if instant and article.published and article.published.precision == "day":
        return datetime.combine(instant.date(), time(), tzinfo=UTC)
    return _utc(instant)
