"""Dates that programs write: ISO 8601 in the forms sites print, and seconds since 1970."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from crawler.dates import calendars
from crawler.dates.times_of_day import parse_clock_digits
from crawler.dates.timezones import parse_utc_offset

_ISO_DATE = re.compile(
    r"""
    (?P<year>[0-9]{4})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})
    (?:
        t?
      | (?:t|\s|,\s|\st\s?)(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})
        (?: :?(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))? )?
        (?:
            \s?(?P<zone> (?:utc|gmt)?\s?[+-][0-9]{2}(?::?[0-9]{2})? | z|utc|gmt
                | (?<=\s)[0-9]{2}:[0-9]{2} )
            (?:\s?(?:\[[a-z_/+-]+\]|\([^()]*\)|[+-][0-9]{2,4}|[a-z]{3,4}))?
        )?
    )
    """,
    re.VERBOSE,
)
_EPOCH = re.compile(
    r"(?:/date\()?(?P<seconds>[0-9]{10})(?P<millis>[0-9]{3})?(?:\.[0-9]+)?(?:(?:[+-][0-9]{4})?\)/)?"
)
_EARLIEST_EPOCH = datetime(1990, 1, 1, tzinfo=UTC)
_UNSET_CLOCK = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time: zero of the epoch, in any zone


class MachineDate(NamedTuple):
    """A date a program wrote; without `has_time` its wall time is 00:00. `zone`: zone and name."""

    wall_datetime: datetime
    has_time: bool
    zone: tuple[tzinfo, str] | None


def parse_machine_date(text: str) -> MachineDate | None:
    """Return the date of folded `text` if all of it is an ISO 8601 date or an epoch, else None."""
    if match := _ISO_DATE.fullmatch(text):
        return _read_iso_date(match)
    if match := _EPOCH.fullmatch(text):
        return _read_epoch(match)
    return None


def _read_epoch(match: re.Match[str]) -> MachineDate | None:
    instant = datetime.fromtimestamp(int(match["seconds"]), UTC)
    if instant < _EARLIEST_EPOCH:
        return None
    millis = timedelta(milliseconds=int(match["millis"] or 0))
    return MachineDate((instant + millis).replace(tzinfo=None), True, (UTC, "UTC"))


def _read_iso_date(match: re.Match[str]) -> MachineDate | None:
    day = calendars.make_gregorian_date(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    if match["hour"] is None:
        return MachineDate(datetime.combine(day, time()), False, None)
    wall_time = parse_clock_digits(
        f"{match['hour']}:{match['minute']}:{match['second'] or '00'}.{match['fraction'] or 0}", ""
    )
    if wall_time is None or datetime.combine(day, wall_time) == _UNSET_CLOCK:
        return None
    return MachineDate(datetime.combine(day, wall_time), True, _read_zone(match["zone"]))


def _read_zone(text: str | None) -> tuple[tzinfo, str] | None:
    if not text:
        return None
    if text in {"z", "utc", "gmt"}:
        return UTC, "UTC"
    # The plus sign may be lost in an address: 2024-03-01T10:20:30 03:00.
    return parse_utc_offset(text if "+" in text or "-" in text else f"+{text}")
