"""Zones that a string names."""

import re
from datetime import UTC, timedelta, timezone, tzinfo

from crawler.dates.tokenizer import Token
from crawler.dates.types import ReferenceTime, load_timezone
from crawler.dates.words.places import ZONE_IN_COUNTRY

_OFFSET = re.compile(r"([+-])\s?([0-9]{1,2}):?([0-9]{2})?$")
_MAX_OFFSET_MINUTES = 14 * 60


def find_named_zone(tokens: list[Token], reference: ReferenceTime) -> tuple[tzinfo, str] | None:
    """Return the zone that the tokens after or before a time name, and its name."""
    found: tuple[tzinfo, str] | None = None
    for token in tokens:
        if token.kind == "O":
            return parse_utc_offset(token.name)
        if token.kind == "A":
            found = _make_fixed_zone(token.number)
        elif token.kind == "z":
            found = UTC, "UTC"
        elif token.kind == "Z":
            name = ZONE_IN_COUNTRY.get((token.name, reference.country or ""), token.name)
            found = load_timezone(name), name
    return found


def parse_utc_offset(text: str) -> tuple[tzinfo, str] | None:
    """Return the zone of "+03:00", "+0300", "+3", "gmt+3"; None where no clock is so far off."""
    match = _OFFSET.search(text)
    if match is None:
        return None
    east = int(match[2]) * 60 + int(match[3] or 0)
    return (
        _make_fixed_zone(-east if match[1] == "-" else east)
        if east <= _MAX_OFFSET_MINUTES
        else None
    )


def _make_fixed_zone(minutes: int) -> tuple[tzinfo, str]:
    if minutes == 0:
        return UTC, "UTC"
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return timezone(timedelta(minutes=minutes)), f"{sign}{hours:02}:{rest:02}"
