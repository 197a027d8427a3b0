"""The Article: the item that spiders yield and pipelines store. Pure.

Field names are the stored document's. An Article is frozen: a pipeline that changes one returns
`dataclasses.replace(article, ...)`.

What cleaning, storing and revising do with a field is said by its metadata, and read from the lists
at the end of this module.
"""

from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any, Final, Literal

Precision = Literal["minute", "day"]
PageKind = Literal["article", "listing", "video", "gallery", "other"]

# Metadata of fields. A field without any is filled by extraction or cleaning, and stored.
_LINE: Final = {"line": True}  # text on one line, or a tuple of such: cleaned as that
_IN_PLACE: Final = {"in_place": True}  # changes in the stored article without a new revision
_BY_STORE: Final = {"by_store": True}  # the store fills it
_TRANSIENT: Final = {"transient": True}  # describes the page or the run: not stored


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
    `fetched_at` is None only for a saved page whose moment of fetching nobody gave, which is never
    stored.
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
    fetched_at: datetime | None
    kind: PageKind = field(default="article", metadata=_TRANSIENT)
    title: str | None = None
    lead: str | None = None
    text: str | None = None
    authors: tuple[str, ...] = field(default=(), metadata=_LINE | _IN_PLACE)
    agencies: tuple[str, ...] = field(default=(), metadata=_LINE | _IN_PLACE)
    section: str | None = field(default=None, metadata=_LINE | _IN_PLACE)
    tags: tuple[str, ...] = field(default=(), metadata=_LINE | _IN_PLACE)
    images: tuple[Image, ...] = field(default=(), metadata=_IN_PLACE)
    language: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = field(default=None, metadata=_IN_PLACE)
    published: PublicationDate | None = None
    search_text: str | None = None
    search_version: str | None = None
    word_count: int | None = None
    content_hash: str | None = None
    revision: int | None = field(default=None, metadata=_BY_STORE)
    story: str | None = field(default=None, metadata=_BY_STORE)
    evidence: dict[str, str] = field(default_factory=dict)
    extractor: str = ""
    outcome: str | None = field(default=None, metadata=_TRANSIENT)
    traces: tuple[str, ...] = field(default=(), metadata=_TRANSIENT)
    chrome: tuple[str, ...] = field(default=(), metadata=_TRANSIENT)
    container: str | None = field(default=None, metadata=_TRANSIENT)
    judged: bool | None = field(default=None, metadata=_TRANSIENT)


ITEM_FIELDS: Final = tuple(each.name for each in fields(Article))
TUPLE_FIELDS: Final = tuple(each.name for each in fields(Article) if each.default == ())
LINE_FIELDS: Final = tuple(each.name for each in fields(Article) if "line" in each.metadata)
# Stored of an item; the store adds its own, and first_seen_at, last_seen_at, changed_at, gone_at.
STORED_FIELDS: Final = tuple(
    each.name for each in fields(Article) if not each.metadata.keys() & {"transient", "by_store"}
)
METADATA_FIELDS: Final = tuple(each.name for each in fields(Article) if "in_place" in each.metadata)


def as_document(article: Article) -> dict[str, Any]:
    """Return an article as it is stored, without the fields that the store fills.

    Its values are dicts, lists, strings, numbers and aware datetimes.
    """
    return {name: as_plain_value(getattr(article, name)) for name in STORED_FIELDS}


def as_plain_value(value: Any) -> Any:
    """Return the value of a field without dataclasses and tuples: as dicts and lists."""
    if isinstance(value, tuple):
        return [as_plain_value(each) for each in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
