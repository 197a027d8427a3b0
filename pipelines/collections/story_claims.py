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

from crawler.near_duplicates import Fingerprint, make_fingerprint_from_folded
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Insertion, Removal, Update

# FOLDED from pipelines.faces: The faces of stored articles, the last ones remembered: what is new
# is held against these.

# Of 300 words some 15 kB each, of 3,000 some 100.
_MAX_CACHED_FINGERPRINTS = 1_000

_fingerprints: OrderedDict[str, Fingerprint] = OrderedDict()


def get_fingerprint(document: Document) -> Fingerprint:
    """Return the face of an article. What an older folding gave is compared as it is."""
    name: str | None = document.get("content_hash")
    found = get_cached_fingerprint(name)
    if found is None:
        told = document.get("search_text") or ""
        found = make_fingerprint_from_folded(told, document.get("title"), document.get("lead"))
        if name:
            _cache_fingerprint(name, found)
    return found


def get_cached_fingerprint(content_hash: str | None) -> Fingerprint | None:
    """Return the face of what hashes to this, where it is remembered."""
    if content_hash is None or content_hash not in _fingerprints:
        return None
    _fingerprints.move_to_end(content_hash)
    return _fingerprints[content_hash]


def _cache_fingerprint(content_hash: str, fingerprint: Fingerprint) -> None:
    _fingerprints[content_hash] = fingerprint
    if len(_fingerprints) > _MAX_CACHED_FINGERPRINTS:
        _fingerprints.popitem(last=False)


COLLECTION = "claims"

# A claim older than this is of a process that died: nobody waits for its article. Longer than any
# store is paused between two writes of one batch.
CLAIM_LIFETIME = timedelta(minutes=10)
_MAX_TRIES = 5
_HEAD_FIELDS = ("publisher", "published_at", "content_hash")
_COMPARED_FIELDS = (*_HEAD_FIELDS, "title", "lead", "search_text")
_MAX_TEXT_CHARACTERS = 32_000  # of a search text, as much as is compared behind headline and lead


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """What of an article is compared; `stored`: it is no mere claim."""

    publisher: str
    published_at: datetime | None
    fingerprint: Fingerprint
    stored: bool


@dataclass(frozen=True, slots=True)
class StoryMembership:
    """Whose copy an article is: a stored one's story, what a claim says, None while undecided.

    `at` is when it was first seen or claimed.
    """

    id: str
    first_seen_at: datetime
    copy_of: str | None
    stored: bool

    @property
    def precedence(self) -> tuple[datetime, str]:
        """Which of two goes first, the same for every process."""
        return self.first_seen_at, self.id


async def write_claims(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """Write the claims there are not. One that a dead process left is begun anew."""
    waiting = [_make_claim(one, now) for one in documents]
    for _ in range(_MAX_TRIES):
        written = await mongo.write(COLLECTION, list(map(Insertion, waiting)))
        there = {waiting[at]["_id"]: waiting[at] for at in written.refused}
        if not there:
            return
        for one in await mongo.find(COLLECTION, {"_id": {"$in": list(there)}}, ("at",)):
            fresh = there.pop(one["_id"])
            if one["at"] < now - CLAIM_LIFETIME:
                await mongo.update_if_unchanged(COLLECTION, fresh, guard=("at", one["at"]))
        waiting = list(there.values())  # let go of meanwhile


async def write_decisions(mongo: Mongo, decisions: Iterable[tuple[str, str]]) -> None:
    """Say of claims whose copies they are where nobody has; `states` tells who was first."""
    begun: list[str] = []  # stories of their own
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for name, of in sorted(set(decisions)):
        (begun if name == of else copies[of]).append(name)
    updates = [
        Update(_match_undecided(its), {"$set": {"of": of}}, update_all=True)
        for of, its in copies.items()
    ]
    if begun:
        updates.append(Update(_match_undecided(begun), [{"$set": {"of": "$_id"}}], update_all=True))
    await mongo.write(COLLECTION, updates)


def _match_undecided(article_ids: list[str]) -> Document:
    return {"_id": {"$in": article_ids}, "of": None}


async def remove_claims(mongo: Mongo, ids: Iterable[str]) -> None:
    """Remove claims; their articles are stored, or never will be."""
    if names := list(ids):
        await mongo.write(COLLECTION, [Removal({"_id": {"$in": names}})])


async def remove_expired_claims(mongo: Mongo, now: datetime) -> None:
    """Remove what processes that died have left."""
    left = await mongo.find(COLLECTION, {}, ("at",))
    await remove_claims(mongo, [one["_id"] for one in left if one["at"] < now - CLAIM_LIFETIME])


async def find_compared_articles(
    mongo: Mongo, ids: Iterable[str], now: datetime
) -> dict[str, ComparedArticle]:
    """Return what there is to compare of these articles; reads texts that are not remembered."""
    claims, stored = await _find_claims_and_articles(
        mongo, ids, now, ("at", *_COMPARED_FIELDS), _HEAD_FIELDS
    )
    found = {one["_id"]: read_compared_article(one, stored=False) for one in claims}
    unknown = []
    for one in stored:
        if face := get_cached_fingerprint(one.get("content_hash")):
            found[one["_id"]] = _make_compared_article(one, face, stored=True)
        else:
            unknown.append(one["_id"])
    read = (
        await mongo.find("articles", {"_id": {"$in": unknown}}, _COMPARED_FIELDS) if unknown else []
    )
    return found | {one["_id"]: read_compared_article(one, stored=True) for one in read}


def read_compared_article(document: Document, *, stored: bool) -> ComparedArticle:
    """Read what is compared of a document."""
    return _make_compared_article(document, get_fingerprint(document), stored=stored)


def _make_compared_article(
    document: Document, fingerprint: Fingerprint, *, stored: bool
) -> ComparedArticle:
    return ComparedArticle(document["publisher"], document.get("published_at"), fingerprint, stored)


async def find_story_memberships(
    mongo: Mongo, ids: Iterable[str], now: datetime
) -> dict[str, StoryMembership]:
    """Return the states of these articles, and of those that claims refer to."""
    found: dict[str, StoryMembership] = {}
    asked: set[str] = set()
    waiting = set(ids)
    while waiting:
        asked |= waiting
        fields = ("first_seen_at", "story")
        claims, stored = await _find_claims_and_articles(mongo, waiting, now, ("at", "of"), fields)
        for one in claims:
            found[one["_id"]] = StoryMembership(one["_id"], one["at"], one["of"], stored=False)
        for one in stored:
            found[one["_id"]] = StoryMembership(
                one["_id"], one["first_seen_at"], one["story"], stored=True
            )
        waiting = {one.copy_of for one in found.values() if one.copy_of and not one.stored} - asked
    return found


async def _find_claims_and_articles(
    mongo: Mongo,
    ids: Iterable[str],
    now: datetime,
    claim_fields: Sequence[str],
    article_fields: Sequence[str],
) -> tuple[list[Document], list[Document]]:
    """Read claims first: one that is gone by then is stored when articles are read."""
    if not (names := sorted(ids)):
        return [], []
    where = {"_id": {"$in": names}}
    claims = await mongo.find(COLLECTION, where, claim_fields)
    articles = await mongo.find("articles", where, article_fields)
    return [one for one in claims if one["at"] >= now - CLAIM_LIFETIME], articles


def _make_claim(document: Document, now: datetime) -> Document:
    values: dict[str, Any] = {name: document.get(name) for name in _COMPARED_FIELDS}
    if values["search_text"]:
        values["search_text"] = values["search_text"][:_MAX_TEXT_CHARACTERS]
    return values | {"_id": document["_id"], "at": now, "of": None}
