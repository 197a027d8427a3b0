"""Records of earlier runs: the states of pages and sources, and what is due by them. Pure."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from crawler.acceptance import is_in_date_range
from crawler.discovery.links import Link
from crawler.outcomes import GONE, NOT_MODIFIED, OUT_OF_RANGE, STORED_OUTCOMES
from crawler.state.page_revisits import find_due_by_source_date
from crawler.state.validators import Validators

# A local time without a zone is read as UTC: it may be wrong by so much.
_MAX_ZONE_ERROR = timedelta(hours=14)
# A sitemap's lastmod may be a day without time, in any zone.
_MAX_LASTMOD_ERROR = timedelta(hours=38)
# A page that answered 410 is requested again where a source names it, but no sooner than this.
_GONE_RECHECK_AFTER = timedelta(days=1)
# The run ended these addresses, not their pages: they are requested as if they never had been.
UNFINISHED_OUTCOMES = frozenset(
    f"failed:{reason}"
    for reason in ("interrupted", "spooled", "pipeline-error", "spider-error", "write-race")
)

SourceKind = Literal["section", "feed", "sitemap", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """The state of an article's address after its last outcome.

    `read_as` is the outcome when its body was last read, and `last_at` the time of the last
    outcome. `next_due` None: it is never due by itself. `listed_at` is the newest date a source
    gave for it. `unchanged` counts the visits in a row that found nothing new. `published_at` is
    known only where it lay outside the run's range.
    """

    outcome: str
    read_as: str | None = None
    last_at: datetime
    next_due: datetime | None = None
    listed_at: datetime | None = None
    unchanged: int = 0
    published_at: datetime | None = None
    validators: Validators = field(default_factory=Validators)

    @property
    def unchanged_outcome(self) -> str:
        """The outcome of the page where it is found unchanged."""
        return (
            NOT_MODIFIED
            if self.read_as is None or self.read_as in STORED_OUTCOMES
            else self.read_as
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """The state of a feed, sitemap, listing, or page that was no article.

    `last_at`, `last_status` and `failures` (in a row) are those of its last answer. `next_due`
    None: it is requested whenever something leads to it, and not before. `pace_seconds` is the
    time between two requests.

    The rest describes the body read last, and is None or empty for a source that has only failed.
    `read_at` is when the body was last read or found unchanged, in a run that dealt with
    all the source names; `discovery_sources` and `since` are the bounds of the run that read it.
    `last_new` is when it last named something new, `entries` how many articles it named,
    `overflowed_at` when it last showed none of the entries it had before. `child_sources` are the
    sources it names, None where they are too many to be kept: feeds and sitemaps, and those of a
    listing also sections and pages that are listings. `guessed_sources`, of a front page, are the
    sources of its outlet that it does not name.
    """

    url: str
    publisher: str
    kind: SourceKind
    validators: Validators = field(default_factory=Validators)
    read_at: datetime | None = None
    last_at: datetime | None = None
    last_status: int | None = None
    failures: int = 0
    pace_seconds: float | None = None
    next_due: datetime | None = None
    last_new: datetime | None = None
    entries: int = 0
    overflowed_at: datetime | None = None
    discovery_sources: tuple[str, ...] = ()
    since: datetime | None = None
    child_sources: tuple[Link, ...] | None = ()
    guessed_sources: tuple[Link, ...] = ()

    def covers(self, discovery_sources: frozenset[str], since: datetime | None) -> bool:
        """Say whether the body read last has nothing more for a run with these bounds."""
        reaches_back = self.since is None or (since is not None and since >= self.since)
        return (
            self.read_at is not None
            and discovery_sources <= set(self.discovery_sources)
            and reaches_back
        )

    def is_due(self, now: datetime) -> bool:
        """Say whether the time of its next request has come."""
        return self.next_due is None or self.next_due <= now

    def was_read_after_change(self, link: Link) -> bool:
        """Say whether it was read after the last change that an index gives for it (`link`)."""
        changed = link.modified
        return bool(changed and self.read_at and changed + _MAX_LASTMOD_ERROR <= self.read_at)


def get_source_date(link: Link | None) -> datetime | None:
    """Return the date a source gives for an address: modified, else published."""
    return (link.modified or link.published) if link else None


def is_page_due(
    page: PageState, link: Link, now: datetime, since: datetime | None, until: datetime | None
) -> bool:
    """Say whether a known page is worth a request: due by itself, or by the date of `link`."""
    if page.outcome in UNFINISHED_OUTCOMES or (page.next_due is not None and page.next_due <= now):
        return True
    if page.outcome in GONE and now - page.last_at >= _GONE_RECHECK_AFTER:
        return True
    if page.outcome == OUT_OF_RANGE and is_in_date_range(page.published_at, since, until):
        return True
    date = get_source_date(link)
    if date is None or not page.last_at - _MAX_ZONE_ERROR < date <= now + _MAX_ZONE_ERROR:
        return False
    due_at = find_due_by_source_date(date, asdict(page))
    return due_at is not None and due_at <= now
