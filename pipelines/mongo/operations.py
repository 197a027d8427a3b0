"""What is asked of a database, and what it answers, without its driver."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Document = dict[str, Any]
UpdateStages = list[Document]  # of stages, which may read the document

# Before every instant that is stored: «later than this» is «not null».
EPOCH = datetime.fromtimestamp(0, UTC)

DUPLICATE_KEY = 11000  # MongoDB's code for what a unique index refuses


@dataclass(frozen=True, slots=True)
class Insertion:
    """Write a document that is not there yet.

    Refused with DUPLICATE_KEY where one has its `_id`, or what another unique index holds. Many at
    once cost a server a tenth of as many updates or less (2026-11, the embedded one).
    """

    document: Document


@dataclass(frozen=True, slots=True)
class Update:
    """Change the document `where` finds.

    `insert`: where there is none, make it; `every`: where there are several, change all of them.
    """

    where: Document
    change: Document | UpdateStages
    upsert: bool = False
    update_all: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """Remove the documents `where` finds, if there are any."""

    where: Document


Write = Insertion | Update | Removal


@dataclass(frozen=True, slots=True)
class WriteRefusal:
    """Why the server refused one write: its code and, of a duplicate, the index's field names."""

    code: int
    index_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of a bulk, by position: `inserted` are the documents that were not there."""

    inserted: frozenset[int] = frozenset()
    refused: dict[int, WriteRefusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Index:
    """An index the store needs; `keys` are (field, 1 or -1).

    `expires`: the server removes a document so many days after the instant in the field.
    """

    collection: str
    keys: tuple[tuple[str, int], ...]
    unique: bool = False
    expire_after_days: int | None = None
