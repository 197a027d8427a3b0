"""Writes, results and indexes of a database, as values that know nothing of the driver."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Document = dict[str, Any]
UpdateStages = list[Document]  # an aggregation pipeline, whose stages can read the document

# Earlier than every stored instant: «later than this» matches all that are not null.
EPOCH = datetime.fromtimestamp(0, UTC)

DUPLICATE_KEY = 11000  # MongoDB's code for what a unique index refuses
# Codes of refusals that say nothing about the document: write conflict, time and lock limits,
# primary gone or stepping down, no disk space, Atlas quota.
TRANSIENT_CODES = frozenset(
    {6, 7, 24, 46, 50, 64, 89, 91, 112, 189, 202, 262, 8000, 9001}
    | {10058, 10107, 11600, 11601, 11602, 13435, 13436, 14031}
)
DISK_FULL_TEXT = "space left"  # the system's own message, which servers pass on as code 1 or 8
INDEX_CONFLICT_CODES = {85, 86}


@dataclass(frozen=True, slots=True)
class Insertion:
    """The insertion of a new document.

    Refused with DUPLICATE_KEY where another has its `_id` or its values in a unique index. Many at
    once cost at most a tenth of as many updates (2026-11, the embedded server).
    """

    document: Document


@dataclass(frozen=True, slots=True)
class Update:
    """A change to the document that `where` matches.

    `upsert`: insert one where none matches. `update_all`: change all that match.
    """

    where: Document
    change: Document | UpdateStages
    upsert: bool = False
    update_all: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """The removal of all documents that `where` matches."""

    where: Document


Write = Insertion | Update | Removal


@dataclass(frozen=True, slots=True)
class WriteRefusal:
    """The server's refusal of one write: its code and, for a duplicate, the index's fields."""

    code: int
    index_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BulkResult:
    """The result of a bulk, by the positions of its writes; `inserted` has new documents."""

    inserted: frozenset[int] = frozenset()
    refused: dict[int, WriteRefusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Index:
    """An index; `keys` are (field, 1 or -1).

    `expire_after_days`: the server removes a document so many days after the instant in the field.
    """

    collection: str
    keys: tuple[tuple[str, int], ...]
    unique: bool = False
    expire_after_days: int | None = None
