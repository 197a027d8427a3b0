"""When it was published and changed: candidates of every rung, and the choice among them. Pure.

The order of the ladder decides; a rung that knows the minute wins over an earlier one that knows only
the day, if both mean the same day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from lxml import html

from crawler.dates import ParsedDate, find_dates, parse_date
from crawler.discovery.links import Link
from crawler.extraction import meta, selected
from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import labels
from crawler.extraction.markup import Marks, text_of
from crawler.extraction.page import Page
from crawler.items import Published
from crawler.publisher import Publisher
from crawler.publisher.arab import country_of
from crawler.text import ascii_digits, fold

_EARLIEST = 1990
_PATH_DAY = re.compile(
    r"(?:^|\D)((?:19|20)\d\d)[/\-_.]?(0?[1-9]|1[0-2])[/\-_.]?(0[1-9]|[12]\d|3[01]|[1-9])(?=\D|$)"
)
_DATE_LIKE = re.compile(r"(?:\d{1,4}[/\-.]\d{1,2}[/\-.]\d{1,4})|\d{1,2}:\d{2}")
_MAX_LINE = 160
_NEAR_BEFORE, _NEAR_AFTER = 3, 6
_NEAR_ELEMENTS = 12
_MOST_MARKED = 40
_DATED_CHROME = frozenset({"date", "byline", "tools", "share"})


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
        if not text or len(text) > 400:
            return None
        found = parse_date(text, timezone=self.timezone, now=self.now, country=self.country)
        return found if found is not None and self._possible(found) else None

    def find(self, line: str) -> list[ParsedDate]:
        """Read all dates of a visible line, each with the label the line gives it."""
        found = find_dates(line, timezone=self.timezone, now=self.now, country=self.country)
        return [date for date in found if self._possible(date)]

    def _possible(self, date: ParsedDate) -> bool:
        return date.instant.year >= _EARLIEST and date.instant <= self.now + timedelta(days=1)


def clock_for(page: Page, publisher: Publisher, now: datetime) -> Clock:
    """The zone of the publisher, else of the country its domain or its file names."""
    country = country_of(page.url)
    code = publisher.country or (country.code if country else None)
    zone = publisher.timezone or (country.timezone if country and country.code == code else "")
    return Clock(zone, code, now)


def gather(
    page: Page, publisher: Publisher, body: Body, marks: Marks, clock: Clock, hint: Link | None
) -> list[Dated]:
    """Return every readable date of the page, in the order of the ladder."""
    found: list[Dated] = []
    for rung, what, text in _raw(page, publisher):
        date = clock.read(text)
        if date is not None:
            found.append(Dated(rung, what, date))
    found.extend(_visible(body, marks, clock))
    found.extend(_address(page.canonical or page.url, clock))
    if hint is not None:
        found.extend(_hinted(hint, clock))
    return found


def _raw(page: Page, publisher: Publisher) -> Iterator[tuple[str, What, str]]:
    tree, chosen = page.tree, publisher.selectors
    for text in selected.values(tree, chosen.published):
        yield "selector", "published", text
    for text in selected.values(tree, chosen.modified):
        yield "selector", "modified", text
    for node in page.articles:
        for key, what in (
            ("datePublished", "published"),
            ("dateCreated", "published"),
            ("dateModified", "modified"),
        ):
            value = node.get(key)
            if isinstance(value, str):
                yield "json-ld", what, value
    for text in meta.every(page.meta, meta.PUBLISHED):
        yield "meta", "published", text
    for text in meta.every(page.meta, meta.MODIFIED):
        yield "meta", "modified", text


def _visible(body: Body, marks: Marks, clock: Clock) -> Iterator[Dated]:
    """Dates a reader sees: marked elements first, then lines around headline and text."""
    seen: set[str] = set()
    for what, element in _marked(body, marks):
        for value in _attributes(element):
            date = clock.read(value)
            if date is not None:
                yield Dated("markup", _what(element, what), date)
        yield from _in_line(text_of(element, _MAX_LINE + 1), what, clock, seen)
    for text in _lines(body):
        yield from _in_line(text, "published", clock, seen)


def _in_line(text: str, what: What, clock: Clock, seen: set[str]) -> Iterator[Dated]:
    if text in seen or len(text) > _MAX_LINE or not _may_hold_date(text):
        return
    seen.add(text)
    for date in clock.find(text):
        yield Dated("markup", date.label or what, date)


def _marked(body: Body, marks: Marks) -> Iterator[tuple[What, html.HtmlElement]]:
    """Marked elements, those between headline and text first; far above is the page's own clock."""
    modified = marks.of("modified")
    for element in modified[:_MOST_MARKED]:
        yield "modified", element
    timed = [element for element in marks.of("time") if element not in modified]
    headline = _place(marks, body.headline_element)
    text = _place(marks, body.element)
    ranked = [
        (_zone(marks.place[element], headline, text), at, element)
        for at, element in enumerate([*timed, *marks.of("date")])
        if element not in modified
    ]
    for zone, _, element in sorted(ranked, key=lambda one: one[:2])[:_MOST_MARKED]:
        if zone < _FAR_ABOVE:
            yield "published", element


def _place(marks: Marks, element: html.HtmlElement | None) -> int | None:
    return None if element is None else marks.place.get(element)


_FAR_ABOVE = 3


def _zone(place: int, headline: int | None, text: int | None) -> int:
    """0 between headline and text, 1 just above the headline, 2 in or below the text, 3 far above."""
    if headline is None:
        return 0
    if place < headline:
        return 1 if headline - place <= _NEAR_ELEMENTS else _FAR_ABOVE
    return 2 if text is not None and text > headline and place > text else 0


