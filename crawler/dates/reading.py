"""From a date's parts to its instant, with what is known of its precision and zone."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from crawler.dates.frame import Frame
from crawler.dates.lexer import Token
from crawler.dates.machine import Stamp
from crawler.dates.mark import Mark
from crawler.dates.parsed import Label, ParsedDate, Precision
from crawler.dates.zones import zone_of


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
