"""Calendar dates of a line, Gregorian and Hijri: the tokens of each and the day it means.

One day printed in both calendars, «2 رمضان 1445 هـ الموافق 12 مارس 2024», is one date.
"""

import re
from datetime import timedelta

from crawler.dates import calendars, grammar, iso_dates
from crawler.dates.date_span import DateSpan
from crawler.dates.times_of_day import TimeOfDay, parse_clock_digits
from crawler.dates.tokenizer import Token
from crawler.dates.types import ReferenceTime
from crawler.dates.words import months

_MONTH_KINDS = frozenset("mhBF")


def find_calendar_dates(
    tokens: list[Token], token_kinds: str, folded: str, reference: ReferenceTime
) -> list[DateSpan]:
    """Return the calendar dates of a line in reading order."""
    date_spans: list[DateSpan] = []
    for match in grammar.DATE.finditer(token_kinds):
        date_span = DateSpan(start=match.start(), end=match.end())
        if match.lastgroup == "iso":
            token = tokens[date_span.start]
            date_span.machine_date = iso_dates.parse_machine_date(folded[token.start : token.end])
            date_span.day = (
                date_span.machine_date.wall_datetime.date() if date_span.machine_date else None
            )
        elif match.lastgroup in {"numeric", "spaced"}:
            _read_numbers(date_span, tokens, token_kinds, reference)
        else:
            _read_month_name(date_span, match, tokens, token_kinds, reference)
        if date_span.is_hijri:
            apply_gregorian_equivalent(date_span, tokens, token_kinds)
        if date_spans and are_same_day(date_spans[-1], date_span, token_kinds):
            date_spans[-1] = merge_calendar_dates(date_spans[-1], date_span)
        else:
            date_spans.append(date_span)
    return date_spans


def apply_gregorian_equivalent(date_span: DateSpan, tokens: list[Token], token_kinds: str) -> None:
    """Correct a Hijri date by up to two days, to fit «الموافق 16 سبتمبر» (no year) after it.

    The day becomes None where no such correction fits.
    """
    match = grammar.GREGORIAN_EQUIVALENT.match(token_kinds, date_span.end)
    if match is None or date_span.day is None:
        return
    day, month = tokens[match.start("day")].number, tokens[match.start("month")].number
    nearby_days = (date_span.day + timedelta(days=shift) for shift in (0, -1, 1, -2, 2))
    date_span.day = next(
        (nearby for nearby in nearby_days if (nearby.month, nearby.day) == (month, day)), None
    )
    date_span.end = match.end()


def are_same_day(first: DateSpan, second: DateSpan, token_kinds: str) -> bool:
    """Say whether two dates are one day in two calendars."""
    return first.is_hijri != second.is_hijri and bool(
        grammar.BETWEEN_CALENDARS.fullmatch(token_kinds, first.end, second.start)
    )


def merge_calendar_dates(first: DateSpan, second: DateSpan) -> DateSpan:
    """Return one date from a Hijri and a Gregorian one; the day is the Gregorian."""
    hijri, gregorian = (first, second) if first.is_hijri else (second, first)
    gap = abs((hijri.day - gregorian.day).days) if hijri.day and gregorian.day else 0
    return DateSpan(
        start=first.start,
        end=second.end,
        day=gregorian.day,
        time_of_day=first.time_of_day or second.time_of_day,
        machine_date=gregorian.machine_date,
        calendar_gap=gap if gap > 1 else None,
        between_calendars=(first.end, second.start),
    )


def _read_numbers(
    date_span: DateSpan, tokens: list[Token], token_kinds: str, reference: ReferenceTime
) -> None:
    if grammar.NOT_A_DATE_BEFORE.search(token_kinds, max(0, date_span.start - 4), date_span.start):
        return
    numbers = calendars.read_date_numbers(tokens[date_span.start : date_span.end])
    era = _read_era(date_span, tokens, token_kinds)
    weekday = _find_weekday(date_span, tokens, token_kinds)
    date_span.day = calendars.resolve_numeric_date(
        numbers, weekday=weekday, era=era, latest_day=reference.tomorrow()
    )
    date_span.is_hijri = era == "e" or calendars.has_hijri_year(numbers)


