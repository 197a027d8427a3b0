"""Outcomes: every article address ends in exactly one, counted in the stats. Pure.

    stored, revised   a new article; a changed text of one that is stored
    unchanged         the page was extracted, and the stored article says the same
    not-modified      nothing to extract: the server answered 304 or sent the same bytes as before
    duplicate         a copy, at another address, of an article that this or an earlier crawl stored
    rejected:REASON   the page is no acceptable article
    failed:REASON     the page could not be fetched, read or stored
    robots-denied     robots.txt forbids it

REASON is a short slug such as `http-404`, `no-text`, `extraction-timeout`, `needs-browser`.

Stats count outcomes under `article/OUTCOME` and `publisher/SLUG/OUTCOME`, and the pages received
under `publisher/SLUG/pages`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

STORED = "stored"
UNCHANGED = "unchanged"
REVISED = "revised"
DUPLICATE = "duplicate"
NOT_MODIFIED = "not-modified"
REJECTED = "rejected"
FAILED = "failed"
ROBOTS_DENIED = "robots-denied"

OutcomeGroup: TypeAlias = Literal["new", "known", "left_out", "failed"]


@dataclass(frozen=True, slots=True)
class OutcomeKind:
    """What is known of all outcomes of a kind.

    `group` is where progress counts them; `in_database`: the article is stored, by this run or an
    earlier one; `has_reason`: a colon and a reason follow the kind's name.
    """

    group: OutcomeGroup
    in_database: bool = False
    has_reason: bool = False


OUTCOME_KINDS: Final[dict[str, OutcomeKind]] = {
    STORED: OutcomeKind("new", in_database=True),
    REVISED: OutcomeKind("new", in_database=True),
    UNCHANGED: OutcomeKind("known", in_database=True),
    NOT_MODIFIED: OutcomeKind("known", in_database=True),
    DUPLICATE: OutcomeKind("known"),
    REJECTED: OutcomeKind("left_out", has_reason=True),
    FAILED: OutcomeKind("failed", has_reason=True),
    ROBOTS_DENIED: OutcomeKind("left_out"),
}
"""Every kind of outcome, in the order of the columns of a harvest's report."""

OUT_OF_RANGE = "rejected:out-of-range"
ROBOTS_UNREACHABLE = "failed:robots-unreachable"
NEEDS_BROWSER = "failed:needs-browser"  # a frame whose text only scripts would bring
TLS_FAILED = "failed:tls"  # no handshake, or an untrusted certificate where trust is required

# The server says that the page is gone for good.
GONE = frozenset({"failed:http-410"})
REDIRECTED_HOME = "failed:redirected-home"
# The page seems gone; it may come back.
MISSING = frozenset({"failed:http-404", REDIRECTED_HOME})

# The article is in the database, by this run or an earlier one.
STORED_OUTCOMES = frozenset(name for name, kind in OUTCOME_KINDS.items() if kind.in_database)


def make_rejected_outcome(reason: str) -> str:
    """Return the outcome of a page that is no acceptable article."""
    return f"{REJECTED}:{reason}"


def make_failed_outcome(reason: str) -> str:
    """Return the outcome of a page that could not be fetched, read or stored."""
    return f"{FAILED}:{reason}"


def find_outcome_kind(outcome: str) -> str | None:
    """Return the name of an outcome's kind, a key of OUTCOME_KINDS; None where it is no outcome."""
    name, colon, _ = outcome.partition(":")
    kind = OUTCOME_KINDS.get(name)
    return name if kind and kind.has_reason == bool(colon) else None


def escape_field_name(name: str) -> str:
    """Return an outcome, or another stat's name, as the name of a stored field: without dots.

    A reason may be an exception's dotted name.
    """
    return name.replace(".", "_").replace("$", "_")


def name_outcome_stats(publisher: str, outcome: str) -> tuple[str, str]:
    """Return the names of the stats that count an outcome: of the crawl and of its publisher."""
    return f"article/{outcome}", f"publisher/{publisher}/{outcome}"


def name_page_stat(publisher: str) -> str:
    """Return the name of the stat that counts the pages received of a publisher."""
    return f"publisher/{publisher}/pages"


@dataclass(slots=True)
class PublisherStats:
    """What the stats count of one publisher: pages received, addresses by outcome."""

    pages: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class OutcomeStats:
    """The counts of a crawl's stats by outcome, together and by the publisher's slug."""

    outcomes: Counter[str] = field(default_factory=Counter)
    publishers: dict[str, PublisherStats] = field(default_factory=dict)


def read_outcome_stats(stats: Mapping[str, Any]) -> OutcomeStats:
    """Read the outcomes and pages from a crawl's stats; other stats are passed over."""
    read = OutcomeStats()
    for key, number in stats.items():
        family, _, name = key.partition("/")
        if family == "article" and find_outcome_kind(name):
            read.outcomes[name] += number
        elif family == "publisher":
            slug, _, name = name.partition("/")
            if name == "pages":
                read.publishers.setdefault(slug, PublisherStats()).pages += number
            elif find_outcome_kind(name):
                read.publishers.setdefault(slug, PublisherStats()).outcomes[name] += number
    return read


def count_outcome_kinds(outcomes: Mapping[str, int]) -> Counter[str]:
    """Return the counts by kind of outcome, whatever the reason."""
    counts: Counter[str] = Counter()
    for outcome, number in outcomes.items():
        if kind := find_outcome_kind(outcome):
            counts[kind] += number
    return counts
