"""What is asked of a database, and what it answers, without its driver."""

from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]

DUPLICATE_KEY = 11000  # MongoDB's code for what a unique index refuses


@dataclass(frozen=True, slots=True)
class Update:
    """Change the document `where` finds; `insert`: make it where there is none."""

    where: Document
    change: Document
    insert: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """Remove the document `where` finds, if there is one."""

    where: Document


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the server refused one update: its code and, of a duplicate, the index's field names."""

    code: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a bulk of updates, by position."""

    inserted: frozenset[int] = frozenset()
    refused: dict[int, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Index:
    """An index the store needs; `keys` are (field, 1 or -1).

    `expires`: the server removes a document so many days after the instant in the field.
    """

    collection: str
    keys: tuple[tuple[str, int], ...]
    unique: bool = False
    expires: int | None = None
