"""Documents made of items, and the values a document cannot hold."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from itemadapter import ItemAdapter

from crawler.items import STORED_FIELDS, Article, as_document
from crawler.outcomes import make_rejected_outcome
from crawler.urls.canonical_form import make_url_id
from pipelines.items import Dropped
from pipelines.mongo.extended_json import count_bson_bytes
from pipelines.mongo.operations import Document

REQUIRED_FIELDS = ("url", "publisher", "content_hash", "fetched_at")
TIME_RESOLUTION = timedelta(milliseconds=1)  # as exact as the database keeps time
# A document may have 16 MiB; its copy in `revisions` carries a little more.
_BYTES_MAX = 16 * 1024 * 1024 - 64 * 1024
_DEPTH_MAX = 90  # MongoDB takes 100 levels


def make_article_document(item: Any) -> Document:
    """Return the document of an item, without the fields that the store adds.

    Raises Dropped (`rejected:unstorable-…`) for values no document can hold.
    """
    values = make_storable(_read_item_values(item))
    for name in REQUIRED_FIELDS:
        if not isinstance(values.get(name), datetime if name == "fetched_at" else str):
            raise make_unstorable_error("incomplete")
    document = {"_id": make_url_id(values["url"])} | {
        name: values.get(name) for name in STORED_FIELDS
    }
    try:
        too_large = count_bson_bytes(document) > _BYTES_MAX
    except ValueError as error:
        raise make_unstorable_error("value") from error
    if too_large:
        raise make_unstorable_error("size")
    return document


def _read_item_values(item: Any) -> dict[str, Any]:
    """Return an item's values; an Article's directly, which is faster than through an adapter."""
    return as_document(item) if isinstance(item, Article) else ItemAdapter(item).asdict()


def make_unstorable_error(reason: str) -> Dropped:
    """Return the exception for an item no document can hold."""
    return Dropped(make_rejected_outcome(f"unstorable-{reason}"))


def make_storable(value: Any, depth: int = 0) -> Any:
    """Return a value as the database holds it: lists, dicts, UTC instants of whole milliseconds.

    Raises Dropped for names with `$`, `.` or NUL, lone surrogates, NUL characters, integers beyond
    64 bits, instants without a zone or outside the calendar, foreign types, too deep a nesting.
    """
    if depth > _DEPTH_MAX:
        raise make_unstorable_error("depth")
    if isinstance(value, str):
        return _check_text(value)
    if isinstance(value, datetime):
        return truncate_instant(value)
    if isinstance(value, Mapping):
        return {
            _check_field_name(name): make_storable(inner, depth + 1)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [make_storable(inner, depth + 1) for inner in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise make_unstorable_error("number")
    if value is None or isinstance(value, bool | int | float | bytes):
        return value
    raise make_unstorable_error("type")


def truncate_instant(value: datetime) -> datetime:
    """Return the instant in UTC, cut to milliseconds as the database keeps it."""
    if value.tzinfo is None:
        raise make_unstorable_error("date")
    try:
        utc = value.astimezone(UTC)
    except OverflowError as error:
        raise make_unstorable_error("date") from error
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def _check_text(value: str) -> str:
    if "\0" in value:
        raise make_unstorable_error("nul")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise make_unstorable_error("surrogate") from error
    return str(value)


def _check_field_name(value: Any) -> str:
    if not isinstance(value, str) or not value or set(value) & set("$.\0"):
        raise make_unstorable_error("name")
    return _check_text(value)
