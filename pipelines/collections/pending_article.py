"""A document on its way to the store, and how it is settled."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.outcomes import DUPLICATE, failed
from pipelines.mongo.operations import DUPLICATE_KEY, Document, Refusal

WRITE_ERROR = failed("write-error")
_OVERTAKEN_MAX = 20


@dataclass(slots=True)
class Entry:
    """A document on its way; `outcome` is None until the server acknowledged or refused it.

    `stamps` are the instants written so far without an acknowledgement: a document that bears one
    is this entry's own, from a try whose answer was lost. `change` says what differed from what
    stood there: the class of an edit, `noise` (other content, no edit), `metadata`, or nothing.
    """

    document: Document
    outcome: str | None = None
    revision: int | None = None
    story: str | None = None
    stamps: set[datetime] = field(default_factory=set)
    overtaken: int = 0
    change: str | None = None

    def end(self, outcome: str, *, revision: int | None = None, story: str | None = None) -> None:
        """Settle it."""
        self.outcome, self.revision, self.story = outcome, revision, story

    def refuse(self, refusal: Refusal) -> None:
        """Settle what the server refused; not where another writer was first with the address.

        Then the next round sees what that one wrote.
        """
        if refusal.code != DUPLICATE_KEY:
            self.end(WRITE_ERROR)
        elif "content_hash" in refusal.fields:
            self.end(DUPLICATE)

    def overtake(self) -> None:
        """Another writer was first: look again, but not for ever."""
        self.overtaken += 1
        if self.overtaken >= _OVERTAKEN_MAX:
            self.end(failed("write-race"))
