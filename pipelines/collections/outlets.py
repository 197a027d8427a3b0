"""The rolling accounts of the outlets, in `outlets`: one document each, changed round by round."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from scrapy.settings import BaseSettings

from crawler.health import OutletAccount, RoundResult, add_round_to_account, compute_next_crawl
from crawler.state.records import SourceState
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import EPOCH, Document, Update, WriteRefusal

COLLECTION = "outlets"
# What says when something of an outlet is due.
DUE_COLLECTIONS = ("sources", "pages")
# A quarter of an hour, until whoever crawls next says otherwise.
DEFAULT_PACE = timedelta(minutes=15)
_DUE_FIELDS = ("next_due",)
# As often as that an account is changed by others while a round is added to it.
_MAX_TRIES = 100


def select_due_collections(settings: BaseSettings) -> tuple[str, ...]:
    """Return the collections in which a crawl looks for what is due: see RECHECK_ENABLED."""
    bounded = settings.get("SINCE") or settings.get("UNTIL")
    return (
        DUE_COLLECTIONS
        if settings.getbool("RECHECK_ENABLED", True) and not bounded
        else DUE_COLLECTIONS[:1]
    )


async def find_due_times(
    mongo: Mongo,
    slugs: Collection[str],
    now: datetime,
    collections: Sequence[str] = DUE_COLLECTIONS,
) -> dict[str, datetime]:
    """Return when each outlet is due; one that was never crawled to the end, long ago.

    What a run has left of sources after the account was written, or a person has changed, is looked
    up once the account says that the time has come. Raises UnreachableError.
    """
    where = {"_id": {"$in": list(slugs)}}
    known = {
        one["_id"]: one.get("next_due") for one in await mongo.find(COLLECTION, where, _DUE_FIELDS)
    }
    found = {slug: known.get(slug) or EPOCH for slug in slugs}
    for slug, instant in known.items():
        if instant and instant <= now:
            later = await _find_first_due(mongo, slug, collections)
            if later and later > now:
                change = {"$set": {"next_due": later}}
                await mongo.write(COLLECTION, [Update({"_id": slug}, change)])
                found[slug] = later
    return found


async def add_round(
    mongo: Mongo,
    crawl_round: RoundResult,
    *,
    default_pace: timedelta = DEFAULT_PACE,
    collections: Sequence[str] = DUE_COLLECTIONS,
) -> OutletAccount:
    """Count a finished round, once; return the account with it.

    `collections` is what `asked_by` says of the crawl, `default_pace` that of an outlet of which neither source nor
    page says when it is due. Raises UnreachableError, and ValueError where the server refuses it.
    """
    assert crawl_round.finished_at
    asked = await _find_first_due(mongo, crawl_round.publisher, collections)
    for _ in range(_MAX_TRIES):
        account = read_outlet_account(await _find_document(mongo, crawl_round.publisher))
        before = account.tick
        if not add_round_to_account(account, crawl_round):
            return account
        if crawl_round.whole:  # else it is still due
            account.next_due = compute_next_crawl(
                crawl_round.finished_at,
                earliest_due=asked,
                pace=default_pace,
                failures=account.failures,
            )
        if await _save_account(mongo, crawl_round.publisher, account, before):
            return account
    raise ValueError(f"the account of {crawl_round.publisher} cannot be changed")


async def advance_due_times(mongo: Mongo, sources: Iterable[SourceState]) -> None:
    """Let outlets be due no later than their sources, unless they rest after failures.

    A run that is no round of a standing crawl leaves its sources after its account. Raises
    UnreachableError.
    """
    first: dict[str, datetime] = {}
    for one in sources:
        if one.next_due:
            first[one.publisher] = min(one.next_due, first.get(one.publisher, one.next_due))
    fields = (*_DUE_FIELDS, "failures")
    found = await mongo.find(COLLECTION, {"_id": {"$in": list(first)}}, fields) if first else []
    changed = [
        Update({"_id": one["_id"]}, {"$min": {"next_due": first[one["_id"]]}})
        for one in found
        if one.get("next_due") and not one.get("failures")
    ]
    await mongo.write(COLLECTION, changed)


def read_outlet_account(document: Mapping[str, Any] | None) -> OutletAccount:
    """Read an outlet's document."""
    return OutletAccount.from_values(document or {})


async def _find_document(mongo: Mongo, publisher: str) -> Document | None:
    return next(iter(await mongo.find(COLLECTION, {"_id": publisher})), None)


async def _save_account(
    mongo: Mongo, publisher: str, account: OutletAccount, previous_version: int
) -> bool:
    """Replace what had so many ticks; say whether it had. One that had none had 0."""
    known = {"$ifNull": ["$tick", previous_version]}
    begun = Update({"_id": publisher}, [{"$set": {"tick": known}}], upsert=True)
    written = await mongo.write(COLLECTION, [begun])
    refusal = next(iter(written.refused.values()), None)
    if refusal is None:
        document = {"_id": publisher} | account.as_values()
        done = await mongo.update_if_unchanged(
            COLLECTION, document, guard=("tick", previous_version)
        )
        if not isinstance(done, WriteRefusal):
            return done
        refusal = done
    raise ValueError(f"the account of {publisher} is refused (code {refusal.code})")


async def _find_first_due(
    mongo: Mongo, publisher: str, collections: Sequence[str]
) -> datetime | None:
    """Return when the first of an outlet's sources and pages is due."""
    found = [
        document["next_due"]
        for collection in collections
        for document in await mongo.find(
            collection,
            {"publisher": publisher, "next_due": {"$gt": EPOCH}},
            ["next_due"],
            order=[("next_due", 1)],
            limit=1,
        )
    ]
    return min(found, default=None)
