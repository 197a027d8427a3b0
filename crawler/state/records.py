"""What earlier runs have left of an address, and what it means for this one. Pure."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from crawler.acceptance import is_in_date_range
from crawler.discovery.links import Link
from crawler.outcomes import ARCHIVED, GONE, NOT_MODIFIED, OUT_OF_RANGE
from crawler.state.page_revisits import find_due_by_source_date
from crawler.state.validators import Validators

# Wall times without a zone stand as UTC: they may be wrong by so much.
_MAX_ZONE_ERROR = timedelta(hours=14)
# A sitemap's lastmod may be a day without time, in any zone.
_MAX_LASTMOD_ERROR = timedelta(hours=38)
# A source that names a page which said to be gone for good is believed no sooner than this.
_GONE_RECHECK_AFTER = timedelta(days=1)
# Ended by the run, not by the page: it is asked for as if it never had been.
UNFINISHED_OUTCOMES = frozenset(
    f"failed:{reason}"
    for reason in ("interrupted", "spooled", "pipeline-error", "spider-error", "write-race")
)

SourceKind = Literal["section", "feed", "sitemap", "page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """How an article's address ended last.

    `read_as` is how it ended when its body was last read. `next_due` None: never again by itself.
    `listed_at` is the newest date a source gave for it, `unchanged` counts the looks in a row that
    found nothing new, `published_at` is known only where it lay
    outside the run's range.
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
        """The outcome where the page is found to be as it was."""
        return NOT_MODIFIED if self.read_as is None or self.read_as in ARCHIVED else self.read_as


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is known of a feed, sitemap, listing, or page that was no article.

    `next_due` None: whenever something leads to it, and not before.

    `read_at` is when its body was last seen or found unchanged, after all it names was dealt with,
    under the `ways` and from `since` on. `last_new`: when it last named something new; `entries`:
    how many articles it named. `leads` are the sources it names, None where they are too many to
    be kept: feeds, sitemaps, of a listing sections and pages that are listings; `guessed` those of
    a front page's outlet that it does not name. Of a source that only ever failed all that is None
    or empty.
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
        """Say whether a run with such bounds has nothing to find in the body read last."""
        reaches = self.since is None or (since is not None and since >= self.since)
        return (
            self.read_at is not None
            and discovery_sources <= set(self.discovery_sources)
            and reaches
        )

    def is_due(self, now: datetime) -> bool:
        """Say whether its pace has it asked again."""
        return self.next_due is None or self.next_due <= now

    def is_newer_than(self, link: Link) -> bool:
        """Say whether it was read after all changes an index tells of."""
        changed = link.modified
        return bool(changed and self.read_at and changed + _MAX_LASTMOD_ERROR <= self.read_at)


def get_source_date(link: Link | None) -> datetime | None:
    """Return the date a source gives for an address: when it changed, else when it appeared."""
    return (link.modified or link.published) if link else None


def is_page_due(
    page: PageState, link: Link, now: datetime, since: datetime | None, until: datetime | None
) -> bool:
    """Say whether a known address is worth a request: by its own date, or as a source says so."""
    if page.outcome in UNFINISHED_OUTCOMES or (page.next_due is not None and page.next_due <= now):
        return True
    if page.outcome in GONE and now - page.last_at >= _GONE_RECHECK_AFTER:
        return True
    if page.outcome == OUT_OF_RANGE and is_in_date_range(page.published_at, since, until):
        return True
    date = get_source_date(link)
    if date is None or not page.last_at - _MAX_ZONE_ERROR < date <= now + _MAX_ZONE_ERROR:
        return False
    because = find_due_by_source_date(date, asdict(page))
    return because is not None and because <= now
