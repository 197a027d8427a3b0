"""Articles written to `articles`: each address once, earlier versions kept, safe to repeat."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

from crawler.clock import Clock
from crawler.outcomes import DUPLICATE, REVISED, STORED, UNCHANGED
from pipelines.collections import revisions, stories
from pipelines.collections.pending_article import PendingArticle
from pipelines.collections.revisions import make_unchanged_update, revise_articles
from pipelines.mongo.client import Mongo
from pipelines.mongo.documents import truncate_instant
from pipelines.mongo.operations import DUPLICATE_KEY, Document, Insertion, Write

_STATE_FIELDS = (
    *("publisher", "content_hash", "revision", "story"),
    *("fetched_at", "first_seen_at", "last_seen_at"),
)
_COMPARED_FIELDS = (*_STATE_FIELDS, "gone_at", *revisions.FIELDS_TO_COMPARE)


async def save_articles(mongo: Mongo, pending_articles: list[PendingArticle], now: Clock) -> None:
    """Give every entry its outcome.

    A new address is inserted. A stored one with the same content is noted as seen again; with other
    content it is revised, unless it was fetched before the stored version or a reader would see no
    edit. The same content at one publisher under another address is a duplicate, and so is nearly
    the same content within a day (`stories`). Two writers that race for one address both decide by
    what is stored. Raises UnreachableError; then call it again with the same entries.
    """
    while waiting := [entry for entry in pending_articles if entry.outcome is None]:
        async with await mongo.get_writer_lock():
            await _SavePass(_select_independent(waiting), truncate_instant(now())).run(mongo)


def _select_independent(pending_articles: list[PendingArticle]) -> list[PendingArticle]:
    """Return entries of which no two share address or content; the others need their outcomes."""
    chosen: list[PendingArticle] = []
    taken: set[str] = set()
    for entry in pending_articles:
        keys = {entry.document["_id"], entry.document["content_hash"]}
        if not keys & taken:
            chosen.append(entry)
        taken |= keys
    return chosen


class _SavePass:
    """One pass over entries of which no two share address or content.

    `changes` come with what makes each write of its `changed_at`. `new_articles` come with the ids
    of articles of the same content, `revised` with the stored state. `waiting_ids` wait until
    another article of the pass is stored; `landed_ids` were stored by an earlier try whose answer
    was lost.
    """

    def __init__(self, pending_articles: list[PendingArticle], now: datetime) -> None:
        self.pending_articles = pending_articles
        self.now = now
        self.changes: list[tuple[PendingArticle, str, Callable[[datetime], Write]]] = []
        self.new_articles: list[tuple[PendingArticle, list[str]]] = []
        self.waiting_ids: set[str] = set()
        self.revised: list[tuple[PendingArticle, Document]] = []
        self.landed_ids: list[str] = []

    async def run(self, mongo: Mongo) -> None:
        """Look up, decide, write."""
        ids = [entry.document["_id"] for entry in self.pending_articles]
        hashes = [entry.document["content_hash"] for entry in self.pending_articles]
        same_address, same_content = await asyncio.gather(
            mongo.find("articles", _match_any("_id", ids), _COMPARED_FIELDS),
            mongo.find("articles", _match_any("content_hash", hashes), _STATE_FIELDS),
        )
        stored = {article["_id"]: article for article in same_address}
        for entry in self.pending_articles:
            others = _find_same_content(entry, same_content)
            self._decide(entry, stored.get(entry.document["_id"]), others)
        claimed = await self._assign_stories(mongo)
        await self._write_changes(mongo)
        await stories.release_claims(mongo, [*claimed, *self.landed_ids])
        if self.revised:
            await revise_articles(mongo, self.revised, self.now)
            revised = [entry.document for entry, _ in self.revised if entry.outcome == REVISED]
            await stories.refile_articles(mongo, revised, self.now)
        for entry in self.pending_articles:
            if entry.outcome is None and entry.document["_id"] not in self.waiting_ids:
                entry.count_lost_race()

    async def _assign_stories(self, mongo: Mongo) -> list[str]:
        """Assign stories to new articles; return the ids of those claimed, to be inserted."""
        documents = [entry.document for entry, _ in self.new_articles]
        same_content = {entry.document["_id"]: ids for entry, ids in self.new_articles}
        assignments = (
            await stories.assign_stories(mongo, documents, same_content, self.now)
            if documents
            else {}
        )
        for entry, _ in self.new_articles:
            assignment = assignments[entry.document["_id"]]
            if assignment.is_duplicate:
                entry.finish(DUPLICATE)
            elif assignment.story:
                self._add_insertion(entry, assignment.story)
            else:
                self.waiting_ids.add(entry.document["_id"])
        return [article_id for article_id, assignment in assignments.items() if assignment.story]

    def _decide(
        self, pending: PendingArticle, stored: Document | None, same_content: list[Document]
    ) -> None:
        new = pending.document
        if stored and stored["content_hash"] == new["content_hash"]:
            self._keep_unchanged(pending, stored)
        elif any(other["publisher"] == new["publisher"] for other in same_content):
            pending.finish(DUPLICATE)
        elif stored and new["fetched_at"] < stored["fetched_at"]:
            pending.finish(UNCHANGED, revision=stored["revision"], story=stored["story"])
        elif stored:
            self.revised.append((pending, stored))
        else:
            self.new_articles.append((pending, [other["_id"] for other in same_content]))

    def _keep_unchanged(self, pending: PendingArticle, stored: Document) -> None:
        kept = {"revision": stored["revision"], "story": stored["story"]}
        if stored["revision"] == 1 and stored["first_seen_at"] in pending.unacknowledged_times:
            pending.finish(STORED, **kept)
            self.landed_ids.append(stored["_id"])
        elif stored["revision"] > 1 and stored["last_seen_at"] in pending.unacknowledged_times:
            pending.finish(REVISED, **kept)
        else:
            make_update = partial(make_unchanged_update, pending, stored, self.now)
            self.changes.append((pending, UNCHANGED, make_update))

    def _add_insertion(self, pending: PendingArticle, story: str) -> None:
        pending.story, pending.revision = story, 1
        pending.unacknowledged_times.add(self.now)
        self.changes.append((pending, STORED, partial(_make_insertion, pending, self.now)))

    async def _write_changes(self, mongo: Mongo) -> None:
        if not self.changes:
            return
        changed_at = await mongo.clock.read_change_time()
        written = await mongo.write(
            "articles", [make_write(changed_at) for _, _, make_write in self.changes]
        )
        for position, (entry, outcome, _) in enumerate(self.changes):
            entry.unacknowledged_times.discard(self.now)
            if refusal := written.refused.get(position):
                # Of a new article the server names either index: the next pass sees which it was.
                if outcome != STORED or refusal.code != DUPLICATE_KEY:
                    entry.handle_refusal(refusal)
            elif outcome == UNCHANGED or position in written.inserted:
                entry.finish(outcome, revision=entry.revision, story=entry.story)


def _make_insertion(pending: PendingArticle, now: datetime, changed_at: datetime) -> Insertion:
    own = {
        "first_seen_at": now,
        "last_seen_at": now,
        "changed_at": changed_at,
        "gone_at": None,
        "revision": pending.revision,
        "story": pending.story,
    }
    return Insertion(pending.document | own)


def _match_any(field: str, values: list[str]) -> Document:
    return {field: {"$in": values}}


def _find_same_content(pending: PendingArticle, documents: list[Document]) -> list[Document]:
    new = pending.document
    return [
        document
        for document in documents
        if document["content_hash"] == new["content_hash"] and document["_id"] != new["_id"]
    ]
