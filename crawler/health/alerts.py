"""What is wrong with an outlet, as far as its account tells.

All is judged as of the last round, never by the clock: where nobody crawls, no outlet falls silent.
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
from crawler.outcomes import ARCHIVED, OUT_OF_RANGE

AlertKind = Literal["silent", "failing", "layout"]

MIN_FAILURES = 3  # in a row
# Longer than the longest pause of two weeks; until a weekend was among them, over one.
_MIN_SILENCE = timedelta(hours=24)
_MIN_SILENCE_OF_NEW_OUTLET = timedelta(hours=72)
_RHYTHM_KNOWN_AFTER = timedelta(days=7)
_SILENCE_FACTOR = 2
_MIN_ACTIVE_HOURS = 3
# A field is missed where it was filled at least so often, and now at most so often, in so many.
_MIN_FILLED_BEFORE, _MAX_FILLED_NOW = 0.8, 0.3
_MIN_ARTICLES_BEFORE, _MIN_ARTICLES_NOW = 20, 10
_SHRINK_FACTOR = 3
# Pages rejected that passed before: the share, and of how many.
_MAX_REJECTED_BEFORE, _MIN_REJECTED_NOW = 0.3, 0.7
_MIN_PAGES_BEFORE, _MIN_PAGES_NOW = 40, 20
# What says nothing about how a page is built.
_NEUTRAL_OUTCOMES = {
    OUT_OF_RANGE,
    "rejected:not-arabic",
    "rejected:video-page",
    "rejected:gallery-page",
}


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing wrong with an outlet; `about` names what, where there may be several of a kind."""

    kind: AlertKind
    publisher: str
    text: str
    subject: str = ""

    @property
    def line(self) -> str:
        """Return it as a line for a person."""
        return f"{self.publisher}: {self.kind}: {self.text}"


def find_alerts(publisher: str, account: OutletAccount) -> tuple[Alert, ...]:
    """Return what is wrong with an outlet."""
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
    asked = _find_last_success(account)
    if asked is None or account.last_new_at is None or len(hours) < _MIN_ACTIVE_HOURS:
        return
    usual = max(after - before for before, after in pairwise(hours))
    least = (
        _MIN_SILENCE if hours[-1] - hours[0] >= _RHYTHM_KNOWN_AFTER else _MIN_SILENCE_OF_NEW_OUTLET
    )
    quiet = asked - account.last_new_at
    if quiet > max(least, _SILENCE_FACTOR * usual):
        yield f"no new article for {_format_hours(quiet)}, until then never for more than {_format_hours(usual)}"


def _find_last_success(account: OutletAccount) -> datetime | None:
    good = (run["at"] for run in reversed(account.runs) if run["whole"] and not run["trouble"])
    return next(good, None)


def _check_unfilled_fields(account: OutletAccount) -> Iterator[tuple[str, str]]:
    latest, before = account.latest, _select_earlier_days(account)
    total = sum(day["articles"] for day in before)
    if len(latest) < _MIN_ARTICLES_NOW or total < _MIN_ARTICLES_BEFORE:
        return
    for name in MONITORED_FIELDS:
        share = sum(day["filled"].get(name, 0) for day in before) / total
        number = sum(name in article["filled"] for article in latest)
        if share >= _MIN_FILLED_BEFORE and number <= _MAX_FILLED_NOW * len(latest):
            last = f"{number} of the last {len(latest)} articles"
            yield name, f"{name} filled in {last}, {share:.0%} before"


def _check_text_lengths(account: OutletAccount) -> Iterator[str]:
    lengths: Counter[int] = Counter()
    for day in _select_earlier_days(account):
        lengths.update({int(bits): number for bits, number in day["lengths"].items()})
    if len(account.latest) < _MIN_ARTICLES_NOW or lengths.total() < _MIN_ARTICLES_BEFORE:
        return
    # At least so many words had the article in the middle.
    usual = 2 ** (int(median(lengths.elements())) - 1)
    words = int(median(article["words"] for article in account.latest))
    if words * _SHRINK_FACTOR < usual:
        yield f"texts of about {words} words, at least {usual} before"


def _select_earlier_days(account: OutletAccount) -> list[Mapping[str, Any]]:
    """Return the days before that of the first of the latest articles."""
    first = account.latest[0]["day"] if account.latest else ""
    return [sums for day, sums in account.days.items() if day < first]


def _check_rejections(account: OutletAccount) -> Iterator[str]:
    now, before = Counter[bool](), Counter[bool]()
    for day in reversed(account.days.values()):
        (now if now.total() < _MIN_PAGES_NOW else before).update(
            _count_pages_by_rejection(day["outcomes"])
        )
    if now.total() < _MIN_PAGES_NOW or before.total() < _MIN_PAGES_BEFORE:
        return
    share, usual = now[True] / now.total(), before[True] / before.total()
    if share >= _MIN_REJECTED_NOW and usual <= _MAX_REJECTED_BEFORE:
        yield f"{share:.0%} of the pages are no articles any more, {usual:.0%} before"


def _count_pages_by_rejection(outcomes: Mapping[str, int]) -> Counter[bool]:
    """Count the pages read, by whether they were rejected."""
    counts = Counter[bool]()
    for name, number in outcomes.items():
        if name in ARCHIVED:
            counts[False] += number
        elif name.startswith("rejected:") and name not in _NEUTRAL_OUTCOMES:
            counts[True] += number
    return counts


def _format_hours(span: timedelta) -> str:
    return f"{span // timedelta(hours=1)} h"