def _attributes(element: html.HtmlElement) -> list[str]:
    values = (element.get(name) for name in ("datetime", "content", "data-time", "data-date"))
    return [value for value in values if value]


def _what(element: html.HtmlElement, what: What) -> What:
    """What an element's date dates, by the words in it."""
    folded = fold(text_of(element, _MAX_LINE))
    if labels.MODIFIED_LABEL.search(folded) and not labels.PUBLISHED_LABEL.search(folded):
        return "modified"
    return what


def _may_hold_date(text: str) -> bool:
    digits = ascii_digits(text)
    return bool(_DATE_LIKE.search(digits) or labels.MONTH_OR_RELATIVE.search(fold(text)))


def _lines(body: Body) -> Iterator[str]:
    """Short lines between headline and text, then just above the one, then just below the other."""
    blocks = body.blocks.blocks
    first, last = body.span
    start = first if body.headline is None else body.headline
    above = _directly_above(blocks, start)
    for at in [*range(start, first + 2), *above, *range(last, last + _NEAR_AFTER)]:
        if 0 <= at < len(blocks) and blocks[at].size > 0.3 * len(blocks[at].text):
            yield blocks[at].text
    for reason, element, at in body.blocks.skipped:
        if above.start <= at <= last + 2 and reason in _DATED_CHROME:
            yield text_of(element, _MAX_LINE + 1)


def _directly_above(blocks: list[Block], headline: int) -> range:
    """The few blocks above a headline, down from where a menu or a list of links ends."""
    at = headline
    while (
        at > 0
        and headline - at < _NEAR_BEFORE
        and blocks[at - 1].links < 0.5 * len(blocks[at - 1].text)
    ):
        at -= 1
    return range(at, headline)


def _address(url: str, clock: Clock) -> Iterator[Dated]:
    match = _PATH_DAY.search(unquote(urlsplit(url).path))
    if match is not None:
        year, month, day = match.groups()
        date = clock.read(f"{year}-{int(month):02}-{int(day):02}")
        if date is not None:
            yield Dated("address", "published", date)


def _hinted(hint: Link, clock: Clock) -> Iterator[Dated]:
    """A feed's or sitemap's date, as printed where it was kept so.

    Atom demands an `updated` and sitemaps set `lastmod` at every rebuild: neither tells an edit.
    """
    if hint.published is not None:
        date = clock.read(hint.published_raw) if hint.published_raw else None
        date = date or clock.read(hint.published.isoformat())
        if date is not None:
            yield Dated("hint", "published", date)


def choose(found: list[Dated], clock: Clock) -> tuple[Dated | None, Dated | None]:
    """Return the date of publication and of the last change, each None where there is none."""
    published = _published([one for one in found if one.what == "published"])
    modified = next((one for one in found if one.what == "modified"), None)
    if published is None and modified is not None:
        published, modified = modified, None
    if published is not None:
        published = _in_own_zone(published, found, clock)
    if modified is not None:
        modified = _in_own_zone(modified, found, clock)
    if (
        published
        and modified
        and modified.date.instant < published.date.instant - timedelta(minutes=1)
    ):
        modified = None
    return published, modified


def _published(candidates: list[Dated]) -> Dated | None:
    """The first of the ladder, or a later one that knows the same day to the minute."""
    if not candidates:
        return None
    best = candidates[0]
    if not _vague(best.date):
        return best
    days = (
        {best.date.day + timedelta(days=shift) for shift in (-1, 0, 1)}
        if best.date.precision == "minute"
        else {best.date.day}
    )
    for one in candidates[1:]:
        if not _vague(one.date) and one.date.day in days:
            return one
    return best


def _vague(date: ParsedDate) -> bool:
    """A day, or a midnight that a template printed for one."""
    wall = date.instant
    return date.precision == "day" or (wall.hour, wall.minute, wall.second) == (0, 0, 0)


def _in_own_zone(one: Dated, found: list[Dated], clock: Clock) -> Dated:
    """Read a local time that was mislabelled as UTC in the outlet's own zone.

    Known only where the page prints the same wall time without a zone, and the zone is known and
    not UTC's.
    """
    date = one.date
    if one.rung == "markup" and not _is_utc(date):
        return one
    if not clock.timezone or not _is_utc(date) or date.precision == "day":
        return one
    zone = ZoneInfo(clock.timezone)
    wall = date.instant.replace(tzinfo=None, second=0, microsecond=0)
    if not zone.utcoffset(wall):
        return one
    for other in found:
        shown = other.date
        if other.rung == "markup" and shown.precision == "minute" and not shown.zone_printed:
            if abs(shown.instant.replace(tzinfo=None) - wall) <= timedelta(minutes=1):
                local = date.instant.replace(tzinfo=zone)
                return replace(
                    one, date=replace(date, instant=local, zone=clock.timezone, zone_assumed=True)
                )
    return one


def _is_utc(date: ParsedDate) -> bool:
    return (
        date.zone is not None and date.instant.utcoffset() == timedelta(0) and not date.zone_assumed
    )


def as_published(one: Dated) -> tuple[datetime, Published]:
    """Return the instant to store and where it came from; a day is 00:00 UTC of the printed day."""
    date = one.date
    instant = date.instant
    if date.precision == "day":
        instant = datetime(instant.year, instant.month, instant.day, tzinfo=UTC)
    told = Published(
        raw=date.raw,
        source=one.rung,
        precision=date.precision,
        zone=date.zone,
        zone_assumed=date.zone_assumed,
    )
    return instant, told
