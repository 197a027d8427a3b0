"""What is labelled: two articles, and whether they are copies of one story."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """An article as an outlet prints it; paragraphs of `text` are parted by a blank line."""

    title: str
    text: str
    published_at: datetime
    lead: str | None = None

    def with_text(self, paragraphs: list[str]) -> "Piece":
        """Return it with other paragraphs."""
        return replace(self, text="\n\n".join(one for one in paragraphs if one))


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two pieces; `copies` is the label, `kind` the class of edit or of difference."""

    id: str
    kind: str
    copies: bool
    source: str
    one: Piece
    two: Piece

    @property
    def fixes_thresholds(self) -> bool:
        """Whether it is of the half thresholds were fixed on; by the hash of its id."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0
