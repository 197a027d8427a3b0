"""Dates as Arab outlets print them. The strings are ours."""

from datetime import datetime

import pytest

from crawler.dates import parse_date

NOW = datetime.fromisoformat("2026-11-20T12:00:00+03:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الأحد 3 آذار 2024 الساعة 10:30 ص", "2024-03-03T10:30:00+03:00"),
        ("31 شباط 2024", None),
    ],
)
def test_parse_date(text: str, expected: str | None) -> None:
    parsed = parse_date(text, timezone="Asia/Riyadh", now=NOW)
    assert (parsed and parsed.instant.isoformat()) == expected
