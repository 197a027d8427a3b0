"""Dates of a line, each with its time, zone and label, as `ParsedDate`s.

Calendar and relative dates are found first, then times of day; each time and each label is assigned
to a date, and each date is resolved to its instant.
"""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from itertools import chain
from typing import NamedTuple

from crawler.dates import calendar_dates, grammar, relative_dates
from crawler.dates.date_span import DateSpan
from crawler.dates.iso_dates import MachineDate
from crawler.dates.mentions import LABEL_OF_KIND
from crawler.dates.normalise import FoldedLine
from crawler.dates.times_of_day import TimeOfDay, apply_day_part, find_times_of_day
from crawler.dates.timezones import find_named_zone
from crawler.dates.tokenizer import Token
from crawler.dates.types import DateLabel, ParsedDate, ReferenceTime
from crawler.items import Precision

# Between a label and its date: «كتب: فلان الفلاني | القاهرة - الأحد …».
_MAX_TOKENS_FROM_LABEL = 16
_MAX_WORDS_BEFORE_HOUR = 3
# The zero of a clock: no page is of that day.
_UNSET_DAY = date(1970, 1, 1)
_MAX_TOKENS_BETWEEN = 12


class DateContext(NamedTuple):
    """The fields of a `ParsedDate` that its line gives, beside the instant."""

    raw: str
    label: DateLabel | None = None
    calendar_gap: int | None = None


def find_line_dates(
    line: FoldedLine, tokens: list[Token], token_kinds: str, reference: ReferenceTime
) -> list[ParsedDate]:
    """Return the dates of a tokenized line in reading order."""
    date_spans = calendar_dates.find_calendar_dates(tokens, token_kinds, line.folded, reference)
    date_spans = _merge_in_order(
        date_spans,
        relative_dates.find_relative_dates(tokens, _mask_dates(token_kinds, date_spans), reference),
    )
    times = find_times_of_day(tokens, _mask_dates(token_kinds, date_spans))
    date_spans = _merge_in_order(date_spans, assign_times(date_spans, times, tokens, token_kinds))
    found_dates, previous_end = [], 0
    nothing_else = grammar.NOTHING_ELSE.fullmatch(token_kinds) is not None
    for date_span in date_spans:
        start, end = find_token_range(date_span)
        if (
            not date_span.only_if_alone
            or nothing_else
            or (date_span.time_of_day and date_span.time_of_day.wall_time)
        ):
            raw = line.unfold_slice(tokens[start].start, tokens[end - 1].end)
            context = DateContext(
                raw, find_date_label(token_kinds, previous_end, start), date_span.calendar_gap
            )
            if parsed := resolve_date_span(date_span, tokens, reference, context):
                found_dates.append(replace(parsed, is_relative=date_span.is_relative))
        previous_end = end
    return found_dates


def resolve_date_span(
    date_span: DateSpan, tokens: list[Token], reference: ReferenceTime, context: DateContext
) -> ParsedDate | None:
    """Return the `ParsedDate` of a date; None where it is doubtful or lies in the future."""
    if date_span.machine_date:
        return resolve_machine_date(date_span.machine_date, reference, context)
    if date_span.relative_instant and date_span.day is None:
        return _make_parsed_date(
            date_span.relative_instant, "minute", reference.zone_name or "UTC", context
        )
    if date_span.day is None:
        return None
    time_of_day = date_span.time_of_day
    if time_of_day and time_of_day.wall_time:
        zone = find_named_zone(tokens[slice(*time_of_day.zone_tokens)], reference)
        return _resolve_minute(
            datetime.combine(date_span.day, time_of_day.wall_time), zone, reference, context
        )
    if date_span.relative_instant:
        return _make_parsed_date(date_span.relative_instant, "day", reference.zone_name, context)
    return _resolve_day(date_span.day, reference, context)


def resolve_machine_date(
    machine_date: MachineDate, reference: ReferenceTime, context: DateContext
) -> ParsedDate | None:
    """Return the `ParsedDate` of a machine date; None where it lies in the future."""
    if machine_date.has_time:
        return _resolve_minute(machine_date.wall_datetime, machine_date.zone, reference, context)
    return _resolve_day(machine_date.wall_datetime.date(), reference, context)


