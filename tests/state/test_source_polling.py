"""Polling of sources: their pace, and when they have overflowed."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.state.source_polling import (
    DEFAULT_PACE_SECONDS,
    adjust_pace,
    back_off_pace,
    estimate_first_pace,
    has_overflowed,
    may_have_more_news,
)

FLOOR, CEILING = 300.0, 86400.0
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def paced(pace: float, elapsed: float, new: int, over: bool = False) -> float:
    return adjust_pace(
        pace, elapsed=elapsed, new_entries=new, overflowed=over, floor=FLOOR, ceiling=CEILING
    )


def final_pace(gap: float, polls: int = 40) -> float:
    """Return the pace after many polls of a source with one entry every `gap` seconds."""
    pace, now, read_entries = DEFAULT_PACE_SECONDS, 0.0, 0
    for _ in range(polls):
        now += pace
        entries = int(now // gap)
        pace, read_entries = paced(pace, pace, entries - read_entries), entries
    return pace


def test_dates_tell_the_first_pace() -> None:
    dates = [NOON - timedelta(hours=hours) for hours in (0, 2, 4, 6, 30)]
    assert estimate_first_pace(dates, FLOOR, CEILING) == 3600
    assert estimate_first_pace(dates[:2], FLOOR, CEILING) == DEFAULT_PACE_SECONDS
    assert estimate_first_pace([NOON] * 9, FLOOR, CEILING) == FLOOR
    yearly = [NOON - timedelta(days=365 * years) for years in range(5)]
    assert estimate_first_pace(yearly, FLOOR, CEILING) < CEILING


@pytest.mark.parametrize("gap", [1800.0, 7200.0, 20_000.0])
def test_a_steady_source_is_asked_as_often_as_it_brings_news(gap: float) -> None:
    assert gap / 4 <= final_pace(gap) <= gap * 2


def test_it_stays_between_floor_and_ceiling() -> None:
    assert final_pace(1.0) == FLOOR
    assert final_pace(1e9, polls=100) == CEILING


def test_asking_twice_in_a_minute_tells_nothing() -> None:
    assert paced(3600, elapsed=10, new=0) < 3610
    assert paced(3600, elapsed=3600, new=0) == 5400


def test_an_overflow_halves_the_pace_at_least() -> None:
    assert paced(3600, elapsed=3600, new=1, over=True) <= 1800
    assert paced(7200, elapsed=7200, new=10, over=True) == 360


def test_failures_put_off_up_to_the_ceiling() -> None:
    assert [back_off_pace(600, failures, CEILING) for failures in (1, 2, 3)] == [1200, 2400, 4800]
    assert back_off_pace(600, 1000, CEILING) == CEILING


@pytest.mark.parametrize(("before", "new", "known", "over"), [
    (0, 10, 0, False),  # it had no entries
    (10, 10, 0, True),
    (10, 9, 1, False),
    (10, 0, 10, False),
    (10, 0, 0, False),
    (1, 1, 0, True),
])  # fmt: skip
def test_all_entries_new_is_an_overflow(before: int, new: int, known: int, over: bool) -> None:
    assert has_overflowed(previous_entries=before, new_entries=new, known_entries=known) is over


def test_boxes_of_the_most_read_hide_no_gap() -> None:
    assert may_have_more_news(new_entries=10, known_entries=4)
    assert not may_have_more_news(new_entries=1, known_entries=19)
    assert not may_have_more_news(new_entries=0, known_entries=0)
