"""Zones that a string names."""

import re
from datetime import UTC, timedelta, timezone, tzinfo

from crawler.dates.tokenizer import Token
from crawler.dates.types import Frame, named
from crawler.dates.words.places import BY_COUNTRY

_OFFSET = re.compile(r"([+-])\s?([0-9]{1,2}):?([0-9]{2})?$")
_WIDEST = 14 * 60


def zone_of(tokens: list[Token], frame: Frame) -> tuple[tzinfo, str] | None:
    """Return the zone that the tokens after or before a time name, and its name."""
    found: tuple[tzinfo, str] | None = None
    for token in tokens:
        if token.kind == "O":
            return offset(token.name)
        if token.kind == "A":
            found = _fixed(token.number)
        elif token.kind == "z":
            found = UTC, "UTC"
        elif token.kind == "Z":
            name = BY_COUNTRY.get((token.name, frame.country or ""), token.name)
            found = named(name), name
    return found


def offset(text: str) -> tuple[tzinfo, str] | None:
    """Return the zone of "+03:00", "+0300", "+3", "gmt+3"; None where no clock is so far off."""
    match = _OFFSET.search(text)
    if match is None:
        return None
    east = int(match[2]) * 60 + int(match[3] or 0)
    return _fixed(-east if match[1] == "-" else east) if east <= _WIDEST else None


def _fixed(minutes: int) -> tuple[tzinfo, str]:
    if minutes == 0:
        return UTC, "UTC"
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return timezone(timedelta(minutes=minutes)), f"{sign}{hours:02}:{rest:02}"
