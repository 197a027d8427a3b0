"""How the end of an address is written: what is known of it (`pages`), and why it is no article."""

from datetime import datetime
from typing import Any

from crawler.outcomes import KEPT, OUT_OF_RANGE
from crawler.urls import article_id
from pipelines.mongo import Mongo
from pipelines.writes import Document, Removal, Update

_FIELDS = ("last_at", "failures", "etag", "last_modified")


def page_of(
    *,
    url: str,
    publisher: str,
    outcome: str,
    at: datetime,
    status: int | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Document:
    """Return one end of one address."""
    return {
        "_id": article_id(url),
        "url": url,
        "publisher": publisher,
        "outcome": outcome,
        "last_at": at,
        "status": status,
        "etag": etag,
        "last_modified": last_modified,
    }


async def save(mongo: Mongo, ends: list[Document]) -> None:
    """Write ends of addresses; those that were written before or are late change nothing.

    Raises UnreachableError, and ValueError where the server refuses one of them.
    """
    ids = list({end["_id"] for end in ends})
    known = {one["_id"]: one for one in await mongo.find("pages", {"_id": {"$in": ids}}, _FIELDS)}
    changed: dict[str, Document] = {}
    rejected: dict[str, Document] = {}
    cleared: set[str] = set()
    for end in sorted(ends, key=lambda end: end["last_at"]):
        before = changed.get(end["_id"]) or known.get(end["_id"])
        if before and before["last_at"] >= end["last_at"]:
            continue
        changed[end["_id"]] = _after(before, end)
        kind, _, reason = end["outcome"].partition(":")
        if end["outcome"] in KEPT:
            cleared.add(end["_id"])
            rejected.pop(end["_id"], None)
        elif kind == "rejected" and end["outcome"] != OUT_OF_RANGE:
            rejected[end["_id"]] = {
                "url": end["url"],
                "publisher": end["publisher"],
                "reason": reason,
                "at": end["last_at"],
            }
    # First what the look above does not compare with: cut off in between, both are repeated.
    await _put(mongo, "rejected", rejected)
    await _clear(mongo, list(cleared - rejected.keys()))
    await _put(mongo, "pages", changed)


async def _clear(mongo: Mongo, ids: list[str]) -> None:
    """Remove what was rejected once; the embedded server cannot remove from no collection."""
    if ids and (found := await mongo.find("rejected", {"_id": {"$in": ids}}, ("_id",))):
        await mongo.write("rejected", [Removal({"_id": one["_id"]}) for one in found])


def _after(before: Document | None, end: Document) -> Document:
    """Validators are those of the last answer with a body; `failures` counts since a success."""
    page = {name: value for name, value in end.items() if name != "_id"}
    if end["status"] != 200:
        for name in ("etag", "last_modified"):
            page[name] = before[name] if before else None
    failed = end["outcome"].startswith("failed:")
    page["failures"] = (before["failures"] if before else 0) + 1 if failed else 0
    return page


async def _put(mongo: Mongo, collection: str, documents: dict[str, dict[str, Any]]) -> None:
    updates = [
        Update({"_id": name}, {"$set": values}, insert=True) for name, values in documents.items()
    ]
    written = await mongo.write(collection, updates)
    if written.refused:
        code = next(iter(written.refused.values())).code
        raise ValueError(f"{collection}: {len(written.refused)} refused (code {code})")
