"""Times of day: 12-hour clocks, hours in words, minutes past."""

import re
from datetime import time
from typing import NamedTuple

from crawler.dates import grammar
from crawler.dates.tokenizer import Token

_DAY_PART_OF_KIND = {"S": "am", "M": "pm"}
_MINUTE_GROUPS = ("m2", "n2", "m3", "m4", "m5", "n5", "m6", "half2", "half5")


class TimeOfDay(NamedTuple):
    """A time in the line: its tokens, the wall time (None: printed, but no time of day), its zone.

    `zone` is the tokens that name it, as places in the line; (0, 0) where none do. `asked` is
    whether «الساعة» leads it, `open` whether it may be of either half of the day.
    """

    start: int
    end: int
    wall_time: time | None
    zone_tokens: tuple[int, int]
    has_hour_word: bool = False
    am_pm_unknown: bool = False


def find_times_of_day(tokens: list[Token], token_kinds: str) -> list[TimeOfDay]:
    """Return the times of a line whose dates are masked, in reading order."""
    found = []
    end = 0
    for match in grammar.TIME.finditer(token_kinds):
        if match.start() < end:
            continue
        end = match.end()
        part = _find_day_part(match, tokens)
        wall = (
            None
            if grammar.TIME_RANGE_END.match(token_kinds, end)
            else _read_wall_time(match, tokens, part)
        )
        zone = match.span("zone") if match["zone"] else (0, 0)
        if following := grammar.ZONE.match(token_kinds, end):
            zone, end = following.span(), following.end()
        either = wall is not None and not part and 1 <= wall.hour <= 12
        found.append(TimeOfDay(match.start(), end, wall, zone, "k" in match[0], either))
    return found


def apply_day_part(time_of_day: TimeOfDay, day_part: str) -> TimeOfDay:
    """Return an open `time_of_day` in a half of the day."""
    wall = time_of_day.wall_time and _make_time(
        time_of_day.wall_time.hour,
        time_of_day.wall_time.minute,
        time_of_day.wall_time.second,
        time_of_day.wall_time.microsecond,
        day_part,
    )
    return time_of_day._replace(wall_time=wall, am_pm_unknown=False)


def parse_clock_digits(text: str, day_part: str) -> time | None:
    """Return the time of "10:30", "10:30:15" or "10:30:15.5" in a half of the day ("" for none)."""
    hour, minute, *rest = re.split("[:.,]", text)
    second = int(rest[0]) if rest else 0
    micro = int(f"{rest[1]:0<6.6}") if len(rest) > 1 else 0
    return _make_time(int(hour), int(minute), second, micro, day_part)


def _find_day_part(match: re.Match[str], tokens: list[Token]) -> str:
    mark = _find_group_token(match, tokens, "p1", "p2", "p3", "p4", "p5", "before")
    return (_DAY_PART_OF_KIND.get(mark.kind) or mark.name) if mark else ""


def _read_wall_time(match: re.Match[str], tokens: list[Token], day_part: str) -> time | None:
    if clock := _find_group_token(match, tokens, "clock"):
        return parse_clock_digits(clock.name, day_part)
    hour = _find_group_token(match, tokens, "h2", "h3", "h4", "h5", "h6")
    if hour is None:
        return None
    minute = _find_group_token(match, tokens, *_MINUTE_GROUPS)
    past = minute.number if minute else 0
    if past < 0:
        return _make_time(hour.number - 1 or 12, 60 + past, 0, 0, day_part)
    return _make_time(hour.number, past, 0, 0, day_part)


def _find_group_token(match: re.Match[str], tokens: list[Token], *groups: str) -> Token | None:
    places = (match.start(group) for group in groups)
    return next((tokens[place] for place in places if place >= 0), None)


def _make_time(hour: int, minute: int, second: int, microsecond: int, day_part: str) -> time | None:
    within = _to_24_hours(hour, day_part)
    if within is None or within > 23 or minute > 59 or second > 59:
        return None
    return time(within, minute, second, microsecond)


def _to_24_hours(hour: int, day_part: str) -> int | None:
    """Return the hour of 24 in a half of the day; None where the two contradict each other."""
    if not day_part or hour > 12:
        return None if day_part == "am" and hour > 12 else hour
    past_noon = {
        "am": False,
        "pm": True,
        "noon": hour not in {10, 11},
        "night": 6 <= hour < 12,
        "midnight": False,
    }[day_part]
    return hour % 12 + 12 * past_noon
