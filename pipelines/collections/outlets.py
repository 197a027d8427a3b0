"""Accounts of outlets, in `outlets`: one document an outlet, changed by each of its rounds.

An account holds the figures of recent days and runs and `next_due`, when a crawl shall begin with
the outlet. Its version, `tick`, rises by one with every round: a writer replaces an account only
where `tick` still has the value it read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from scrapy.settings import BaseSettings

from crawler.health import OutletAccount, RoundResult, add_round_to_account, compute_next_crawl
from crawler.state.records import SourceState
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import EPOCH, Document, Update, WriteRefusal

COLLECTION = "outlets"
# Their documents say when something of an outlet is due: `next_due`.
DUE_COLLECTIONS = ("sources", "pages")
# Until a crawl gives the one it was set.
DEFAULT_PACE = timedelta(minutes=15)
_DUE_FIELDS = ("next_due",)
# Tries to add a round to an account that other writers change at the same time.
_MAX_TRIES = 100


def select_due_collections(settings: BaseSettings) -> tuple[str, ...]:
    """Return the collections a crawl searches for what is due.

    Pages are left out without RECHECK_ENABLED and with SINCE or UNTIL.
    """
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
    """Return when each outlet is due: EPOCH for one that was never crawled to the end.

    Where an account says that the outlet is due, its sources and pages are looked up: a run or a
    person may have changed them since. Raises UnreachableError.
    """
    accounts = await mongo.find(COLLECTION, {"_id": {"$in": list(slugs)}}, _DUE_FIELDS)
    stored_times = {account["_id"]: account.get("next_due") for account in accounts}
    due_times = {slug: stored_times.get(slug) or EPOCH for slug in slugs}
    for slug, instant in stored_times.items():
        if instant and instant <= now:
            later = await _find_first_due(mongo, slug, collections)
            if later and later > now:
                change = {"$set": {"next_due": later}}
                await mongo.write(COLLECTION, [Update({"_id": slug}, change)])
                due_times[slug] = later
    return due_times


async def add_round(
    mongo: Mongo,
    crawl_round: RoundResult,
    *,
    default_pace: timedelta = DEFAULT_PACE,
    collections: Sequence[str] = DUE_COLLECTIONS,
) -> OutletAccount:
    """Add a finished round to its outlet's account, once; return the account.

    `collections` are those `select_due_collections` returns for the crawl; `default_pace` is for an
    outlet of which neither a source nor a page says when it is due. Raises UnreachableError, and
    ValueError where the server refuses the account.
    """
    assert crawl_round.finished_at
    earliest_due = await _find_first_due(mongo, crawl_round.publisher, collections)
    for _ in range(_MAX_TRIES):
        stored = await _find_document(mongo, crawl_round.publisher)
        account = read_outlet_account(stored)
        if not add_round_to_account(account, crawl_round):
            return account
        if crawl_round.whole:  # after a round cut short the outlet is still due
            account.next_due = compute_next_crawl(
                crawl_round.finished_at,
                earliest_due=earliest_due,
                pace=default_pace,
                failures=account.failures,
            )
        if await _save_account(mongo, crawl_round.publisher, account, stored):
            return account
    raise ValueError(f"the account of {crawl_round.publisher} cannot be changed")


async def advance_due_times(mongo: Mongo, sources: Iterable[SourceState]) -> None:
    """Let outlets be due no later than their sources, unless their last rounds failed.

    A run that is not a round of a standing crawl writes its sources after its account. Raises
    UnreachableError.
    """
    first_due: dict[str, datetime] = {}
    for source in sources:
        if source.next_due:
            earlier = first_due.get(source.publisher, source.next_due)
            first_due[source.publisher] = min(source.next_due, earlier)
    where = {"_id": {"$in": list(first_due)}}
    fields = (*_DUE_FIELDS, "failures")
    accounts = await mongo.find(COLLECTION, where, fields) if first_due else []
    updates = [
        Update({"_id": account["_id"]}, {"$min": {"next_due": first_due[account["_id"]]}})
        for account in accounts
        if account.get("next_due") and not account.get("failures")
    ]
    await mongo.write(COLLECTION, updates)


def read_outlet_account(document: Mapping[str, Any] | None) -> OutletAccount:
    """Read the account from an outlet's document; an empty one where there is no document."""
    return OutletAccount.from_values(document or {})


async def _find_document(mongo: Mongo, publisher: str) -> Document | None:
    return next(iter(await mongo.find(COLLECTION, {"_id": publisher})), None)


async def _save_account(
    mongo: Mongo, publisher: str, account: OutletAccount, stored: Document | None
) -> bool:
    """Replace the account that was read; return whether nobody had changed it."""
    document = {"_id": publisher} | account.as_values()
    guard = ("tick", stored.get("tick") if stored else None)
    replaced = await mongo.update_if_unchanged(COLLECTION, document, guard=guard)
    if isinstance(replaced, WriteRefusal):
        raise ValueError(f"the account of {publisher} is refused (code {replaced.code})")
    return replaced


async def _find_first_due(
    mongo: Mongo, publisher: str, collections: Sequence[str]
) -> datetime | None:
    """Return when the first of an outlet's sources and pages is due."""
    due_times = [
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
    return min(due_times, default=None)
