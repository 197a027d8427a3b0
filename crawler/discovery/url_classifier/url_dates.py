"""Calendar dates in the path of an address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

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


# FOLDED from crawler.discovery.periods: The month or day an address names: of a sitemap that
# holds it, of an article published then.

# A name is in the outlet's zone, whichever that is.
_MARGIN = timedelta(days=1)
_EDGE, _END = r"(?:^|(?<=[/_.=-]))", r"(?=$|[/_.&-])"
# Six or eight digits in one are as likely an article's number.
_OF_PAGES = (
    re.compile(rf"(?<=/)({_YEAR})(/)({_MONTH})(?:/({_DAY}))?(?=/)"),
    re.compile(rf"{_EDGE}({_YEAR})([_.-])({_MONTH})\2({_DAY}){_END}"),
)
_OF_ARCHIVES = (
    re.compile(rf"{_EDGE}({_YEAR})([/_.-])({_MONTH})(?:\2({_DAY}))?{_END}"),
    re.compile(rf"{_EDGE}({_YEAR})()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?{_END}"),
)
_NAMES = {
    "year": ("year", "yyyy", "y"),
    "month": ("month", "mm", "m"),
    "day": ("day", "dd", "d"),
}


def period_of(url: str, *, archive: bool) -> tuple[datetime, datetime] | None:
    """Return the whole month or day that an address names, [from, to) as if in UTC.

    `archive`: it is a sitemap's, and its numbers and query are read too. None where it names none,
    or several; a year alone may as well be a number.
    """
    parts = urlsplit(url)
    texts = (parts.path, parts.query) if archive else (parts.path,)
    patterns = _OF_ARCHIVES if archive else _OF_PAGES
    matches = [match for one in patterns for text in texts for match in one.finditer(text)]
    found = {_period(match[1], match[3], match[4]) for match in matches} - {None}
    if archive and not found:
        found = {_told(dict(parse_qsl(parts.query)))}
    return found.pop() if len(found) == 1 else None


def may_hold(
    url: str, since: datetime | None, until: datetime | None, *, archive: bool = False
) -> bool:
    """Say whether what an address leads to may have been published in [since, until)."""
    period = period_of(url, archive=archive)
    if period is None:
        return True
    start, end = period
    return (since is None or end + _MARGIN > since) and (until is None or start - _MARGIN < until)


def _told(query: Mapping[str, str]) -> tuple[datetime, datetime] | None:
    """Read `yyyy=2024&mm=1&dd=2` and its like."""
    values = {
        part: next((query[name] for name in names if name in query), "")
        for part, names in _NAMES.items()
    }
    if not (re.fullmatch(_YEAR, values["year"]) and re.fullmatch(_MONTH, values["month"])):
        return None
    day = values["day"] if re.fullmatch(_DAY, values["day"]) else None
    return _period(values["year"], values["month"], day)


def _period(year: str, month: str, day: str | None) -> tuple[datetime, datetime] | None:
    try:
        start = datetime(int(year), int(month), int(day or 1), tzinfo=UTC)
    except ValueError:
        return None
    if day:
        return start, start + timedelta(days=1)
    following = datetime(start.year + start.month // 12, start.month % 12 + 1, 1, tzinfo=UTC)
    return start, following
