"""The calendar dates of a line: where they stand and which day they mean."""

import re
from datetime import timedelta

from crawler.dates import calendars, grammar, iso_dates
from crawler.dates.date_span import Mark
from crawler.dates.times_of_day import Clock, wall_time
from crawler.dates.tokenizer import Token
from crawler.dates.types import Frame
from crawler.dates.words import months

# FOLDED from crawler.dates.halves: One day in two calendars: «2 رمضان 1445 هـ الموافق 12 مارس
# 2024».


def add_half(mark: Mark, tokens: list[Token], shape: str) -> None:
    """Let «الموافق 16 سبتمبر», its year not printed, correct a Hijri date by a day or two."""
    match = grammar.HALF.match(shape, mark.end)
    if match is None or mark.day is None:
        return
    day, month = tokens[match.start("day")].number, tokens[match.start("month")].number
    near = (mark.day + timedelta(days=shift) for shift in (0, -1, 1, -2, 2))
    mark.day = next((other for other in near if (other.month, other.day) == (month, day)), None)
    mark.end = match.end()


def other_half(first: Mark, second: Mark, shape: str) -> bool:
    """Whether two dates are one day in two calendars."""
    return first.hijri != second.hijri and bool(
        grammar.SAME_DAY.fullmatch(shape, first.end, second.start)
    )


def joined(first: Mark, second: Mark) -> Mark:
    """Return the mark of both halves; the Gregorian one is right."""
    lunar, solar = (first, second) if first.hijri else (second, first)
    gap = abs((lunar.day - solar.day).days) if lunar.day and solar.day else 0
    return Mark(
        start=first.start,
        end=second.end,
        day=solar.day,
        clock=first.clock or second.clock,
        stamp=solar.stamp,
        gap=gap if gap > 1 else None,
        inner=(first.end, second.start),
    )


_MONTH_KINDS = frozenset("mhBF")


def calendar_dates(tokens: list[Token], shape: str, letters: str, frame: Frame) -> list[Mark]:
    """Return the calendar dates of a line in reading order, Hijri and Gregorian halves as one."""
    marks: list[Mark] = []
    for match in grammar.DATE.finditer(shape):
        mark = Mark(start=match.start(), end=match.end())
        if match.lastgroup == "iso":
            token = tokens[mark.start]
            mark.stamp = iso_dates.stamp(letters[token.start : token.end])
            mark.day = mark.stamp.wall.date() if mark.stamp else None
        elif match.lastgroup in {"numeric", "spaced"}:
            _read_numbers(mark, tokens, shape, frame)
        else:
            _read_names(mark, match, tokens, shape, frame)
        if mark.hijri:
            add_half(mark, tokens, shape)
        if marks and other_half(marks[-1], mark, shape):
            marks[-1] = joined(marks[-1], mark)
        else:
            marks.append(mark)
    return marks


def _read_numbers(mark: Mark, tokens: list[Token], shape: str, frame: Frame) -> None:
    if grammar.VETO_BEFORE.search(shape, max(0, mark.start - 4), mark.start):
        return
    parts = calendars.printed(tokens[mark.start : mark.end])
    era = _era(mark, tokens, shape)
    weekday = _weekday(mark, tokens, shape)
    mark.day = calendars.numeric(parts, weekday=weekday, era=era, now=frame.tomorrow())
    mark.hijri = era == "e" or calendars.in_hijri_year(parts)


def _read_names(
    mark: Mark, match: re.Match[str], tokens: list[Token], shape: str, frame: Frame
) -> None:
    form = match.lastgroup or ""
    which = form[-1]
    if form == "timed5":
        clock = match.start("time")
        zone = clock + 1, match.start("y5")
        mark.clock = Clock(clock, clock + 1, wall_time(tokens[clock].name, ""), zone)
    era = _era(mark, tokens, shape)
    names = [
        token for token in tokens[slice(*match.span(f"m{which}"))] if token.kind in _MONTH_KINDS
    ]
    mark.hijri = names[0].kind == "h"
    day, year = tokens[match.start(f"d{which}")], tokens[match.start(f"y{which}")]
    number = 1 if day.kind == "F" else day.number
    if len({name.number for name in names}) > 1 or _ends_span(mark, tokens, shape, number):
        return
    if form == "short6":
        mark.day = calendars.short_year(year.name, names[0].number, number, frame.tomorrow())
    elif form == "libyan2" and year.number > months.LAST_LIBYAN_YEAR:
        return
    elif mark.hijri and era not in {"g", "s"}:
        mark.day = calendars.hijri(year.number, names[0].number, number)
    elif not mark.hijri and era not in {"e", "s"}:
        mark.day = calendars.gregorian(year.number, names[0].number, number)


def _era(mark: Mark, tokens: list[Token], shape: str) -> str:
    """Return the era printed after a date, as `days.numeric` wants it, and take it into the mark.

    Where «م» may be PM as well, the time after it is as doubtful as none.
    """
    match = grammar.ERA.match(shape, mark.end)
    if match is None:
        return ""
    doubt = grammar.PM_OR_ERA.match(shape, mark.end)
    if doubt and tokens[mark.end - 1].kind == "D" and _apart(tokens, mark.end):
        clock = doubt.start("clock")
        if int(tokens[clock].name.partition(":")[0]) <= 12:
            mark.clock = Clock(clock, clock + 1, None, (0, 0))
    mark.end = match.end()
    return next((era for era in "se" if era in match[0]), "g")


def _ends_span(mark: Mark, tokens: list[Token], shape: str, day: int) -> bool:
    """Whether another day leads up to this one."""
    match = grammar.SPAN_BEFORE.search(shape, max(0, mark.start - 4), mark.start)
    if match is None:
        return False
    return bool(match["month"]) or tokens[match.start()].number < day


def _apart(tokens: list[Token], place: int) -> bool:
    return tokens[place - 1].end < tokens[place].start


def _weekday(mark: Mark, tokens: list[Token], shape: str) -> int | None:
    if match := grammar.WEEKDAY_BEFORE.search(shape, max(0, mark.start - 4), mark.start):
        return tokens[match.start()].number
    if match := grammar.WEEKDAY_AFTER.match(shape, mark.end):
        return tokens[match.end() - 1].number
    return None
