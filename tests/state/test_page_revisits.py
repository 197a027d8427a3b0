"""Revisits of pages: the times they are due, and when their articles are gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.state.page_revisits import (
    compute_page_record,
    find_due_by_source_date,
    parse_recheck_ages,
)

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGES = parse_recheck_ages("AGES", "1h, 6h, 24h, 7d")
Page = dict[str, Any]


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def visit(page: Page | None, hours: float, outcome: str, **facts: Any) -> Page:
    """Return the record of a page after an outcome, so many hours after the start."""
    end = {"outcome": outcome, "last_at": after(hours), **facts}
    failures = (page or {}).get("failures", 0) + 1 if outcome.startswith("failed:") else 0
    return end | {"failures": failures} | compute_page_record(page, end, AGES)


def visits(*ends: tuple[float, str]) -> Page:
    page: Page | None = None
    for hours, outcome in ends:
        page = visit(page, hours, outcome)
    assert page
    return page


def due_hours(page: Page) -> float | None:
    """Return when the page is due, in hours after the start."""
    due = page["next_due"]
    return None if due is None else (due - START) / timedelta(hours=1)


@pytest.mark.parametrize(("value", "expected"), [
    ("1h, 6h, 24h, 7d", [1, 6, 24, 168]), (["90m", " 2d"], [1.5, 48]), ("5m 1h", [1 / 12, 1]),
    ("", []), ([], []),
])  # fmt: skip
def test_ages_are_read(value: str | list[str], expected: list[float]) -> None:
    assert [age / timedelta(hours=1) for age in parse_recheck_ages("AGES", value)] == expected


@pytest.mark.parametrize(("value", "word"), [
    ("1h, 6", "'6'"), ("soon", "'soon'"), ("0h", "'0h'"), ("6h, 1h", "'1h'"), ("1h, 60m", "'60m'"),
    ("-1h", "'-1h'"), ("1w", "'1w'"),
])  # fmt: skip
def test_what_is_no_age_is_refused_by_name(value: str, word: str) -> None:
    with pytest.raises(ValueError, match=f"RECHECK_AGES: {word}"):
        parse_recheck_ages("RECHECK_AGES", value)


@pytest.mark.parametrize(("ends", "due"), [
    ([(0, "stored")], 1),
    ([(0, "stored"), (1, "unchanged")], 6),
    ([(0, "stored"), (1, "revised"), (6.5, "not-modified")], 24),
    ([(0, "stored"), (30, "unchanged")], 168),
    ([(0, "stored"), (168, "unchanged")], None),
    ([(0, "stored"), (0.5, "unchanged")], 1),
    ([(0, "unchanged")], 1),
    ([(0, "duplicate")], None),
    ([(0, "rejected:not-an-article")], None),
    ([(0, "rejected:out-of-range")], None),
    ([(0, "rejected:too-short")], 1),
    ([(0, "rejected:too-short"), (1, "stored")], 6),
    ([(0, "stored"), (2, "rejected:not-an-article")], 6),
    ([(0, "stored"), (2, "rejected:out-of-range")], 6),
    ([(0, "stored"), (2, "robots-denied")], 6),
    ([(0, "robots-denied")], 168),
    ([(0, "stored"), (2, "duplicate")], None),
    ([(0, "failed:timeout")], 0.25),
    ([(0, "failed:timeout"), (1, "failed:http-503")], 1.5),
    ([(0, "stored"), (1, "failed:dns"), (2, "failed:dns"), (3, "failed:dns")], 4),
    ([(0, "stored"), (1, "failed:dns"), (2, "unchanged")], 6),
    ([(n, "failed:dns") for n in range(9)], 8 + 24),
    ([(n, "failed:dns") for n in range(11)], None),
    ([(0, "stored"), (1, "failed:http-410")], None),
    ([(0, "failed:http-404")], 1),
])  # fmt: skip
def test_a_page_is_due(ends: list[tuple[float, str]], due: float | None) -> None:
    assert due_hours(visits(*ends)) == due


def test_no_page_is_due_where_no_ages_are_set() -> None:
    assert (
        compute_page_record(None, {"outcome": "stored", "last_at": START}, ())["next_due"] is None
    )


def test_a_page_missing_twice_is_gone_since_the_first_time() -> None:
    first = visits((0, "stored"), (1, "failed:http-404"))
    assert (first["gone_at"], due_hours(first)) == (None, 2)
    second = visit(first, 2, "failed:redirected-home")
    assert (second["gone_at"], due_hours(second)) == (after(1), 26)
    third = visit(second, 26, "failed:http-404")
    assert (third["gone_at"], due_hours(third)) == (after(1), 26 + 168)
    last = visit(third, 26 + 168, "failed:http-404")
    assert (last["gone_at"], due_hours(last)) == (after(1), None)


def test_a_miss_before_it_was_due_confirms_nothing() -> None:
    page = visits((0, "stored"), (1, "failed:http-404"))
    for minute in range(10, 60, 10):
        page = visit(page, 1 + minute / 60, "failed:http-404")
        assert (page["gone_at"], page["missing"], due_hours(page)) == (None, 1, 2)
    assert visit(page, 2.1, "failed:http-404")["gone_at"] == after(1)


def test_a_hiccup_in_between_neither_confirms_nor_clears() -> None:
    page = visits((0, "stored"), (1, "failed:http-404"), (2, "failed:timeout"))
    assert (page["gone_at"], page["missing"]) == (None, 1)
    assert visit(page, 4, "failed:http-404")["gone_at"] == after(1)


def test_a_page_that_was_missing_once_is_as_before() -> None:
    page = visits((0, "stored"), (1, "failed:http-404"), (2, "unchanged"), (6, "failed:http-404"))
    assert (page["gone_at"], page["missing"], page["missing_at"]) == (None, 1, after(6))


def test_a_page_that_answers_410_is_gone_at_once() -> None:
    page = visits((0, "stored"), (1, "failed:http-410"))
    assert page["gone_at"] == after(1)


@pytest.mark.parametrize("outcome", ["stored", "unchanged", "revised", "not-modified"])
def test_what_comes_back_is_not_gone(outcome: str) -> None:
    page = visits((0, "stored"), (1, "failed:http-410"), (30, outcome))
    assert (page["gone_at"], page["missing"], page["missing_at"]) == (None, 0, None)
    assert due_hours(page) == 168


def test_an_error_page_with_status_200_brings_nothing_back() -> None:
    page = visits((0, "stored"), (1, "failed:http-410"), (30, "rejected:not-an-article"))
    assert page["gone_at"] == after(1)


def test_a_newer_date_of_a_source_makes_a_page_due() -> None:
    page = visit(None, 0, "stored", listed_at=after(-1))
    assert find_due_by_source_date(None, page) is None
    assert find_due_by_source_date(after(-1), page) is None
    assert find_due_by_source_date(after(-0.5), page) == after(0)
    unlisted = visit(None, 0, "stored")
    assert find_due_by_source_date(after(-0.5), unlisted) is None
    assert find_due_by_source_date(after(0.5), unlisted) == after(0)


def test_the_newest_date_of_a_source_is_remembered() -> None:
    page = visit(visit(None, 0, "stored", listed_at=after(3)), 1, "unchanged", listed_at=after(2))
    assert page["listed_at"] == after(3)
    assert visit(page, 2, "unchanged")["listed_at"] == after(3)


def test_a_source_that_dates_everything_anew_is_believed_less_and_less() -> None:
    page = visit(None, 0, "stored", listed_at=after(0))
    waits = []
    for n in range(1, 16):
        due = find_due_by_source_date(after(100 + n), page)
        assert due
        waits.append((due - page["last_at"]) / timedelta(minutes=1))
        page = visit(page, n, "unchanged", listed_at=after(100 + n - 0.5))
    assert waits[:4] == [0, 0, 0, 10]
    assert waits[-1] == waits[-2] == 10 * 2**8
    changed = visit(page, 20, "revised")
    assert find_due_by_source_date(after(200), changed) == after(20)


def test_a_page_that_needs_a_browser_is_asked_for_daily_and_given_up() -> None:
    page = visits((0, "stored"), (1, "failed:needs-browser"))
    assert due_hours(page) == 1 + 24
    assert page["gone_at"] is None
    for day in range(2, 12):
        page = visit(page, 24 * day, "failed:needs-browser")
    assert due_hours(page) is None
    assert due_hours(visit(page, 300, "stored")) is None
