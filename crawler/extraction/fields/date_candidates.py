"""Date candidates: every readable date of a page, with its rung and its evidence. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from crawler.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.discovery.url_classifier.url_dates import find_publication_day
from crawler.extraction.body.body import Body
from crawler.extraction.fields.date_reader import DateCandidate, DateRole, PageDateReader
from crawler.extraction.fields.visible_dates import find_visible_dates
from crawler.extraction.page import json_ld, meta_tags, publisher_selectors
from crawler.extraction.page.page import Page
from crawler.extraction.page.semantic_markup import SemanticElements
from crawler.publisher import Publisher

_MINUTE = timedelta(minutes=1)
_JSON_LD_DATE_KEYS: tuple[tuple[str, DateRole], ...] = (
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
)

_Declared = tuple[str, str, DateRole, str]


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
    for rung, evidence, role, text in _read_declared_dates(page, publisher):
        date = date_reader.parse(text)
        if date is not None:
            candidates.append(DateCandidate(rung, role, date, evidence))
    if explain_all or not _has_certain_dates(candidates, date_reader):
        candidates.extend(find_visible_dates(body, semantic_elements, date_reader))
    candidates.extend(_find_url_date(page.canonical or page.url, date_reader))
    if hint is not None:
        candidates.extend(_read_hint_date(hint, date_reader))
    return candidates


def _read_declared_dates(page: Page, publisher: Publisher) -> Iterator[_Declared]:
    tree, selectors = page.tree, publisher.selectors
    for text in publisher_selectors.select_texts(tree, selectors.published):
        yield "selector", "selector", "published", text
    for text in publisher_selectors.select_texts(tree, selectors.modified):
        yield "selector", "selector", "modified", text
    for node in page.json_ld_articles:
        yield from _read_node_dates(node, "json-ld article")
    for node in page.json_ld_web_pages:
        yield from _read_node_dates(node, "json-ld page")
    for text in meta_tags.read_meta_values(page.meta, meta_tags.PUBLISHED):
        yield "meta", "meta", "published", text
    for text in meta_tags.read_meta_values(page.meta, meta_tags.MODIFIED):
        yield "meta", "meta", "modified", text


def _read_node_dates(node: dict[str, Any], evidence: str) -> Iterator[_Declared]:
    for key, role in _JSON_LD_DATE_KEYS:
        for value in json_ld.read_json_ld_strings(node.get(key))[:1]:
            yield "json-ld", evidence, role, value


def _find_url_date(url: str, date_reader: PageDateReader) -> Iterator[DateCandidate]:
    day = find_publication_day(url)
    date = date_reader.parse(day.isoformat()) if day else None
    if date is not None:
        yield DateCandidate("address", "published", date, "address")


def _read_hint_date(hint: Link, date_reader: PageDateReader) -> Iterator[DateCandidate]:
    """Read the date of a feed or sitemap, from its printed form where that was kept.

    Only the date of publication: Atom demands an `updated`, and sitemaps set `lastmod` at every
    rebuild, so neither shows an edit.
    """
    if hint.published is not None:
        date = date_reader.parse(hint.published_raw) if hint.published_raw else None
        date = date or date_reader.parse(hint.published.isoformat())
        if date is not None:
            yield DateCandidate("hint", "published", date, "hint")


def _has_certain_dates(candidates: list[DateCandidate], date_reader: PageDateReader) -> bool:
    """Say whether both dates are known to the minute and differ, and neither may be mislabelled.

    One that equals the date of the last change may have been rewritten with it, and one in UTC may
    be a local time.
    """
    published, modified = (
        next((candidate.date for candidate in candidates if candidate.role == role), None)
        for role in ("published", "modified")
    )
    if published is None or modified is None:
        return False
    return modified.instant - published.instant > _MINUTE and all(
        not lacks_time(date) and not (date_reader.timezone and is_utc(date))
        for date in (published, modified)
    )


def lacks_time(date: ParsedDate) -> bool:
    """Say whether a date is a day, or a midnight that a template printed for a day."""
    instant = date.instant
    return date.precision == "day" or (instant.hour, instant.minute, instant.second) == (0, 0, 0)


def is_utc(date: ParsedDate) -> bool:
    """Say whether a date names UTC as its zone."""
    return (
        date.zone is not None and date.instant.utcoffset() == timedelta(0) and not date.zone_assumed
    )
