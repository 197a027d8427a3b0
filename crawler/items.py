"""The Article: the item that spiders yield and pipelines store. Pure.

Field names are the stored document's. An Article is frozen: a pipeline that changes one returns
`dataclasses.replace(article, ...)`.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

Precision = Literal["minute", "day"]
PageKind = Literal["article", "listing", "video", "gallery", "other"]

# Fields that describe the page or the run: no part of the stored document.
_TRANSIENT_FIELDS = ("kind", "outcome", "traces", "chrome", "container", "judged")


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A photo of the article; `caption` and `credit` are plain text without their labels."""

    url: str | None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationDate:
    """The evidence for `published_at`.

    `raw` is the date as printed, `source` the rung of the ladder of evidence that gave it. `zone`
    is an IANA name or an offset like "+03:00"; where it is None, `zone_assumed` is True and the
    printed time was taken as UTC.
    """

    raw: str
    source: str
    precision: Precision
    zone: str | None
    zone_assumed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One news page. A missing value is None or an empty tuple; instants are aware.

    `lead` is the standfirst. `published_at` of precision "day" is 00:00 UTC of the printed day.
    `evidence` names the rung that gave each field, `extractor` the version of the rules.

    Cleaning fills `search_text`, `search_version` (of the folding), `word_count` and
    `content_hash`; the store fills `revision`, `story` and `outcome`.

    Not stored: `kind`, the kind of page; `outcome` (stored, unchanged or revised); and the facts
    an outlet's template is learned from: `traces`, the ids of the text's paragraphs in order;
    `chrome`, the ids of the boilerplate blocks cut from it; `container`, the path of the element
    that held the body; `judged`, whether trafilatura finds much of the same text (None: it was not
    asked, or found nothing).
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


def as_document(article: Article) -> dict[str, Any]:
    """Return an article as `scrapy extract` prints it: dicts, lists, strings, aware datetimes."""
    document = asdict(article)
    for name in _TRANSIENT_FIELDS:
        del document[name]
    for name in ("authors", "agencies", "tags", "images"):
        document[name] = list(document[name])
    return document
