"""The article: the one contract between the crawler and the pipelines.

Field names are schema.org's NewsArticle where it has one, else the stored document's. An Article is
frozen; a pipeline that changes one returns `dataclasses.replace(article, ...)`.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

Precision = Literal["minute", "day"]
PageKind = Literal["article", "listing", "video", "gallery", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A photo of the article; `caption` and `credit` are plain text without their labels."""

    url: str | None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationDate:
    """Where `published_at` came from.

    `raw` is the string as printed, `source` the rung of evidence, `zone` an IANA name or an offset
    like "+03:00" (None: unknown, the wall time was taken as UTC and `zone_assumed` is True).
    """

    raw: str
    source: str
    precision: Precision
    zone: str | None
    zone_assumed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One news page. Absence is None (or an empty tuple); instants are aware.

    `published_at` of precision "day" is 00:00 UTC of the printed day. `kind` (what the page says of
    itself) and `outcome` (what the store did: stored, unchanged or revised) are not stored, nor is
    what the outlet is learned from: the `traces` of the text's paragraphs in their order, those of
    the `chrome` cut from it, and the path of the `container` the body was found in; `judged` says
    whether trafilatura takes much of the same for text (None: not asked, or it found nothing).
    `search_text`, `search_version` (of the folding that made it), `word_count` and `content_hash`
    are None until cleaning fills them; `revision`,
    `story` and `outcome` until the store does.
    """

    url: str
    fetched_url: str
    publisher: str
    fetched_at: datetime
    kind: PageKind = "article"
    title: str | None = None
    lead: str | None = None
    text: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    language: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    published: PublicationDate | None = None
    search_text: str | None = None
    search_version: str | None = None
    word_count: int | None = None
    content_hash: str | None = None
    revision: int | None = None
    story: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    extractor: str = ""
    outcome: str | None = None
    traces: tuple[str, ...] = ()
    chrome: tuple[str, ...] = ()
    container: str | None = None
    judged: bool | None = None


# FOLDED from crawler.documents: An article as plain values with the stored document's field
# names. Pure.


# Of the page or the run, not of the article.
_TRANSIENT_FIELDS = ("kind", "outcome", "traces", "chrome", "container", "judged")


def as_document(article: Article) -> dict[str, Any]:
    """Return the article's fields as dicts, lists, strings and aware datetimes."""
    document = asdict(article)
    for name in _TRANSIENT_FIELDS:
        del document[name]
    for name in ("authors", "agencies", "tags", "images"):
        document[name] = list(document[name])
    return document
