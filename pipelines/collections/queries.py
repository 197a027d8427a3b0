"""Reads for commands: articles in the order they changed or came, and the accounts of outlets.

The embedded server sorts every match of a query in memory: an open-ended sort costs as much as the
whole collection, a range of some hundred documents next to nothing. So articles are read by bounded
ranges of the indexes on (`changed_at`, `_id`) and (`first_seen_at`, `_id`). All reads are blocking.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice

from crawler.outcomes import STORED
from pipelines.collections import outlets
from pipelines.collections.change_times import MISSING
from pipelines.mongo.client import MongoReader
from pipelines.mongo.clock import VISIBLE_WITHIN
from pipelines.mongo.documents import TIME_RESOLUTION
from pipelines.mongo.operations import EPOCH, Document

_MAX_RANGE_DOCUMENTS = 1000  # documents sorted at once
_SPARSE_RANGE_DOCUMENTS = _MAX_RANGE_DOCUMENTS // 4


def has_all_change_times(reader: MongoReader) -> bool:
    """Say whether every article has its `changed_at`: without, `stream_articles` leaves it out."""
    return next(reader.find("articles", MISSING, fields=["_id"], limit=1), None) is None


def stream_articles(
    reader: MongoReader,
    *,
    publisher: str | None = None,
    since: datetime | None = None,
    limit: int | None = None,
) -> Iterator[Document]:
    """Stream articles changed since an instant, oldest change first by (changed_at, _id).

    Begins VISIBLE_WITHIN before `since`: a change may become visible that much later than its
    `changed_at` says. So one who goes on from the last `changed_at` streamed misses nothing, and
    gets some changes twice, which (`changed_at`, `_id`) tells. The stream ends with the last change
    there was when it began: a second pass would move the last instant streamed away from changes
    that became visible late in the first.
    """
    articles = _iterate_articles(
        reader, {"publisher": publisher} if publisher else {}, since and since - VISIBLE_WITHIN
    )
    yield from islice(articles, limit)


def _iterate_articles(
    reader: MongoReader, where: Document, since: datetime | None
) -> Iterator[Document]:
    bounds = _find_time_bounds(reader, "changed_at", since=since)
    if bounds is None:
        return
    for matching in _split_time_range(reader, "changed_at", where, *bounds):
        yield from reader.find("articles", matching, order=_order_by("changed_at", 1))


def find_newest_articles(
    reader: MongoReader,
    *,
    limit: int,
    publisher: str | None = None,
    since: datetime | None = None,
    run_id: str | None = None,
) -> list[Document]:
    """Return the articles stored last, newest first.

    `run_id`: those that came to the outlets of the run with this _id while it went on.
    """
    where: Document = {"publisher": publisher} if publisher else {}
    if run_id is None:
        return _find_newest_between(reader, where, since=since, until=None, limit=limit)
    run = next(reader.find("runs", {"_id": run_id}), None)
    if run is None:
        return []
    return _find_newest_between(
        reader,
        where,
        since=max(since or run["started_at"], run["started_at"]),
        until=run.get("finished_at"),
        limit=limit,
        publishers=_list_storing_publishers(run),
    )


def read_outlet_accounts(reader: MongoReader) -> dict[str, Document]:
    """Return the account of every outlet crawled, with the shortest pace of its sources."""
    accounts = {account["_id"]: account for account in reader.find(outlets.COLLECTION, {})}
    paces: dict[str, float] = {}
    for source in reader.find("sources", {}, fields=["publisher", "pace_seconds"]):
        slug, pace = source["publisher"], source.get("pace_seconds")
        if pace:
            paces[slug] = min(pace, paces.get(slug, pace))
    return {slug: account | {"pace_seconds": paces.get(slug)} for slug, account in accounts.items()}


def _list_storing_publishers(run: Document) -> set[str]:
    """Return the outlets of which a run has stored articles."""
    counted = run.get("publishers") or ()
    return {outlet["publisher"] for outlet in counted if outlet["outcomes"].get(STORED)}


def _find_newest_between(
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
    if (bounds := _find_time_bounds(reader, "first_seen_at")) is None:
        return []
    start, end = max(bounds[0], since or bounds[0]), min(bounds[1], until or bounds[1])
    articles: list[Document] = []
    ranges = _split_time_range(reader, "first_seen_at", where, start, end, backwards=True)
    for matching in ranges:
        if len(articles) >= limit:
            break
        wanted = limit - len(articles)
        most = wanted if publishers is None else 0
        order = _order_by("first_seen_at", -1)
        newest = reader.find("articles", matching, order=order, limit=most)
        chosen = (one for one in newest if publishers is None or one["publisher"] in publishers)
        articles += islice(chosen, wanted)
    return articles


def _find_time_bounds(
    reader: MongoReader, field: str, *, since: datetime | None = None
) -> tuple[datetime, datetime] | None:
    """Return the first and last instant in a field, of those since an instant."""
    # Without `since` no condition: the embedded server answers that in half the time.
    where = {field: {"$gte": since}} if since else {}
    instants = [
        document.get(field) or EPOCH
        for order in (_order_by(field, 1), _order_by(field, -1))
        for document in reader.find("articles", where, fields=[field], order=order, limit=1)
    ]
    return (instants[0], instants[1]) if len(instants) == 2 else None


def _order_by(field: str, direction: int) -> tuple[tuple[str, int], ...]:
    return ((field, direction), ("_id", direction))


def _split_time_range(
    reader: MongoReader,
    field: str,
    where: Document,
    start: datetime,
    end: datetime,
    *,
    backwards: bool = False,
) -> Iterator[Document]:
    """Cut the time from start to end into ranges that hold something and not too much.

    A range too full is halved, after one nearly empty the next is doubled: gaps of months cost a
    few counts.
    """
    low, high = start, end + TIME_RESOLUTION
    width = timedelta(minutes=1)
    while low < high:
        width = min(width, high - low)
        span = (high - width, high) if backwards else (low, low + width)
        matching = where | {field: {"$gte": span[0], "$lt": span[1]}}
        count = reader.count("articles", matching, limit=_MAX_RANGE_DOCUMENTS + 1)
        if count > _MAX_RANGE_DOCUMENTS and width > TIME_RESOLUTION:
            width = max(width / 2, TIME_RESOLUTION)
            continue
        if count:
            yield matching
        low, high = (low, span[0]) if backwards else (span[1], high)
        if count < _SPARSE_RANGE_DOCUMENTS:
            width *= 2
