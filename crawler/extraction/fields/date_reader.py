"""Date strings parsed with a page's timezone, country and time of fetch. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crawler.dates import ParsedDate, find_dates, parse_date
from crawler.extraction.page.page import Page
from crawler.publisher import Publisher
from crawler.publisher.countries import find_country_by_domain

# Nothing was published on the web before it: an earlier date is a database's zero.
_MIN_YEAR = 1990
_MAX_FUTURE = timedelta(days=1)
_MAX_DATE_CHARS = 400

DateRole = Literal["published", "modified"]


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date of the page: the rung that gave it, what it dates, and the parsed date.

    `evidence` says what speaks for it, by a name that has a weight in `dates`.
    """

    rung: str
    role: DateRole
    date: ParsedDate
    evidence: str


@dataclass(frozen=True, slots=True)
class PageDateReader:
    """A reader of the dates of one page.

    `timezone` is the zone assumed where none is printed ("" if unknown), `country` a country code,
    `now` the time of the fetch, None where it is unknown.
    """

    timezone: str
    country: str | None
    now: datetime | None

    def parse(self, text: str) -> ParsedDate | None:
        """Parse one date string; None for a date before the web or more than a day ahead."""
        if not text or len(text) > _MAX_DATE_CHARS:
            return None
        date = parse_date(text, timezone=self.timezone, now=self.now, country=self.country)
        return date if date is not None and self._is_plausible(date) else None

    def find_all(self, line: str) -> list[ParsedDate]:
        """Find all dates of a visible line, each with the label the line gives it."""
        dates = find_dates(line, timezone=self.timezone, now=self.now, country=self.country)
        return [date for date in dates if self._is_plausible(date)]

    def _is_plausible(self, date: ParsedDate) -> bool:
        is_in_future = self.now is not None and date.instant > self.now + _MAX_FUTURE
        return date.instant.year >= _MIN_YEAR and not is_in_future


def create_date_reader(page: Page, publisher: Publisher, now: datetime | None) -> PageDateReader:
    """Return a reader for the publisher's country and timezone, else those of the page's domain.

    The domain's timezone counts only where the publisher is of no other country.
    """
    country = find_country_by_domain(page.url)
    code = publisher.country or (country.code if country else None)
    zone = publisher.timezone or (country.timezone if country and country.code == code else "")
    return PageDateReader(zone, code, now)
