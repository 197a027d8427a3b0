"""Dates of feeds and sitemaps, read into instants."""

from datetime import UTC, datetime, timedelta

from crawler.dates import parse_date

# No outlet was on the web before; databases write earlier dates where a date is missing.
_EARLIEST_DATE = datetime(1994, 1, 1, tzinfo=UTC)
_MAX_AHEAD = timedelta(days=1)


def parse_source_date(text: str | None, *, now: datetime | None) -> datetime | None:
    """Return the instant of a date from a feed or sitemap; without a zone it counts as UTC.

    Reads ISO 8601, RFC 822 and the dates Arab outlets print. None for an empty text, a text that is
    no date, a date before 1994 and a date more than a day after `now`.
    """
    if not text or not text.strip():
        return None
    instant = _parse_iso_date(text.strip())
    if instant is None:
        parsed = parse_date(text, timezone="", now=now)
        instant = parsed.instant if parsed else None
    if instant is None or instant < _EARLIEST_DATE or (now and instant > now + _MAX_AHEAD):
        return None
    return instant


def _parse_iso_date(text: str) -> datetime | None:
    """Read ISO 8601, the format of nearly every sitemap, without the slower `parse_date`."""
    try:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
