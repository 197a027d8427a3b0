"""What changes about a stored article without an edit, and what a new version keeps. Pure.

Absence never erases what was known: a template that stops printing a name, or a page read without
the feed that told of it, says nothing about the article.
"""

from datetime import timedelta

from pipelines.writes import Document

# Compared at every look; the rest of a document is made of these, of the text, or of the fetch.
FIELDS = ("authors", "agencies", "section", "tags", "images", "modified_at")
KNOWN = (*FIELDS, "published_at", "published", "evidence")
# A printed day is 00:00 UTC of that day, wherever it was printed.
_SAME_DAY = timedelta(days=2)


def changed(old: Document, new: Document) -> Document:
    """Return the fields to set where headline, standfirst and text say the same."""
    found = {name: new[name] for name in FIELDS if new[name] and new[name] != old.get(name)}
    if _is_better_dated(old, new):
        found |= {name: new[name] for name in ("published_at", "published")}
    return found | _evidence(old, new, found) if found else {}


def kept(old: Document, new: Document) -> Document:
    """Return the fields a new version keeps of the earlier one.

    `published_at`, once known, is the first publication: an outlet dates an edited article anew,
    and an age («منذ ساعة») that is read later tells less exactly.
    """
    found = {} if new["modified_at"] else {"modified_at": old.get("modified_at")}
    if old.get("published_at") and not _is_better_dated(old, new):
        found |= {name: old.get(name) for name in ("published_at", "published")}
    return found | _evidence(new, old, found)


def _is_better_dated(old: Document, new: Document) -> bool:
    """Say whether the new date is the first, or the minute of what was a day."""
    if new["published_at"] is None:
        return False
    if old.get("published_at") is None:
        return True
    finer = (_precision(old), _precision(new)) == ("day", "minute")
    return finer and abs(new["published_at"] - old["published_at"]) < _SAME_DAY


def _precision(document: Document) -> str | None:
    published: Document = document.get("published") or {}
    return published.get("precision")


def _evidence(mine: Document, other: Document, taken: Document) -> Document:
    """Return `evidence` with what the other says of the fields taken from it."""
    rungs = mine.get("evidence") or {}
    told = {name: rung for name, rung in (other.get("evidence") or {}).items() if name in taken}
    return {"evidence": rungs | told}
