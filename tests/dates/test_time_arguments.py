"""Dates and ages of command-line options read into instants."""

from datetime import UTC, datetime

import pytest

from crawler.dates.time_arguments import parse_time_argument

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(("text", "instant"), [
    ("2d", datetime(2026, 11, 21, 12, tzinfo=UTC)),
    ("90m", datetime(2026, 11, 23, 10, 30, tzinfo=UTC)),
    ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
    ("2026-01-31T10:00+03:00", datetime(2026, 1, 31, 7, tzinfo=UTC)),
    ("", None),
    (None, None),
])  # fmt: skip
def test_dates_and_ages(text: str | None, instant: datetime | None) -> None:
    assert parse_time_argument("SINCE", text, NOW) == instant


@pytest.mark.parametrize("text", ["soon", "2 days", "31-01-2026", "9999999d"])
def test_errors_name_the_option(text: str) -> None:
    with pytest.raises(ValueError, match="--since"):
        parse_time_argument("--since", text, NOW)
