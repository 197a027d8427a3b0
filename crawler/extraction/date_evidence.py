"""The dates of an article by all their evidence, weighed. Pure."""

from dataclasses import replace
from datetime import UTC, datetime

from crawler.dates import ParsedDate
from crawler.extraction.context import ExtractionContext
from crawler.extraction.fields import date_candidates, dates
from crawler.extraction.fields.date_reader import DateCandidate, PageDateReader, create_date_reader
from crawler.extraction.fields.page_country import find_page_country
from crawler.items import PublicationDate


def extract_dates(
    context: ExtractionContext,
) -> tuple[datetime | None, datetime | None, PublicationDate | None]:
    """Return when the article appeared and changed last, and its date as printed; record all."""
    publisher = context.publisher
    date_reader = create_date_reader(context.page, publisher, context.now)
    candidates = date_candidates.find_date_candidates(
        context.page,
        publisher,
        body=context.body,
        semantic_elements=context.semantic_elements,
        date_reader=date_reader,
        hint=context.hint,
        explain_all=context.explain_all,
    )
    candidates += _read_embedded_date(context, date_reader)
    if not date_reader.timezone and any(dates.lacks_zone(each.date) for each in candidates):
        country = find_page_country(context.page, context.site_names)
        date_reader = replace(date_reader, timezone=country.timezone if country else "")
    published, modified = dates.choose_dates(candidates, date_reader)
    weights_by_raw: dict[str, float] = {}
    for candidate, weight in zip(candidates, dates.weigh_candidates(candidates), strict=True):
        weights_by_raw[candidate.date.raw] = max(weight, weights_by_raw.get(candidate.date.raw, 0))
        field_name = "published_at" if candidate.role == "published" else "modified_at"
        answer = f"{candidate.date.raw} ({candidate.evidence})"
        context.record_answer(field_name, candidate.rung, answer, won=False, weight=weight)
    modified_at = modified.date.instant.astimezone(UTC) if modified else None
    if modified:
        context.record_answer("modified_at", modified.rung, modified.date.raw, won=True)
    if published is None:
        return None, modified_at, None
    context.record_answer(
        "published_at",
        published.rung,
        _format_date_answer(published.date),
        won=True,
        weight=weights_by_raw.get(published.date.raw),
    )
    instant, publication_date = dates.build_publication_date(published)
    return instant, modified_at, publication_date


def _read_embedded_date(
    context: ExtractionContext, date_reader: PageDateReader
) -> list[DateCandidate]:
    """Read the date that stands beside the text in a script."""
    embedded = context.page.embedded_article if context.body.rung == "embedded" else None
    date = date_reader.parse(embedded.published) if embedded and embedded.published else None
    return [DateCandidate("embedded", "published", date, "embedded")] if date else []


def _format_date_answer(date: ParsedDate) -> str:
    """Format a date as printed, with the days by which its two calendars disagree."""
    gap = date.calendar_gap
    return f"{date.raw} (its Hijri half is {gap} days off)" if gap else date.raw
