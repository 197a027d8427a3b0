"""Times of day in a line: digits and words, 12-hour clocks, fractions of an hour."""

import re
from datetime import time
from typing import NamedTuple

from crawler.dates import grammar
from crawler.dates.tokenizer import Token

_DAY_PART_OF_KIND = {"S": "am", "M": "pm"}
_MINUTE_GROUPS = ("m2", "n2", "m3", "m4", "m5", "n5", "m6", "half2", "half5")


class TimeOfDay(NamedTuple):
    """A time of day between the tokens `start` and `end` (exclusive) of its line.

    `wall_time` is None for a printed time that is impossible, doubtful or that of an event.
    `zone_tokens` is the range of tokens that name the zone, (0, 0) without any. `has_hour_word`:
    «الساعة» leads the time. `am_pm_unknown`: the time may be in either half of the day.
    """

    start: int
    end: int
    wall_time: time | None
    zone_tokens: tuple[int, int]
    has_hour_word: bool = False
    am_pm_unknown: bool = False


def find_times_of_day(tokens: list[Token], token_kinds: str) -> list[TimeOfDay]:
    """Return the times of a line whose dates are masked, in reading order."""
    times = []
    end = 0
    for match in grammar.TIME.finditer(token_kinds):
        if match.start() < end:
            continue
        end = match.end()
        day_part = _find_day_part(match, tokens)
        wall_time = (
            None
            if grammar.TIME_RANGE_END.match(token_kinds, end)
            else _read_wall_time(match, tokens, day_part)
        )
        zone_tokens = match.span("zone") if match["zone"] else (0, 0)
        if zone := grammar.ZONE.match(token_kinds, end):
            zone_tokens, end = zone.span(), zone.end()
        am_pm_unknown = wall_time is not None and not day_part and 1 <= wall_time.hour <= 12
        has_hour_word = "k" in match[0]
        times.append(
            TimeOfDay(match.start(), end, wall_time, zone_tokens, has_hour_word, am_pm_unknown)
        )
    return times


def apply_day_part(time_of_day: TimeOfDay, day_part: str) -> TimeOfDay:
    """Return `time_of_day`, so far in either half of the day, in the given part of the day."""
    wall_time = time_of_day.wall_time and _make_time(
        time_of_day.wall_time.hour,
        time_of_day.wall_time.minute,
        time_of_day.wall_time.second,
        time_of_day.wall_time.microsecond,
        day_part,
    )
    return time_of_day._replace(wall_time=wall_time, am_pm_unknown=False)


def parse_clock_digits(text: str, day_part: str) -> time | None:
    """Return the time of "10:30", "10:30:15" or "10:30:15.5" in a part of the day ("" for none)."""
    hour, minute, *seconds = re.split("[:.,]", text)
    second = int(seconds[0]) if seconds else 0
    microsecond = int(f"{seconds[1]:0<6.6}") if len(seconds) > 1 else 0
    return _make_time(int(hour), int(minute), second, microsecond, day_part)


def _find_day_part(match: re.Match[str], tokens: list[Token]) -> str:
    token = _find_group_token(match, tokens, "p1", "p2", "p3", "p4", "p5", "before")
    return (_DAY_PART_OF_KIND.get(token.kind) or token.name) if token else ""


def _read_wall_time(match: re.Match[str], tokens: list[Token], day_part: str) -> time | None:
    if digits := _find_group_token(match, tokens, "clock"):
        return parse_clock_digits(digits.name, day_part)
    hour = _find_group_token(match, tokens, "h2", "h3", "h4", "h5", "h6")
    if hour is None:
        return None
    minute = _find_group_token(match, tokens, *_MINUTE_GROUPS)
    minutes_past = minute.number if minute else 0
    if minutes_past < 0:  # «إلا ربعا»
        return _make_time(hour.number - 1 or 12, 60 + minutes_past, 0, 0, day_part)
    return _make_time(hour.number, minutes_past, 0, 0, day_part)


def _find_group_token(match: re.Match[str], tokens: list[Token], *groups: str) -> Token | None:
    indexes = (match.start(group) for group in groups)
    return next((tokens[index] for index in indexes if index >= 0), None)


def _make_time(hour: int, minute: int, second: int, microsecond: int, day_part: str) -> time | None:
    hour_of_day = _to_24_hours(hour, day_part)
    if hour_of_day is None or hour_of_day > 23 or minute > 59 or second > 59:
        return None
    return time(hour_of_day, minute, second, microsecond)


def _to_24_hours(hour: int, day_part: str) -> int | None:
    """Return the hour from 0 to 24 of an hour in a part of the day; None where they contradict."""
    if not day_part or hour > 12:
        return None if day_part == "am" and hour > 12 else hour
    is_after_noon = {
        "am": False,
        "pm": True,
        "noon": hour not in {10, 11},
        "night": 6 <= hour < 12,
        "midnight": False,
    }[day_part]
    return hour % 12 + 12 * is_after_noon
