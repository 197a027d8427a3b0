"""What a date string is read against."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Clocks of publishers and crawlers differ; a day ahead is an outlet further east.
AHEAD = timedelta(days=1)


class Frame(NamedTuple):
    """The reader's clock, the publisher's zone and country; `zone_name` None where unknown."""

    now: datetime
    zone: tzinfo
    zone_name: str | None
    country: str | None

    def tomorrow(self) -> date:
        """Return the day after the reader's: the last that anything may be dated."""
        return self.now.astimezone(self.zone).date() + AHEAD

    def ahead(self, instant: datetime) -> bool:
        """Whether `instant` lies too far after now to be the date of anything printed."""
        return instant > self.now + AHEAD


def frame(timezone: str, now: datetime, country: str | None) -> Frame:
    """Return the frame of a call; raise ZoneInfoNotFoundError for a zone that does not exist."""
    if not timezone:
        return Frame(now, UTC, None, country)
    return Frame(now, named(timezone), timezone, country)


@lru_cache(maxsize=512)
def named(name: str) -> tzinfo:
    """Return the zone of an IANA name."""
    return UTC if name == "UTC" else ZoneInfo(name)
