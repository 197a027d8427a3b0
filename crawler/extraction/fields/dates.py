"""Dates of publication and of the last change, chosen among candidates of every rung. Pure.

The order of the rungs decides, with one exception: where the first candidate knows only the day,
a later one that knows the minute of the same day wins.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.url_dates import find_publication_day
from crawler.extraction.body.body import Body
from crawler.extraction.fields.date_reader import DateCandidate, DateRole, PageDateReader
from crawler.extraction.fields.visible_dates import find_visible_dates
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors
from crawler.extraction.page.page import Page
from crawler.extraction.page.semantic_markup import SemanticElements
from crawler.items import PublicationDate
from crawler.publisher import Publisher

_MINUTE = timedelta(minutes=1)
_JSON_LD_DATE_KEYS: tuple[tuple[str, DateRole], ...] = (
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
)

_DATE_ROLES: tuple[DateRole, DateRole] = ("published", "modified")


def find_date_candidates(
    page: Page,
    publisher: Publisher,
    *,
    body: Body,
    semantic_elements: SemanticElements,
    date_reader: PageDateReader,
    hint: Link | None,
    explain_all: bool,
) -> list[DateCandidate]:
    """Return every readable date of the page, in the order of the rungs.

    Visible dates are skipped where they cannot change the choice, unless `explain_all`.
    """
    candidates: list[DateCandidate] = []
    for rung, role, text in _read_declared_dates(page, publisher):
        date = date_reader.parse(text)
        if date is not None:
            candidates.append(DateCandidate(rung, role, date))
    if explain_all or not _has_certain_dates(candidates, date_reader):
        candidates.extend(find_visible_dates(body, semantic_elements, date_reader))
    candidates.extend(_find_url_date(page.canonical or page.url, date_reader))
    if hint is not None:
        candidates.extend(_read_hint_date(hint, date_reader))
    return candidates


def _read_declared_dates(page: Page, publisher: Publisher) -> Iterator[tuple[str, DateRole, str]]:
    tree, selectors = page.tree, publisher.selectors
    for text in publisher_selectors.select_texts(tree, selectors.published):
        yield "selector", "published", text
    for text in publisher_selectors.select_texts(tree, selectors.modified):
        yield "selector", "modified", text
    for node in [*page.json_ld_articles, *page.json_ld_web_pages]:
        for key, role in _JSON_LD_DATE_KEYS:
            for text in json_ld.read_json_ld_strings(node.get(key)):
                yield "json-ld", role, text
    for text in meta_tags.read_meta_values(page.meta, meta_tags.PUBLISHED):
        yield "meta", "published", text
    for text in meta_tags.read_meta_values(page.meta, meta_tags.MODIFIED):
        yield "meta", "modified", text


def _find_url_date(url: str, date_reader: PageDateReader) -> Iterator[DateCandidate]:
    day = find_publication_day(url)
    date = date_reader.parse(day.isoformat()) if day else None
    if date is not None:
        yield DateCandidate("address", "published", date)


def _read_hint_date(hint: Link, date_reader: PageDateReader) -> Iterator[DateCandidate]:
    """Read the date of a feed or sitemap, from its printed form where that was kept.

    Only the date of publication: Atom demands an `updated`, and sitemaps set `lastmod` at every
    rebuild, so neither shows an edit.
    """
    if hint.published is not None:
        date = date_reader.parse(hint.published_raw) if hint.published_raw else None
        date = date or date_reader.parse(hint.published.isoformat())
        if date is not None:
            yield DateCandidate("hint", "published", date)


def choose_dates(
    candidates: list[DateCandidate], date_reader: PageDateReader
) -> tuple[DateCandidate | None, DateCandidate | None]:
    """Return the dates of publication and of the last change, each None where there is none."""
    published = _choose_published(
        [candidate for candidate in candidates if candidate.role == "published"]
    )
    modified = next((candidate for candidate in candidates if candidate.role == "modified"), None)
    if published is None and modified is not None:
        published, modified = modified, None
    if published is not None:
        published = _correct_mislabelled_zone(published, candidates, date_reader)
    if modified is not None:
        modified = _correct_mislabelled_zone(modified, candidates, date_reader)
    if (
        published
        and modified
        and modified.date.instant < published.date.instant - timedelta(minutes=1)
    ):
        modified = None
    return published, modified


def _choose_published(candidates: list[DateCandidate]) -> DateCandidate | None:
    """Choose the first candidate, or a later one that knows the same day to the minute."""
    if not candidates:
        return None
    best = candidates[0]
    if not _lacks_time(best.date):
        return best
    days = (
        {best.date.day + timedelta(days=shift) for shift in (-1, 0, 1)}
        if best.date.precision == "minute"
        else {best.date.day}
    )
    for candidate in candidates[1:]:
        if not _lacks_time(candidate.date) and candidate.date.day in days:
            return candidate
    return best


def _has_certain_dates(candidates: list[DateCandidate], date_reader: PageDateReader) -> bool:
    """Say whether both dates are known to the minute and neither may be a local time called UTC."""
    first_dates = [
        next((candidate.date for candidate in candidates if candidate.role == role), None)
        for role in _DATE_ROLES
    ]
    return all(
        date and not _lacks_time(date) and not (date_reader.timezone and _is_utc(date))
        for date in first_dates
    )


def _lacks_time(date: ParsedDate) -> bool:
    """Say whether a date is a day, or a midnight that a template printed for a day."""
    instant = date.instant
    return date.precision == "day" or (instant.hour, instant.minute, instant.second) == (0, 0, 0)


def _correct_mislabelled_zone(
    candidate: DateCandidate, candidates: list[DateCandidate], date_reader: PageDateReader
) -> DateCandidate:
    """Read a local time that was mislabelled as UTC in the outlet's own zone.

    This is done only where the page shows the same wall time without a zone, and the outlet's zone
    is known and not UTC at that time.
    """
    date = candidate.date
    if candidate.rung == "markup" and not _is_utc(date):
        return candidate
    if not date_reader.timezone or not _is_utc(date) or date.precision == "day":
        return candidate
    zone = ZoneInfo(date_reader.timezone)
    wall_time = date.instant.replace(tzinfo=None, second=0, microsecond=0)
    if not zone.utcoffset(wall_time):
        return candidate
    visible_dates = [
        other.date
        for other in candidates
        if other.rung == "markup" and _is_time_without_zone(other.date)
    ]
    if not any(
        abs(visible_date.instant.replace(tzinfo=None) - wall_time) <= _MINUTE
        for visible_date in visible_dates
    ):
        return candidate
    local = date.instant.replace(tzinfo=zone)
    return replace(candidate, date=replace(date, instant=local, zone=date_reader.timezone))


def _is_time_without_zone(date: ParsedDate) -> bool:
    return date.precision == "minute" and not date.zone_printed


def _is_utc(date: ParsedDate) -> bool:
    return (
        date.zone is not None and date.instant.utcoffset() == timedelta(0) and not date.zone_assumed
    )


def build_publication_date(candidate: DateCandidate) -> tuple[datetime, PublicationDate]:
    """Return the instant to store and its provenance; a day is 00:00 UTC of the printed day."""
    date = candidate.date
    instant = date.instant
    if date.precision == "day":
        instant = datetime(instant.year, instant.month, instant.day, tzinfo=UTC)
    publication_date = PublicationDate(
        raw=date.raw,
        source=candidate.rung,
        precision=date.precision,
        zone=date.zone,
        zone_assumed=date.zone_assumed,
    )
    return instant, publication_date
