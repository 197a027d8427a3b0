"""Polling of sources: the pace of each is learned from how often it brings news. Pure.

Paces, floors and ceilings are seconds between two requests.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from statistics import median

from crawler.backoff import compute_pause

# Where nothing is known of how often there is news.
DEFAULT_PACE_SECONDS = 1800.0
# The slowest pace that the dates of one list may give.
_MAX_FIRST_PACE_SECONDS = 6 * 3600.0
# A request that brings no news makes the pace slower by this factor.
_SLOWDOWN_FACTOR = 1.5
_MIN_DATES = 3


def estimate_first_pace(dates: Iterable[datetime], floor: float, ceiling: float) -> float:
    """Return the pace of a source read for the first time: half the usual gap of its dates.

    This pace has an upper bound of its own: one list of dates may mislead.
    """
    ordered = sorted(dates)
    if len(ordered) < _MIN_DATES:
        return _clamp_pace(DEFAULT_PACE_SECONDS, floor, ceiling)
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(ordered))
    return _clamp_pace(min(median(gaps) / 2, _MAX_FIRST_PACE_SECONDS), floor, ceiling)


def adjust_pace(
    pace: float, *, elapsed: float, new_entries: int, overflowed: bool, floor: float, ceiling: float
) -> float:
    """Return the pace after a source brought `new_entries` entries in the `elapsed` time.

    The pace nears half the time an entry took, at once where the source overflowed. Without news it
    slows down in proportion to the time that has passed: a second request in a minute says nothing.
    """
    if not new_entries:
        elapsed_share = min(1.0, elapsed / pace)
        return _clamp_pace(pace * (1 + (_SLOWDOWN_FACTOR - 1) * elapsed_share), floor, ceiling)
    target = elapsed / new_entries / 2
    return _clamp_pace(min(pace / 2, target) if overflowed else (pace + target) / 2, floor, ceiling)


def back_off_pace(pace: float, failures: int, ceiling: float) -> float:
    """Return the seconds until the next request of a source that failed so often in a row."""
    return compute_pause(pace, ceiling, failures)


def has_overflowed(*, previous_entries: int, new_entries: int, known_entries: int) -> bool:
    """Say whether entries were missed: a source that had some shows none of them any more."""
    return previous_entries > 0 and new_entries > 0 and known_entries == 0


def may_have_more_news(*, new_entries: int, known_entries: int) -> bool:
    """Say whether a listing's next page may hold news too: most entries of this one are new.

    Not all need be new: most listings have a box of the most read articles beside them.
    """
    return new_entries > known_entries


def _clamp_pace(pace: float, floor: float, ceiling: float) -> float:
    return min(max(pace, floor), ceiling)
