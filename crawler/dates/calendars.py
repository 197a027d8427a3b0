"""Days from printed numbers, Gregorian and Hijri; None for impossible and doubtful ones."""

import re
from datetime import date
from typing import NamedTuple

from hijridate import Hijri

from crawler.dates.tokenizer import Token

# Years a page may be dated with. Earlier dates are the zero of a database (1753, 1900).
FIRST_YEAR, LAST_YEAR = 1901, 2200
_HIJRI_YEARS = range(1343, 1501)
# Without «هـ», a year like 1445 is Hijri only where it falls in the years of the web: a solar
# Hijri year (1403) read as a lunar one falls before them.
_FIRST_WEB_YEAR = 1990
_LAST_SHORT_YEAR = 2069
_NUMBERS = re.compile("[0-9]+")


class DateNumbers(NamedTuple):
    """The three numbers of a date as printed; `has_slash` where slashes separate them."""

    first: str
    second: str
    third: str
    has_slash: bool


def make_gregorian_date(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day; None where there is none or its year is out of range."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def convert_hijri_date(year: int, month: int, day: int) -> date | None:
    """Return the day of a date in the Umm al-Qura calendar; None where there is none."""
    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(gregorian.year, gregorian.month, gregorian.day)


def has_hijri_year(numbers: DateNumbers) -> bool:
    """Say whether one of the numbers is a year of the Umm al-Qura tables."""
    return int(numbers.first) in _HIJRI_YEARS or int(numbers.third) in _HIJRI_YEARS


def resolve_numeric_date(
    numbers: DateNumbers, *, weekday: int | None, era: str, latest_day: date | None
) -> date | None:
    """Return the day of three numbers: year first where a year leads, else day first.

    Month first only where day first is impossible, or where the printed weekday says so. `era` is
    "e" for Hijri, "g" for Gregorian, "s" for the solar Hijri calendar of Iran, which gives None, ""
    where none is printed.
    """
    first, second, third = int(numbers.first), int(numbers.second), int(numbers.third)
    if len(numbers.first) == 4 and len(numbers.third) <= 2:
        return _make_date_by_era(first, second, third, era)
    if len(numbers.first) > 2:
        return None
    if len(numbers.third) == 2 and not era:
        return _resolve_two_digit_year(numbers, weekday, latest_day)
    if len(numbers.third) != 4:
        return None
    day_first = _make_date_by_era(third, second, first, era)
    month_first = _make_date_by_era(third, first, second, era)
    if day_first and month_first and weekday not in {None, day_first.weekday()}:
        return month_first if month_first.weekday() == weekday else day_first
    return day_first or month_first


def resolve_short_year_date(
    digits: str, month: int, day: int, latest_day: date | None
) -> date | None:
    """Return the day in a year of two digits: of this century, if that year has begun.

    Where the present is unknown, years up to 69 count, as in POSIX.
    """
    latest_year = latest_day.year if latest_day else _LAST_SHORT_YEAR
    year = latest_year - latest_year % 100 + int(digits)
    is_possible = len(digits) == 2 and year <= latest_year
    return make_gregorian_date(year, month, day) if is_possible else None


def read_date_numbers(tokens: list[Token]) -> DateNumbers:
    """Return the three numbers of one D token or of three number tokens."""
    first, second, third = [number for token in tokens for number in _NUMBERS.findall(token.name)]
    return DateNumbers(
        first, second, third, any("/" in token.name or token.kind == "/" for token in tokens)
    )


def _resolve_two_digit_year(
    numbers: DateNumbers, weekday: int | None, latest_day: date | None
) -> date | None:
    """Return the day of 12/03/24: day first, unless a printed weekday says year first.

    Without slashes, all parts need two digits: 4.9.12 is a version.
    """
    if not numbers.has_slash and not len(numbers.first) == len(numbers.second) == 2:
        return None
    month = int(numbers.second)
    day_first = resolve_short_year_date(numbers.third, month, int(numbers.first), latest_day)
    year_first = resolve_short_year_date(numbers.first, month, int(numbers.third), latest_day)
    if day_first and year_first and weekday not in {None, day_first.weekday()}:
        return year_first if year_first.weekday() == weekday else None
    return day_first or year_first


def _make_date_by_era(year: int, month: int, day: int, era: str) -> date | None:
    if era == "g" or year not in _HIJRI_YEARS:
        return None if era in {"e", "s"} else make_gregorian_date(year, month, day)
    converted = convert_hijri_date(year, month, day) if era != "s" else None
    if not era and converted and converted.year < _FIRST_WEB_YEAR:
        return None
    return converted
