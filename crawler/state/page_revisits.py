"""When the page at an address is asked for again, and when its article is gone. Pure.

A stored article is looked at again at given ages, a page that cannot be had after growing pauses,
all else never; but a source that shows a newer date makes any page due (`due_because`).

A server that answers 410 says itself that the page is gone. A 404, or a redirect to the front page,
may be a hiccup: the article counts as gone when the next look that was due, an hour later, finds
the same, since the first of them. Then two more looks, in case it comes back.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from crawler.outcomes import (
    ARCHIVED,
    DUPLICATE,
    GONE,
    MISSING,
    NOT_MODIFIED,
    ROBOTS_DENIED,
    UNCHANGED,
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
# A source's date is believed at once, until this many looks in a row have found nothing new: some
# sources date everything anew all day long. From then on no sooner than this after the last look,
# doubled with each more.
_MAX_BELIEVED_LOOKS, _DISBELIEF_PAUSE, _MAX_DOUBLINGS = 2, timedelta(minutes=10), 9
# robots.txt may have changed its mind by then.
_DENIED_PAUSE = timedelta(days=7)
# What is set up as a headline first may have become an article by the next look.
_MAY_BECOME_ARTICLE = frozenset(map(make_rejected_outcome, ("too-short", "no-text", "no-title")))


def parse_recheck_ages(setting_name: str, value: str | Iterable[str]) -> RecheckAges:
    """Read «1h, 6h, 24h, 7d»; none for nothing. `setting_name` is the setting's, for the message.

    Raises ValueError.
    """
    words = re.split(r"[,\s]+", value) if isinstance(value, str) else map(str.strip, value)
    ages: list[timedelta] = []
    for word in filter(None, words):
        found = _AGE.fullmatch(word)
        if not found or not int(found[1]):
            raise ValueError(f"{setting_name}: {word!r} is no age (90m, 6h, 7d)")
        ages.append(timedelta(**{_UNITS[found[2]]: int(found[1])}))
        if ages[1:] and ages[-1] <= ages[-2]:
            raise ValueError(f"{setting_name}: {word!r} does not come after the age before it")
    return tuple(ages)


def compute_page_record(
    previous: PageRecord | None, end: PageRecord, ages: RecheckAges
) -> dict[str, Any]:
    """Return what is to be known of a page after an end: `outcome`, `last_at`, maybe `listed_at`.

    `first_at`: when an article, or what may become one, was seen there first; `unchanged`: looks in
    a row that found nothing new; `missing`, `missing_at`: due looks in a row that found no page,
    and the first of them; `gone_at`: since when the article is gone; `listed_at`: the newest date a
    source showed; `next_due`: when to ask again, None for never.
    """
    old = previous or {}
    outcome, at = end["outcome"], end["last_at"]
    page: dict[str, Any] = {
        "first_at": old.get("first_at"),
        "unchanged": 0,
        "missing": 0,
        "missing_at": None,
        "gone_at": old.get("gone_at"),
        "listed_at": max(filter(None, (old.get("listed_at"), end.get("listed_at"))), default=None),
        "next_due": None,
    }
    if outcome in MISSING | GONE:
        return page | _record_missing(old, outcome, at)
    if outcome.startswith("failed:"):
        known = {name: old[name] for name in ("unchanged", "missing", "missing_at") if name in old}
        return page | known | {"next_due": _find_next_retry(old.get("failures", 0) + 1, at)}
    if outcome in ARCHIVED:
        page["gone_at"] = None
    if outcome in (UNCHANGED, NOT_MODIFIED):
        page["unchanged"] = old.get("unchanged", 0) + 1
    if outcome in ARCHIVED | _MAY_BECOME_ARTICLE:
        page["first_at"] = page["first_at"] or at
    if page["first_at"] and outcome != DUPLICATE:
        page["next_due"] = _find_next_recheck(page["first_at"], at, ages)
    if outcome == ROBOTS_DENIED:
        page["next_due"] = page["next_due"] or at + _DENIED_PAUSE
    return page


def find_due_by_source_date(listed_at: datetime | None, page: PageRecord) -> datetime | None:
    """Return when a page is due because its source shows this date; None where that is no news.

    The date counts by what the same address was listed with before, whatever the source's clock.
    """
    last: datetime = page["last_at"]
    if listed_at is None or listed_at <= (page.get("listed_at") or last):
        return None
    doubted: int = min((page.get("unchanged") or 0) - _MAX_BELIEVED_LOOKS, _MAX_DOUBLINGS)
    return last + _DISBELIEF_PAUSE * (1 << doubted - 1) if doubted > 0 else last


def _find_next_recheck(
    first_at: datetime, ended_at: datetime, ages: RecheckAges
) -> datetime | None:
    """Looks that were missed while no crawl ran are not made up for."""
    return next((first_at + age for age in ages if first_at + age > ended_at), None)


def _find_next_retry(failures: int, ended_at: datetime) -> datetime | None:
    if failures > _MAX_FAILURES:
        return None
    return ended_at + min(_FAILURE_PAUSE * (1 << failures - 1), _MAX_FAILURE_PAUSE)


def _record_missing(previous: PageRecord, outcome: str, ended_at: datetime) -> dict[str, Any]:
    times, since = previous.get("missing") or 0, previous.get("missing_at") or ended_at
    due, gone = previous.get("next_due"), previous.get("gone_at")
    if outcome in GONE:
        return {
            "missing": times + 1,
            "missing_at": since,
            "gone_at": gone or since,
            "next_due": None,
        }
    # Only looks that were due count: a listing that still names the page may lead there any time.
    if not times or (due is not None and ended_at >= due):
        times += 1
        due = ended_at + _MISSING_PAUSES[times - 1] if times <= len(_MISSING_PAUSES) else None
    confirmed = since if times > 1 else None
    return {"missing": times, "missing_at": since, "gone_at": gone or confirmed, "next_due": due}
