"""Dates of feeds and sitemaps to instants."""

from datetime import UTC, datetime, timedelta

from crawler.dates import parse_date

# Before the first outlet was on the web; zero dates of databases are.
_EARLIEST_DATE = datetime(1994, 1, 1, tzinfo=UTC)
_MAX_AHEAD = timedelta(days=1)


def parse_source_date(text: str | None, *, now: datetime) -> datetime | None:
    """Return the instant a source's date stands for; a date without a zone counts as UTC.

    ISO 8601, RFC 822 and what Arab outlets print. None for nothing, for what is no date, for dates
    before 1994 and for dates more than a day after `now`.
    """
    if not text or not text.strip():
        return None
    instant = _parse_iso_date(text.strip())
    if instant is None:
        parsed = parse_date(text, timezone="", now=now)
        instant = parsed.instant if parsed else None
    return instant if instant and _EARLIEST_DATE <= instant <= now + _MAX_AHEAD else None


def _parse_iso_date(text: str) -> datetime | None:
    """The quick way for what nearly every sitemap has."""
    try:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
