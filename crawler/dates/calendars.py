"""Which day a match of the grammar means; None where it is impossible or doubtful."""

import re
from datetime import date
from typing import NamedTuple

from hijridate import Hijri

from crawler.dates.tokenizer import Token

# Years a page may be dated with. Before the first, dates are a database's zero (1753, 1900).
FIRST_YEAR, LAST_YEAR = 1901, 2200
_HIJRI_YEARS = range(1343, 1501)
# Without «هـ», a year like 1445 is Hijri only where it falls in the years of the web: a solar
# Hijri year (1403) read as a lunar one falls before them.
_FIRST_WEB_YEAR = 1990
_NUMBERS = re.compile("[0-9]+")


class Numeric(NamedTuple):
    """Three numbers as printed."""

    first: str
    second: str
    third: str
    slashed: bool


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hijri(year: int, month: int, day: int) -> date | None:
    """Return the day of the Umm al-Qura calendar, or None where there is none."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def in_hijri_year(text: Numeric) -> bool:
    """Whether one of the numbers is a year of the Umm al-Qura tables."""
    return int(text.first) in _HIJRI_YEARS or int(text.third) in _HIJRI_YEARS


def numeric(text: Numeric, *, weekday: int | None, era: str, now: date) -> date | None:
    """Return the day of three numbers: year first where it leads, else day first.

    Month first only where day first is impossible, or where the printed weekday says so. `era` is
    "e" for Hijri, "g" for Gregorian, "s" for the solar Hijri calendar of Iran, which is not read,
    "" where not printed.
    """
    first, second, third = int(text.first), int(text.second), int(text.third)
    if len(text.first) == 4 and len(text.third) <= 2:
        return _in_calendar(first, second, third, era)
    if len(text.first) > 2:
        return None
    if len(text.third) == 2 and not era:
        return _two_digits(text, weekday, now)
    if len(text.third) != 4:
        return None
    day_first = _in_calendar(third, second, first, era)
    month_first = _in_calendar(third, first, second, era)
    if day_first and month_first and weekday not in {None, day_first.weekday()}:
        return month_first if month_first.weekday() == weekday else day_first
    return day_first or month_first


def short_year(digits: str, month: int, day: int, now: date) -> date | None:
    """Return the day of a year of two digits: of this century, if it has had that year."""
    year = now.year - now.year % 100 + int(digits)
    return gregorian(year, month, day) if len(digits) == 2 and year <= now.year else None


def _two_digits(text: Numeric, weekday: int | None, now: date) -> date | None:
    """Return the day of 12/03/24: day first, unless a printed weekday says year first.

    Apart from 1/2/24, all parts need two digits: 4.9.12 is a version.
    """
    if not text.slashed and not len(text.first) == len(text.second) == 2:
        return None
    month = int(text.second)
    day_first = short_year(text.third, month, int(text.first), now)
    year_first = short_year(text.first, month, int(text.third), now)
    if day_first and year_first and weekday not in {None, day_first.weekday()}:
        return year_first if year_first.weekday() == weekday else None
    return day_first or year_first


def _in_calendar(year: int, month: int, day: int, era: str) -> date | None:
    if era == "g" or year not in _HIJRI_YEARS:
        return None if era in {"e", "s"} else gregorian(year, month, day)
    found = hijri(year, month, day) if era != "s" else None
    if not era and found and found.year < _FIRST_WEB_YEAR:
        return None
    return found


def printed(tokens: list[Token]) -> Numeric:
    """Return the three numbers of one D token or of three number tokens."""
    parts = [part for token in tokens for part in _NUMBERS.findall(token.name)]
    first, second, third = parts
    return Numeric(
        first, second, third, any("/" in token.name or token.kind == "/" for token in tokens)
    )
