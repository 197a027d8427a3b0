"""The rolling account of an outlet's last rounds: a document of some kilobytes at most. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import msgspec

from crawler.health.round import MAX_LATEST_ARTICLES, RoundResult, format_hour_name

_HOURS_WINDOW = timedelta(days=14)
_MAX_DAYS = 14
MAX_RUNS = 50  # ids remembered, so that no round counts twice


@dataclass(slots=True)
class OutletAccount:
    """The sums of an outlet's last rounds.

    `tick` rises with every change. `failures` counts whole rounds in a row that failed. `runs` are
    the last rounds, oldest first: {run, at, whole, trouble, stored, failed}. `hours` has the new
    articles of each hour that had any, over the 14 days before the newest hour. `days` has sums of
    the last 14 days with a whole round: {articles, filled, lengths, outcomes}. `latest` has the
    articles seen last: {day, filled, words}. `pace_seconds`, the shortest polling interval of the
    outlet's sources, is stored with the sources and None where nobody looked it up.
    """

    tick: int = 0
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    next_due: datetime | None = None
    failures: int = 0
    pace_seconds: float | None = None
    runs: list[dict[str, Any]] = field(default_factory=list)
    hours: dict[str, int] = field(default_factory=dict)
    days: dict[str, dict[str, Any]] = field(default_factory=dict)
    latest: list[dict[str, Any]] = field(default_factory=list)

    def count_articles_since(self, instant: datetime) -> int:
        """Count the new articles of the hours that began after `instant`."""
        return sum(number for hour, number in self.hours.items() if parse_hour_name(hour) > instant)

    def as_values(self) -> dict[str, Any]:
        """Return the account as a document."""
        values: dict[str, Any] = msgspec.to_builtins(self, builtin_types=(datetime,))
        del values["pace_seconds"]
        return values

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Read the account from a document; a new one lacks most fields. Raises ValueError."""
        present = {name: value for name, value in values.items() if value is not None}
        return msgspec.convert(present, cls)


def add_round_to_account(account: OutletAccount, round_result: RoundResult) -> bool:
    """Add a finished round once, however often it is offered; say whether it is counted now.

    A round older than all that are remembered is taken for counted.
    """
    assert round_result.finished_at
    run_ids = [run["run"] for run in account.runs]
    if round_result.run in run_ids or (len(run_ids) >= MAX_RUNS and round_result.run < run_ids[0]):
        return False
    account.tick += 1
    if not round_result.asked:  # nothing was due
        return True
    _note_run(account, round_result, round_result.finished_at)
    _note_hours(account, round_result)
    # Other rounds read what their arguments name, old archives among it: no sample of the outlet.
    if round_result.whole:
        _note_day(account, round_result, f"{round_result.finished_at:%Y-%m-%d}")
    return True


def _note_run(account: OutletAccount, round_result: RoundResult, finished_at: datetime) -> None:
    trouble = round_result.trouble
    if trouble is None:
        account.last_success_at = max(account.last_success_at or finished_at, finished_at)
    run = {
        "run": round_result.run,
        "at": finished_at,
        "whole": round_result.whole,
        "trouble": trouble,
        "stored": sum(round_result.stored.values()),
        "failed": round_result.failed_outcomes.total(),
    }
    account.runs = sorted([*account.runs, run], key=lambda run: str(run["run"]))[-MAX_RUNS:]
    account.failures = 0
    for run in reversed(account.runs):
        if run["trouble"] is None:
            break
        account.failures += run["whole"]


def _note_hours(account: OutletAccount, round_result: RoundResult) -> None:
    if not round_result.stored:
        return
    assert round_result.finished_at
    _add_counts(account.hours, round_result.stored)
    # The window ends with the newest hour, not now: the pace of a silent outlet is not forgotten.
    oldest = format_hour_name(parse_hour_name(max(account.hours)) - _HOURS_WINDOW)
    account.hours = {hour: account.hours[hour] for hour in sorted(account.hours) if hour > oldest}
    last = min(
        round_result.finished_at, parse_hour_name(max(round_result.stored)) + timedelta(hours=1)
    )
    account.last_new_at = max(account.last_new_at or last, last)


def _note_day(account: OutletAccount, round_result: RoundResult, day: str) -> None:
    sums = account.days.setdefault(
        day, {"articles": 0, "filled": {}, "lengths": {}, "outcomes": {}}
    )
    sums["articles"] += round_result.articles
    for name in ("filled", "lengths", "outcomes"):
        _add_counts(sums[name], getattr(round_result, name))
    account.days = {name: account.days[name] for name in sorted(account.days)[-_MAX_DAYS:]}
    latest = [*account.latest, *({"day": day} | article for article in round_result.latest)]
    account.latest = sorted(latest, key=lambda article: str(article["day"]))[-MAX_LATEST_ARTICLES:]


def parse_hour_name(hour: str) -> datetime:
    """Return the beginning of an hour (`2026-01-31T08`)."""
    return datetime.fromisoformat(hour).replace(tzinfo=UTC)


def _add_counts(counts: dict[str, int], added: Mapping[str, int]) -> None:
    for name, number in added.items():
        counts[name] = counts.get(name, 0) + number
