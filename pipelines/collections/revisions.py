"""Revisions of articles: the earlier version goes to `revisions`, with the edit between the two.

The earlier version is copied with the edit, then the article is replaced if it is still that
version. After a crash in between both are repeated: the copy is there already, and the writer that
then replaces the article overwrites the copy's edit with its own. Of two writers only one replaces
the article; the other looks again. The edit compares what extraction gave: where `extractor`
differs between two versions, our extraction may have changed and not the article.

Metadata changes in place, without an edit. A missing value never erases a known one: a template
that stops printing a name, or a page read without the feed that gave its date, says nothing about
the article.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.items import METADATA_FIELDS
from crawler.outcomes import REVISED, UNCHANGED
from crawler.revisions import compare_versions
from pipelines.collections.pending_article import PendingArticle
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, Document, Update, WriteRefusal

# Compared at every fetch; other fields follow from these, from the text, or from the fetch itself.
FIELDS_TO_COMPARE = (*METADATA_FIELDS, "published_at", "published", "evidence")
# A date without a time is stored as 00:00 UTC, whatever the outlet's time zone.
_SAME_DAY_TOLERANCE = timedelta(days=2)
_MAX_CONCURRENT_UPDATES = 8  # single updates under way
NOISE, METADATA = "noise", "metadata"


@dataclass(slots=True)
class _PendingRevision:
    pending: PendingArticle
    stored: Document
    edit: Document  # class, diff, omitted, noticed_at
    copied_by_us: bool = False

    @property
    def where(self) -> Document:
        return {"_id": f"{self.stored['_id']}:{self.stored['revision']}"}

    def make_copy(self) -> Update:
        copy = self.stored | {"article_id": self.stored["_id"], "edit": self.edit}
        del copy["_id"]
        return Update(self.where, {"$setOnInsert": copy}, upsert=True)


async def revise_articles(
    mongo: Mongo, revised: Sequence[tuple[PendingArticle, Document]], now: datetime
) -> None:
    """Finish entries whose content differs from the stored state beside each.

    Those without a visible edit are noted as seen again. Raises UnreachableError.
    """
    where = {"_id": {"$in": [state["_id"] for _, state in revised]}}
    stored = {article["_id"]: article for article in await mongo.find("articles", where)}
    current = [
        (entry, stored[state["_id"]])
        for entry, state in revised
        if stored.get(state["_id"], {}).get("revision") == state["revision"]
    ]
    # Comparing long texts takes too long for the event loop.
    revisions = await asyncio.to_thread(_compare_versions, current, now)
    pairs = zip(current, revisions, strict=True)
    await _write_unchanged(mongo, [pair for pair, revision in pairs if not revision], now)
    await _replace_articles(mongo, [revision for revision in revisions if revision], now)


def make_unchanged_update(
    pending: PendingArticle, stored: Document, now: datetime, changed_at: datetime
) -> Update:
    """Return the write for an article with the same text; its metadata may have changed.

    A page fetched before the stored version changes no metadata. `changed_at` is set where a reader
    sees a change.
    """
    new = pending.document
    is_late = new["fetched_at"] < stored["fetched_at"]
    fields = {} if is_late else find_changed_metadata(stored, new)
    pending.edit_kind = METADATA if fields else None
    if stored.get("gone_at") and new["fetched_at"] >= stored["gone_at"]:
        fields["gone_at"] = None
    if fields:
        fields["changed_at"] = changed_at
    pending.revision, pending.story = stored["revision"], stored["story"]
    change: Document = {"$max": {"last_seen_at": now, "fetched_at": new["fetched_at"]}}
    return Update({"_id": stored["_id"]}, change | ({"$set": fields} if fields else {}))


def find_changed_metadata(old: Document, new: Document) -> Document:
    """Return the fields to set where headline, standfirst and text are the same."""
    changed = {
        name: new[name] for name in METADATA_FIELDS if new[name] and new[name] != old.get(name)
    }
    if _is_better_dated(old, new):
        changed |= {name: new[name] for name in ("published_at", "published")}
    return changed | _merge_evidence(old, new, changed) if changed else {}


def keep_earlier_metadata(old: Document, new: Document) -> Document:
    """Return the fields a new version keeps of the earlier one.

    `published_at`, once known, stays the first publication: outlets date edited articles anew, and
    an age («منذ ساعة») read later is less exact.
    """
    kept = {} if new["modified_at"] else {"modified_at": old.get("modified_at")}
    if old.get("published_at") and not _is_better_dated(old, new):
        kept |= {name: old.get(name) for name in ("published_at", "published")}
    return kept | _merge_evidence(new, old, kept)


def _compare_versions(
    pairs: Sequence[tuple[PendingArticle, Document]], now: datetime
) -> list[_PendingRevision | None]:
    revisions: list[_PendingRevision | None] = []
    for entry, old in pairs:
        edit = compare_versions(old, entry.document)
        values = edit.as_values() | {"noticed_at": now} if edit else None
        revisions.append(_PendingRevision(entry, old, values) if values else None)
    return revisions


async def _write_unchanged(
    mongo: Mongo, pairs: Sequence[tuple[PendingArticle, Document]], now: datetime
) -> None:
    """Keep the stored content: only text of the page's template differs."""
    changed_at = await mongo.clock.read_change_time()
    updates = [make_unchanged_update(*pair, now, changed_at) for pair in pairs]
    written = await mongo.write("articles", updates)
    for position, (entry, old) in enumerate(pairs):
        if refusal := written.refused.get(position):
            entry.handle_refusal(refusal)
        else:
            entry.edit_kind = NOISE
            entry.finish(UNCHANGED, revision=old["revision"], story=old["story"])


