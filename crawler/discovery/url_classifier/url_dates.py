"""Calendar dates in addresses.

`find_segment_dates` is their one reader. `find_path_date`, `starts_with_date` and
`names_calendar_time` tell the classifier where a date stands; `find_publication_day` returns the
day that an article's address names, `find_url_period` the month or day: of an article, or the one
that a sitemap covers.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.text.normalise import to_ascii_digits

YEAR_PATTERN = r"(?:19[89]\d|20[0-4]\d)"
_YEAR_ANYWHERE = re.compile(YEAR_PATTERN)
_WEEK = re.compile(rf"{YEAR_PATTERN}-?w\d{{1,2}}", re.IGNORECASE)
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR_FIRST = rf"(?P<y>{YEAR_PATTERN})(?P<s>[-_.])(?P<m>{_MONTH})(?:(?P=s)(?P<d>{_DAY}))?"
_DAY_FIRST = rf"(?P<d>{_DAY})(?P<s>[-_.])(?P<m>{_MONTH})(?P=s)(?P<y>{YEAR_PATTERN})"
_DIGITS = rf"(?P<y>{YEAR_PATTERN})(?P<s>)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])?"
_BEFORE_DATE, _AFTER_DATE = r"(?:^|(?<=[_.-]))", r"(?=$|[_.-])"
# The day comes first only where the segment begins: `final-2-1-2024` may have a score.
_DATE_IN_SEGMENT = (
    re.compile(f"{_BEFORE_DATE}{_YEAR_FIRST}{_AFTER_DATE}"),
    re.compile(f"^{_DAY_FIRST}{_AFTER_DATE}"),
    re.compile(f"{_BEFORE_DATE}{_DIGITS}{_AFTER_DATE}"),
)
_SITEMAP_EXTENSION = re.compile(r"\.(?:xml|txt)(?:\.gz)?$", re.IGNORECASE)
_DATE_PARAMETERS = (("year", "yyyy", "y"), ("month", "mm", "m"), ("day", "dd", "d"))
# Addresses name dates in the outlet's zone, which is not known here.
_TIMEZONE_MARGIN = timedelta(days=1)

_Period = tuple[datetime, datetime]
_Place = Literal["whole", "beginning", "inside"]


@dataclass(frozen=True, slots=True)
class UrlDate:
    """A date in an address: a year, and the month and day if it names them.

    `start` is its first segment, `end` the first one after it. `place`: it fills these segments,
    begins one, or stands further on in one. `in_digits`: it is six or eight digits in a row.
    """

    year: int
    month: int | None
    day: int | None
    start: int
    end: int
    place: _Place = "whole"
    in_digits: bool = False

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """The smallest part that the date names."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def period(self) -> _Period | None:
        """The whole month or day, [from, to), as if in UTC; None of a year."""
        if self.month is None:
            return None
        start = datetime(self.year, self.month, self.day or 1, tzinfo=UTC)
        if self.day:
            return start, start + timedelta(days=1)
        return start, datetime(self.year + self.month // 12, self.month % 12 + 1, 1, tzinfo=UTC)


def find_segment_dates(segments: Sequence[str]) -> list[UrlDate]:
    """Return the dates in the decoded segments of a path, in order.

    As whole segments `2024/03/12`, `2024-03/12`, `20240312`, `12-03-2024`, `2024-03`, `202403` and
    `2024`; of these the ones of a single segment, but for the year, also as part of one:
    `2024-03-12-slug`. A day that its month does not have is none.
    """
    dates: list[UrlDate] = []
    index = 0
    while index < len(segments):
        found: list[UrlDate] = []
        if _YEAR_ANYWHERE.search(segments[index]):
            found = _read_folders(segments, index) or _read_segment(segments, index)
            dates.extend(found)
        index = max((each.end for each in found), default=index + 1)
    return dates


def find_path_date(segments: Sequence[str]) -> UrlDate | None:
    """Return the last date in whole segments; six digits are as likely an article's number."""
    dates = reversed(find_segment_dates(segments))
    return next(
        (found for found in dates if found.place == "whole" and not _is_loose_month(found)), None
    )


def starts_with_date(segment: str) -> bool:
    """Say whether a segment begins with a whole date and goes on: `2024-03-12-slug`."""
    return any(
        found.place == "beginning" and found.precision == "day"
        for found in find_segment_dates([segment])
    )


def names_calendar_time(value: str) -> bool:
    """Say whether a value is nothing but a month, a day or a week: `2024-03-12`, `2024-w11`."""
    if _WEEK.fullmatch(value):
        return True
    return any(
        found.place == "whole" and found.month and (found.day or not found.in_digits)
        for found in find_segment_dates([value])
    )


def find_publication_day(url: str) -> date | None:
    """Return the day that an article's address names; None for none, or several."""
    segments = _split_path(url)
    dates = [found for found in find_segment_dates(segments) if not _is_loose_month(found)]
    sure = [found for found in dates if not _may_be_number(found, segments)]
    period = _choose_period(dates) or _choose_period(sure)
    return period[0].date() if period and period[1] - period[0] == timedelta(days=1) else None


def find_url_period(url: str, *, is_sitemap: bool) -> _Period | None:
    """Return the whole month or day that an address names, [from, to), as if in UTC.

    Of a sitemap's address, numbers and the query are read too. None where it names no month or day,
    or several. A year alone is ignored: it may as well be a number.
    """
    if is_sitemap:
        return _find_sitemap_period(url)
    segments = _split_path(url)
    return _choose_period(
        found
        for found in find_segment_dates(segments)
        if not _is_loose_month(found) and not _may_be_number(found, segments)
    )


def may_be_published_within(
    url: str, since: datetime | None, until: datetime | None, *, is_sitemap: bool = False
) -> bool:
    """Say whether an article, or one a sitemap lists, may have been published in [since, until)."""
    if since is None and until is None:
        return True
    period = find_url_period(url, is_sitemap=is_sitemap)
    if period is None:
        return True
    start, end = period
    return (since is None or end + _TIMEZONE_MARGIN > since) and (
        until is None or start - _TIMEZONE_MARGIN < until
    )


def _split_path(url: str) -> list[str]:
    path = to_ascii_digits(unquote(urlsplit(url).path))
    return [segment for segment in path.split("/") if segment]


def _read_folders(segments: Sequence[str], index: int) -> list[UrlDate]:
    """Read `2024`, `2024/03` or `2024/03/12`."""
    if not re.fullmatch(YEAR_PATTERN, segments[index]):
        return []
    found = UrlDate(int(segments[index]), None, None, index, index + 1)
    if index + 1 < len(segments) and re.fullmatch(_MONTH, segments[index + 1]):
        found = _extend_to_day(
            replace(found, month=int(segments[index + 1]), end=index + 2), segments
        )
    return [found]


def _extend_to_day(found: UrlDate, segments: Sequence[str]) -> UrlDate:
    """Return the date with the day that the segment after its month names, if any."""
    if found.month and found.end < len(segments) and re.fullmatch(_DAY, segments[found.end]):
        day = int(segments[found.end])
        if _is_day_of_month(found.year, found.month, day):
            return replace(found, day=day, end=found.end + 1)
    return found


def _read_segment(segments: Sequence[str], index: int) -> list[UrlDate]:
    """Read the dates in one segment; where one is all of it, also its day in the next."""
    dates: list[UrlDate] = []
    for pattern in _DATE_IN_SEGMENT:
        for match in pattern.finditer(segments[index]):
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"] or 0) or None
            if day and not _is_day_of_month(year, month, day):
                continue
            is_whole = match[0] == segments[index]
            place: _Place = "whole" if is_whole else "inside" if match.start() else "beginning"
            in_digits = not match["s"]
            found = UrlDate(year, month, day, index, index + 1, place, in_digits)
            may_go_on = is_whole and not day and not in_digits
            dates.append(_extend_to_day(found, segments) if may_go_on else found)
    return dates


def _is_day_of_month(year: int, month: int, day: int) -> bool:
    return day <= monthrange(year, month)[1]


def _is_loose_month(found: UrlDate) -> bool:
    """Say whether a month is six digits, or part of a segment: `results-2024-01`."""
    return found.precision == "month" and (found.in_digits or found.place != "whole")


def _may_be_number(found: UrlDate, segments: Sequence[str]) -> bool:
    """Say whether eight digits may be an article's number: nothing follows them."""
    is_last = found.place == "inside" or (found.place == "whole" and found.end == len(segments))
    return found.in_digits and is_last


def _choose_period(dates: Iterable[UrlDate]) -> _Period | None:
    """Return the period of the dates, of a month and its day the day; None for several."""
    periods = {found.period for found in dates} - {None}
    narrowest = [
        period
        for period in periods
        if period and not any(_is_within(other, period) for other in periods - {period})
    ]
    return narrowest[0] if len(narrowest) == 1 else None


def _is_within(inner: _Period | None, outer: _Period) -> bool:
    return inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _find_sitemap_period(url: str) -> _Period | None:
    query = dict(parse_qsl(urlsplit(url).query))
    segments = _split_path(url)
    if segments:
        segments[-1] = _SITEMAP_EXTENSION.sub("", segments[-1])
    values = [value.split("/") for value in query.values()]
    dates = [found for texts in (segments, *values) for found in find_segment_dates(texts)]
    return _choose_period(dates) if any(found.month for found in dates) else _read_query(query)


def _read_query(query: Mapping[str, str]) -> _Period | None:
    """Read a date from parameters like `yyyy=2024&mm=1&dd=2`."""
    values = [
        next((query[name] for name in names if name in query), "") for names in _DATE_PARAMETERS
    ]
    return _choose_period(_read_folders(values, 0))
