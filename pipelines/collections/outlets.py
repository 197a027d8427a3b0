"""The rolling accounts of the outlets, in `outlets`: one document each, changed round by round."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from scrapy.settings import BaseSettings

from crawler.health import Account, Round, absorb, due_after
from crawler.state.records import SourceState
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import EPOCH, Document, Refusal, Update

COLLECTION = "outlets"
# What says when something of an outlet is due.
BOTH = ("sources", "pages")
# A quarter of an hour, until whoever crawls next says otherwise.
PACE = timedelta(minutes=15)
_WHEN = ("next_due",)
# As often as that an account is changed by others while a round is added to it.
_TRIES = 100


def asked_by(settings: BaseSettings) -> tuple[str, ...]:
    """Return the collections in which a crawl looks for what is due: see RECHECK_ENABLED."""
    bounded = settings.get("SINCE") or settings.get("UNTIL")
    return BOTH if settings.getbool("RECHECK_ENABLED", True) and not bounded else BOTH[:1]


async def due(
    mongo: Mongo, slugs: Collection[str], now: datetime, of: Sequence[str] = BOTH
) -> dict[str, datetime]:
    """Return when each outlet is due; one that was never crawled to the end, long ago.

    What a run has left of sources after the account was written, or a person has changed, is looked
    up once the account says that the time has come. Raises UnreachableError.
    """
    where = {"_id": {"$in": list(slugs)}}
    known = {one["_id"]: one.get("next_due") for one in await mongo.find(COLLECTION, where, _WHEN)}
    found = {slug: known.get(slug) or EPOCH for slug in slugs}
    for slug, instant in known.items():
        if instant and instant <= now:
            later = await _asked(mongo, slug, of)
            if later and later > now:
                change = {"$set": {"next_due": later}}
                await mongo.write(COLLECTION, [Update({"_id": slug}, change)])
                found[slug] = later
    return found


async def add(
    mongo: Mongo, one: Round, *, pace: timedelta = PACE, of: Sequence[str] = BOTH
) -> Account:
    """Count a finished round, once; return the account with it.

    `of` is what `asked_by` says of the crawl, `pace` that of an outlet of which neither source nor
    page says when it is due. Raises UnreachableError, and ValueError where the server refuses it.
    """
    assert one.finished_at
    asked = await _asked(mongo, one.publisher, of)
    for _ in range(_TRIES):
        account = account_of(await _find(mongo, one.publisher))
        before = account.tick
        if not absorb(account, one):
            return account
        if one.whole:  # else it is still due
            account.next_due = due_after(
                one.finished_at, asked=asked, pace=pace, failures=account.failures
            )
        if await _save(mongo, one.publisher, account, before):
            return account
    raise ValueError(f"the account of {one.publisher} cannot be changed")


async def hasten(mongo: Mongo, sources: Iterable[SourceState]) -> None:
    """Let outlets be due no later than their sources, unless they rest after failures.

    A run that is no round of a standing crawl leaves its sources after its account. Raises
    UnreachableError.
    """
    first: dict[str, datetime] = {}
    for one in sources:
        if one.next_due:
            first[one.publisher] = min(one.next_due, first.get(one.publisher, one.next_due))
    fields = (*_WHEN, "failures")
    found = await mongo.find(COLLECTION, {"_id": {"$in": list(first)}}, fields) if first else []
    changed = [
        Update({"_id": one["_id"]}, {"$min": {"next_due": first[one["_id"]]}})
        for one in found
        if one.get("next_due") and not one.get("failures")
    ]
    await mongo.write(COLLECTION, changed)


def account_of(document: Mapping[str, Any] | None) -> Account:
    """Read an outlet's document."""
    return Account.from_values(document or {})


async def _find(mongo: Mongo, publisher: str) -> Document | None:
    return next(iter(await mongo.find(COLLECTION, {"_id": publisher})), None)


async def _save(mongo: Mongo, publisher: str, account: Account, before: int) -> bool:
    """Replace what had so many ticks; say whether it had. One that had none had 0."""
    known = {"$ifNull": ["$tick", before]}
    begun = Update({"_id": publisher}, [{"$set": {"tick": known}}], insert=True)
    written = await mongo.write(COLLECTION, [begun])
    refusal = next(iter(written.refused.values()), None)
    if refusal is None:
        document = {"_id": publisher} | account.as_values()
        done = await mongo.replace(COLLECTION, document, guard=("tick", before))
        if not isinstance(done, Refusal):
            return done
        refusal = done
    raise ValueError(f"the account of {publisher} is refused (code {refusal.code})")


async def _asked(mongo: Mongo, publisher: str, of: Sequence[str]) -> datetime | None:
    """Return when the first of an outlet's sources and pages is due."""
    found = [
        document["next_due"]
        for collection in of
        for document in await mongo.find(
            collection,
            {"publisher": publisher, "next_due": {"$gt": EPOCH}},
            ["next_due"],
            order=[("next_due", 1)],
            limit=1,
        )
    ]
    return min(found, default=None)
