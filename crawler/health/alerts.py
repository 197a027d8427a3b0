"""Alerts raised from an outlet's account: silent, failing, or its page layout changed. Pure.

The last round is the reference, never the clock: where nobody crawls, no outlet falls silent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from crawler.health.account import OutletAccount, parse_hour_name
from crawler.health.round import MONITORED_FIELDS
from crawler.outcomes import OUT_OF_RANGE, REJECTED, STORED_OUTCOMES, find_outcome_kind

AlertKind = Literal["silent", "failing", "layout"]

MIN_FAILURES = 3  # in a row
# No shorter pause is silence; the longer bound, which spans a weekend, holds until a week is known.
_MIN_SILENCE = timedelta(hours=24)
_MIN_SILENCE_OF_NEW_OUTLET = timedelta(hours=72)
_RHYTHM_KNOWN_AFTER = timedelta(days=7)
_SILENCE_FACTOR = 2
_MIN_ACTIVE_HOURS = 3
# A field is missed where this share of the earlier articles had it, and of the latest at most that.
_MIN_FILLED_BEFORE, _MAX_FILLED_NOW = 0.8, 0.3
_MIN_ARTICLES_BEFORE, _MIN_ARTICLES_NOW = 20, 10
_SHRINK_FACTOR = 3
# Pages rejected that passed before: the shares, and of how many pages at least.
_MAX_REJECTED_BEFORE, _MIN_REJECTED_NOW = 0.3, 0.7
_MIN_PAGES_BEFORE, _MIN_PAGES_NOW = 40, 20
# These say nothing about the layout of a page.
_NEUTRAL_OUTCOMES = {
    OUT_OF_RANGE,
    "rejected:not-arabic",
    "rejected:video-page",
    "rejected:gallery-page",
}


@dataclass(frozen=True, slots=True)
class Alert:
    """One problem of an outlet; `subject` tells apart several of a kind ("layout": the field)."""

    kind: AlertKind
    publisher: str
    text: str
    subject: str = ""

    @property
    def line(self) -> str:
        """Return the alert as a line for people."""
        return f"{self.publisher}: {self.kind}: {self.text}"


def find_alerts(publisher: str, account: OutletAccount) -> tuple[Alert, ...]:
    """Return the alerts of an outlet."""
    return (
        *(Alert("failing", publisher, text) for text in _check_failures(account)),
        *(Alert("silent", publisher, text) for text in _check_silence(account)),
        *(Alert("layout", publisher, text, name) for name, text in _check_unfilled_fields(account)),
        *(Alert("layout", publisher, text, "text") for text in _check_text_lengths(account)),
        *(Alert("layout", publisher, text, "rejected") for text in _check_rejections(account)),
    )


def _check_failures(account: OutletAccount) -> Iterator[str]:
    if account.failures >= MIN_FAILURES:
        trouble = next(run["trouble"] for run in reversed(account.runs) if run["whole"])
        yield f"{account.failures} crawls in a row came to nothing, the last one by {trouble}"


def _check_silence(account: OutletAccount) -> Iterator[str]:
    hours = [parse_hour_name(hour) for hour in sorted(account.hours)]
    last_success = _find_last_success(account)
    if last_success is None or account.last_new_at is None or len(hours) < _MIN_ACTIVE_HOURS:
        return
    longest_pause = max(after - before for before, after in pairwise(hours))
    min_silence = (
        _MIN_SILENCE if hours[-1] - hours[0] >= _RHYTHM_KNOWN_AFTER else _MIN_SILENCE_OF_NEW_OUTLET
    )
    silence = last_success - account.last_new_at
    if silence > max(min_silence, _SILENCE_FACTOR * longest_pause):
        yield (
            f"no new article for {_format_hours(silence)}, "
            f"until then never for more than {_format_hours(longest_pause)}"
        )


def _find_last_success(account: OutletAccount) -> datetime | None:
    successes = (run["at"] for run in reversed(account.runs) if run["whole"] and not run["trouble"])
    return next(successes, None)


def _check_unfilled_fields(account: OutletAccount) -> Iterator[tuple[str, str]]:
    latest, earlier_days = account.latest, _select_earlier_days(account)
    total = sum(day["articles"] for day in earlier_days)
    if len(latest) < _MIN_ARTICLES_NOW or total < _MIN_ARTICLES_BEFORE:
        return
    for name in MONITORED_FIELDS:
        share = sum(day["filled"].get(name, 0) for day in earlier_days) / total
        filled_now = sum(name in article["filled"] for article in latest)
        if share >= _MIN_FILLED_BEFORE and filled_now <= _MAX_FILLED_NOW * len(latest):
            sample = f"{filled_now} of the last {len(latest)} articles"
            yield name, f"{name} filled in {sample}, {share:.0%} before"


def _check_text_lengths(account: OutletAccount) -> Iterator[str]:
    lengths: Counter[int] = Counter()
    for day in _select_earlier_days(account):
        lengths.update({int(bits): number for bits, number in day["lengths"].items()})
    if len(account.latest) < _MIN_ARTICLES_NOW or lengths.total() < _MIN_ARTICLES_BEFORE:
        return
    # The fewest words that the median article can have had.
    usual_words = 2 ** (int(median(lengths.elements())) - 1)
    words = int(median(article["words"] for article in account.latest))
    if words * _SHRINK_FACTOR < usual_words:
        yield f"texts of about {words} words, at least {usual_words} before"


def _select_earlier_days(account: OutletAccount) -> list[Mapping[str, Any]]:
    """Return the days before the day of the first of the latest articles."""
    first_day = account.latest[0]["day"] if account.latest else ""
    return [sums for day, sums in account.days.items() if day < first_day]


def _check_rejections(account: OutletAccount) -> Iterator[str]:
    now, before = Counter[bool](), Counter[bool]()
    for day in reversed(account.days.values()):
        (now if now.total() < _MIN_PAGES_NOW else before).update(
            _count_pages_by_rejection(day["outcomes"])
        )
    if now.total() < _MIN_PAGES_NOW or before.total() < _MIN_PAGES_BEFORE:
        return
    share, usual_share = now[True] / now.total(), before[True] / before.total()
    if share >= _MIN_REJECTED_NOW and usual_share <= _MAX_REJECTED_BEFORE:
        yield f"{share:.0%} of the pages are no articles any more, {usual_share:.0%} before"


def _count_pages_by_rejection(outcomes: Mapping[str, int]) -> Counter[bool]:
    """Count the pages read, by whether they were rejected for their layout."""
    counts = Counter[bool]()
    for name, number in outcomes.items():
        if name in STORED_OUTCOMES:
            counts[False] += number
        elif find_outcome_kind(name) == REJECTED and name not in _NEUTRAL_OUTCOMES:
            counts[True] += number
    return counts


def _format_hours(span: timedelta) -> str:
    return f"{span // timedelta(hours=1)} h"
