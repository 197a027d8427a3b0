"""The dates of a line: where they stand and which day they mean."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.dates import days, grammar, machine, relative
from crawler.dates.clocks import Clock, wall_time
from crawler.dates.frame import Frame
from crawler.dates.lexer import Token


@dataclass(slots=True, kw_only=True)
class Mark:
    """A date between two tokens; `day` None where it is printed but impossible or doubtful.

    `clock` is its time of day, once bound; `stamp` what a machine wrote; `exact` an instant counted
    back from now, `relative` anything counted back.
    """

    start: int
    end: int
    day: date | None = None
    hijri: bool = False
    clock: Clock | None = None
    stamp: machine.Stamp | None = None
    exact: datetime | None = None
    relative: bool = False
    alone: bool = False
    gap: int | None = None


def absolute(tokens: list[Token], shape: str, letters: str, frame: Frame) -> list[Mark]:
    """Return the calendar dates of a line in reading order, Hijri and Gregorian halves as one."""
    marks: list[Mark] = []
    for match in grammar.DATE.finditer(shape):
        mark = _mark(match, tokens, shape, frame)
        if match["iso"]:
            token = tokens[mark.start]
            mark.stamp = machine.stamp(letters[token.start : token.end])
            mark.day = mark.stamp.wall.date() if mark.stamp else None
        elif mark.hijri:
            _add_half(mark, tokens, shape)
        if marks and _other_half(marks[-1], mark, shape):
            marks[-1] = _joined(marks[-1], mark)
        else:
            marks.append(mark)
    return marks


def counted(tokens: list[Token], shape: str, frame: Frame) -> list[Mark]:
    """Return the dates counted back from now in a line whose calendar dates are masked."""
    marks = []
    for match in grammar.RELATIVE.finditer(shape):
        start, end = match.span()
        mark = Mark(start=start, end=end, relative=True)
        first = tokens[start]
        if match["day"]:
            # A newspaper may be called «اليوم», its name's last word; a day's is rarely.
            if first.number == 0 and shape[start - 1 : start] == "a":
                continue
            mark.day, mark.alone = relative.day_back(first, frame), True
        elif match["now"]:
            mark.exact = frame.now.astimezone(frame.zone)
            mark.alone = first.name == "alone"
            mark.day = mark.exact.date() if first.name == "day" else None
        elif not _count_back(mark, match, tokens, frame):
            continue
        marks.append(mark)
    return marks


def _count_back(mark: Mark, match: re.Match[str], tokens: list[Token], frame: Frame) -> bool:
    """Fill in the instant of «منذ 3 ساعات»; return whether the words mean one.

    «قبل شهر من الانتخابات» counts from something else.
    """
    group = next(name for name in ("after", "before", "colloquial") if match[name])
    following = tokens[mark.end].name if mark.end < len(tokens) else ""
    if following == "من" or (group == "colloquial" and tokens[mark.start].name != "من"):
        return False
    found = relative.counted_back(tokens[slice(*match.span(group))], frame)
    if found is None:
        return False
    mark.exact, to_the_minute = found
    mark.day = None if to_the_minute else mark.exact.date()
    return True


def _mark(match: re.Match[str], tokens: list[Token], shape: str, frame: Frame) -> Mark:
    mark = Mark(start=match.start(), end=match.end())
    era = _era(mark, tokens, shape)
    today = frame.now.astimezone(frame.zone).date() + timedelta(days=1)
    if match["numeric"] or match["sep"]:
        if grammar.VETO_BEFORE.search(shape, max(0, mark.start - 4), mark.start):
            return mark
        parts = days.printed(tokens[match.start() : match.end()])
        weekday = _weekday(mark, tokens, shape)
        mark.day = days.numeric(parts, weekday=weekday, era=era, now=today)
        mark.hijri = era == "e" or any(days.is_hijri_year(int(part)) for part in parts)
    elif not match["iso"]:
        _name_month(mark, match, tokens, era, today)
        if grammar.SPAN_BEFORE.search(shape, max(0, mark.start - 2), mark.start):
            mark.day = None
    return mark


def _name_month(
    mark: Mark, match: re.Match[str], tokens: list[Token], era: str, today: date
) -> None:
    form = (
        next(number for number in "123456" if match.start(f"d{number}") >= 0)
        if (match["m5"] is None)
        else "5"
    )
    day = tokens[match.start(f"d{form}")]
    year_token = tokens[match.start(f"y{form}")]
    names = [t for t in tokens[slice(*match.span(f"m{form}"))] if t.kind in "mhBF"]
    number = 1 if day.kind == "F" else day.number
    year = days.full_year(year_token.name, today) if form == "6" else year_token.number
    if form == "5":
        clock = match.start("time")
        zone = (clock + 1, match.start("y5"))
        mark.clock = Clock(clock, clock + 1, wall_time(tokens[clock].name, ""), zone)
    if year is None or len({name.number for name in names}) > 1:
        return
    mark.hijri = names[0].kind == "h"
    if mark.hijri:
        mark.day = days.hijri(year, names[0].number, number) if era != "g" else None
    elif era != "e":
        mark.day = days.gregorian(year, names[0].number, number)


def _era(mark: Mark, tokens: list[Token], shape: str) -> str:
    """Return the era printed after a date, "e" or "g", and take it into the mark.

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
    return "e" if "e" in match[0] else "g"


def _apart(tokens: list[Token], place: int) -> bool:
    return tokens[place - 1].end < tokens[place].start


def _weekday(mark: Mark, tokens: list[Token], shape: str) -> int | None:
    if match := grammar.WEEKDAY_BEFORE.search(shape, max(0, mark.start - 4), mark.start):
        return tokens[match.start()].number
    if match := grammar.WEEKDAY_AFTER.match(shape, mark.end):
        return tokens[match.end() - 1].number
    return None


def _add_half(mark: Mark, tokens: list[Token], shape: str) -> None:
    """Let «الموافق 16 سبتمبر», its year not printed, correct a Hijri date by a day or two."""
    match = grammar.HALF.match(shape, mark.end)
    if match is None or mark.day is None:
        return
    day, month = tokens[match.start("day")].number, tokens[match.start("month")].number
    near = (mark.day + timedelta(days=shift) for shift in (0, -1, 1, -2, 2))
    mark.day = next((other for other in near if (other.month, other.day) == (month, day)), None)
    mark.end = match.end()


def _other_half(first: Mark, second: Mark, shape: str) -> bool:
    """Whether two dates are one day in two calendars."""
    return first.hijri != second.hijri and bool(
        grammar.SAME_DAY.fullmatch(shape, first.end, second.start)
    )


def _joined(first: Mark, second: Mark) -> Mark:
    lunar, solar = (first, second) if first.hijri else (second, first)
    gap = abs((lunar.day - solar.day).days) if lunar.day and solar.day else 0
    return Mark(
        start=first.start,
        end=second.end,
        day=solar.day,
        clock=first.clock or second.clock,
        stamp=solar.stamp,
        gap=gap if gap > 1 else None,
    )
