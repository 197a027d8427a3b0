"""When it was published and changed: candidates of every rung, and the choice among them. Pure.

The order of the ladder decides; a rung that knows the minute wins over an earlier one that knows
only the day, if both mean the same day.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from crawler.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.extraction import meta, selected
from crawler.extraction.body import Body
from crawler.extraction.clock import Clock, Dated, What
from crawler.extraction.markup import Marks
from crawler.extraction.page import Page
from crawler.extraction.printed import visible
from crawler.items import Published
from crawler.publisher import Publisher

_MINUTE = timedelta(minutes=1)
_PATH_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/\-_.])(1[0-2]|0?[1-9])\2|(1[0-2]|0[1-9]))"
    r"(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_JSON_LD: tuple[tuple[str, What], ...] = (
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
)

_BOTH: tuple[What, What] = ("published", "modified")


def gather(
    page: Page,
    publisher: Publisher,
    *,
    body: Body,
    marks: Marks,
    clock: Clock,
    hint: Link | None,
    told: bool,
) -> list[Dated]:
    """Return every readable date of the page, in the order of the ladder.

    Unless somebody wants to be `told` of all, what a reader sees is left out where it can change
    nothing of the choice.
    """
    found: list[Dated] = []
    for rung, what, text in _raw(page, publisher):
        date = clock.read(text)
        if date is not None:
            found.append(Dated(rung, what, date))
    if told or not _is_settled(found, clock):
        found.extend(visible(body, marks, clock))
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
        for key, what in _JSON_LD:
            value = node.get(key)
            if isinstance(value, str):
                yield "json-ld", what, value
    for text in meta.every(page.meta, meta.PUBLISHED):
        yield "meta", "published", text
    for text in meta.every(page.meta, meta.MODIFIED):
        yield "meta", "modified", text


def _address(url: str, clock: Clock) -> Iterator[Dated]:
    match = _PATH_DAY.search(unquote(urlsplit(url).path))
    if match is not None:
        year, month, day = match[1], match[3] or match[4], match[5]
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


def _is_settled(found: list[Dated], clock: Clock) -> bool:
    """Say whether both are known to the minute, and neither may be a local time called UTC."""
    first = [next((one.date for one in found if one.what == what), None) for what in _BOTH]
    return all(
        date and not _vague(date) and not (clock.timezone and _is_utc(date)) for date in first
    )


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
    shown = [other.date for other in found if other.rung == "markup" and _is_wall_time(other.date)]
    if not any(abs(seen.instant.replace(tzinfo=None) - wall) <= _MINUTE for seen in shown):
        return one
    local = date.instant.replace(tzinfo=zone)
    return replace(one, date=replace(date, instant=local, zone=clock.timezone))


def _is_wall_time(date: ParsedDate) -> bool:
    return date.precision == "minute" and not date.zone_printed


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
