"""How articles are written: once each, earlier versions kept, safe to repeat at any point."""

import asyncio
from datetime import datetime

from crawler.clock import Clock
from crawler.outcomes import DUPLICATE, REVISED, STORED, UNCHANGED
from pipelines.collections import revisions, stories
from pipelines.collections.pending_article import Entry
from pipelines.collections.revisions import revise, seen_again
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import instant
from pipelines.mongo.operations import DUPLICATE_KEY, Document, Insertion, Write

_STORED = (
    *("publisher", "content_hash", "revision", "story"),
    *("fetched_at", "first_seen_at", "last_seen_at"),
)
_KNOWN = (*_STORED, "gone_at", *revisions.KNOWN)


async def save(mongo: Mongo, entries: list[Entry], now: Clock) -> None:
    """Settle every entry. Raises UnreachableError; then call it again with the same entries.

    An address never seen is inserted; one with the same content is only seen again; one with other
    content is revised, unless it was fetched before what stands there or a reader sees no edit. The
    same content at one publisher under another address is a duplicate, nearly the same of one day
    too (`stories`). Two writers that race for one address both go by what stands in the database.
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
        self.changes: list[tuple[Entry, str, Write]] = []
        self.fresh: list[tuple[Entry, list[str]]] = []  # with the ids of those of the same content
        self.waiting: set[str] = set()  # for another of this round to be stored
        self.revised: list[tuple[Entry, Document]] = []
        self.landed: list[str] = []  # by an earlier try, whose answer was lost

    async def run(self, mongo: Mongo) -> None:
        """Look up, decide, write."""
        ids = [entry.document["_id"] for entry in self.entries]
        hashes = [entry.document["content_hash"] for entry in self.entries]
        found, twins = await asyncio.gather(
            mongo.find("articles", _in("_id", ids), _KNOWN),
            mongo.find("articles", _in("content_hash", hashes), _STORED),
        )
        known = {one["_id"]: one for one in found}
        for entry in self.entries:
            self._decide(entry, known.get(entry.document["_id"]), _alike(entry, twins))
        placed = await self._place(mongo)
        await self._write(mongo)
        await stories.release(mongo, [*placed, *self.landed])
        if self.revised:
            await revise(mongo, self.revised, self.now)
            revised = [entry.document for entry, _ in self.revised if entry.outcome == REVISED]
            await stories.refile(mongo, revised, self.now)
        for entry in self.entries:
            if entry.outcome is None and entry.document["_id"] not in self.waiting:
                entry.overtake()

    async def _place(self, mongo: Mongo) -> list[str]:
        """Find the stories of new articles; return the ids of those to be inserted."""
        documents = [entry.document for entry, _ in self.fresh]
        alike = {entry.document["_id"]: twins for entry, twins in self.fresh}
        places = await stories.place(mongo, documents, alike, self.now) if documents else {}
        for entry, _ in self.fresh:
            place = places[entry.document["_id"]]
            if place.twin:
                entry.end(DUPLICATE)
            elif place.story:
                self._insert(entry, place.story)
            else:
                self.waiting.add(entry.document["_id"])
        return [name for name, place in places.items() if place.story]

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
            self.fresh.append((entry, [twin["_id"] for twin in twins]))

    def _see_again(self, entry: Entry, old: Document) -> None:
        kept = {"revision": old["revision"], "story": old["story"]}
        if old["revision"] == 1 and old["first_seen_at"] in entry.stamps:
            entry.end(STORED, **kept)
            self.landed.append(old["_id"])
        elif old["revision"] > 1 and old["last_seen_at"] in entry.stamps:
            entry.end(REVISED, **kept)
        else:
            self.changes.append((entry, UNCHANGED, seen_again(entry, old, self.now)))

    def _insert(self, entry: Entry, story: str) -> None:
        entry.story, entry.revision = story, 1
        entry.stamps.add(self.now)
        document = entry.document | {
            "first_seen_at": self.now,
            "last_seen_at": self.now,
            "updated_at": None,
            "gone_at": None,
            "revision": entry.revision,
            "story": entry.story,
        }
        self.changes.append((entry, STORED, Insertion(document)))

    async def _write(self, mongo: Mongo) -> None:
        written = await mongo.write("articles", [change for _, _, change in self.changes])
        for position, (entry, outcome, _) in enumerate(self.changes):
            entry.stamps.discard(self.now)
            if refusal := written.refused.get(position):
                # Of a new one the server names either index: the next round sees which it was.
                if outcome != STORED or refusal.code != DUPLICATE_KEY:
                    entry.refuse(refusal)
            elif outcome == UNCHANGED or position in written.inserted:
                entry.end(outcome, revision=entry.revision, story=entry.story)


def _in(name: str, values: list[str]) -> Document:
    return {name: {"$in": values}}


def _alike(entry: Entry, documents: list[Document]) -> list[Document]:
    new = entry.document
    return [
        one
        for one in documents
        if one["content_hash"] == new["content_hash"] and one["_id"] != new["_id"]
    ]
