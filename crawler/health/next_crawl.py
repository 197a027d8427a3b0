"""When an outlet is to be crawled again."""

from datetime import datetime, timedelta

_MIN_PAUSE = timedelta(minutes=1)
_MAX_PAUSE = timedelta(days=1)


def compute_next_crawl(
    finished_at: datetime, *, earliest_due: datetime | None, pace: timedelta, failures: int
) -> datetime:
    """Return when: as its sources and pages ask for, else at its pace; later where it fails.

    `earliest_due` is the earliest instant one of them is due. One that stays due, whatever is done, does
    not make the outlet be crawled without a pause. With each failure in a row the pause doubles, up
    to a day.
    """
    soonest = finished_at + min(_MIN_PAUSE, pace)
    due = max(earliest_due or finished_at + pace, soonest)
    if not failures:
        return due
    rest = min(pace * 2.0 ** min(failures, 16), max(_MAX_PAUSE, pace))
    return max(due, finished_at + rest)
