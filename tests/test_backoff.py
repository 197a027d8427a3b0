"""Pauses that grow: how far, in which unit, and how evenly."""

from datetime import timedelta

from crawler.backoff import compute_pause

MINUTE = timedelta(minutes=1)


def test_a_pause_doubles_up_to_the_longest() -> None:
    pauses = [compute_pause(2.0, 120.0, growths) for growths in range(8)]
    assert pauses == [2, 4, 8, 16, 32, 64, 120, 120]
    minutes = [compute_pause(15 * MINUTE, 90 * MINUTE, growths) / MINUTE for growths in range(5)]
    assert minutes == [15, 30, 60, 90, 90]
    assert [compute_pause(1.0, 100.0, growths, factor=5) for growths in range(4)] == [1, 5, 25, 100]


def test_no_number_of_failures_and_no_pause_is_too_much() -> None:
    assert compute_pause(0.001, 86_400.0, 10**9) == 86_400
    assert compute_pause(MINUTE, timedelta.max, 10**9) == timedelta.max
    assert compute_pause(600.0, 300.0, 0) == 300
    assert compute_pause(0.0, 300.0, 10**9) == compute_pause(2.0, 0.0, 3) == 0
    assert compute_pause(timedelta(0), MINUTE, 3) == timedelta(0)


def test_chance_shortens_a_pause_by_its_share_at_most() -> None:
    pauses = [compute_pause(0.1, 5.0, 2, jitter=0.5) for _ in range(200)]
    assert 0.2 <= min(pauses) < 0.25 < 0.35 < max(pauses) <= 0.4
    assert MINUTE / 2 <= compute_pause(MINUTE, MINUTE, 0, jitter=0.5) <= MINUTE
