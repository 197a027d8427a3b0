"""`changed_at` of articles that a version without it has stored, filled in once.

Such an article was changed last at the latest instant it bears: `first_seen_at`, `updated_at`,
which that version wrote, `gone_at`, or when its last edit was noticed. Articles are read in ranges
of `first_seen_at`, the order they lie in on disk: by `_id`, the embedded server takes five times as
long (0.5 ms an article in ranges, 100,000 articles of 2 kB, 2026-11). An update raises `changed_at`
and never lowers it, so that several processes can fill in at once, beside writers. A process that
was ended is followed by one that passes quickly over what is filled in.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import TIME_RESOLUTION
from pipelines.mongo.operations import EPOCH, Document, Update

T = TypeVar("T")

MISSING: Document = {"changed_at": None}  # matches documents without the field
_DATED: Document = {"first_seen_at": {"$gte": EPOCH}}
_READ_FIELDS = ("changed_at", "first_seen_at", "updated_at", "gone_at", "revision")
_MAX_RANGE_ARTICLES = 500
_SPARSE_RANGE_ARTICLES = _MAX_RANGE_ARTICLES // 4
_FIRST_WIDTH, _MAX_WIDTH = timedelta(minutes=1), timedelta(days=1)


class Attempt(Protocol):
    """What does an action on the database, and may repeat it."""

    def __call__(self, action: Callable[[Mongo], Awaitable[T]]) -> Awaitable[T]: ...


async def fill_in_change_times(attempt: Attempt, *, rest: float = 0.0) -> int:
    """Give every article without `changed_at` one; return how many had none.

    `rest`: for so many times as long as the filling in of a range took nothing is done after it, so
    that others have the server. An article that another program stored without `first_seen_at` is
    dated 1970. Raises what `attempt` raises.
    """
    bounds = await attempt(_find_time_bounds)
    if bounds is None:
        return 0
    low, end = bounds
    width, filled = _FIRST_WIDTH, 0
    while low <= end:
        began = time.monotonic()
        articles = await attempt(partial(_find_articles, low=low, high=low + width))
        if len(articles) > _MAX_RANGE_ARTICLES and width > TIME_RESOLUTION:
            width = max(width / 2, TIME_RESOLUTION)
            continue
        filled_now = await attempt(partial(_fill_in_range, articles=articles))
        filled += filled_now
        low += width
        if len(articles) < _SPARSE_RANGE_ARTICLES:
            width = min(width * 2, _MAX_WIDTH)
        await asyncio.sleep(rest * (time.monotonic() - began) if filled_now else 0)
    return filled + await attempt(_fill_in_undated)


def compute_last_change(article: Document, edits_noticed_at: Sequence[datetime] = ()) -> datetime:
    """Return the latest instant an article bears, or one of its edits."""
    names = ("first_seen_at", "updated_at", "gone_at")
    stored: list[datetime] = [article[name] for name in names if article.get(name)]
    return max(EPOCH, *stored, *edits_noticed_at)


async def _find_time_bounds(mongo: Mongo) -> tuple[datetime, datetime] | None:
    """Return the first and last `first_seen_at` where any article has no `changed_at`."""
    if not await mongo.find("articles", MISSING, ("_id",), limit=1):
        return None
    instants = []
    for direction in (1, -1):
        order = [("first_seen_at", direction)]
        articles = await mongo.find("articles", _DATED, ("first_seen_at",), order=order, limit=1)
        instants += [article["first_seen_at"] for article in articles]
    return (instants[0], instants[1]) if instants else (EPOCH, EPOCH)


async def _find_articles(mongo: Mongo, *, low: datetime, high: datetime) -> list[Document]:
    where = {"first_seen_at": {"$gte": low, "$lt": high}}
    most = 0 if high - low <= TIME_RESOLUTION else _MAX_RANGE_ARTICLES + 1
    return await mongo.find("articles", where, _READ_FIELDS, limit=most)


async def _fill_in_range(mongo: Mongo, *, articles: Sequence[Document]) -> int:
    """Give those articles without `changed_at` one; return how many these are."""
    missing = [article for article in articles if not article.get("changed_at")]
    if not missing:
        return 0
    revised_ids = [article["_id"] for article in missing if article.get("revision", 1) > 1]
    noticed: defaultdict[str, list[datetime]] = defaultdict(list)
    if revised_ids:
        where = {"article_id": {"$in": revised_ids}}
        for version in await mongo.find("revisions", where, ("article_id", "edit.noticed_at")):
            if instant := (version.get("edit") or {}).get("noticed_at"):
                noticed[version["article_id"]].append(instant)
    updates = []
    for article in missing:
        last_change = compute_last_change(article, noticed[article["_id"]])
        updates.append(Update({"_id": article["_id"]}, {"$max": {"changed_at": last_change}}))
    result = await mongo.write("articles", updates)
    return len(missing) - len(result.refused)


async def _fill_in_undated(mongo: Mongo) -> int:
    """Fill in the articles that no range holds: they have no `first_seen_at`."""
    where = MISSING | {"first_seen_at": None}
    filled = 0
    while articles := await mongo.find("articles", where, _READ_FIELDS, limit=_MAX_RANGE_ARTICLES):
        filled_now = await _fill_in_range(mongo, articles=articles)
        filled += filled_now
        if not filled_now:
            break
    return filled
