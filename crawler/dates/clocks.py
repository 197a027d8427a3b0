"""Times of day: 12-hour clocks, hours in words, minutes past."""

import re
from datetime import time
from typing import NamedTuple

from crawler.dates import grammar
from crawler.dates.lexer import Token

_LETTERS = {"S": "am", "M": "pm"}


class Clock(NamedTuple):
    """A time in the line: its tokens, the wall time (None: printed, but no time of day), its zone.

    `zone` is the tokens that name it, as places in the line; (0, 0) where none do. `asked` is
    whether «الساعة» leads it.
    """

    start: int
    end: int
    wall: time | None
    zone: tuple[int, int]
    asked: bool


def clocks(tokens: list[Token], shape: str) -> list[Clock]:
    """Return the times of a line whose dates are masked, in reading order."""
    found = []
    end = 0
    for match in grammar.TIME.finditer(shape):
        if match.start() < end:
            continue
        wall = _wall(match, tokens)
        end = match.end()
        zone = match.span("zone") if match["zone"] else (0, 0)
        if following := grammar.ZONE.match(shape, end):
            zone, end = following.span(), following.end()
        found.append(Clock(match.start(), end, wall, zone, "k" in match[0]))
    return found


def wall_time(text: str, part: str) -> time | None:
    """Return the time of "10:30", "10:30:15" or "10:30:15.5" in a half of the day ("" for none)."""
    hour, minute, *rest = re.split("[:.,]", text)
    second = int(rest[0]) if rest else 0
    micro = int(f"{rest[1]:0<6.6}") if len(rest) > 1 else 0
    return _time(int(hour), int(minute), second, micro, part)


def _wall(match: re.Match[str], tokens: list[Token]) -> time | None:
    def token(*groups: str) -> Token | None:
        spans = (match.start(group) for group in groups)
        return next((tokens[place] for place in spans if place >= 0), None)

    marks = token("p1", "p2", "p3", "p4", "p5") or token("before")
    part = (_LETTERS.get(marks.kind) or marks.name) if marks else ""
    if clock := token("clock"):
        return wall_time(clock.name, part)
    hour = token("h2", "h3", "h4", "h5")
    if hour is None or (hour.kind == "c" and not part and "k" not in match[0]):
        return None
    minute = token("m2", "m3", "m4", "m5", "half2", "half5")
    past = minute.number if minute else 0
    if past < 0:
        return _time(hour.number - 1 or 12, 60 + past, 0, 0, part)
    return _time(hour.number, past, 0, 0, part)


def _time(hour: int, minute: int, second: int, micro: int, part: str) -> time | None:
    within = _hour(hour, part)
    if within is None or within > 23 or minute > 59 or second > 59:
        return None
    return time(within, minute, second, micro)


def _hour(hour: int, part: str) -> int | None:
    """Return the hour of 24 in a half of the day; None where the two contradict each other."""
    if not part or hour > 12:
        return None if part == "am" and hour > 12 else hour
    past_noon = {
        "am": False,
        "pm": True,
        "noon": hour not in {10, 11},
        "night": 6 <= hour < 12,
        "midnight": False,
    }[part]
    return hour % 12 + 12 * past_noon
