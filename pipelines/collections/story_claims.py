"""Claims of articles on their way to the store, in `claims`, read together with stored articles.

A claim is one document for each new article: {_id: the article's, at: when it was claimed, of: the
article it is a copy of, and the fields that are compared}. Its writer inserts it before it files
the article in the story index, so that whoever finds the article there finds its text too, and
removes it once the article is stored. `of` is None while the story is undecided and the claim's own
`_id` where the article begins a story; it is set once, by whichever writer decides first. A claim
older than CLAIM_LIFETIME has expired. `stories` tells how writers agree through claims.

Fingerprints of the articles compared last are kept in memory.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crawler.near_duplicates import Fingerprint, make_fingerprint_from_folded
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import Document, Insertion, Removal, Update

COLLECTION = "claims"

# An older claim is of a process that died. Longer than any store pauses between two writes of one
# batch.
CLAIM_LIFETIME = timedelta(minutes=10)
_MAX_TRIES = 5
_HEAD_FIELDS = ("publisher", "published_at", "content_hash")
_COMPARED_FIELDS = (*_HEAD_FIELDS, "title", "lead", "search_text")
_MAX_TEXT_CHARACTERS = 32_000  # of a search text: what is compared after headline and standfirst

# A fingerprint of 300 words takes some 15 kB, one of 3,000 some 100.
_MAX_CACHED_FINGERPRINTS = 1_000
_fingerprints: OrderedDict[str, Fingerprint] = OrderedDict()  # by content hash, last used last


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """The parts of an article that are compared; `stored` is False for a claimed one."""

    publisher: str
    published_at: datetime | None
    fingerprint: Fingerprint
    stored: bool


@dataclass(frozen=True, slots=True)
class StoryMembership:
    """The story of a stored or claimed article.

    `copy_of` is the story of a stored article, or what a claim's `of` says: None while it is
    undecided. `first_seen_at` is when the article was first seen, or claimed.
    """

    id: str
    first_seen_at: datetime
    copy_of: str | None
    stored: bool

    @property
    def precedence(self) -> tuple[datetime, str]:
        """The key by which every process puts articles in the same order, the first ahead."""
        return self.first_seen_at, self.id


def get_fingerprint(document: Document) -> Fingerprint:
    """Return the fingerprint of an article; a text folded by older rules is taken as it is."""
    content_hash: str | None = document.get("content_hash")
    fingerprint = get_cached_fingerprint(content_hash)
    if fingerprint is None:
        text = document.get("search_text") or ""
        fingerprint = make_fingerprint_from_folded(
            text, document.get("title"), document.get("lead")
        )
        if content_hash:
            _cache_fingerprint(content_hash, fingerprint)
    return fingerprint


def get_cached_fingerprint(content_hash: str | None) -> Fingerprint | None:
    """Return the fingerprint of the content with this hash, if it is cached."""
    if content_hash is None or content_hash not in _fingerprints:
        return None
    _fingerprints.move_to_end(content_hash)
    return _fingerprints[content_hash]


async def write_claims(mongo: Mongo, documents: Sequence[Document], now: datetime) -> None:
    """Claim articles that nobody has claimed; claims that have expired are written anew."""
    waiting = [_make_claim(document, now) for document in documents]
    for _ in range(_MAX_TRIES):
        written = await mongo.write(COLLECTION, list(map(Insertion, waiting)))
        refused = {waiting[index]["_id"]: waiting[index] for index in written.refused}
        if not refused:
            return
        for existing in await mongo.find(COLLECTION, {"_id": {"$in": list(refused)}}, ("at",)):
            claim = refused.pop(existing["_id"])
            if existing["at"] < now - CLAIM_LIFETIME:
                await mongo.update_if_unchanged(COLLECTION, claim, guard=("at", existing["at"]))
        waiting = list(refused.values())  # refused, and released before they were looked up


async def write_decisions(mongo: Mongo, decisions: Iterable[tuple[str, str]]) -> None:
    """Write (claim, copy of) pairs into the claims that are undecided.

    Other writers may have been first: `find_story_memberships` reads the decisions.
    """
    origins: list[str] = []  # claims that begin a story
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, copy_of in sorted(set(decisions)):
        (origins if article_id == copy_of else copies[copy_of]).append(article_id)
    updates = [
        Update(_match_undecided(article_ids), {"$set": {"of": copy_of}}, update_all=True)
        for copy_of, article_ids in copies.items()
    ]
    if origins:
        own_story = [{"$set": {"of": "$_id"}}]
        updates.append(Update(_match_undecided(origins), own_story, update_all=True))
    await mongo.write(COLLECTION, updates)


async def remove_claims(mongo: Mongo, ids: Iterable[str]) -> None:
    """Remove claims whose articles are stored, or never will be."""
    if article_ids := list(ids):
        await mongo.write(COLLECTION, [Removal({"_id": {"$in": article_ids}})])


async def remove_expired_claims(mongo: Mongo, now: datetime) -> None:
    """Remove the claims that dead processes left."""
    claims = await mongo.find(COLLECTION, {}, ("at",))
    expired = [claim["_id"] for claim in claims if claim["at"] < now - CLAIM_LIFETIME]
    await remove_claims(mongo, expired)


async def find_compared_articles(
    mongo: Mongo, ids: Iterable[str], now: datetime
) -> dict[str, ComparedArticle]:
    """Return claimed and stored articles, by id; reads texts whose fingerprint is not cached."""
    claims, stored = await _find_claims_and_articles(
        mongo, ids, now, ("at", *_COMPARED_FIELDS), _HEAD_FIELDS
    )
    compared = {claim["_id"]: read_compared_article(claim, stored=False) for claim in claims}
    uncached = []
    for article in stored:
        if fingerprint := get_cached_fingerprint(article.get("content_hash")):
            compared[article["_id"]] = _make_compared_article(article, fingerprint, stored=True)
        else:
            uncached.append(article["_id"])
    articles = (
        await mongo.find("articles", {"_id": {"$in": uncached}}, _COMPARED_FIELDS)
        if uncached
        else []
    )
    return compared | {
        article["_id"]: read_compared_article(article, stored=True) for article in articles
    }


def read_compared_article(document: Document, *, stored: bool) -> ComparedArticle:
    """Read the compared parts of a stored article or a claim."""
    return _make_compared_article(document, get_fingerprint(document), stored=stored)


async def find_story_memberships(
    mongo: Mongo, ids: Iterable[str], now: datetime
) -> dict[str, StoryMembership]:
    """Return the memberships of these articles, and of those that their claims are copies of."""
    memberships: dict[str, StoryMembership] = {}
    looked_up: set[str] = set()
    waiting = set(ids)
    while waiting:
        looked_up |= waiting
        claims, stored = await _find_claims_and_articles(
            mongo, waiting, now, ("at", "of"), ("first_seen_at", "story")
        )
        for claim in claims:
            memberships[claim["_id"]] = StoryMembership(
                claim["_id"], claim["at"], claim["of"], stored=False
            )
        for article in stored:
            memberships[article["_id"]] = StoryMembership(
                article["_id"], article["first_seen_at"], article["story"], stored=True
            )
        origins = {
            membership.copy_of
            for membership in memberships.values()
            if membership.copy_of and not membership.stored
        }
        waiting = origins - looked_up
    return memberships


async def _find_claims_and_articles(
    mongo: Mongo,
    ids: Iterable[str],
    now: datetime,
    claim_fields: Sequence[str],
    article_fields: Sequence[str],
) -> tuple[list[Document], list[Document]]:
    """Read claims before articles: a claim that is gone by then has its article stored."""
    if not (article_ids := sorted(ids)):
        return [], []
    where = {"_id": {"$in": article_ids}}
    claims = await mongo.find(COLLECTION, where, claim_fields)
    articles = await mongo.find("articles", where, article_fields)
    return [claim for claim in claims if claim["at"] >= now - CLAIM_LIFETIME], articles


def _make_claim(document: Document, now: datetime) -> Document:
    values: dict[str, Any] = {name: document.get(name) for name in _COMPARED_FIELDS}
    if values["search_text"]:
        values["search_text"] = values["search_text"][:_MAX_TEXT_CHARACTERS]
    return values | {"_id": document["_id"], "at": now, "of": None}


def _match_undecided(article_ids: list[str]) -> Document:
    return {"_id": {"$in": article_ids}, "of": None}


def _make_compared_article(
    document: Document, fingerprint: Fingerprint, *, stored: bool
) -> ComparedArticle:
    return ComparedArticle(document["publisher"], document.get("published_at"), fingerprint, stored)


def _cache_fingerprint(content_hash: str, fingerprint: Fingerprint) -> None:
    _fingerprints[content_hash] = fingerprint
    if len(_fingerprints) > _MAX_CACHED_FINGERPRINTS:
        _fingerprints.popitem(last=False)
