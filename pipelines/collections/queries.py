"""Articles in order of first_seen_at, by bounded ranges of that index.

The embedded server sorts every match of a query in memory: an open-ended sort costs as much as the
whole collection, a range of some hundred documents next to nothing.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice

from pipelines.mongo.client import MongoReader
from pipelines.mongo.operations import Document

_OLDEST_FIRST = (("first_seen_at", 1), ("_id", 1))
_NEWEST_FIRST = (("first_seen_at", -1), ("_id", -1))
_MAX_RANGE_DOCUMENTS = 1000  # documents sorted at once
_SPARSE_RANGE_DOCUMENTS = _MAX_RANGE_DOCUMENTS // 4
_TIME_RESOLUTION = timedelta(milliseconds=1)  # as exact as the database keeps time


def stream_articles_oldest_first(
    reader: MongoReader, where: Document, *, since: datetime | None, limit: int | None
) -> Iterator[Document]:
    """Stream what matches and was first seen at or after `since`, by (first_seen_at, _id)."""
    if (ends := _find_time_bounds(reader)) is None or limit == 0:
        return
    sent = 0
    for matching in _split_time_range(reader, where, max(ends[0], since or ends[0]), ends[1]):
        for document in reader.find("articles", matching, order=_OLDEST_FIRST):
            yield document
            sent += 1
            if sent == limit:
                return


def find_articles_newest_first(
    reader: MongoReader,
    where: Document,
    *,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    publishers: Collection[str] | None = None,
) -> list[Document]:
    """Return what matches and was first seen last between two instants, both included.

    `publishers`: of these outlets. Searched for several at once, the embedded server would read the
    whole collection.
    """
    if (ends := _find_time_bounds(reader)) is None:
        return []
    start, end = max(ends[0], since or ends[0]), min(ends[1], until or ends[1])
    found: list[Document] = []
    for matching in _split_time_range(reader, where, start, end, backwards=True):
        if len(found) >= limit:
            break
        left = limit - len(found)
        most = left if publishers is None else 0
        newest = reader.find("articles", matching, order=_NEWEST_FIRST, limit=most)
        ours = (one for one in newest if publishers is None or one["publisher"] in publishers)
        found += islice(ours, left)
    return found


def _find_time_bounds(reader: MongoReader) -> tuple[datetime, datetime] | None:
    found = [
        document["first_seen_at"]
        for order in (_OLDEST_FIRST, _NEWEST_FIRST)
        for document in reader.find("articles", {}, fields=["first_seen_at"], order=order, limit=1)
    ]
    return (found[0], found[1]) if len(found) == 2 else None


def _split_time_range(
    reader: MongoReader, where: Document, start: datetime, end: datetime, *, backwards: bool = False
) -> Iterator[Document]:
    """Cut the time from start to end into ranges that hold something and not too much.

    A range too full is halved, after one nearly empty the next is doubled: gaps of months cost a
    few counts.
    """
    low, high = start, end + _TIME_RESOLUTION
    width = timedelta(minutes=1)
    while low < high:
        width = min(width, high - low)
        span = (high - width, high) if backwards else (low, low + width)
        matching = where | {"first_seen_at": {"$gte": span[0], "$lt": span[1]}}
        count = reader.count("articles", matching, limit=_MAX_RANGE_DOCUMENTS + 1)
        if count > _MAX_RANGE_DOCUMENTS and width > _TIME_RESOLUTION:
            width = max(width / 2, _TIME_RESOLUTION)
            continue
        if count:
            yield matching
        low, high = (low, span[0]) if backwards else (span[1], high)
        if count < _SPARSE_RANGE_DOCUMENTS:
            width *= 2
