"""The index of stories: under each key of `crawler.near_duplicates` the articles last filed there.

A band is looked up by its `_id` alone and keeps a bounded list, so that what an article costs does
not grow with the collection; a phrase that every report of a mould has turns its list over quickly.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, Document, Insertion, Update

logger = logging.getLogger(__name__)

COLLECTION = "bands"
KeysByArticle = Mapping[str, Sequence[str]]  # article id -> keys

MEMBERS_MAX = 32
# Copies come within days. What was filed longer ago is a reprint, or last year's mould.
DAYS_KEPT = 60
CANDIDATES_MAX = 8  # of an article
_MAX_TRIES = 5


async def file_articles(mongo: Mongo, keys: KeysByArticle, now: datetime) -> None:
    """File articles under their keys; return when all of it is acknowledged.

    Filed twice, as after a crash, an article stands there twice, which costs a place for some days.
    """
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for article, its in keys.items():
        for key in its:
            waiting[key].append(article)
    again: set[str] = set()
    for _ in range(_MAX_TRIES):
        names = list(waiting)
        # Most bands are new; of two writers that make one at once the later one finds it then.
        writes = [
            (_extend_index_entry if key in again else _make_index_entry)(key, waiting[key], now)
            for key in names
        ]
        written = await mongo.write(COLLECTION, writes)
        again = {names[at] for at, no in written.refused.items() if no.code == DUPLICATE_KEY}
        if others := len(written.refused) - len(again):
            logger.warning("%d bands are refused: copies may be missed", others)
        waiting = defaultdict(list, {key: waiting[key] for key in again})
        if not waiting:
            return
    logger.warning("%d bands are overrun: copies may be missed", len(waiting))


async def find_nearest_articles(
    mongo: Mongo, keys: KeysByArticle, now: datetime
) -> dict[str, list[str]]:
    """Return for each article those that share most of its keys, in one search by `_id`."""
    names = sorted({key for its in keys.values() for key in its})
    where = {"_id": {"$in": names}}
    found = await mongo.find(COLLECTION, where, timezone_aware=False) if names else []
    oldest = (now - timedelta(days=DAYS_KEPT)).astimezone(UTC).replace(tzinfo=None)
    members = {
        band["_id"]: [one["article"] for one in band["members"] if one["at"] >= oldest]
        for band in found
    }
    return {
        article: rank_by_shared_keys(article, (members.get(key, []) for key in its))
        for article, its in keys.items()
    }


def rank_by_shared_keys(article_id: str, member_lists: Iterable[list[str]]) -> list[str]:
    """Return those of the lists that stand in most of them, of equals those filed last."""
    shared: Counter[str] = Counter()
    place: dict[str, int] = {}
    for members in member_lists:
        shared.update(set(members))
        place.update((one, at) for at, one in enumerate(members))
    shared.pop(article_id, None)
    ranked = sorted(shared, key=lambda one: (-shared[one], -place[one], one))
    return ranked[:CANDIDATES_MAX]


def _make_index_entry(key: str, article_ids: list[str], now: datetime) -> Insertion:
    members = _make_members(article_ids, now)[-MEMBERS_MAX:]
    return Insertion({"_id": key, "members": members, "last_at": now})


def _extend_index_entry(key: str, article_ids: list[str], now: datetime) -> Update:
    pushed = {"members": {"$each": _make_members(article_ids, now), "$slice": -MEMBERS_MAX}}
    change = {"$push": pushed, "$max": {"last_at": now}}
    return Update({"_id": key}, change, upsert=True)


def _make_members(article_ids: list[str], now: datetime) -> list[Document]:
    return [{"article": article, "at": now} for article in article_ids]
