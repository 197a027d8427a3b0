"""The dates of a line: where they stand and which day they mean."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.dates import days, grammar, machine, months, relative
from crawler.dates.clocks import Clock, wall_time
from crawler.dates.frame import Frame
from crawler.dates.lexer import Token

_MONTH_KINDS = frozenset("mhBF")


@dataclass(slots=True, kw_only=True)
class Mark:
    """A date between two tokens; `day` None where it is printed but impossible or doubtful.

    `clock` is its time of day, once bound; `stamp` what a machine wrote; `exact` an instant counted
    back from now, `relative` anything counted back. `inner` lies between the halves of a date in
    two calendars; its time may stand there.
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
    inner: tuple[int, int] = (0, 0)


def absolute(tokens: list[Token], shape: str, letters: str, frame: Frame) -> list[Mark]:
    """Return the calendar dates of a line in reading order, Hijri and Gregorian halves as one."""
    marks: list[Mark] = []
    for match in grammar.DATE.finditer(shape):
        mark = Mark(start=match.start(), end=match.end())
        if match.lastgroup == "iso":
            token = tokens[mark.start]
            mark.stamp = machine.stamp(letters[token.start : token.end])
            mark.day = mark.stamp.wall.date() if mark.stamp else None
        elif match.lastgroup in {"numeric", "spaced"}:
            _read_numbers(mark, tokens, shape, frame)
        else:
            _read_names(mark, match, tokens, shape, frame)
        if mark.hijri:
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


def _read_numbers(mark: Mark, tokens: list[Token], shape: str, frame: Frame) -> None:
    if grammar.VETO_BEFORE.search(shape, max(0, mark.start - 4), mark.start):
        return
    parts = days.printed(tokens[mark.start : mark.end])
    era = _era(mark, tokens, shape)
    weekday = _weekday(mark, tokens, shape)
    mark.day = days.numeric(parts, weekday=weekday, era=era, now=frame.tomorrow())
    mark.hijri = era == "e" or days.in_hijri_year(parts)


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
    if len({name.number for name in names}) > 1 or grammar.SPAN_BEFORE.search(
        shape, max(0, mark.start - 2), mark.start
    ):
        return
    day, year = tokens[match.start(f"d{which}")], tokens[match.start(f"y{which}")]
    number = 1 if day.kind == "F" else day.number
    if form == "short6":
        mark.day = days.short_year(year.name, names[0].number, number, frame.tomorrow())
    elif form == "libyan2" and year.number > months.LAST_LIBYAN_YEAR:
        return
    elif mark.hijri and era != "g":
        mark.day = days.hijri(year.number, names[0].number, number)
    elif not mark.hijri and era != "e":
        mark.day = days.gregorian(year.number, names[0].number, number)


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
        inner=(first.end, second.start),
    )
