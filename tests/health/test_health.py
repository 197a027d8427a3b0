"""What a rolling account of rounds remembers, and what it finds wrong with an outlet."""

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


def round_at(
    at: datetime,
    stored: int = 0,
    *,
    lacks: Iterable[str] = (),
    words: int = 200,
    whole: bool = True,
    asked: int = 9,
    answered: int = 9,
    **outcomes: int,
) -> RoundResult:
    """Make a round that ended at an instant; `_` stands for `-`, `__` for `:`."""
    one = RoundResult(f"{at:%Y%m%dT%H%M%S}", "misal", at - HOUR / 4, at, whole, asked, answered)
    for name, number in {"stored": stored, **outcomes}.items():
        for _ in range(number):
            one.count_outcome(name.replace("__", ":").replace("_", "-"), at)
    for _ in range(stored):
        one.count_article({name: name not in lacks for name in MONITORED_FIELDS}, words)
    return one


def account_of(*rounds: RoundResult) -> OutletAccount:
    account = OutletAccount()
    for one in rounds:
        assert add_round_to_account(account, one)
    return account


def kinds(account: OutletAccount) -> list[str]:
    return [finding.kind for finding in find_alerts("misal", account)]


def hourly(days: int, stored: int = 1, nights: int = 8) -> list[RoundResult]:
    """Rounds with news every hour of the day, none by night."""
    return [
        round_at(START + day * DAY + hour * HOUR, stored)
        for day in range(days)
        for hour in range(24 - nights)
    ]


def test_a_round_counts_once_however_often_it_is_offered() -> None:
    rounds = [round_at(START + number * HOUR, 2) for number in range(MAX_RUNS + 5)]
    account = account_of(*rounds)
    before = account.as_values()
    assert not any(add_round_to_account(account, one) for one in rounds)
    assert account.as_values() == before
    assert len(account.runs) == MAX_RUNS
    assert sum(account.hours.values()) == 2 * (MAX_RUNS + 5)
    assert account.count_articles_since(START + (MAX_RUNS + 4) * HOUR - DAY) == 48


def test_an_account_and_a_round_are_written_and_read() -> None:
    account = account_of(*hourly(2))
    assert OutletAccount.from_values(account.as_values() | {"_id": "misal"}) == account
    assert OutletAccount.from_values({"_id": "misal", "tick": 0}) == OutletAccount()
    one = round_at(START, 3, failed__http_404=2)
    assert RoundResult.from_values(one.as_values() | {"_id": 1}) == one


def test_rounds_may_come_late_and_in_any_order() -> None:
    rounds = [
        round_at(START + number * HOUR, number % 3, answered=number % 2) for number in range(9)
    ]
    late = account_of(*rounds[3:], *rounds[:3]).as_values()
    assert late == account_of(*rounds).as_values()


def test_an_account_stays_small_over_years() -> None:
    account = OutletAccount()
    for one in hourly(60, nights=0):
        add_round_to_account(account, one)
    assert len(account.days) == 14
    assert len(account.hours) <= 14 * 24
    assert len(account.latest) == 20


def test_a_bounded_round_counts_articles_and_judges_nothing() -> None:
    account = account_of(
        round_at(START, 30, whole=False), round_at(START + HOUR, answered=0, whole=False)
    )
    assert account.hours == {"2026-03-01T06": 30}
    assert (account.failures, account.days, account.latest) == (0, {}, [])
    assert account.last_success_at == START


@pytest.mark.parametrize(("one", "trouble"), [
    (round_at(START, answered=0), "no answer"),
    (round_at(START, answered=0, robots_denied=3), "robots-denied"),
    (round_at(START, failed__http_403=9, failed__timeout=1), "failed:http-403"),
    (round_at(START, failed__http_403=9, unchanged=1), "failed:http-403"),
    (round_at(START, failed__http_404=4), None),
    (round_at(START, failed__http_404=9, unchanged=9), None),
    (round_at(START), None),
])  # fmt: skip
def test_a_round_fails_as_a_whole_or_not(one: RoundResult, trouble: str | None) -> None:
    assert one.trouble == trouble


def failing(count: int, *more: RoundResult) -> OutletAccount:
    """Return the account of some rounds without an answer, and more."""
    bad = [round_at(START + number * HOUR, answered=0) for number in range(count)]
    return account_of(*bad, *more)


@pytest.mark.parametrize(("account", "found"), [
    (failing(2), []),
    (failing(3), ["failing"]),
    (failing(9), ["failing"]),
    (failing(9, round_at(START + DAY)), []),
    (account_of(*(round_at(START + n * HOUR, answered=0, whole=False) for n in range(9))), []),
])  # fmt: skip
def test_an_outlet_fails_after_some_in_a_row(account: OutletAccount, found: list[str]) -> None:
    assert kinds(account) == found


