"""Articles cleaned before they are accepted: letters, instants, derived fields. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from crawler.items import LINE_FIELDS, Article, Image
from crawler.text.normalise import FOLDING_VERSION, clean_line, clean_text, fold_text

_SEPARATOR = "\x1f"


def clean_article(article: Article) -> Article:
    """Return the article with clean letters, UTC instants, search text, word count and hash.

    Idempotent.
    """
    if not _is_clean(article):
        article = _clean_article_text(article)
    lines = {name: _clean_line_field(getattr(article, name)) for name in LINE_FIELDS}
    return replace(
        article,
        **lines,
        images=tuple(_clean_image(image) for image in article.images),
        published_at=_normalise_published_at(article),
        modified_at=_to_utc(article.modified_at),
        fetched_at=_to_utc(article.fetched_at),
    )


def _is_clean(article: Article) -> bool:
    """Say whether headline, standfirst and body have been cleaned by this version."""
    content_hash = compute_content_hash(article.title, article.lead, article.text)
    return article.content_hash == content_hash and article.search_version == FOLDING_VERSION


def _clean_article_text(article: Article) -> Article:
    title, lead = _clean_optional_line(article.title), _clean_optional_line(article.lead)
    text = (clean_text(article.text) or None) if article.text else None
    return replace(
        article,
        title=title,
        lead=lead,
        text=text,
        search_text=build_search_text(title, lead, text),
        search_version=FOLDING_VERSION,
        word_count=len(text.split()) if text else 0,
        content_hash=compute_content_hash(title, lead, text),
    )


def build_search_text(title: str | None, lead: str | None, text: str | None) -> str:
    """Return headline, standfirst and body as one folded line, for search and comparison."""
    lines = (line for part in (title, lead, text) if part for line in part.split("\n"))
    return " ".join(filter(None, map(fold_text, lines)))


def compute_content_hash(title: str | None, lead: str | None, text: str | None) -> str:
    """Return the SHA-256 (hex) of headline, standfirst and body."""
    content = _SEPARATOR.join(part or "" for part in (title, lead, text))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _clean_line_field(value: Any) -> Any:
    return _clean_lines(value) if isinstance(value, tuple) else _clean_optional_line(value)


def _clean_optional_line(value: str | None) -> str | None:
    return (clean_line(value) or None) if value else None


def _clean_lines(values: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(value) for value in values)
    return tuple(dict.fromkeys(value for value in cleaned if value))


def _clean_image(image: Image) -> Image:
    return replace(
        image,
        caption=_clean_optional_line(image.caption),
        credit=_clean_optional_line(image.credit),
    )


def _to_utc(instant: datetime | None) -> datetime | None:
    return instant.astimezone(UTC) if instant else None


def _normalise_published_at(article: Article) -> datetime | None:
    """Return the instant in UTC; a date without a time is 00:00 UTC of the day as printed."""
    instant = article.published_at
    if instant and article.published and article.published.precision == "day":
        return datetime.combine(instant.date(), time(), tzinfo=UTC)
    return _to_utc(instant)
