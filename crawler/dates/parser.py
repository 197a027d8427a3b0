"""The dates of a line with their times, zones and labels."""

from bisect import bisect
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from crawler.dates import calendar_dates, grammar, relative_dates
from crawler.dates.date_span import DateSpan
from crawler.dates.iso_dates import MachineDate
from crawler.dates.normalise import FoldedLine
from crawler.dates.times_of_day import TimeOfDay, apply_day_part, find_times_of_day
from crawler.dates.timezones import find_named_zone
from crawler.dates.tokenizer import Token
from crawler.dates.types import DateLabel, DatePrecision, ParsedDate, ReferenceTime

# FOLDED from crawler.dates.binding: Which time and which label belong to which date of a line.

_LABEL_OF_KIND: dict[str, DateLabel] = {"l": "published", "u": "modified"}
# How many tokens a label may stand before its date: «كتب: فلان الفلاني | القاهرة - الأحد …».
_MAX_TOKENS_FROM_LABEL = 16
_MAX_WORDS_BEFORE_HOUR = 3
_MAX_TOKENS_BETWEEN = 12


def assign_times(
    date_spans: list[DateSpan], times: list[TimeOfDay], tokens: list[Token], token_kinds: str
) -> list[DateSpan]:
    """Give each date its time: the one after it, else the one before it.

    Return new marks for what is left with a label of its own: «3 مارس 2024، آخر تحديث 10:30».
    """
    more = []
    starts = [mark.start for mark in date_spans]
    for clock in times:
        place = bisect(starts, clock.start)
        before = date_spans[place - 1] if place else None
        after = date_spans[place] if place < len(date_spans) else None
        if (
            before
            and _lacks_time(before)
            and (
                clock.end <= before.end
                or _are_adjacent(token_kinds, before.end, clock.start, clock)
            )
        ):
            before.time_of_day = _apply_preceding_day_part(clock, before, tokens, token_kinds)
        elif (
            after
            and _lacks_time(after)
            and _are_adjacent(token_kinds, clock.end, after.start, clock)
        ):
            after.time_of_day = clock
        elif (day := before or after) and clock.wall_time and _has_label_before(token_kinds, clock):
            more.append(DateSpan(start=clock.start, end=clock.end, day=day.day, time_of_day=clock))
    return more


def find_token_range(date_span: DateSpan) -> tuple[int, int]:
    """Return the tokens from the first to the last of a date and its time."""
    if date_span.time_of_day is None:
        return date_span.start, date_span.end
    return min(date_span.start, date_span.time_of_day.start), max(
        date_span.end, date_span.time_of_day.end
    )


def find_date_label(token_kinds: str, previous_end: int, start: int) -> DateLabel | None:
    """Return what the nearest label between the date before and this one calls this one."""
    reach = max(previous_end, start - _MAX_TOKENS_FROM_LABEL)
    place = max(token_kinds.rfind(kind, reach, start) for kind in _LABEL_OF_KIND)
    return _LABEL_OF_KIND[token_kinds[place]] if place >= 0 else None


def _lacks_time(date_span: DateSpan) -> bool:
    """Whether a date lacks a time: it has none yet, and is not counted to the minute."""
    return date_span.time_of_day is None and not (
        date_span.relative_instant and date_span.day is None
    )


def _apply_preceding_day_part(
    time_of_day: TimeOfDay, date_span: DateSpan, tokens: list[Token], token_kinds: str
) -> TimeOfDay:
    """Return `time_of_day` in the half of the day named before its date."""
    half = grammar.DAY_PART_BEFORE.search(token_kinds, max(0, date_span.start - 5), date_span.start)
    return (
        apply_day_part(time_of_day, tokens[half.start()].name)
        if half and time_of_day.am_pm_unknown
        else time_of_day
    )


def _are_adjacent(token_kinds: str, start: int, end: int, time_of_day: TimeOfDay) -> bool:
    """Whether nothing of weight stands between a date and a time.

    A few words may stand before «الساعة», which says that what follows is a time.
    """
    if not 0 <= end - start <= _MAX_TOKENS_BETWEEN:
        return False
    between = token_kinds[start:end]
    if time_of_day.has_hour_word and between.count("a") <= _MAX_WORDS_BEFORE_HOUR:
        between = between.replace("a", "")
    return grammar.BETWEEN_DATE_AND_TIME.fullmatch(between) is not None


def _has_label_before(token_kinds: str, time_of_day: TimeOfDay) -> bool:
    return (
        grammar.LABEL_BEFORE.search(token_kinds, max(0, time_of_day.start - 4), time_of_day.start)
        is not None
    )


# FOLDED from crawler.dates.reading: From a date's parts to its instant, with what is known of its
# precision and zone.