def test_a_round_that_asks_nothing_says_nothing() -> None:
    account = account_of(*(round_at(START + number * HOUR, answered=0) for number in range(3)))
    before = account.as_values()
    assert add_round_to_account(account, round_at(START + DAY, asked=0, answered=0))
    assert account.as_values() == before | {"tick": 4}


def silence(days: int, nights: int, hours: int) -> OutletAccount:
    """News for some days, then rounds for some hours that bring nothing."""
    last = START + (days - 1) * DAY + (23 - nights) * HOUR
    dry = [round_at(last + number * HOUR) for number in range(1, hours + 1)]
    return account_of(*hourly(days, nights=nights), *dry)


@pytest.mark.parametrize(("account", "found"), [
    (silence(10, 8, 24), []),
    (silence(10, 8, 26), ["silent"]),
    (silence(10, 22, 30), []),  # two hours a day: a day is usual
    (silence(10, 22, 50), ["silent"]),
    (silence(3, 8, 70), []),  # no weekend yet
    (silence(3, 8, 75), ["silent"]),
    (account_of(round_at(START, 500), *(round_at(START + n * DAY) for n in range(1, 9))), []),
])  # fmt: skip
def test_an_outlet_is_silent_by_its_own_measure(account: OutletAccount, found: list[str]) -> None:
    assert kinds(account) == found


def test_nobody_is_silent_whom_nobody_asks_or_who_does_not_answer() -> None:
    account = account_of(*hourly(10))
    assert kinds(account) == []
    add_round_to_account(account, round_at(START + 30 * DAY, answered=0))
    assert kinds(account) == []
    add_round_to_account(account, round_at(START + 31 * DAY))
    assert kinds(account) == ["silent"]


NEXT = START + DAY


@pytest.mark.parametrize(("account", "found"), [
    (account_of(round_at(START, 40), round_at(NEXT, 20)), []),
    (account_of(round_at(START, 40), round_at(NEXT, 20, lacks=["authors"])), ["layout"]),
    (account_of(round_at(START, 40), round_at(NEXT, 20, lacks=MONITORED_FIELDS)), ["layout"] * len(MONITORED_FIELDS)),
    (account_of(round_at(START, 40, lacks=["authors"]), round_at(NEXT, 20, lacks=["authors"])), []),
    (account_of(round_at(START, 40), round_at(NEXT, 9, lacks=["lead"])), []),
    (account_of(round_at(START, 10), round_at(NEXT, 20, lacks=["lead"])), []),
    (account_of(round_at(START, 40), round_at(START + HOUR, 20, lacks=["lead"])), []),
    (account_of(round_at(START, 40), round_at(NEXT, 20, lacks=["lead"], whole=False)), []),
    (account_of(round_at(START, 40), round_at(NEXT, 20, words=30)), ["layout"]),
    (account_of(round_at(START, 40), round_at(NEXT, 20, words=90)), []),
    (account_of(round_at(START, 40), round_at(NEXT, 1, rejected__not_an_article=20)), ["layout"]),
    (account_of(round_at(START, 40), round_at(NEXT, 9, rejected__no_text=11)), []),
    (account_of(round_at(START, 40), round_at(NEXT, unchanged=40, rejected__no_text=20)), []),
    (account_of(round_at(START, 40), round_at(NEXT, 1, rejected__not_arabic=30)), []),
    (account_of(round_at(START, 9, rejected__no_text=9), round_at(NEXT, rejected__no_text=9)), []),
])  # fmt: skip
def test_a_change_of_pages_shows(account: OutletAccount, found: list[str]) -> None:
    assert kinds(account) == found


def test_a_finding_is_a_line_for_a_person() -> None:
    account = account_of(round_at(START, 40), round_at(NEXT, 20, lacks=["authors"]))
    (finding,) = find_alerts("misal", account)
    assert finding.line == (
        "misal: layout: authors filled in 0 of the last 20 articles, 100% before"
    )


@pytest.mark.parametrize(("asked", "failures", "minutes"), [
    (None, 0, 15),
    (START + 7 * HOUR, 0, 420),
    (START - HOUR, 0, 1),  # still due, whatever was done
    (START - HOUR, 1, 30),
    (None, 3, 120),
    (None, 40, 24 * 60),
])  # fmt: skip
def test_an_outlet_is_due_as_its_sources_ask_and_rests_where_it_fails(
    asked: datetime | None, failures: int, minutes: int
) -> None:
    due = compute_next_crawl(
        START, earliest_due=asked, pace=timedelta(minutes=15), failures=failures
    )
    assert due - START == timedelta(minutes=minutes)
