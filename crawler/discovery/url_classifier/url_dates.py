"""Calendar dates in addresses.

`find_path_date` finds the date in a path's segments, for the classifier. `find_url_period` finds
the month or day that an address names: the one a sitemap covers, or the one of an article.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WHOLE_DATE = re.compile(
    rf"{_YEAR}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|([-_.]){_MONTH}\1{_DAY})"
    rf"|{_DAY}([-_.]){_MONTH}\2{_YEAR}"
)
_YEAR_AND_MONTH = re.compile(rf"{_YEAR}[-_.]{_MONTH}")
_LEADING_DATE = re.compile(rf"(?:{_WHOLE_DATE.pattern})(?=[-_.].)")

# Addresses name dates in the outlet's zone, which is not known here.
_TIMEZONE_MARGIN = timedelta(days=1)
_BEFORE_DATE, _AFTER_DATE = r"(?:^|(?<=[/_.=-]))", r"(?=$|[/_.&-])"
# Six or eight digits in a row are as likely an article's number.
_PAGE_DATE_PATTERNS = (
    re.compile(rf"(?<=/)({_YEAR})(/)({_MONTH})(?:/({_DAY}))?(?=/)"),
    re.compile(rf"{_BEFORE_DATE}({_YEAR})([_.-])({_MONTH})\2({_DAY}){_AFTER_DATE}"),
)
_SITEMAP_DATE_PATTERNS = (
    re.compile(rf"{_BEFORE_DATE}({_YEAR})([/_.-])({_MONTH})(?:\2({_DAY}))?{_AFTER_DATE}"),
    re.compile(rf"{_BEFORE_DATE}({_YEAR})()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?{_AFTER_DATE}"),
)
_DATE_PARAMETERS = {
    "year": ("year", "yyyy", "y"),
    "month": ("month", "mm", "m"),
    "day": ("day", "dd", "d"),
}


@dataclass(frozen=True, slots=True)
class PathDate:
    """The last date of a path: its precision, its first segment and the first one after it."""

    precision: Literal["year", "month", "day"]
    start: int
    end: int


def find_path_date(segments: Sequence[str]) -> PathDate | None:
    """Return the last date in whole segments: `2024/03/12`, `20240312`, `2024-03`, `2024`."""
    last_date: PathDate | None = None
    index = 0
    while index < len(segments):
        date = _read_date_at(segments, index)
        last_date = date or last_date
        index = date.end if date else index + 1
    return last_date


def starts_with_date(segment: str) -> bool:
    """Say whether a segment begins with a whole date and goes on: `2024-03-12-slug`."""
    return bool(_LEADING_DATE.match(segment))


def find_url_period(url: str, *, is_sitemap: bool) -> tuple[datetime, datetime] | None:
    """Return the whole month or day that an address names, [from, to), as if in UTC.

    Of a sitemap's address, numbers and the query are read too. None where it names no month or day,
    or several. A year alone is ignored: it may as well be a number.
    """
    parts = urlsplit(url)
    texts = (parts.path, parts.query) if is_sitemap else (parts.path,)
    patterns = _SITEMAP_DATE_PATTERNS if is_sitemap else _PAGE_DATE_PATTERNS
    matches = [match for pattern in patterns for text in texts for match in pattern.finditer(text)]
    periods = {_make_period(match[1], match[3], match[4]) for match in matches} - {None}
    if is_sitemap and not periods:
        periods = {_read_query_period(dict(parse_qsl(parts.query)))}
    return periods.pop() if len(periods) == 1 else None


def may_be_published_within(
    url: str, since: datetime | None, until: datetime | None, *, is_sitemap: bool = False
) -> bool:
    """Say whether an article, or one a sitemap lists, may have been published in [since, until)."""
    period = find_url_period(url, is_sitemap=is_sitemap)
    if period is None:
        return True
    start, end = period
    return (since is None or end + _TIMEZONE_MARGIN > since) and (
        until is None or start - _TIMEZONE_MARGIN < until
    )


def _read_date_at(segments: Sequence[str], index: int) -> PathDate | None:
    if _WHOLE_DATE.fullmatch(segments[index]):
        return PathDate("day", index, index + 1)
    if _YEAR_AND_MONTH.fullmatch(segments[index]):
        precision: Literal["month", "day"] = (
            "day" if _matches_segment(_DAY, segments, index + 1) else "month"
        )
        return PathDate(precision, index, index + 1 + (precision == "day"))
    if not _matches_segment(_YEAR, segments, index):
        return None
    if not _matches_segment(_MONTH, segments, index + 1):
        return PathDate("year", index, index + 1)
    if not _matches_segment(_DAY, segments, index + 2):
        return PathDate("month", index, index + 2)
    return PathDate("day", index, index + 3)


def _matches_segment(pattern: str, segments: Sequence[str], index: int) -> bool:
    return index < len(segments) and bool(re.fullmatch(pattern, segments[index]))


def _read_query_period(query: Mapping[str, str]) -> tuple[datetime, datetime] | None:
    """Read a date from parameters like `yyyy=2024&mm=1&dd=2`."""
    values = {
        part: next((query[name] for name in names if name in query), "")
        for part, names in _DATE_PARAMETERS.items()
    }
    if not (re.fullmatch(_YEAR, values["year"]) and re.fullmatch(_MONTH, values["month"])):
        return None
    day = values["day"] if re.fullmatch(_DAY, values["day"]) else None
    return _make_period(values["year"], values["month"], day)


def _make_period(year: str, month: str, day: str | None) -> tuple[datetime, datetime] | None:
    try:
        start = datetime(int(year), int(month), int(day or 1), tzinfo=UTC)
    except ValueError:
        return None
    if day:
        return start, start + timedelta(days=1)
    following = datetime(start.year + start.month // 12, start.month % 12 + 1, 1, tzinfo=UTC)
    return start, following
