"""The calendar dates of a line: where they stand and which day they mean."""

import re
from datetime import timedelta

from crawler.dates import calendars, grammar, iso_dates
from crawler.dates.date_span import DateSpan
from crawler.dates.times_of_day import TimeOfDay, parse_clock_digits
from crawler.dates.tokenizer import Token
from crawler.dates.types import ReferenceTime
from crawler.dates.words import months

# FOLDED from crawler.dates.halves: One day in two calendars: «2 رمضان 1445 هـ الموافق 12 مارس
# 2024».


def apply_gregorian_equivalent(date_span: DateSpan, tokens: list[Token], token_kinds: str) -> None:
    """Let «الموافق 16 سبتمبر», its year not printed, correct a Hijri date by a day or two."""
    match = grammar.GREGORIAN_EQUIVALENT.match(token_kinds, date_span.end)
    if match is None or date_span.day is None:
        return
    day, month = tokens[match.start("day")].number, tokens[match.start("month")].number
    near = (date_span.day + timedelta(days=shift) for shift in (0, -1, 1, -2, 2))
    date_span.day = next(
        (other for other in near if (other.month, other.day) == (month, day)), None
    )
    date_span.end = match.end()


def are_same_day(first: DateSpan, second: DateSpan, token_kinds: str) -> bool:
    """Whether two dates are one day in two calendars."""
    return first.is_hijri != second.is_hijri and bool(
        grammar.BETWEEN_CALENDARS.fullmatch(token_kinds, first.end, second.start)
    )


def merge_calendar_dates(first: DateSpan, second: DateSpan) -> DateSpan:
    """Return the mark of both halves; the Gregorian one is right."""
    lunar, solar = (first, second) if first.is_hijri else (second, first)
    gap = abs((lunar.day - solar.day).days) if lunar.day and solar.day else 0
    return DateSpan(
        start=first.start,
        end=second.end,
        day=solar.day,
        time_of_day=first.time_of_day or second.time_of_day,
        machine_date=solar.machine_date,
        calendar_gap=gap if gap > 1 else None,
        between_calendars=(first.end, second.start),
    )


_MONTH_KINDS = frozenset("mhBF")


def find_calendar_dates(
    tokens: list[Token], token_kinds: str, folded: str, reference: ReferenceTime
) -> list[DateSpan]:
    """Return the calendar dates of a line in reading order, Hijri and Gregorian halves as one."""
    marks: list[DateSpan] = []
    for match in grammar.DATE.finditer(token_kinds):
        mark = DateSpan(start=match.start(), end=match.end())
        if match.lastgroup == "iso":
            token = tokens[mark.start]
            mark.machine_date = iso_dates.parse_machine_date(folded[token.start : token.end])
            mark.day = mark.machine_date.wall_datetime.date() if mark.machine_date else None
        elif match.lastgroup in {"numeric", "spaced"}:
            _read_numbers(mark, tokens, token_kinds, reference)
        else:
            _read_month_name(mark, match, tokens, token_kinds, reference)
        if mark.is_hijri:
            apply_gregorian_equivalent(mark, tokens, token_kinds)
        if marks and are_same_day(marks[-1], mark, token_kinds):
            marks[-1] = merge_calendar_dates(marks[-1], mark)
        else:
            marks.append(mark)
    return marks


def _read_numbers(
    date_span: DateSpan, tokens: list[Token], token_kinds: str, reference: ReferenceTime
) -> None:
    if grammar.NOT_A_DATE_BEFORE.search(token_kinds, max(0, date_span.start - 4), date_span.start):
        return
    parts = calendars.read_date_numbers(tokens[date_span.start : date_span.end])
    era = _read_era(date_span, tokens, token_kinds)
    weekday = _find_weekday(date_span, tokens, token_kinds)
    date_span.day = calendars.resolve_numeric_date(
        parts, weekday=weekday, era=era, latest_day=reference.tomorrow()
    )
    date_span.is_hijri = era == "e" or calendars.has_hijri_year(parts)


def _read_month_name(
    date_span: DateSpan,
    match: re.Match[str],
    tokens: list[Token],
    token_kinds: str,
    reference: ReferenceTime,
) -> None:
    form = match.lastgroup or ""
    which = form[-1]
    if form == "timed5":
        clock = match.start("time")
        zone = clock + 1, match.start("y5")
        date_span.time_of_day = TimeOfDay(
            clock, clock + 1, parse_clock_digits(tokens[clock].name, ""), zone
        )
    era = _read_era(date_span, tokens, token_kinds)
    names = [
        token for token in tokens[slice(*match.span(f"m{which}"))] if token.kind in _MONTH_KINDS
    ]
    date_span.is_hijri = names[0].kind == "h"
    day, year = tokens[match.start(f"d{which}")], tokens[match.start(f"y{which}")]
    number = 1 if day.kind == "F" else day.number
    if len({name.number for name in names}) > 1 or _ends_date_range(
        date_span, tokens, token_kinds, number
    ):
        return
    if form == "short6":
        date_span.day = calendars.resolve_short_year_date(
            year.name, names[0].number, number, reference.tomorrow()
        )
    elif form == "libyan2" and year.number > months.LAST_LIBYAN_YEAR:
        return
    elif date_span.is_hijri and era not in {"g", "s"}:
        date_span.day = calendars.convert_hijri_date(year.number, names[0].number, number)
    elif not date_span.is_hijri and era not in {"e", "s"}:
        date_span.day = calendars.make_gregorian_date(year.number, names[0].number, number)


def _read_era(date_span: DateSpan, tokens: list[Token], token_kinds: str) -> str:
    """Return the era printed after a date, as `days.numeric` wants it, and take it into the mark.

    Where «م» may be PM as well, the time after it is as doubtful as none.
    """
    match = grammar.ERA.match(token_kinds, date_span.end)
    if match is None:
        return ""
    doubt = grammar.PM_OR_ERA.match(token_kinds, date_span.end)
    if doubt and tokens[date_span.end - 1].kind == "D" and _is_set_apart(tokens, date_span.end):
        clock = doubt.start("clock")
        if int(tokens[clock].name.partition(":")[0]) <= 12:
            date_span.time_of_day = TimeOfDay(clock, clock + 1, None, (0, 0))
    date_span.end = match.end()
    return next((era for era in "se" if era in match[0]), "g")


def _ends_date_range(date_span: DateSpan, tokens: list[Token], token_kinds: str, day: int) -> bool:
    """Whether another day leads up to this one."""
    match = grammar.RANGE_START_BEFORE.search(
        token_kinds, max(0, date_span.start - 4), date_span.start
    )
    if match is None:
        return False
    return bool(match["month"]) or tokens[match.start()].number < day


def _is_set_apart(tokens: list[Token], index: int) -> bool:
    return tokens[index - 1].end < tokens[index].start


def _find_weekday(date_span: DateSpan, tokens: list[Token], token_kinds: str) -> int | None:
    if match := grammar.WEEKDAY_BEFORE.search(
        token_kinds, max(0, date_span.start - 4), date_span.start
    ):
        return tokens[match.start()].number
    if match := grammar.WEEKDAY_AFTER.match(token_kinds, date_span.end):
        return tokens[match.end() - 1].number
    return None