async def _replace_articles(
    mongo: Mongo, revisions: Sequence[_PendingRevision], now: datetime
) -> None:
    copied = await mongo.write("revisions", [revision.make_copy() for revision in revisions])
    for position, revision in enumerate(revisions):
        revision.copied_by_us = position in copied.inserted
        refusal = copied.refused.get(position)
        if refusal and refusal.code != DUPLICATE_KEY:  # a copy that is there already will do
            revision.pending.handle_refusal(refusal)
    waiting = [revision for revision in revisions if revision.pending.outcome is None]
    for start in range(0, len(waiting), _MAX_CONCURRENT_UPDATES):
        work = (
            _replace_article(mongo, revision, now)
            for revision in waiting[start : start + _MAX_CONCURRENT_UPDATES]
        )
        for failure in await asyncio.gather(*work, return_exceptions=True):
            if failure:
                raise failure
    copied_by_others = [
        revision
        for revision in waiting
        if revision.pending.outcome == REVISED and not revision.copied_by_us
    ]
    updates = [
        Update(revision.where, {"$set": {"edit": revision.edit}}) for revision in copied_by_others
    ]
    await mongo.write("revisions", updates)


async def _replace_article(mongo: Mongo, pending_revision: _PendingRevision, now: datetime) -> None:
    """Replace one article; a bulk would not say of each document whether it was changed."""
    entry, old = pending_revision.pending, pending_revision.stored
    revision = old["revision"] + 1
    changed_at = await mongo.clock.read_change_time()
    own = {
        "last_seen_at": now,
        "changed_at": changed_at,
        "gone_at": None,
        "revision": revision,
    }
    new = entry.document | keep_earlier_metadata(old, entry.document) | own
    entry.unacknowledged_times.add(now)
    changed = await mongo.update_if_unchanged("articles", new, guard=("revision", old["revision"]))
    entry.unacknowledged_times.discard(now)
    entry.edit_kind = str(pending_revision.edit["class"])
    if isinstance(changed, WriteRefusal):
        entry.handle_refusal(changed)
    elif changed:
        entry.finish(REVISED, revision=revision, story=old["story"])


def _is_better_dated(old: Document, new: Document) -> bool:
    """Return whether the new date is the first one, or gives the time of a known day."""
    if new["published_at"] is None:
        return False
    if old.get("published_at") is None:
        return True
    finer = (_read_date_precision(old), _read_date_precision(new)) == ("day", "minute")
    return finer and abs(new["published_at"] - old["published_at"]) < _SAME_DAY_TOLERANCE


def _read_date_precision(document: Document) -> str | None:
    published: Document = document.get("published") or {}
    return published.get("precision")


def _merge_evidence(own: Document, other: Document, taken_fields: Document) -> Document:
    """Return `evidence`, with the other document's evidence for the fields taken from it."""
    own_evidence = own.get("evidence") or {}
    taken_evidence = {
        name: rung for name, rung in (other.get("evidence") or {}).items() if name in taken_fields
    }
    return {"evidence": own_evidence | taken_evidence}
