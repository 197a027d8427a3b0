"""Date strings read right: those of `dates.jsonl` beside this file, and the shared ones.

A row has `text`, `timezone`, `now`, `country` where it matters, and `expect`: an instant, a bare
day or null; `zone` where the string names one.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.dates import ParsedDate, parse_date

MIN_SHARE_RIGHT = 0.99
OUR_STRINGS = Path(__file__).with_name("dates.jsonl")


def load_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(row: dict[str, Any]) -> ParsedDate | None:
    return parse_date(
        row["text"],
        timezone=row["timezone"],
        now=datetime.fromisoformat(row["now"]),
        country=row.get("country"),
    )


def is_right(parsed: ParsedDate | None, expect: str | None) -> bool:
    if parsed is None or expect is None:
        return parsed is None and expect is None
    if "T" not in expect:
        return parsed.precision == "day" and parsed.day.isoformat() == expect
    return abs((parsed.instant - datetime.fromisoformat(expect)).total_seconds()) < 60


@pytest.mark.parametrize("row", load_rows(OUR_STRINGS), ids=lambda row: row["text"])
def test_our_strings(row: dict[str, Any]) -> None:
    parsed = read(row)
    assert is_right(parsed, row["expect"]), parsed
    if parsed and parsed.precision == "minute":
        assert parsed.zone == row.get("zone", row["timezone"])


def test_shared_strings(shared: Path) -> None:
    rows = load_rows(shared / "cases" / "dates.jsonl")
    wrong = [row["text"] for row in rows if not is_right(read(row), row["expect"])]
    assert 1 - len(wrong) / len(rows) >= MIN_SHARE_RIGHT, wrong


@pytest.mark.parametrize(
    "text", ["منذ 3 ساعات", "أمس", "قبل يومين", "الآن", "12 مارس", "3 مارس 10:30"]
)
def test_without_a_now_nothing_is_counted_from_it(text: str) -> None:
    assert parse_date(text, timezone="Asia/Riyadh", now=None) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("12 مارس 2031", "2031-03-12"), ("12/03/24", "2024-03-12"), ("2031-03-12", "2031-03-12")],
)
def test_without_a_now_no_date_lies_in_the_future(text: str, day: str) -> None:
    parsed = parse_date(text, timezone="", now=None)
    assert parsed is not None and parsed.day.isoformat() == day
