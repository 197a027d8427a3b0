"""What is known of articles by id, those among them that are about to be stored.

A claim is written before its article is filed in the bands, so that whoever finds the article there
finds what to compare; it goes when the article is stored. Its `of` says whose copy it is (itself:
nobody's) and is set once, by whoever is first: its own writer, or another that must know.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crawler.near_duplicates import Face, face_in
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Insertion, Removal, Update

# FOLDED from pipelines.faces: The faces of stored articles, the last ones remembered: what is new
# is held against these.

# Of 300 words some 15 kB each, of 3,000 some 100.
_REMEMBERED = 1_000

_faces: OrderedDict[str, Face] = OrderedDict()


def face(document: Document) -> Face:
    """Return the face of an article. What an older folding gave is compared as it is."""
    name: str | None = document.get("content_hash")
    found = known(name)
    if found is None:
        told = document.get("search_text") or ""
        found = face_in(told, document.get("title"), document.get("lead"))
        if name:
            _remember(name, found)
    return found


def known(content_hash: str | None) -> Face | None:
    """Return the face of what hashes to this, where it is remembered."""
    if content_hash is None or content_hash not in _faces:
        return None
    _faces.move_to_end(content_hash)
    return _faces[content_hash]


def _remember(content_hash: str, face: Face) -> None:
    _faces[content_hash] = face
    if len(_faces) > _REMEMBERED:
        _faces.popitem(last=False)


COLLECTION = "claims"

# A claim older than this is of a process that died: nobody waits for its article. Longer than any
# store is paused between two writes of one batch.
EXPIRES = timedelta(minutes=10)
_TRIES = 5
_HEADS = ("publisher", "published_at", "content_hash")
_COMPARED = (*_HEADS, "title", "lead", "search_text")
_CHARACTERS_MAX = 32_000  # of a search text, as much as is compared behind headline and lead


@dataclass(frozen=True, slots=True)
class Seen:
    """What of an article is compared; `stored`: it is no mere claim."""

    publisher: str
    published_at: datetime | None
    face: Face
    stored: bool


@dataclass(frozen=True, slots=True)
class State:
    """Whose copy an article is: a stored one's story, what a claim says, None while undecided.

    `at` is when it was first seen or claimed.
    """

    id: str
    at: datetime
    of: str | None
    stored: bool

    @property
    def order(self) -> tuple[datetime, str]:
        """Which of two goes first, the same for every process."""
        return self.at, self.id


async def claim(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """Write the claims there are not. One that a dead process left is begun anew."""
    waiting = [_claim_of(one, now) for one in documents]
    for _ in range(_TRIES):
        written = await mongo.write(COLLECTION, list(map(Insertion, waiting)))
        there = {waiting[at]["_id"]: waiting[at] for at in written.refused}
        if not there:
            return
        for one in await mongo.find(COLLECTION, {"_id": {"$in": list(there)}}, ("at",)):
            fresh = there.pop(one["_id"])
            if one["at"] < now - EXPIRES:
                await mongo.replace(COLLECTION, fresh, guard=("at", one["at"]))
        waiting = list(there.values())  # let go of meanwhile


async def decide(mongo: Mongo, answers: Iterable[tuple[str, str]]) -> None:
    """Say of claims whose copies they are where nobody has; `states` tells who was first."""
    begun: list[str] = []  # stories of their own
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for name, of in sorted(set(answers)):
        (begun if name == of else copies[of]).append(name)
    updates = [
        Update(_undecided(its), {"$set": {"of": of}}, every=True) for of, its in copies.items()
    ]
    if begun:
        updates.append(Update(_undecided(begun), [{"$set": {"of": "$_id"}}], every=True))
    await mongo.write(COLLECTION, updates)


def _undecided(names: list[str]) -> Document:
    return {"_id": {"$in": names}, "of": None}


async def release(mongo: Mongo, ids: Iterable[str]) -> None:
    """Remove claims; their articles are stored, or never will be."""
    if names := list(ids):
        await mongo.write(COLLECTION, [Removal({"_id": {"$in": names}})])


async def sweep(mongo: Mongo, now: datetime) -> None:
    """Remove what processes that died have left."""
    left = await mongo.find(COLLECTION, {}, ("at",))
    await release(mongo, [one["_id"] for one in left if one["at"] < now - EXPIRES])


async def seen(mongo: Mongo, ids: Iterable[str], now: datetime) -> dict[str, Seen]:
    """Return what there is to compare of these articles; reads texts that are not remembered."""
    claims, stored = await _read(mongo, ids, now, ("at", *_COMPARED), _HEADS)
    found = {one["_id"]: seen_in(one, stored=False) for one in claims}
    unknown = []
    for one in stored:
        if face := known(one.get("content_hash")):
            found[one["_id"]] = _seen(one, face, stored=True)
        else:
            unknown.append(one["_id"])
    read = await mongo.find("articles", {"_id": {"$in": unknown}}, _COMPARED) if unknown else []
    return found | {one["_id"]: seen_in(one, stored=True) for one in read}


def seen_in(one: Document, *, stored: bool) -> Seen:
    """Read what is compared of a document."""
    return _seen(one, face(one), stored=stored)


def _seen(one: Document, face: Face, *, stored: bool) -> Seen:
    return Seen(one["publisher"], one.get("published_at"), face, stored)


async def states(mongo: Mongo, ids: Iterable[str], now: datetime) -> dict[str, State]:
    """Return the states of these articles, and of those that claims refer to."""
    found: dict[str, State] = {}
    asked: set[str] = set()
    waiting = set(ids)
    while waiting:
        asked |= waiting
        fields = ("first_seen_at", "story")
        claims, stored = await _read(mongo, waiting, now, ("at", "of"), fields)
        for one in claims:
            found[one["_id"]] = State(one["_id"], one["at"], one["of"], stored=False)
        for one in stored:
            found[one["_id"]] = State(one["_id"], one["first_seen_at"], one["story"], stored=True)
        waiting = {one.of for one in found.values() if one.of and not one.stored} - asked
    return found


async def _read(
    mongo: Mongo, ids: Iterable[str], now: datetime, claimed: Sequence[str], stored: Sequence[str]
) -> tuple[list[Document], list[Document]]:
    """Read claims first: one that is gone by then is stored when articles are read."""
    if not (names := sorted(ids)):
        return [], []
    where = {"_id": {"$in": names}}
    claims = await mongo.find(COLLECTION, where, claimed)
    articles = await mongo.find("articles", where, stored)
    return [one for one in claims if one["at"] >= now - EXPIRES], articles


def _claim_of(document: Document, now: datetime) -> Document:
    values: dict[str, Any] = {name: document.get(name) for name in _COMPARED}
    if values["search_text"]:
        values["search_text"] = values["search_text"][:_CHARACTERS_MAX]
    return values | {"_id": document["_id"], "at": now, "of": None}
