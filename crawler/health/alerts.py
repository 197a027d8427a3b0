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

from crawler.health.account import Account, instant_of
from crawler.health.round import FIELDS
from crawler.outcomes import KEPT, OUT_OF_RANGE

Kind = Literal["silent", "failing", "layout"]

FAILURES = 3  # in a row
# Longer than the longest pause of two weeks; until a weekend was among them, over one.
_SILENT = timedelta(hours=24)
_SILENT_UNLEARNED = timedelta(hours=72)
_LEARNED = timedelta(days=7)
_TIMES = 2
_HOURS_MIN = 3
# A field is missed where it was filled at least so often, and now at most so often, in so many.
_BEFORE, _NOW = 0.8, 0.3
_ARTICLES_BEFORE, _ARTICLES_NOW = 20, 10
_SHRUNK = 3
# Pages rejected that passed before: the share, and of how many.
_REJECTED_BEFORE, _REJECTED_NOW = 0.3, 0.7
_PAGES_BEFORE, _PAGES_NOW = 40, 20
# What says nothing about how a page is built.
_UNTOLD = {OUT_OF_RANGE, "rejected:not-arabic", "rejected:video-page", "rejected:gallery-page"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with an outlet; `about` names what, where there may be several of a kind."""

    kind: Kind
    publisher: str
    text: str
    about: str = ""

    @property
    def line(self) -> str:
        """Return it as a line for a person."""
        return f"{self.publisher}: {self.kind}: {self.text}"


def findings(publisher: str, account: Account) -> tuple[Finding, ...]:
    """Return what is wrong with an outlet."""
    return (
        *(Finding("failing", publisher, text) for text in _failing(account)),
        *(Finding("silent", publisher, text) for text in _silent(account)),
        *(Finding("layout", publisher, text, name) for name, text in _unfilled(account)),
        *(Finding("layout", publisher, text, "text") for text in _short(account)),
        *(Finding("layout", publisher, text, "rejected") for text in _rejected(account)),
    )


def _failing(account: Account) -> Iterator[str]:
    if account.failures >= FAILURES:
        trouble = next(run["trouble"] for run in reversed(account.runs) if run["whole"])
        yield f"{account.failures} crawls in a row came to nothing, the last one by {trouble}"


def _silent(account: Account) -> Iterator[str]:
    hours = [instant_of(hour) for hour in sorted(account.hours)]
    asked = _last_answer(account)
    if asked is None or account.last_new_at is None or len(hours) < _HOURS_MIN:
        return
    usual = max(after - before for before, after in pairwise(hours))
    least = _SILENT if hours[-1] - hours[0] >= _LEARNED else _SILENT_UNLEARNED
    quiet = asked - account.last_new_at
    if quiet > max(least, _TIMES * usual):
        yield f"no new article for {_hours(quiet)}, until then never for more than {_hours(usual)}"


def _last_answer(account: Account) -> datetime | None:
    good = (run["at"] for run in reversed(account.runs) if run["whole"] and not run["trouble"])
    return next(good, None)


def _unfilled(account: Account) -> Iterator[tuple[str, str]]:
    latest, before = account.latest, _before(account)
    total = sum(day["articles"] for day in before)
    if len(latest) < _ARTICLES_NOW or total < _ARTICLES_BEFORE:
        return
    for name in FIELDS:
        share = sum(day["filled"].get(name, 0) for day in before) / total
        number = sum(name in article["filled"] for article in latest)
        if share >= _BEFORE and number <= _NOW * len(latest):
            last = f"{number} of the last {len(latest)} articles"
            yield name, f"{name} filled in {last}, {share:.0%} before"


def _short(account: Account) -> Iterator[str]:
    lengths: Counter[int] = Counter()
    for day in _before(account):
        lengths.update({int(bits): number for bits, number in day["lengths"].items()})
    if len(account.latest) < _ARTICLES_NOW or lengths.total() < _ARTICLES_BEFORE:
        return
    # At least so many words had the article in the middle.
    usual = 2 ** (int(median(lengths.elements())) - 1)
    words = int(median(article["words"] for article in account.latest))
    if words * _SHRUNK < usual:
        yield f"texts of about {words} words, at least {usual} before"


def _before(account: Account) -> list[Mapping[str, Any]]:
    """Return the days before that of the first of the latest articles."""
    first = account.latest[0]["day"] if account.latest else ""
    return [sums for day, sums in account.days.items() if day < first]


def _rejected(account: Account) -> Iterator[str]:
    now, before = Counter[bool](), Counter[bool]()
    for day in reversed(account.days.values()):
        (now if now.total() < _PAGES_NOW else before).update(_judged(day["outcomes"]))
    if now.total() < _PAGES_NOW or before.total() < _PAGES_BEFORE:
        return
    share, usual = now[True] / now.total(), before[True] / before.total()
    if share >= _REJECTED_NOW and usual <= _REJECTED_BEFORE:
        yield f"{share:.0%} of the pages are no articles any more, {usual:.0%} before"


def _judged(outcomes: Mapping[str, int]) -> Counter[bool]:
    """Count the pages read, by whether they were rejected."""
    counts = Counter[bool]()
    for name, number in outcomes.items():
        if name in KEPT:
            counts[False] += number
        elif name.startswith("rejected:") and name not in _UNTOLD:
            counts[True] += number
    return counts


def _hours(span: timedelta) -> str:
    return f"{span // timedelta(hours=1)} h"
