"""How the time of a regular expression grows with the text it is asked to look through."""

import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import process_time
from types import FrameType
from typing import Any

from tests.bench.fuzz.patterns import baits

SIZE = 4000
# Four times the text in more than so many times the time is no linear growth.
STEEP = 8.0
_QUICK = 0.002
_BOUND = 0.4


class _OverTime(Exception):  # noqa: N818 - what is measured, no fault
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """The worst bait of a pattern: seconds for `SIZE` characters and for four times as many."""

    name: str
    pattern: str
    bait: str
    short: float
    long: float

    @property
    def steep(self) -> bool:
        """Whether the time grows faster than the text, and is worth a word."""
        return self.long > _QUICK and self.long > STEEP * self.short


def growth(name: str, pattern: re.Pattern[Any], size: int = SIZE) -> Growth:
    """Measure a pattern on all its baits. The caller is the main thread of its process."""
    measured = list(_measured(pattern, size))
    short, long, bait = max(measured, key=lambda one: one[1], default=(0.0, 0.0, ""))
    return Growth(
        name=name, pattern=str(pattern.pattern)[:60], bait=bait[:24], short=short, long=long
    )


def ends(pattern: re.Pattern[Any], size: int) -> bool:
    """Say whether a pattern gets through all its baits in the time any may take."""
    return all(_seconds(pattern, bait) < _BOUND for bait in baits(pattern, size))


def _measured(pattern: re.Pattern[Any], size: int) -> Iterator[tuple[float, float, str]]:
    for short, long in zip(baits(pattern, size), baits(pattern, 4 * size), strict=False):
        yield _seconds(pattern, short), _seconds(pattern, long), long


def _seconds(pattern: re.Pattern[Any], bait: str) -> float:
    """The time to find everything, or the bound where that is not reached within it."""
    text: Any = bait.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else bait
    begun = process_time()
    try:
        _within(_BOUND, lambda: sum(1 for _ in pattern.finditer(text)))
    except _OverTime:
        return _BOUND
    return process_time() - begun


def _within(seconds: float, work: Callable[[], object]) -> None:
    """Raise where work goes on too long; the engine looks for signals while it runs."""
    before = signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _over(number: int, frame: FrameType | None) -> None:
    raise _OverTime
