"""The dates of a line with their times, zones and labels."""

from bisect import bisect
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from crawler.dates import calendar_dates, grammar, relative_dates
from crawler.dates.date_span import Mark
from crawler.dates.iso_dates import Stamp
from crawler.dates.normalise import Line
from crawler.dates.times_of_day import Clock, clocks, in_half
from crawler.dates.timezones import zone_of
from crawler.dates.tokenizer import Token
from crawler.dates.types import Frame, Label, ParsedDate, Precision

# FOLDED from crawler.dates.binding: Which time and which label belong to which date of a line.

_LABELS: dict[str, Label] = {"l": "published", "u": "modified"}
# How many tokens a label may stand before its date: «كتب: فلان الفلاني | القاهرة - الأحد …».
_LABEL_REACH = 16
_WORDS_BEFORE_HOUR = 3
_WIDEST_GAP = 12


def bind(marks: list[Mark], times: list[Clock], tokens: list[Token], shape: str) -> list[Mark]:
    """Give each date its time: the one after it, else the one before it.

    Return new marks for what is left with a label of its own: «3 مارس 2024، آخر تحديث 10:30».
    """
    more = []
    starts = [mark.start for mark in marks]
    for clock in times:
        place = bisect(starts, clock.start)
        before = marks[place - 1] if place else None
        after = marks[place] if place < len(marks) else None
        if (
            before
            and _waits(before)
            and (clock.end <= before.end or _near(shape, before.end, clock.start, clock))
        ):
            before.clock = _placed(clock, before, tokens, shape)
        elif after and _waits(after) and _near(shape, clock.end, after.start, clock):
            after.clock = clock
        elif (day := before or after) and clock.wall and _labelled(shape, clock):
            more.append(Mark(start=clock.start, end=clock.end, day=day.day, clock=clock))
    return more


def span(mark: Mark) -> tuple[int, int]:
    """Return the tokens from the first to the last of a date and its time."""
    if mark.clock is None:
        return mark.start, mark.end
    return min(mark.start, mark.clock.start), max(mark.end, mark.clock.end)


def label(shape: str, reached: int, start: int) -> Label | None:
    """Return what the nearest label between the date before and this one calls this one."""
    reach = max(reached, start - _LABEL_REACH)
    place = max(shape.rfind(kind, reach, start) for kind in _LABELS)
    return _LABELS[shape[place]] if place >= 0 else None


def _waits(mark: Mark) -> bool:
    """Whether a date lacks a time: it has none yet, and is not counted to the minute."""
    return mark.clock is None and not (mark.exact and mark.day is None)


def _placed(clock: Clock, mark: Mark, tokens: list[Token], shape: str) -> Clock:
    """Return `clock` in the half of the day named before its date."""
    half = grammar.HALF_BEFORE.search(shape, max(0, mark.start - 5), mark.start)
    return in_half(clock, tokens[half.start()].name) if half and clock.open else clock


def _near(shape: str, start: int, end: int, clock: Clock) -> bool:
    """Whether nothing of weight stands between a date and a time.

    A few words may stand before «الساعة», which says that what follows is a time.
    """
    if not 0 <= end - start <= _WIDEST_GAP:
        return False
    between = shape[start:end]
    if clock.asked and between.count("a") <= _WORDS_BEFORE_HOUR:
        between = between.replace("a", "")
    return grammar.NEUTRAL.fullmatch(between) is not None


def _labelled(shape: str, clock: Clock) -> bool:
    return grammar.LABEL_BEFORE.search(shape, max(0, clock.start - 4), clock.start) is not None


# FOLDED from crawler.dates.reading: From a date's parts to its instant, with what is known of its
# precision and zone.


class Context(NamedTuple):
    """What a ParsedDate says beside its instant."""

    raw: str
    label: Label | None = None
    gap: int | None = None


def read(mark: Mark, tokens: list[Token], frame: Frame, context: Context) -> ParsedDate | None:
    """Return the date of a mark; None where it is doubtful or lies ahead of now."""
    if mark.stamp:
        return read_stamp(mark.stamp, frame, context)
    if mark.exact and mark.day is None:
        return _parsed(mark.exact, "minute", frame.zone_name or "UTC", context)
    if mark.day is None:
        return None
    clock = mark.clock
    if clock and clock.wall:
        zone = zone_of(tokens[slice(*clock.zone)], frame)
        return _at(datetime.combine(mark.day, clock.wall), zone, frame, context)
    if mark.exact:
        return _parsed(mark.exact, "day", frame.zone_name, context)
    return _on(mark.day, frame, context)


def read_stamp(stamp: Stamp, frame: Frame, context: Context) -> ParsedDate | None:
    """Return the date a machine wrote; None where it lies ahead of now."""
    if stamp.timed:
        return _at(stamp.wall, stamp.zone, frame, context)
    return _on(stamp.wall.date(), frame, context)


def _at(
    wall: datetime, named: tuple[tzinfo, str] | None, frame: Frame, context: Context
) -> ParsedDate | None:
    zone, name = named or (frame.zone, frame.zone_name)
    instant = wall.replace(tzinfo=zone)
    if frame.ahead(instant):
        return None
    return _parsed(instant, "minute", name, context, printed=named is not None)


def _on(day: date, frame: Frame, context: Context) -> ParsedDate | None:
    if frame.ahead(datetime.combine(day, time(), frame.zone)):
        return None
    return _parsed(datetime.combine(day, time(), UTC), "day", frame.zone_name, context)


def _parsed(
    instant: datetime,
    precision: Precision,
    zone: str | None,
    context: Context,
    *,
    printed: bool = False,
) -> ParsedDate:
    return ParsedDate(
        instant=instant,
        precision=precision,
        zone=zone,
        zone_assumed=zone is None,
        zone_printed=printed,
        raw=context.raw,
        label=context.label,
        calendar_gap=context.gap,
    )


class Found(NamedTuple):
    """A date of a line, and whether it is counted back from now."""

    parsed: ParsedDate
    relative: bool


def find(line: Line, tokens: list[Token], shape: str, frame: Frame) -> list[Found]:
    """Return the dates of `line`, whose tokens and shape are given, in reading order."""
    dates = calendar_dates.calendar_dates(tokens, shape, line.letters, frame)
    dates = _ordered(dates, relative_dates.counted(tokens, _masked(shape, dates), frame))
    times = clocks(tokens, _masked(shape, dates))
    dates = _ordered(dates, bind(dates, times, tokens, shape))
    found, reached = [], 0
    nothing_else = grammar.ALONE.fullmatch(shape) is not None
    for mark in dates:
        start, end = span(mark)
        if not mark.alone or nothing_else or (mark.clock and mark.clock.wall):
            raw = line.raw(tokens[start].start, tokens[end - 1].end)
            context = Context(raw, label(shape, reached, start), mark.gap)
            if parsed := read(mark, tokens, frame, context):
                found.append(Found(parsed, mark.relative))
        reached = end
    return found


def _ordered(*groups: Iterable[Mark]) -> list[Mark]:
    return sorted((mark for group in groups for mark in group), key=lambda mark: mark.start)


def _masked(shape: str, dates: list[Mark]) -> str:
    kinds = list(shape)
    for mark in dates:
        kinds[mark.start : mark.end] = "_" * (mark.end - mark.start)
        kinds[slice(*mark.inner)] = shape[slice(*mark.inner)]
    return "".join(kinds)
