"""Labelled pairs: two articles, and whether they are copies of one story."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedArticle:
    """An article as an outlet publishes it; a blank line stands between paragraphs of `text`."""

    title: str
    text: str
    published_at: datetime
    lead: str | None = None

    def with_text(self, paragraphs: list[str]) -> "PublishedArticle":
        """Return the article with other paragraphs."""
        return replace(self, text="\n\n".join(paragraph for paragraph in paragraphs if paragraph))


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two articles; `copies` is the label, `kind` the class of edit or of difference."""

    id: str
    kind: str
    copies: bool
    source: str
    first: PublishedArticle
    second: PublishedArticle

    @property
    def tunes_thresholds(self) -> bool:
        """Whether the pair is in the half on which thresholds are tuned, by the hash of its id."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0
