"""A document on its way to the store, and how it is settled."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.outcomes import DUPLICATE, make_failed_outcome
from pipelines.mongo.operations import DUPLICATE_KEY, Document, WriteRefusal

WRITE_ERROR = make_failed_outcome("write-error")
_MAX_LOST_RACES = 20


@dataclass(slots=True)
class PendingArticle:
    """A document on its way; `outcome` is None until the server acknowledged or refused it.

    `stamps` are the instants written so far without an acknowledgement: a document that bears one
    is this entry's own, from a try whose answer was lost. `change` says what differed from what
    stood there: the class of an edit, `noise` (other content, no edit), `metadata`, or nothing.
    """

    document: Document
    outcome: str | None = None
    revision: int | None = None
    story: str | None = None
    unacknowledged_times: set[datetime] = field(default_factory=set)
    lost_races: int = 0
    edit_kind: str | None = None

    def finish(
        self, outcome: str, *, revision: int | None = None, story: str | None = None
    ) -> None:
        """Settle it."""
        self.outcome, self.revision, self.story = outcome, revision, story

    def handle_refusal(self, refusal: WriteRefusal) -> None:
        """Settle what the server refused; not where another writer was first with the address.

        Then the next round sees what that one wrote.
        """
        if refusal.code != DUPLICATE_KEY:
            self.finish(WRITE_ERROR)
        elif "content_hash" in refusal.index_fields:
            self.finish(DUPLICATE)

    def count_lost_race(self) -> None:
        """Another writer was first: look again, but not for ever."""
        self.lost_races += 1
        if self.lost_races >= _MAX_LOST_RACES:
            self.finish(make_failed_outcome("write-race"))
