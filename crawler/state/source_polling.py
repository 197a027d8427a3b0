"""How soon a source is asked again: learned from how often it brings news. Pure; all in seconds."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from statistics import median

# Where nothing tells how often there are news.
START = 1800.0
# What a first look at the dates of a list may say at most.
_FIRST_MAX = 6 * 3600.0
# A source asked for nothing is asked so much later.
_SLOWER = 1.5
_FEWEST_DATES = 3


def first_pace(dates: Iterable[datetime], floor: float, ceiling: float) -> float:
    """Return the pace of a source read for the first time: half the usual gap of its dates.

    But not too slow: one list of dates may mislead.
    """
    ordered = sorted(dates)
    if len(ordered) < _FEWEST_DATES:
        return _bounded(START, floor, ceiling)
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(ordered))
    return _bounded(min(median(gaps) / 2, _FIRST_MAX), floor, ceiling)


def next_pace(
    pace: float, *, elapsed: float, new: int, overflowed: bool, floor: float, ceiling: float
) -> float:
    """Return the pace after a source brought `new` entries in the `elapsed` time.

    It nears half the time an entry took, at once where it overflowed. A source without news slows
    down by as much of a step as the time says: asking twice in a minute tells nothing.
    """
    if not new:
        told = min(1.0, elapsed / pace)
        return _bounded(pace * (1 + (_SLOWER - 1) * told), floor, ceiling)
    target = elapsed / new / 2
    return _bounded(min(pace / 2, target) if overflowed else (pace + target) / 2, floor, ceiling)


def after_failure(pace: float, failures: int, ceiling: float) -> float:
    """Return when to ask a source again that failed so many times in a row."""
    return min(pace * 2.0 ** min(failures, 16), ceiling)


def overflowed(*, entries_before: int, new: int, known: int) -> bool:
    """Say whether entries were missed: a list that had some shows none of them any more."""
    return entries_before > 0 and new > 0 and known == 0


def has_gap(*, new: int, known: int) -> bool:
    """Say whether a listing's next page may hold news too: what is new on this one prevails.

    Not all of it need be new: boxes of what is most read stand beside most listings.
    """
    return new > known


def _bounded(pace: float, floor: float, ceiling: float) -> float:
    return min(max(pace, floor), ceiling)
