"""The month or day an address names: of a sitemap that holds it, of an article published then."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

# A name is in the outlet's zone, whichever that is.
_MARGIN = timedelta(days=1)
_YEAR, _MONTH, _DAY = r"(?:19[89]\d|20[0-4]\d)", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
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
