"""What a date string says."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

# FOLDED from crawler.dates.make_reference_time: What a date string is read against.

# Clocks of publishers and crawlers differ; a day ahead is an outlet further east.
FUTURE_TOLERANCE = timedelta(days=1)


class ReferenceTime(NamedTuple):
    """The reader's clock, the publisher's zone and country; `zone_name` None where unknown."""

    now: datetime
    zone: tzinfo
    zone_name: str | None
    country: str | None

    def tomorrow(self) -> date:
        """Return the day after the reader's: the last that anything may be dated."""
        return self.now.astimezone(self.zone).date() + FUTURE_TOLERANCE

    def is_in_future(self, instant: datetime) -> bool:
        """Whether `instant` lies too far after now to be the date of anything printed."""
        return instant > self.now + FUTURE_TOLERANCE


def make_reference_time(timezone: str, now: datetime, country: str | None) -> ReferenceTime:
    """Return the frame of a call; raise ZoneInfoNotFoundError for a zone that does not exist."""
    if not timezone:
        return ReferenceTime(now, UTC, None, country)
    return ReferenceTime(now, load_timezone(timezone), timezone, country)


@lru_cache(maxsize=512)
def load_timezone(name: str) -> tzinfo:
    """Return the zone of an IANA name."""
    return UTC if name == "UTC" else ZoneInfo(name)


DatePrecision = Literal["minute", "day"]
DateLabel = Literal["published", "modified"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedDate:
    """One date as a page printed it.

    `instant` is aware and keeps the printed wall time: its `tzinfo` is the zone it was read in. Of
    precision "day" it is 00:00 UTC of the printed day, as the stored document has it; a count of
    days or more ("3 days ago") is of precision "day" too, its `instant` being `now` less so much.

    `zone` is an IANA name, an offset like "+03:00" or "UTC", from the string, else from the caller;
    None where neither knows: then the wall time was taken as UTC and `zone_assumed` is True.

    `zone_printed` is whether the string itself names the zone.

    `raw` is the string as printed. `label` says what the words around the date call it, None where
    they say nothing. `calendar_gap` is the number of days between the Hijri and the Gregorian half
    where both are printed and lie more than one day apart; the Gregorian half was taken.
    """

    instant: datetime
    precision: DatePrecision
    zone: str | None
    zone_assumed: bool
    raw: str
    zone_printed: bool = False
    label: DateLabel | None = None
    calendar_gap: int | None = None

    @property
    def day(self) -> date:
        """The printed day."""
        return self.instant.date()
