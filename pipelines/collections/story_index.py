"""The story index, in `bands`: under each key of a text the articles that were filed there last.

An entry is {_id: a key of `crawler.near_duplicates`, members: [{article, at}], last_at}. It is
looked up by its `_id` alone and keeps a bounded list of members, so that the cost of an article
does not grow with the collection; a phrase that every report of one kind repeats soon replaces its
whole list.
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
# Copies come within days. What was filed longer ago is a reprint, or last year's report of a kind.
DAYS_KEPT = 60
CANDIDATES_MAX = 8  # of an article
_MAX_TRIES = 5


async def file_articles(mongo: Mongo, keys: KeysByArticle, now: datetime) -> None:
    """File articles under their keys; return when all of it is acknowledged.

    An article filed twice, as after a crash, is listed twice, which costs a member for some days.
    """
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, article_keys in keys.items():
        for key in article_keys:
            waiting[key].append(article_id)
    existing: set[str] = set()
    for _ in range(_MAX_TRIES):
        names = list(waiting)
        # Most keys are new: insert first. Of two writers that insert one key at once the later one
        # is refused and then extends the entry.
        writes = [
            (_extend_index_entry if key in existing else _make_index_entry)(key, waiting[key], now)
            for key in names
        ]
        written = await mongo.write(COLLECTION, writes)
        existing = {
            names[index]
            for index, refusal in written.refused.items()
            if refusal.code == DUPLICATE_KEY
        }
        if others := len(written.refused) - len(existing):
            logger.warning("%d bands are refused: copies may be missed", others)
        waiting = defaultdict(list, {key: waiting[key] for key in existing})
        if not waiting:
            return
    logger.warning("%d bands are overrun: copies may be missed", len(waiting))


async def find_nearest_articles(
    mongo: Mongo, keys: KeysByArticle, now: datetime
) -> dict[str, list[str]]:
    """Return for each article those that share most of its keys, in one search by `_id`."""
    names = sorted({key for article_keys in keys.values() for key in article_keys})
    where = {"_id": {"$in": names}}
    entries = await mongo.find(COLLECTION, where, timezone_aware=False) if names else []
    oldest = (now - timedelta(days=DAYS_KEPT)).astimezone(UTC).replace(tzinfo=None)
    members = {
        entry["_id"]: [member["article"] for member in entry["members"] if member["at"] >= oldest]
        for entry in entries
    }
    return {
        article_id: rank_by_shared_keys(article_id, (members.get(key, []) for key in article_keys))
        for article_id, article_keys in keys.items()
    }


def rank_by_shared_keys(article_id: str, member_lists: Iterable[list[str]]) -> list[str]:
    """Return the articles that stand in most of the lists; of equals those filed last."""
    shared: Counter[str] = Counter()
    positions: dict[str, int] = {}
    for members in member_lists:
        shared.update(set(members))
        positions.update((member, position) for position, member in enumerate(members))
    shared.pop(article_id, None)
    ranked = sorted(shared, key=lambda member: (-shared[member], -positions[member], member))
    return ranked[:CANDIDATES_MAX]


def _make_index_entry(key: str, article_ids: list[str], now: datetime) -> Insertion:
    members = _make_members(article_ids, now)[-MEMBERS_MAX:]
    return Insertion({"_id": key, "members": members, "last_at": now})


def _extend_index_entry(key: str, article_ids: list[str], now: datetime) -> Update:
    pushed = {"members": {"$each": _make_members(article_ids, now), "$slice": -MEMBERS_MAX}}
    change = {"$push": pushed, "$max": {"last_at": now}}
    return Update({"_id": key}, change, upsert=True)


def _make_members(article_ids: list[str], now: datetime) -> list[Document]:
    return [{"article": article_id, "at": now} for article_id in article_ids]
