"""Calendar dates in the path of an address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY_IN_ONE = re.compile(
    rf"{_YEAR}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|([-_.]){_MONTH}\1{_DAY})"
    rf"|{_DAY}([-_.]){_MONTH}\2{_YEAR}"
)
_MONTH_IN_ONE = re.compile(rf"{_YEAR}[-_.]{_MONTH}")
_DAY_BEFORE = re.compile(rf"(?:{_DAY_IN_ONE.pattern})(?=[-_.].)")


@dataclass(frozen=True, slots=True)
class PathDate:
    """The last date of a path: how exact it is, its first segment, the first one after it."""

    exact: Literal["year", "month", "day"]
    start: int
    end: int


def find_date(segments: Sequence[str]) -> PathDate | None:
    """Return the last date in whole segments: `2024/03/12`, `20240312`, `2024-03`, `2024`."""
    found: PathDate | None = None
    at = 0
    while at < len(segments):
        date = _date_at(segments, at)
        found = date or found
        at = date.end if date else at + 1
    return found


def starts_with_day(segment: str) -> bool:
    """Say whether a segment begins with a whole date and goes on: `2024-03-12-slug`."""
    return bool(_DAY_BEFORE.match(segment))


def _date_at(segments: Sequence[str], at: int) -> PathDate | None:
    if _DAY_IN_ONE.fullmatch(segments[at]):
        return PathDate("day", at, at + 1)
    if _MONTH_IN_ONE.fullmatch(segments[at]):
        exact: Literal["month", "day"] = "day" if _is(_DAY, segments, at + 1) else "month"
        return PathDate(exact, at, at + 1 + (exact == "day"))
    if not _is(_YEAR, segments, at):
        return None
    if not _is(_MONTH, segments, at + 1):
        return PathDate("year", at, at + 1)
    if not _is(_DAY, segments, at + 2):
        return PathDate("month", at, at + 2)
    return PathDate("day", at, at + 3)


def _is(part: str, segments: Sequence[str], at: int) -> bool:
    return at < len(segments) and bool(re.fullmatch(part, segments[at]))
