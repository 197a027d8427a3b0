"""How articles are written: once each, earlier versions kept, safe to repeat at any point."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.clock import Clock
from crawler.outcomes import DUPLICATE, REVISED, STORED, UNCHANGED, failed
from pipelines.documents import instant
from pipelines.mongo import Mongo
from pipelines.writes import DUPLICATE_KEY, Document, Refusal, Update

_KNOWN = (
    *("publisher", "content_hash", "revision", "story"),
    *("fetched_at", "first_seen_at", "last_seen_at"),
)
_OVERTAKEN_MAX = 20
_AT_ONCE = 8  # single updates under way


@dataclass(slots=True)
class Entry:
    """A document on its way; `outcome` is None until the server acknowledged or refused it.

    `stamps` are the instants written so far without an acknowledgement: a document that bears one
    is this entry's own, from a try whose answer was lost.
    """

    document: Document
    outcome: str | None = None
    revision: int | None = None
    story: str | None = None
    stamps: set[datetime] = field(default_factory=set)
    overtaken: int = 0

    def end(self, outcome: str, *, revision: int | None = None, story: str | None = None) -> None:
        """Settle it."""
        self.outcome, self.revision, self.story = outcome, revision, story

    def overtake(self) -> None:
        """Another writer was first: look again, but not for ever."""
        self.overtaken += 1
        if self.overtaken >= _OVERTAKEN_MAX:
            self.end(failed("write-race"))


async def save(mongo: Mongo, entries: list[Entry], now: Clock) -> None:
    """Settle every entry. Raises UnreachableError; then call it again with the same entries.

    An address never seen is inserted; one with the same content is only seen again; one with other
    content is revised, unless it was fetched before what stands there. The same content at one
    publisher under another address is a duplicate. Two writers that race for one address both go by
    what stands in the database.
    """
    while waiting := [entry for entry in entries if entry.outcome is None]:
        async with await mongo.turn():
            await _Round(_first_of_each(waiting), instant(now())).run(mongo)


def _first_of_each(entries: list[Entry]) -> list[Entry]:
    """Leave for a later round what must see the outcome of another entry of this one."""
    chosen: list[Entry] = []
    taken: set[str] = set()
    for entry in entries:
        names = {entry.document["_id"], entry.document["content_hash"]}
        if not names & taken:
            chosen.append(entry)
        taken |= names
    return chosen


class _Round:
    """One pass over entries of which no two share address or content."""

    def __init__(self, entries: list[Entry], now: datetime) -> None:
        self.entries = entries
        self.now = now
        self.changes: list[tuple[Entry, str, Update]] = []
        self.revised: list[tuple[Entry, Document]] = []

    async def run(self, mongo: Mongo) -> None:
        """Look up, decide, write."""
        ids = [entry.document["_id"] for entry in self.entries]
        hashes = [entry.document["content_hash"] for entry in self.entries]
        known = {one["_id"]: one for one in await mongo.find("articles", _in("_id", ids), _KNOWN)}
        twins = await mongo.find("articles", _in("content_hash", hashes), _KNOWN)
        for entry in self.entries:
            self._decide(entry, known.get(entry.document["_id"]), _alike(entry, twins))
        await self._write(mongo)
        if self.revised:
            await self._revise(mongo)
        for entry in self.entries:
            if entry.outcome is None:
                entry.overtake()

    def _decide(self, entry: Entry, old: Document | None, twins: list[Document]) -> None:
        new = entry.document
        if old and old["content_hash"] == new["content_hash"]:
            self._see_again(entry, old)
        elif any(twin["publisher"] == new["publisher"] for twin in twins):
            entry.end(DUPLICATE)
        elif old and new["fetched_at"] < old["fetched_at"]:
            entry.end(UNCHANGED, revision=old["revision"], story=old["story"])
        elif old:
            self.revised.append((entry, old))
        else:
            self._insert(entry, twins)

    def _see_again(self, entry: Entry, old: Document) -> None:
        kept = {"revision": old["revision"], "story": old["story"]}
        if old["revision"] == 1 and old["first_seen_at"] in entry.stamps:
            entry.end(STORED, **kept)
        elif old["revision"] > 1 and old["last_seen_at"] in entry.stamps:
            entry.end(REVISED, **kept)
        else:
            seen = {"last_seen_at": self.now, "fetched_at": entry.document["fetched_at"]}
            change = Update({"_id": old["_id"]}, {"$max": seen})
            self.changes.append((entry, UNCHANGED, change))
            entry.revision, entry.story = old["revision"], old["story"]

    def _insert(self, entry: Entry, twins: list[Document]) -> None:
        oldest = min(twins, key=lambda twin: (twin["first_seen_at"], twin["_id"]), default=None)
        entry.story = oldest["story"] if oldest else entry.document["_id"]
        entry.revision = 1
        entry.stamps.add(self.now)
        document = entry.document | {
            "first_seen_at": self.now,
            "last_seen_at": self.now,
            "revision": entry.revision,
            "story": entry.story,
        }
        where = {"_id": document.pop("_id")}
        change = Update(where, {"$setOnInsert": document}, insert=True)
        self.changes.append((entry, STORED, change))

    async def _write(self, mongo: Mongo) -> None:
        written = await mongo.write("articles", [change for _, _, change in self.changes])
        for position, (entry, outcome, _) in enumerate(self.changes):
            entry.stamps.discard(self.now)
            if refusal := written.refused.get(position):
                _refuse(entry, refusal)
            elif outcome == UNCHANGED or position in written.inserted:
                entry.end(outcome, revision=entry.revision, story=entry.story)

    async def _revise(self, mongo: Mongo) -> None:
        """Keep the earlier version, then replace it: cut off in between, both can be repeated."""
        whole = await mongo.find("articles", _in("_id", [old["_id"] for _, old in self.revised]))
        now = {one["_id"]: one for one in whole}
        pairs = [
            (entry, now[old["_id"]])
            for entry, old in self.revised
            if now.get(old["_id"], {}).get("revision") == old["revision"]
        ]
        kept = await mongo.write("revisions", [_copy(old) for _, old in pairs])
        for position, (entry, _) in enumerate(pairs):
            refusal = kept.refused.get(position)
            if refusal and refusal.code != DUPLICATE_KEY:  # a copy that is there already will do
                _refuse(entry, refusal)
        todo = [(entry, old) for entry, old in pairs if entry.outcome is None]
        for start in range(0, len(todo), _AT_ONCE):
            some = todo[start : start + _AT_ONCE]
            work = (self._replace(mongo, entry, old) for entry, old in some)
            for failure in await asyncio.gather(*work, return_exceptions=True):
                if failure:
                    raise failure

    async def _replace(self, mongo: Mongo, entry: Entry, old: Document) -> None:
        """Not in a bulk, which would not say of each document whether it was changed."""
        revision = old["revision"] + 1
        new = entry.document | {"last_seen_at": self.now, "revision": revision}
        entry.stamps.add(self.now)
        changed = await mongo.replace("articles", new, guard=("revision", old["revision"]))
        entry.stamps.discard(self.now)
        if isinstance(changed, Refusal):
            _refuse(entry, changed)
        elif changed:
            entry.end(REVISED, revision=revision, story=old["story"])


def _in(name: str, values: list[str]) -> Document:
    return {name: {"$in": values}}


def _alike(entry: Entry, documents: list[Document]) -> list[Document]:
    new = entry.document
    return [
        one
        for one in documents
        if one["content_hash"] == new["content_hash"] and one["_id"] != new["_id"]
    ]


def _copy(old: Document) -> Update:
    copy: dict[str, Any] = old | {"article_id": old["_id"]}
    del copy["_id"]
    where = {"_id": f"{old['_id']}:{old['revision']}"}
    return Update(where, {"$setOnInsert": copy}, insert=True)


def _refuse(entry: Entry, refusal: Refusal) -> None:
    if refusal.code != DUPLICATE_KEY:
        entry.end(failed("write-error"))
    elif "content_hash" in refusal.fields:
        entry.end(DUPLICATE)
    # else another writer was first with this address: the next round sees what it wrote