def assign_times(
    date_spans: list[DateSpan], times: list[TimeOfDay], tokens: list[Token], token_kinds: str
) -> list[DateSpan]:
    """Set the time of each date: the one after it, else the one before it.

    Return new dates for other times with a label of their own: «3 مارس 2024، آخر تحديث 10:30».
    """
    labelled_times = []
    starts = [date_span.start for date_span in date_spans]
    for time_of_day in times:
        index = bisect(starts, time_of_day.start)
        before = date_spans[index - 1] if index else None
        after = date_spans[index] if index < len(date_spans) else None
        if (
            before
            and _lacks_time(before)
            and (
                time_of_day.end <= before.end
                or _are_adjacent(token_kinds, before.end, time_of_day.start, time_of_day)
            )
        ):
            before.time_of_day = _apply_preceding_day_part(time_of_day, before, tokens, token_kinds)
        elif (
            after
            and _lacks_time(after)
            and _are_adjacent(token_kinds, time_of_day.end, after.start, time_of_day)
        ):
            after.time_of_day = time_of_day
        elif (
            (neighbour := before or after)
            and time_of_day.wall_time
            and _has_label_before(token_kinds, time_of_day)
        ):
            labelled_times.append(
                DateSpan(
                    start=time_of_day.start,
                    end=time_of_day.end,
                    day=neighbour.day,
                    time_of_day=time_of_day,
                )
            )
    return labelled_times


def find_token_range(date_span: DateSpan) -> tuple[int, int]:
    """Return the range of tokens that covers a date and its time."""
    if date_span.time_of_day is None:
        return date_span.start, date_span.end
    return min(date_span.start, date_span.time_of_day.start), max(
        date_span.end, date_span.time_of_day.end
    )


def find_date_label(token_kinds: str, previous_end: int, start: int) -> DateLabel | None:
    """Return the nearest label before the date at `start`, after the date before it."""
    search_start = max(previous_end, start - _MAX_TOKENS_FROM_LABEL)
    index = max(token_kinds.rfind(kind, search_start, start) for kind in LABEL_OF_KIND)
    return LABEL_OF_KIND[token_kinds[index]] if index >= 0 else None


def _merge_in_order(*groups: Iterable[DateSpan]) -> list[DateSpan]:
    return sorted(chain(*groups), key=lambda date_span: date_span.start)


def _mask_dates(token_kinds: str, date_spans: list[DateSpan]) -> str:
    kinds = list(token_kinds)
    for date_span in date_spans:
        kinds[date_span.start : date_span.end] = "_" * (date_span.end - date_span.start)
        between = slice(*date_span.between_calendars)
        kinds[between] = token_kinds[between]
    return "".join(kinds)


def _lacks_time(date_span: DateSpan) -> bool:
    """Say whether a date has no time yet and is not counted back to the minute."""
    return date_span.time_of_day is None and not (
        date_span.relative_instant and date_span.day is None
    )


def _apply_preceding_day_part(
    time_of_day: TimeOfDay, date_span: DateSpan, tokens: list[Token], token_kinds: str
) -> TimeOfDay:
    """Return `time_of_day` in the part of the day named before its date, if any."""
    day_part = grammar.DAY_PART_BEFORE.search(
        token_kinds, max(0, date_span.start - 5), date_span.start
    )
    return (
        apply_day_part(time_of_day, tokens[day_part.start()].name)
        if day_part and time_of_day.am_pm_unknown
        else time_of_day
    )


def _are_adjacent(token_kinds: str, start: int, end: int, time_of_day: TimeOfDay) -> bool:
    """Say whether only separators stand between a date and a time.

    A few words may stand before «الساعة», as a time is sure to follow it.
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


def _resolve_minute(
    wall_datetime: datetime,
    printed_zone: tuple[tzinfo, str] | None,
    reference: ReferenceTime,
    context: DateContext,
) -> ParsedDate | None:
    zone, zone_name = printed_zone or (reference.zone, reference.zone_name)
    instant = wall_datetime.replace(tzinfo=zone)
    if reference.is_in_future(instant):
        return None
    return _make_parsed_date(
        instant, "minute", zone_name, context, zone_printed=printed_zone is not None
    )


def _resolve_day(day: date, reference: ReferenceTime, context: DateContext) -> ParsedDate | None:
    if day == _UNSET_DAY or reference.is_in_future(datetime.combine(day, time(), reference.zone)):
        return None
    return _make_parsed_date(
        datetime.combine(day, time(), UTC), "day", reference.zone_name, context
    )


def _make_parsed_date(
    instant: datetime,
    precision: Precision,
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
