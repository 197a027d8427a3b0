"""Times of day: 12-hour clocks, hours in words, minutes past."""

import re
from datetime import time
from typing import NamedTuple

from crawler.dates import grammar
from crawler.dates.tokenizer import Token

_LETTERS = {"S": "am", "M": "pm"}
_MINUTES = ("m2", "n2", "m3", "m4", "m5", "n5", "m6", "half2", "half5")


class Clock(NamedTuple):
    """A time in the line: its tokens, the wall time (None: printed, but no time of day), its zone.

    `zone` is the tokens that name it, as places in the line; (0, 0) where none do. `asked` is
    whether «الساعة» leads it, `open` whether it may be of either half of the day.
    """

    start: int
    end: int
    wall: time | None
    zone: tuple[int, int]
    asked: bool = False
    open: bool = False


def clocks(tokens: list[Token], shape: str) -> list[Clock]:
    """Return the times of a line whose dates are masked, in reading order."""
    found = []
    end = 0
    for match in grammar.TIME.finditer(shape):
        if match.start() < end:
            continue
        end = match.end()
        part = _part(match, tokens)
        wall = None if grammar.HOURS.match(shape, end) else _wall(match, tokens, part)
        zone = match.span("zone") if match["zone"] else (0, 0)
        if following := grammar.ZONE.match(shape, end):
            zone, end = following.span(), following.end()
        either = wall is not None and not part and 1 <= wall.hour <= 12
        found.append(Clock(match.start(), end, wall, zone, "k" in match[0], either))
    return found


def in_half(clock: Clock, part: str) -> Clock:
    """Return an open `clock` in a half of the day."""
    wall = clock.wall and _time(
        clock.wall.hour, clock.wall.minute, clock.wall.second, clock.wall.microsecond, part
    )
    return clock._replace(wall=wall, open=False)


def wall_time(text: str, part: str) -> time | None:
    """Return the time of "10:30", "10:30:15" or "10:30:15.5" in a half of the day ("" for none)."""
    hour, minute, *rest = re.split("[:.,]", text)
    second = int(rest[0]) if rest else 0
    micro = int(f"{rest[1]:0<6.6}") if len(rest) > 1 else 0
    return _time(int(hour), int(minute), second, micro, part)


def _part(match: re.Match[str], tokens: list[Token]) -> str:
    mark = _token(match, tokens, "p1", "p2", "p3", "p4", "p5", "before")
    return (_LETTERS.get(mark.kind) or mark.name) if mark else ""


def _wall(match: re.Match[str], tokens: list[Token], part: str) -> time | None:
    if clock := _token(match, tokens, "clock"):
        return wall_time(clock.name, part)
    hour = _token(match, tokens, "h2", "h3", "h4", "h5", "h6")
    if hour is None:
        return None
    minute = _token(match, tokens, *_MINUTES)
    past = minute.number if minute else 0
    if past < 0:
        return _time(hour.number - 1 or 12, 60 + past, 0, 0, part)
    return _time(hour.number, past, 0, 0, part)


def _token(match: re.Match[str], tokens: list[Token], *groups: str) -> Token | None:
    places = (match.start(group) for group in groups)
    return next((tokens[place] for place in places if place >= 0), None)


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
