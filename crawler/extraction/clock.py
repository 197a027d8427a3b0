"""How to read a page's dates: in whose zone, against which instant. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crawler.dates import ParsedDate, find_dates, parse_date
from crawler.extraction.page import Page
from crawler.publisher import Publisher
from crawler.publisher.countries import country_of

# Before it nothing was published on the web; such dates are a database's zero.
_EARLIEST = 1990
_AHEAD = timedelta(days=1)
_LONGEST = 400

What = Literal["published", "modified"]


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of the page: the rung that gave it, what it dates, and how it was read."""

    rung: str
    what: What
    date: ParsedDate


@dataclass(frozen=True, slots=True)
class Clock:
    """How to read a page's dates: the zone known for it ("" unknown), its country, and now."""

    timezone: str
    country: str | None
    now: datetime

    def read(self, text: str) -> ParsedDate | None:
        """Read one date string; what lies before the web or after tomorrow is none."""
        if not text or len(text) > _LONGEST:
            return None
        found = parse_date(text, timezone=self.timezone, now=self.now, country=self.country)
        return found if found is not None and self._possible(found) else None

    def find(self, line: str) -> list[ParsedDate]:
        """Read all dates of a visible line, each with the label the line gives it."""
        found = find_dates(line, timezone=self.timezone, now=self.now, country=self.country)
        return [date for date in found if self._possible(date)]

    def _possible(self, date: ParsedDate) -> bool:
        return date.instant.year >= _EARLIEST and date.instant <= self.now + _AHEAD


def clock_for(page: Page, publisher: Publisher, now: datetime) -> Clock:
    """The zone of the publisher, else of the country its domain or its file names."""
    country = country_of(page.url)
    code = publisher.country or (country.code if country else None)
    zone = publisher.timezone or (country.timezone if country and country.code == code else "")
    return Clock(zone, code, now)
