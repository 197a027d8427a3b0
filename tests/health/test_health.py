"""Rounds, the rolling account of them, the alerts it raises and the time of the next crawl."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from crawler.health import (
    MONITORED_FIELDS,
    OutletAccount,
    RoundResult,
    add_round_to_account,
    compute_next_crawl,
    find_alerts,
)
from crawler.health.account import MAX_RUNS

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def make_round(
    finished_at: datetime,
    stored: int = 0,
    *,
    lacks: Iterable[str] = (),
    words: int = 200,
    whole: bool = True,
    asked: int = 9,
    answered: int = 9,
    **outcomes: int,
) -> RoundResult:
    """Make a round that ended at an instant; in names of outcomes `_` is `-`, and `__` is `:`."""
    result = RoundResult(
        f"{finished_at:%Y%m%dT%H%M%S}",
        "misal",
        finished_at - HOUR / 4,
        finished_at,
        whole,
        asked,
        answered,
    )
    for name, number in {"stored": stored, **outcomes}.items():
        for _ in range(number):
            result.count_outcome(name.replace("__", ":").replace("_", "-"), finished_at)
    for _ in range(stored):
        result.count_article({name: name not in lacks for name in MONITORED_FIELDS}, words)
    return result


def make_account(*rounds: RoundResult) -> OutletAccount:
    account = OutletAccount()
    for round_result in rounds:
        assert add_round_to_account(account, round_result)
    return account


def alert_kinds(account: OutletAccount) -> list[str]:
    return [alert.kind for alert in find_alerts("misal", account)]


def make_hourly_rounds(days: int, stored: int = 1, nights: int = 8) -> list[RoundResult]:
    """Make rounds with news at every hour of the day, none by night."""
    return [
        make_round(START + day * DAY + hour * HOUR, stored)
        for day in range(days)
        for hour in range(24 - nights)
    ]


def test_a_round_counts_once_however_often_it_is_offered() -> None:
    rounds = [make_round(START + number * HOUR, 2) for number in range(MAX_RUNS + 5)]
    account = make_account(*rounds)
    before = account.as_values()
    assert not any(add_round_to_account(account, round_result) for round_result in rounds)
    assert account.as_values() == before
    assert len(account.runs) == MAX_RUNS
    assert sum(account.hours.values()) == 2 * (MAX_RUNS + 5)
    assert account.count_articles_since(START + (MAX_RUNS + 4) * HOUR - DAY) == 48


def test_an_account_and_a_round_are_written_and_read() -> None:
    account = make_account(*make_hourly_rounds(2))
    assert OutletAccount.from_values(account.as_values() | {"_id": "misal"}) == account
    assert OutletAccount.from_values({"_id": "misal", "tick": 0}) == OutletAccount()
    round_result = make_round(START, 3, failed__http_404=2)
    assert RoundResult.from_values(round_result.as_values() | {"_id": 1}) == round_result


def test_rounds_may_come_late_and_in_any_order() -> None:
    rounds = [
        make_round(START + number * HOUR, number % 3, answered=number % 2) for number in range(9)
    ]
    late = make_account(*rounds[3:], *rounds[:3]).as_values()
    assert late == make_account(*rounds).as_values()


def test_an_account_stays_small_over_years() -> None:
    account = OutletAccount()
    for round_result in make_hourly_rounds(60, nights=0):
        add_round_to_account(account, round_result)
    assert len(account.days) == 14
    assert len(account.hours) <= 14 * 24
    assert len(account.latest) == 20


def test_a_bounded_round_counts_articles_and_judges_nothing() -> None:
    account = make_account(
        make_round(START, 30, whole=False), make_round(START + HOUR, answered=0, whole=False)
    )
    assert account.hours == {"2026-03-01T06": 30}
    assert (account.failures, account.days, account.latest) == (0, {}, [])
    assert account.last_success_at == START


@pytest.mark.parametrize(("round_result", "trouble"), [
    (make_round(START, answered=0), "no answer"),
    (make_round(START, answered=0, robots_denied=3), "robots-denied"),
    (make_round(START, failed__http_403=9, failed__timeout=1), "failed:http-403"),
    (make_round(START, failed__http_403=9, unchanged=1), "failed:http-403"),
    (make_round(START, failed__http_404=4), None),
    (make_round(START, failed__http_404=9, unchanged=9), None),
    (make_round(START), None),
])  # fmt: skip
def test_a_round_fails_as_a_whole_or_not(round_result: RoundResult, trouble: str | None) -> None:
    assert round_result.trouble == trouble


def failing_account(count: int, *later: RoundResult) -> OutletAccount:
    """Make the account of some rounds without an answer, and of later ones."""
    failed = [make_round(START + number * HOUR, answered=0) for number in range(count)]
    return make_account(*failed, *later)


@pytest.mark.parametrize(("account", "kinds"), [
    (failing_account(2), []),
    (failing_account(3), ["failing"]),
    (failing_account(9), ["failing"]),
    (failing_account(9, make_round(START + DAY)), []),
    (make_account(*(make_round(START + n * HOUR, answered=0, whole=False) for n in range(9))), []),
])  # fmt: skip
def test_an_outlet_fails_after_some_in_a_row(account: OutletAccount, kinds: list[str]) -> None:
    assert alert_kinds(account) == kinds


def test_a_round_without_requests_changes_nothing() -> None:
    account = make_account(*(make_round(START + number * HOUR, answered=0) for number in range(3)))
    before = account.as_values()
    assert add_round_to_account(account, make_round(START + DAY, asked=0, answered=0))
    assert account.as_values() == before | {"tick": 4}


def silent_account(days: int, nights: int, hours: int) -> OutletAccount:
    """Make the account of news for some days, then of rounds for some hours without any."""
    last = START + (days - 1) * DAY + (23 - nights) * HOUR
    without_news = [make_round(last + number * HOUR) for number in range(1, hours + 1)]
    return make_account(*make_hourly_rounds(days, nights=nights), *without_news)


@pytest.mark.parametrize(("account", "kinds"), [
    (silent_account(10, 8, 24), []),
    (silent_account(10, 8, 26), ["silent"]),
    (silent_account(10, 22, 30), []),  # two hours a day: a day is usual
    (silent_account(10, 22, 50), ["silent"]),
    (silent_account(3, 8, 70), []),  # no weekend yet
    (silent_account(3, 8, 75), ["silent"]),
    (make_account(make_round(START, 500), *(make_round(START + n * DAY) for n in range(1, 9))), []),
])  # fmt: skip
def test_an_outlet_is_silent_by_its_own_measure(account: OutletAccount, kinds: list[str]) -> None:
    assert alert_kinds(account) == kinds


def test_an_outlet_that_is_not_crawled_or_does_not_answer_is_not_silent() -> None:
    account = make_account(*make_hourly_rounds(10))
    assert alert_kinds(account) == []
    add_round_to_account(account, make_round(START + 30 * DAY, answered=0))
    assert alert_kinds(account) == []
    add_round_to_account(account, make_round(START + 31 * DAY))
    assert alert_kinds(account) == ["silent"]


NEXT = START + DAY


@pytest.mark.parametrize(("account", "kinds"), [
    (make_account(make_round(START, 40), make_round(NEXT, 20)), []),
    (make_account(make_round(START, 40), make_round(NEXT, 20, lacks=["authors"])), ["layout"]),
    (
        make_account(make_round(START, 40), make_round(NEXT, 20, lacks=MONITORED_FIELDS)),
        ["layout"] * len(MONITORED_FIELDS),
    ),
    (
        make_account(
            make_round(START, 40, lacks=["authors"]), make_round(NEXT, 20, lacks=["authors"])
        ),
        [],
    ),
    (make_account(make_round(START, 40), make_round(NEXT, 9, lacks=["lead"])), []),
    (make_account(make_round(START, 10), make_round(NEXT, 20, lacks=["lead"])), []),
    (make_account(make_round(START, 40), make_round(START + HOUR, 20, lacks=["lead"])), []),
    (make_account(make_round(START, 40), make_round(NEXT, 20, lacks=["lead"], whole=False)), []),
    (make_account(make_round(START, 40), make_round(NEXT, 20, words=30)), ["layout"]),
    (make_account(make_round(START, 40), make_round(NEXT, 20, words=90)), []),
    (
        make_account(make_round(START, 40), make_round(NEXT, 1, rejected__not_an_article=20)),
        ["layout"],
    ),
    (make_account(make_round(START, 40), make_round(NEXT, 9, rejected__no_text=11)), []),
    (make_account(make_round(START, 40), make_round(NEXT, unchanged=40, rejected__no_text=20)), []),
    (make_account(make_round(START, 40), make_round(NEXT, 1, rejected__not_arabic=30)), []),
    (
        make_account(
            make_round(START, 9, rejected__no_text=9), make_round(NEXT, rejected__no_text=9)
        ),
        [],
    ),
])  # fmt: skip
def test_a_change_of_layout_shows(account: OutletAccount, kinds: list[str]) -> None:
    assert alert_kinds(account) == kinds


def test_an_alert_is_a_line_for_people() -> None:
    account = make_account(make_round(START, 40), make_round(NEXT, 20, lacks=["authors"]))
    (alert,) = find_alerts("misal", account)
    assert alert.line == ("misal: layout: authors filled in 0 of the last 20 articles, 100% before")


@pytest.mark.parametrize(("earliest_due", "failures", "minutes"), [
    (None, 0, 15),
    (START + 7 * HOUR, 0, 420),
    (START - HOUR, 0, 1),  # still due, whatever was done
    (START - HOUR, 1, 30),
    (None, 3, 120),
    (None, 40, 24 * 60),
])  # fmt: skip
def test_an_outlet_is_due_with_its_sources_and_pauses_where_it_fails(
    earliest_due: datetime | None, failures: int, minutes: int
) -> None:
    due = compute_next_crawl(
        START, earliest_due=earliest_due, pace=timedelta(minutes=15), failures=failures
    )
    assert due - START == timedelta(minutes=minutes)
