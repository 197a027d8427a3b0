"""How to read a page's dates: in whose zone, against which instant. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crawler.dates import ParsedDate, find_dates, parse_date
from crawler.extraction.page import Page
from crawler.publisher import Publisher
from crawler.publisher.countries import find_country_by_domain

# Before it nothing was published on the web; such dates are a database's zero.
_MIN_YEAR = 1990
_MAX_FUTURE = timedelta(days=1)
_MAX_DATE_CHARS = 400

DateRole = Literal["published", "modified"]


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One date of the page: the rung that gave it, what it dates, and how it was read."""

    rung: str
    role: DateRole
    date: ParsedDate


@dataclass(frozen=True, slots=True)
class PageDateReader:
    """How to read a page's dates: the zone known for it ("" unknown), its country, and now."""

    timezone: str
    country: str | None
    now: datetime

    def parse(self, text: str) -> ParsedDate | None:
        """Read one date string; what lies before the web or after tomorrow is none."""
        if not text or len(text) > _MAX_DATE_CHARS:
            return None
        found = parse_date(text, timezone=self.timezone, now=self.now, country=self.country)
        return found if found is not None and self._is_plausible(found) else None

    def find_all(self, line: str) -> list[ParsedDate]:
        """Read all dates of a visible line, each with the label the line gives it."""
        found = find_dates(line, timezone=self.timezone, now=self.now, country=self.country)
        return [date for date in found if self._is_plausible(date)]

    def _is_plausible(self, date: ParsedDate) -> bool:
        return date.instant.year >= _MIN_YEAR and date.instant <= self.now + _MAX_FUTURE


def create_date_reader(page: Page, publisher: Publisher, now: datetime) -> PageDateReader:
    """The zone of the publisher, else of the country its domain or its file names."""
    country = find_country_by_domain(page.url)
    code = publisher.country or (country.code if country else None)
    zone = publisher.timezone or (country.timezone if country and country.code == code else "")
    return PageDateReader(zone, code, now)
