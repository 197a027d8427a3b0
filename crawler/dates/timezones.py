"""Time zones named in a date line: places, abbreviations, UTC offsets."""

import re
from datetime import UTC, timedelta, timezone, tzinfo

from crawler.dates.tokenizer import Token
from crawler.dates.types import ReferenceTime, load_timezone
from crawler.dates.words.places import ZONE_IN_COUNTRY

_OFFSET = re.compile(r"([+-])\s?([0-9]{1,2}):?([0-9]{2})?$")
_MAX_OFFSET_MINUTES = 14 * 60


def find_named_zone(tokens: list[Token], reference: ReferenceTime) -> tuple[tzinfo, str] | None:
    """Return the zone and its name from the tokens that name one beside a time."""
    named_zone: tuple[tzinfo, str] | None = None
    for token in tokens:
        if token.kind == "O":
            return parse_utc_offset(token.name)
        if token.kind == "A":
            named_zone = _make_fixed_zone(token.number)
        elif token.kind == "z":
            named_zone = UTC, "UTC"
        elif token.kind == "Z":
            name = ZONE_IN_COUNTRY.get((token.name, reference.country or ""), token.name)
            named_zone = load_timezone(name), name
    return named_zone


def parse_utc_offset(text: str) -> tuple[tzinfo, str] | None:
    """Return zone and name of "+03:00", "+0300", "+3", "gmt+3"; None beyond any zone's offset."""
    match = _OFFSET.search(text)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > _MAX_OFFSET_MINUTES:
        return None
    return _make_fixed_zone(-minutes if match[1] == "-" else minutes)


def _make_fixed_zone(minutes_east: int) -> tuple[tzinfo, str]:
    if minutes_east == 0:
        return UTC, "UTC"
    sign = "-" if minutes_east < 0 else "+"
    hours, minutes = divmod(abs(minutes_east), 60)
    return timezone(timedelta(minutes=minutes_east)), f"{sign}{hours:02}:{minutes:02}"
