"""Articles on their way to the store, each with the outcome it gets there."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.outcomes import DUPLICATE, make_failed_outcome
from pipelines.mongo.operations import DUPLICATE_KEY, Document, WriteRefusal

WRITE_ERROR = make_failed_outcome("write-error")
_MAX_LOST_RACES = 20


@dataclass(slots=True)
class PendingArticle:
    """An article's document; `outcome` is None until the server acknowledged or refused it.

    `unacknowledged_times` are the instants written so far without an acknowledgement: a stored
    document that bears one is this entry's own, from a try whose answer was lost. `edit_kind` says
    what differed from the stored version: the class of an edit, `noise` (other content, no edit),
    `metadata`, or None. `lost_races` counts the passes in which another writer was first.
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
        """Set the outcome; no further pass looks at the entry."""
        self.outcome, self.revision, self.story = outcome, revision, story

    def handle_refusal(self, refusal: WriteRefusal) -> None:
        """Finish a refused entry, unless another writer was first with the address.

        Then the next pass decides by what that writer stored.
        """
        if refusal.code != DUPLICATE_KEY:
            self.finish(WRITE_ERROR)
        elif "content_hash" in refusal.index_fields:
            self.finish(DUPLICATE)

    def count_lost_race(self) -> None:
        """Count that another writer was first; after many times the entry has failed."""
        self.lost_races += 1
        if self.lost_races >= _MAX_LOST_RACES:
            self.finish(make_failed_outcome("write-race"))
