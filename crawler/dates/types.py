"""Types of the date reader: `ParsedDate`, its result, and `ReferenceTime`, its present instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from crawler.items import Precision

DateLabel = Literal["published", "modified"]

# Clocks of publishers and crawlers differ, and outlets further east are a day ahead.
FUTURE_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedDate:
    """A date as a page printed it.

    `instant` is aware and keeps the printed wall time: its `tzinfo` is the zone it was read in. Of
    precision "day" it is 00:00 UTC of the printed day, as in the stored document, or, for a count
    of days or more ("3 days ago"), `now` less that count.

    `zone` is an IANA name, an offset like "+03:00" or "UTC": as printed, else as the caller gave
    it. Where neither names one it is None, the wall time was taken as UTC, and `zone_assumed` is
    True. `zone_printed` says whether the string itself names the zone.

    `raw` is the string as printed. `label` is what the words before the date call it, None without
    such words. `calendar_gap` is the number of days between the Hijri and the Gregorian date where
    both are printed and lie more than one day apart; the Gregorian date was taken. `is_relative`
    says whether the date was counted back from now.
    """

    instant: datetime
    precision: Precision
    zone: str | None
    zone_assumed: bool
    raw: str
    zone_printed: bool = False
    label: DateLabel | None = None
    calendar_gap: int | None = None
    is_relative: bool = False

    @property
    def day(self) -> date:
        """The printed day."""
        return self.instant.date()


class ReferenceTime(NamedTuple):
    """The present instant, None where it is unknown, and the publisher's zone and country.

    Where the zone is unknown, `zone` is UTC and `zone_name` None.
    """

    now: datetime | None
    zone: tzinfo
    zone_name: str | None
    country: str | None

    def tomorrow(self) -> date | None:
        """Return the day after today in the publisher's zone: the last day a date may mean."""
        return self.now.astimezone(self.zone).date() + FUTURE_TOLERANCE if self.now else None

    def is_in_future(self, instant: datetime) -> bool:
        """Say whether `instant` lies too far after `now` to be the date of a page."""
        return self.now is not None and instant > self.now + FUTURE_TOLERANCE


def make_reference_time(timezone: str, now: datetime | None, country: str | None) -> ReferenceTime:
    """Return the reference time of a call; raise ZoneInfoNotFoundError for an unknown zone."""
    if not timezone:
        return ReferenceTime(now, UTC, None, country)
    return ReferenceTime(now, load_timezone(timezone), timezone, country)


@lru_cache(maxsize=512)
def load_timezone(name: str) -> tzinfo:
    """Return the zone of an IANA name."""
    return UTC if name == "UTC" else ZoneInfo(name)
