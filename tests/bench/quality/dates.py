"""Date strings, parsed by warraq and by dateparser and compared with what is expected."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

from crawler.dates import parse_date
from tests.bench.quality.contenders import ROOT, find_python

Row = dict[str, Any]

OWN_DATES = ROOT / "tests" / "dates" / "dates.jsonl"
_TOLERANCE = timedelta(minutes=1)


def read_rows(path: Path) -> list[Row]:
    """Read rows of `text`, `timezone`, `now`, `country` and `expect`: instant, bare day or null."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def classify_row(row: Row) -> str:
    """Return the kind of date that a row expects."""
    if row["expect"] is None:
        return "no date"
    return "instant" if "T" in row["expect"] else "day"


def compute_shares_right(rows: Iterable[Row], right: Iterable[bool]) -> dict[str, float]:
    """Return the share of right rows, of all and of each kind."""
    by_kind: dict[str, list[bool]] = {"all": []}
    for row, is_right in zip(rows, right, strict=True):
        by_kind["all"].append(is_right)
        by_kind.setdefault(classify_row(row), []).append(is_right)
    return {kind: fmean(values) for kind, values in sorted(by_kind.items())}


def check_warraq(rows: Iterable[Row]) -> list[bool]:
    """Say for every row whether warraq is right; a bare day needs the precision of a day."""
    return [_check_row(row) for row in rows]


def check_dateparser(rows: Sequence[Row], variant: str) -> list[bool]:
    """Say for every row whether dateparser is right; for a bare day any hour will do.

    It runs in an environment of its own.
    """
    output = subprocess.run(
        [find_python("dateparser"), "-m", "tests.bench.quality.peers.with_dateparser", variant],
        cwd=ROOT,
        input="\n".join(map(json.dumps, rows)),
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    values = (json.loads(line) for line in output.splitlines())
    return [
        _is_right(row["expect"], datetime.fromisoformat(value) if value else None)
        for row, value in zip(rows, values, strict=True)
    ]


def _check_row(row: Row) -> bool:
    parsed = parse_date(
        row["text"],
        timezone=row["timezone"],
        now=datetime.fromisoformat(row["now"]),
        country=row.get("country"),
    )
    day_expected = classify_row(row) == "day"
    if parsed and (parsed.precision == "day") != day_expected:
        return False
    return _is_right(row["expect"], parsed.instant if parsed else None)


def _is_right(expected: str | None, parsed: datetime | None) -> bool:
    if expected is None or parsed is None:
        return expected is None and parsed is None
    if "T" not in expected:
        return parsed.date() == date.fromisoformat(expected)
    return abs(parsed - datetime.fromisoformat(expected)) < _TOLERANCE