class DateContext(NamedTuple):
    """What a ParsedDate says beside its instant."""

    raw: str
    label: DateLabel | None = None
    calendar_gap: int | None = None


def resolve_date_span(
    date_span: DateSpan, tokens: list[Token], reference: ReferenceTime, context: DateContext
) -> ParsedDate | None:
    """Return the date of a mark; None where it is doubtful or lies ahead of now."""
    if date_span.machine_date:
        return resolve_machine_date(date_span.machine_date, reference, context)
    if date_span.relative_instant and date_span.day is None:
        return _make_parsed_date(
            date_span.relative_instant, "minute", reference.zone_name or "UTC", context
        )
    if date_span.day is None:
        return None
    clock = date_span.time_of_day
    if clock and clock.wall_time:
        zone = find_named_zone(tokens[slice(*clock.zone_tokens)], reference)
        return _resolve_minute(
            datetime.combine(date_span.day, clock.wall_time), zone, reference, context
        )
    if date_span.relative_instant:
        return _make_parsed_date(date_span.relative_instant, "day", reference.zone_name, context)
    return _resolve_day(date_span.day, reference, context)


def resolve_machine_date(
    machine_date: MachineDate, reference: ReferenceTime, context: DateContext
) -> ParsedDate | None:
    """Return the date a machine wrote; None where it lies ahead of now."""
    if machine_date.has_time:
        return _resolve_minute(machine_date.wall_datetime, machine_date.zone, reference, context)
    return _resolve_day(machine_date.wall_datetime.date(), reference, context)


def _resolve_minute(
    wall_datetime: datetime,
    printed_zone: tuple[tzinfo, str] | None,
    reference: ReferenceTime,
    context: DateContext,
) -> ParsedDate | None:
    zone, name = printed_zone or (reference.zone, reference.zone_name)
    instant = wall_datetime.replace(tzinfo=zone)
    if reference.is_in_future(instant):
        return None
    return _make_parsed_date(
        instant, "minute", name, context, zone_printed=printed_zone is not None
    )


def _resolve_day(day: date, reference: ReferenceTime, context: DateContext) -> ParsedDate | None:
    if reference.is_in_future(datetime.combine(day, time(), reference.zone)):
        return None
    return _make_parsed_date(
        datetime.combine(day, time(), UTC), "day", reference.zone_name, context
    )


def _make_parsed_date(
    instant: datetime,
    precision: DatePrecision,
    zone: str | None,
    context: DateContext,
    *,
    zone_printed: bool = False,
) -> ParsedDate:
    return ParsedDate(
        instant=instant,
        precision=precision,
        zone=zone,
        zone_assumed=zone is None,
        zone_printed=zone_printed,
        raw=context.raw,
        label=context.label,
        calendar_gap=context.calendar_gap,
    )


class FoundDate(NamedTuple):
    """A date of a line, and whether it is counted back from now."""

    parsed: ParsedDate
    is_relative: bool


def find_line_dates(
    line: FoldedLine, tokens: list[Token], token_kinds: str, reference: ReferenceTime
) -> list[FoundDate]:
    """Return the dates of `line`, whose tokens and shape are given, in reading order."""
    dates = calendar_dates.find_calendar_dates(tokens, token_kinds, line.folded, reference)
    dates = _merge_in_order(
        dates,
        relative_dates.find_relative_dates(tokens, _mask_dates(token_kinds, dates), reference),
    )
    times = find_times_of_day(tokens, _mask_dates(token_kinds, dates))
    dates = _merge_in_order(dates, assign_times(dates, times, tokens, token_kinds))
    found, reached = [], 0
    nothing_else = grammar.NOTHING_ELSE.fullmatch(token_kinds) is not None
    for mark in dates:
        start, end = find_token_range(mark)
        if (
            not mark.only_if_alone
            or nothing_else
            or (mark.time_of_day and mark.time_of_day.wall_time)
        ):
            raw = line.unfold_slice(tokens[start].start, tokens[end - 1].end)
            context = DateContext(
                raw, find_date_label(token_kinds, reached, start), mark.calendar_gap
            )
            if parsed := resolve_date_span(mark, tokens, reference, context):
                found.append(FoundDate(parsed, mark.is_relative))
        reached = end
    return found


def _merge_in_order(*groups: Iterable[DateSpan]) -> list[DateSpan]:
    return sorted((mark for group in groups for mark in group), key=lambda mark: mark.start)


def _mask_dates(token_kinds: str, date_spans: list[DateSpan]) -> str:
    kinds = list(token_kinds)
    for mark in date_spans:
        kinds[mark.start : mark.end] = "_" * (mark.end - mark.start)
        kinds[slice(*mark.between_calendars)] = token_kinds[slice(*mark.between_calendars)]
    return "".join(kinds)