def _read_month_name(
    date_span: DateSpan,
    match: re.Match[str],
    tokens: list[Token],
    token_kinds: str,
    reference: ReferenceTime,
) -> None:
    form = match.lastgroup or ""
    form_number = form[-1]
    if form.startswith("timed"):
        time_start = match.start(f"time{form_number}")
        zone_tokens = (time_start + 1, match.start("y5")) if form == "timed5" else (0, 0)
        date_span.time_of_day = TimeOfDay(
            time_start,
            time_start + 1,
            parse_clock_digits(tokens[time_start].name, ""),
            zone_tokens,
        )
    era = _read_era(date_span, tokens, token_kinds)
    months_named = [
        token
        for token in tokens[slice(*match.span(f"m{form_number}"))]
        if token.kind in _MONTH_KINDS
    ]
    month = months_named[0].number
    date_span.is_hijri = months_named[0].kind == "h"
    day_token = tokens[match.start(f"d{form_number}")]
    year_token = tokens[match.start(f"y{form_number}")]
    day = 1 if day_token.kind == "F" else day_token.number
    if len({token.number for token in months_named}) > 1 or _ends_date_range(
        date_span, tokens, token_kinds, day
    ):
        return
    if form == "short6":
        date_span.day = calendars.resolve_short_year_date(
            year_token.name, month, day, reference.tomorrow()
        )
    elif form == "libyan2" and year_token.number > months.LAST_LIBYAN_YEAR:
        return
    elif date_span.is_hijri and era not in {"g", "s"}:
        date_span.day = calendars.convert_hijri_date(year_token.number, month, day)
    elif not date_span.is_hijri and era not in {"e", "s"}:
        date_span.day = calendars.make_gregorian_date(year_token.number, month, day)


def _read_era(date_span: DateSpan, tokens: list[Token], token_kinds: str) -> str:
    """Return the era printed after a date ("e", "g", "s" or ""), and extend the date to it.

    Where «م» may be PM as well, the time after it is in doubt and becomes None.
    """
    match = grammar.ERA.match(token_kinds, date_span.end)
    if match is None:
        return ""
    pm_or_era = grammar.PM_OR_ERA.match(token_kinds, date_span.end)
    if (
        pm_or_era
        and tokens[date_span.end - 1].kind == "D"
        and _has_space_before(tokens, date_span.end)
    ):
        time_start = pm_or_era.start("clock")
        if int(tokens[time_start].name.partition(":")[0]) <= 12:
            date_span.time_of_day = TimeOfDay(time_start, time_start + 1, None, (0, 0))
    date_span.end = match.end()
    return next((era for era in "se" if era in match[0]), "g")


def _ends_date_range(date_span: DateSpan, tokens: list[Token], token_kinds: str, day: int) -> bool:
    """Say whether a date is the end of a range, as in «3 - 5 مارس 2024»."""
    match = grammar.RANGE_START_BEFORE.search(
        token_kinds, max(0, date_span.start - 4), date_span.start
    )
    if match is None:
        return False
    return bool(match["month"]) or tokens[match.start()].number < day


def _has_space_before(tokens: list[Token], index: int) -> bool:
    return tokens[index - 1].end < tokens[index].start


def _find_weekday(date_span: DateSpan, tokens: list[Token], token_kinds: str) -> int | None:
    if match := grammar.WEEKDAY_BEFORE.search(
        token_kinds, max(0, date_span.start - 4), date_span.start
    ):
        token = tokens[match.start()]
        # «اثنين» without «ال» is two, or Monday.
        return token.number if token.kind == "w" else 0 if token.number == 2 else None
    if match := grammar.WEEKDAY_AFTER.match(token_kinds, date_span.end):
        return tokens[match.end() - 1].number
    return None
