"""The time of an outlet's next crawl. Pure."""

from datetime import datetime, timedelta

from crawler.backoff import compute_pause

_MIN_PAUSE = timedelta(minutes=1)
_MAX_PAUSE = timedelta(days=1)


def compute_next_crawl(
    finished_at: datetime, *, earliest_due: datetime | None, pace: timedelta, failures: int
) -> datetime:
    """Return when an outlet that was crawled until `finished_at` is due again.

    `earliest_due` is the first instant at which a source or a page of the outlet is due; without
    one, the outlet is due after `pace`. A source that stays due whatever is done does not make the
    outlet be crawled without a pause. With each of the `failures` in a row the pause doubles, up to
    a day.
    """
    soonest = finished_at + min(_MIN_PAUSE, pace)
    due = max(earliest_due or finished_at + pace, soonest)
    if not failures:
        return due
    rest = compute_pause(pace, max(_MAX_PAUSE, pace), failures)
    return max(due, finished_at + rest)
