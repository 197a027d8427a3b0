"""How a new version replaces the stored one, which goes to `revisions` with the edit between them.

The earlier version is copied with the edit, then the article is replaced where it is still that
version. Cut off in between, both are repeated: the copy stands, and whoever then replaces the
article without having made the copy writes its own edit over the one that never came about. Of two
writers only one replaces it; the other looks again. An edit is between what extraction gave of the
page: where `extractor` differs between two versions, it may be ours.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.outcomes import REVISED, UNCHANGED
from crawler.revisions import compare_versions
from pipelines.collections.pending_article import PendingArticle
from pipelines.mongo.client import Mongo
from pipelines.mongo.operations import DUPLICATE_KEY, Document, Update, WriteRefusal

# FOLDED from pipelines.metadata: What changes about a stored article without an edit, and what a
# new version keeps. Pure. /  / Absence never erases what was known: a template that stops
# printing a name, or a page read without / the feed that told of it, says nothing about the
# article.

# Compared at every look; the rest of a document is made of these, of the text, or of the fetch.
METADATA_FIELDS = ("authors", "agencies", "section", "tags", "images", "modified_at")
FIELDS_TO_COMPARE = (*METADATA_FIELDS, "published_at", "published", "evidence")
# A printed day is 00:00 UTC of that day, wherever it was printed.
_SAME_DAY_TOLERANCE = timedelta(days=2)


def find_changed_metadata(old: Document, new: Document) -> Document:
    """Return the fields to set where headline, standfirst and text say the same."""
    found = {
        name: new[name] for name in METADATA_FIELDS if new[name] and new[name] != old.get(name)
    }
    if _is_better_dated(old, new):
        found |= {name: new[name] for name in ("published_at", "published")}
    return found | _merge_evidence(old, new, found) if found else {}


def keep_earlier_metadata(old: Document, new: Document) -> Document:
    """Return the fields a new version keeps of the earlier one.

    `published_at`, once known, is the first publication: an outlet dates an edited article anew,
    and an age («منذ ساعة») that is read later tells less exactly.
    """
    found = {} if new["modified_at"] else {"modified_at": old.get("modified_at")}
    if old.get("published_at") and not _is_better_dated(old, new):
        found |= {name: old.get(name) for name in ("published_at", "published")}
    return found | _merge_evidence(new, old, found)


def _is_better_dated(old: Document, new: Document) -> bool:
    """Say whether the new date is the first, or the minute of what was a day."""
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
    """Return `evidence` with what the other says of the fields taken from it."""
    rungs = own.get("evidence") or {}
    told = {
        name: rung for name, rung in (other.get("evidence") or {}).items() if name in taken_fields
    }
    return {"evidence": rungs | told}


_MAX_CONCURRENT_UPDATES = 8  # single updates under way
NOISE, METADATA = "noise", "metadata"


@dataclass(slots=True)
class _PendingRevision:
    pending: PendingArticle
    stored: Document
    edit: Document  # class, diff, omitted, noticed_at
    copied_by_us: bool = False  # by us

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
    """Settle entries whose content differs from what was known of the article beside each.

    Those without a visible edit are seen again. Raises UnreachableError.
    """
    whole = await mongo.find("articles", {"_id": {"$in": [old["_id"] for _, old in revised]}})
    stands = {one["_id"]: one for one in whole}
    current = [
        (entry, stands[old["_id"]])
        for entry, old in revised
        if stands.get(old["_id"], {}).get("revision") == old["revision"]
    ]
    # Comparing long texts takes a while.
    found = await asyncio.to_thread(_compare_versions, current, now)
    await _write_unchanged(
        mongo, [pair for pair, edit in zip(current, found, strict=True) if not edit], now
    )
    await _replace_articles(mongo, [edit for edit in found if edit], now)


def make_unchanged_update(pending: PendingArticle, stored: Document, now: datetime) -> Update:
    """Return the write for an article that says what it said; its metadata may have changed.

    What was fetched before what stands there changes nothing of it.
    """
    new = pending.document
    late = new["fetched_at"] < stored["fetched_at"]
    fields = {} if late else find_changed_metadata(stored, new)
    if fields:
        fields["updated_at"] = now
    if stored.get("gone_at") and new["fetched_at"] >= stored["gone_at"]:
        fields["gone_at"] = None
    pending.edit_kind = METADATA if "updated_at" in fields else None
    pending.revision, pending.story = stored["revision"], stored["story"]
    seen = {"$max": {"last_seen_at": now, "fetched_at": new["fetched_at"]}}
    return Update({"_id": stored["_id"]}, seen | ({"$set": fields} if fields else {}))


def _compare_versions(
    pairs: Sequence[tuple[PendingArticle, Document]], now: datetime
) -> list[_PendingRevision | None]:
    found: list[_PendingRevision | None] = []
    for entry, old in pairs:
        edit = compare_versions(old, entry.document)
        values = edit.as_values() | {"noticed_at": now} if edit else None
        found.append(_PendingRevision(entry, old, values) if values else None)
    return found


async def _write_unchanged(
    mongo: Mongo, pairs: Sequence[tuple[PendingArticle, Document]], now: datetime
) -> None:
    """Keep the stored content: what differs is the template's."""
    written = await mongo.write("articles", [make_unchanged_update(*pair, now) for pair in pairs])
    for position, (entry, old) in enumerate(pairs):
        if refusal := written.refused.get(position):
            entry.handle_refusal(refusal)
        else:
            entry.edit_kind = NOISE
            entry.finish(UNCHANGED, revision=old["revision"], story=old["story"])


async def _replace_articles(
    mongo: Mongo, revisions: Sequence[_PendingRevision], now: datetime
) -> None:
    kept = await mongo.write("revisions", [one.make_copy() for one in revisions])
    for position, one in enumerate(revisions):
        one.copied_by_us = position in kept.inserted
        refusal = kept.refused.get(position)
        if refusal and refusal.code != DUPLICATE_KEY:  # a copy that is there already will do
            one.pending.handle_refusal(refusal)
    todo = [one for one in revisions if one.pending.outcome is None]
    for start in range(0, len(todo), _MAX_CONCURRENT_UPDATES):
        work = (
            _replace_article(mongo, one, now)
            for one in todo[start : start + _MAX_CONCURRENT_UPDATES]
        )
        for failure in await asyncio.gather(*work, return_exceptions=True):
            if failure:
                raise failure
    others = [one for one in todo if one.pending.outcome == REVISED and not one.copied_by_us]
    await mongo.write(
        "revisions", [Update(one.where, {"$set": {"edit": one.edit}}) for one in others]
    )


async def _replace_article(mongo: Mongo, pending_revision: _PendingRevision, now: datetime) -> None:
    """Not in a bulk, which would not say of each document whether it was changed."""
    entry, old, revision = (
        pending_revision.pending,
        pending_revision.stored,
        pending_revision.stored["revision"] + 1,
    )
    own = {"last_seen_at": now, "updated_at": now, "gone_at": None, "revision": revision}
    new = entry.document | keep_earlier_metadata(old, entry.document) | own
    entry.unacknowledged_times.add(now)
    changed = await mongo.update_if_unchanged("articles", new, guard=("revision", old["revision"]))
    entry.unacknowledged_times.discard(now)
    entry.edit_kind = str(pending_revision.edit["class"])
    if isinstance(changed, WriteRefusal):
        entry.handle_refusal(changed)
    elif changed:
        entry.finish(REVISED, revision=revision, story=old["story"])
