"""Date strings: warraq's reading and dateparser's against what is expected."""

import json
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

from crawler.dates import parse_date
from tests.bench.quality.contest import ROOT, python_of

Row = dict[str, Any]
Right = Callable[[Row], bool]

OURS = ROOT / "tests" / "dates" / "dates.jsonl"
KINDS = ("day", "instant", "no date")
_SAME = timedelta(minutes=1)


def read_rows(path: Path) -> list[Row]:
    """Read rows of `text`, `timezone`, `now`, `country` and `expect`: instant, bare day or null."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kind_of(row: Row) -> str:
    """Say what a row expects."""
    if row["expect"] is None:
        return "no date"
    return "instant" if "T" in row["expect"] else "day"


def shares_right(rows: Iterable[Row], right: Iterable[bool]) -> dict[str, float]:
    """Return the share right of all rows and of each kind."""
    by_kind: dict[str, list[bool]] = {"all": []}
    for row, is_right in zip(rows, right, strict=True):
        by_kind["all"].append(is_right)
        by_kind.setdefault(kind_of(row), []).append(is_right)
    return {kind: fmean(values) for kind, values in sorted(by_kind.items())}


def warraq(rows: Iterable[Row]) -> list[bool]:
    """Read every row; a bare day counts only if it is said to be one."""
    return [_reads(row) for row in rows]


def dateparser(rows: Sequence[Row], variant: str) -> list[bool]:
    """Read every row with dateparser, in its own environment; any hour of a bare day will do."""
    output = subprocess.run(
        [python_of("dateparser"), "-m", "tests.bench.quality.peers.with_dateparser", variant],
        cwd=ROOT,
        input="\n".join(map(json.dumps, rows)),
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    said = (json.loads(line) for line in output.splitlines())
    return [
        _is_right(row["expect"], datetime.fromisoformat(one) if one else None)
        for row, one in zip(rows, said, strict=True)
    ]


def _reads(row: Row) -> bool:
    parsed = parse_date(
        row["text"],
        timezone=row["timezone"],
        now=datetime.fromisoformat(row["now"]),
        country=row.get("country"),
    )
    day_wanted = kind_of(row) == "day"
    if parsed and (parsed.precision == "day") != day_wanted:
        return False
    return _is_right(row["expect"], parsed.instant if parsed else None)


def _is_right(expect: str | None, said: datetime | None) -> bool:
    if expect is None or said is None:
        return expect is None and said is None
    if "T" not in expect:
        return said.date() == date.fromisoformat(expect)
    return abs(said - datetime.fromisoformat(expect)) < _SAME
