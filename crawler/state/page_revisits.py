"""Revisits of pages: when an address is requested again, and when its article is gone. Pure.

A stored article is visited again at given ages, and so is a page that may become one. A page that
cannot be had is visited after growing pauses, up to a limit, one that needs a browser once a day up
to the same limit, one that robots.txt denies after a week. Other pages are never due by themselves.
A source that shows a newer date makes any page due (`find_due_by_source_date`).

With 410 a server says itself that a page is gone. A 404, or a redirect to the front page, may be a
hiccup: when the next due visit, an hour later, finds the same, the article counts as gone since the
first of the two. Two more visits follow, in case it comes back.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from crawler.backoff import compute_pause
from crawler.outcomes import (
    DUPLICATE,
    FAILED,
    GONE,
    MISSING,
    NEEDS_BROWSER,
    NOT_MODIFIED,
    ROBOTS_DENIED,
    STORED_OUTCOMES,
    UNCHANGED,
    find_outcome_kind,
    make_rejected_outcome,
)

PageRecord = Mapping[str, Any]
RecheckAges = tuple[timedelta, ...]

_AGE = re.compile(r"(\d{1,5})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
# After a failure, doubled with each in a row up to a day; then the address is given up.
_FAILURE_PAUSE, _MAX_FAILURE_PAUSE, _MAX_FAILURES = timedelta(minutes=15), timedelta(days=1), 10
# After the first, second and third time in a row that a page is missing.
_MISSING_PAUSES = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
# A source's date makes a page due at once, until this many visits in a row have found nothing new:
# some sources date everything anew all day long. From then on the page is due no sooner than this
# pause after the last visit, doubled with each further one, up to nearly two days.
_MAX_BELIEVED_VISITS = 2
_DOUBT_PAUSE, _MAX_DOUBT_PAUSE = timedelta(minutes=10), timedelta(minutes=10 << 8)
# By then robots.txt may allow the page.
_DENIED_PAUSE = timedelta(days=7)
# A page published with a headline only may have become an article by the next visit.
_MAY_BECOME_ARTICLE = frozenset(map(make_rejected_outcome, ("too-short", "no-text", "no-title")))


def parse_recheck_ages(setting_name: str, value: str | Iterable[str]) -> RecheckAges:
    """Parse «1h, 6h, 24h, 7d»; an empty value gives no ages.

    Raises ValueError, whose message names the setting.
    """
    words = re.split(r"[,\s]+", value) if isinstance(value, str) else map(str.strip, value)
    ages: list[timedelta] = []
    for word in filter(None, words):
        match = _AGE.fullmatch(word)
        if not match or not int(match[1]):
            raise ValueError(f"{setting_name}: {word!r} is no age (90m, 6h, 7d)")
        ages.append(timedelta(**{_UNITS[match[2]]: int(match[1])}))
        if ages[1:] and ages[-1] <= ages[-2]:
            raise ValueError(f"{setting_name}: {word!r} does not come after the age before it")
    return tuple(ages)


def compute_page_record(
    previous: PageRecord | None, end: PageRecord, ages: RecheckAges
) -> dict[str, Any]:
    """Return the fields to store of a page after an outcome.

    `end` has `outcome`, `last_at` and perhaps `listed_at`. The fields returned are:
    `first_at`, when an article, or what may become one, was first seen there; `unchanged`, visits
    in a row that found nothing new; `missing` and `missing_at`, due visits in a row that found no
    page, and the time of the first; `gone_at`, since when the article is gone; `listed_at`, the
    newest date a source showed; `next_due`, when to request it again, None for never.
    """
    record = previous or {}
    outcome, ended_at = end["outcome"], end["last_at"]
    page: dict[str, Any] = {
        "first_at": record.get("first_at"),
        "unchanged": 0,
        "missing": 0,
        "missing_at": None,
        "gone_at": record.get("gone_at"),
        "listed_at": max(
            filter(None, (record.get("listed_at"), end.get("listed_at"))), default=None
        ),
        "next_due": None,
    }
    if outcome in MISSING | GONE:
        return page | _record_missing(record, outcome, ended_at)
    if find_outcome_kind(outcome) == FAILED:
        kept = {
            name: record[name] for name in ("unchanged", "missing", "missing_at") if name in record
        }
        failures = record.get("failures", 0) + 1
        return page | kept | {"next_due": _find_next_retry(outcome, failures, ended_at)}
    if outcome in STORED_OUTCOMES:
        page["gone_at"] = None
    if outcome in (UNCHANGED, NOT_MODIFIED):
        page["unchanged"] = record.get("unchanged", 0) + 1
    if outcome in STORED_OUTCOMES | _MAY_BECOME_ARTICLE:
        page["first_at"] = page["first_at"] or ended_at
    if page["first_at"] and outcome != DUPLICATE:
        page["next_due"] = _find_next_recheck(page["first_at"], ended_at, ages)
    if outcome == ROBOTS_DENIED:
        page["next_due"] = page["next_due"] or ended_at + _DENIED_PAUSE
    return page


def find_due_by_source_date(listed_at: datetime | None, page: PageRecord) -> datetime | None:
    """Return when a page is due because its source shows this date; None where it is no newer.

    The date is compared with the one the address was listed with before, so that the source's clock
    does not matter.
    """
    last_at: datetime = page["last_at"]
    if listed_at is None or listed_at <= (page.get("listed_at") or last_at):
        return None
    excess_visits: int = (page.get("unchanged") or 0) - _MAX_BELIEVED_VISITS
    if excess_visits <= 0:
        return last_at
    return last_at + compute_pause(_DOUBT_PAUSE, _MAX_DOUBT_PAUSE, excess_visits - 1)


def _find_next_recheck(
    first_at: datetime, ended_at: datetime, ages: RecheckAges
) -> datetime | None:
    """Return the next age to come: visits missed while no crawl ran are not made up for."""
    return next((first_at + age for age in ages if first_at + age > ended_at), None)


def _find_next_retry(outcome: str, failures: int, ended_at: datetime) -> datetime | None:
    if failures > _MAX_FAILURES:
        return None
    if outcome == NEEDS_BROWSER:  # no trouble that passes: the outlet would have to change
        return ended_at + _MAX_FAILURE_PAUSE
    return ended_at + compute_pause(_FAILURE_PAUSE, _MAX_FAILURE_PAUSE, failures - 1)


def _record_missing(previous: PageRecord, outcome: str, ended_at: datetime) -> dict[str, Any]:
    times, since = previous.get("missing") or 0, previous.get("missing_at") or ended_at
    next_due, gone_at = previous.get("next_due"), previous.get("gone_at")
    if outcome in GONE:
        return {
            "missing": times + 1,
            "missing_at": since,
            "gone_at": gone_at or since,
            "next_due": None,
        }
    # Only due visits count: a listing that still names the page may lead there at any time.
    if not times or (next_due is not None and ended_at >= next_due):
        times += 1
        next_due = ended_at + _MISSING_PAUSES[times - 1] if times <= len(_MISSING_PAUSES) else None
    confirmed_at = since if times > 1 else None
    return {
        "missing": times,
        "missing_at": since,
        "gone_at": gone_at or confirmed_at,
        "next_due": next_due,
    }
