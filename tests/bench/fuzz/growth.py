"""Growth of the time of a regular expression, alone and in whole bodies, with the text's length."""

import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from types import FrameType
from typing import Any

from tests.bench.fuzz.baited_bodies import make_baited_bodies
from tests.bench.fuzz.patterns import make_baits
from tests.bench.fuzz.reading import read_body

# Characters that a pattern searches, and those in each place of a body.
SIZE, SIZE_IN_BODIES = 4000, 10_000
# Four times the text in more than this many times the time is no linear growth.
STEEP = 8.0
# Seconds that a clock of processor time can measure, and that are worth reporting.
_MIN_MEASURABLE, _MIN_REPORTED = 0.001, 0.01
# Seconds of processor time after which a search, or the reading of a body, is given up.
_MAX_SEARCH, _MAX_READING = 0.5, 20.0
_ADDRESS = "https://news.example/2026/11/20/a-1"


class _OverTime(Exception):  # noqa: N818 - what is measured, no fault
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """The slowest bait of a pattern.

    `times` are the seconds of the pattern alone for a text and for one four times as long; `bodies`
    those for bodies with the bait in all places (None where the pattern is not steep).
    """

    name: str
    pattern: str
    bait: str
    times: tuple[float, float]
    bodies: tuple[float, float] | None

    @property
    def steep(self) -> bool:
        """Whether the pattern's time grows faster than the text, and is worth reporting."""
        return _is_steep(*self.times)


def measure_growth(name: str, pattern: re.Pattern[Any]) -> Growth:
    """Measure a pattern on all its baits. Only the main thread of a process may call this."""
    pairs = list(zip(make_baits(pattern, SIZE), make_baits(pattern, 4 * SIZE), strict=False))
    measured: list[tuple[float, float]] = []
    for pair in pairs:
        measured.append(_measure_search(pattern, pair))
        if measured[-1][1] >= _MAX_SEARCH:
            break  # no other can be slower
    worst = max(range(len(measured)), key=lambda index: measured[index][1], default=None)
    if worst is None:
        return Growth(name=name, pattern=str(pattern.pattern), bait="", times=(0, 0), bodies=None)
    times, body_times = measured[worst], None
    if _is_steep(*times):
        bait = list(make_baits(pattern, SIZE_IN_BODIES))[worst]
        long_bait = list(make_baits(pattern, 4 * SIZE_IN_BODIES))[worst]
        body_times = _measure_reading(bait), _measure_reading(long_bait)
    return Growth(
        name=name,
        pattern=str(pattern.pattern),
        bait=pairs[worst][0],
        times=times,
        bodies=body_times,
    )


def _is_steep(short: float, long: float) -> bool:
    return long >= _MAX_SEARCH or (
        long > _MIN_REPORTED and long > STEEP * max(short, _MIN_MEASURABLE)
    )


def _measure_search(pattern: re.Pattern[Any], pair: tuple[str, str]) -> tuple[float, float]:
    short = _measure_seconds(_MAX_SEARCH, lambda: _find_all(pattern, pair[0]))
    if short >= _MAX_SEARCH:
        return _MAX_SEARCH, _MAX_SEARCH
    return short, _measure_seconds(_MAX_SEARCH, lambda: _find_all(pattern, pair[1]))


def _find_all(pattern: re.Pattern[Any], bait: str) -> None:
    text: Any = bait.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else bait
    for _ in pattern.finditer(text):
        pass


def _measure_reading(bait: str) -> float:
    def read_bodies() -> None:
        for kind, body in make_baited_bodies(bait).items():
            read_body(kind, body, _ADDRESS, None, "page")

    return _measure_seconds(_MAX_READING, read_bodies)


def _measure_seconds(limit: float, work: Callable[[], object]) -> float:
    """Return the processor time of some work, or the limit where it takes longer."""
    started = process_time()
    try:
        _run_within(limit, work)
    except _OverTime:
        return limit
    return process_time() - started


def _run_within(seconds: float, work: Callable[[], object]) -> None:
    """Raise _OverTime where work takes too long; `re` checks for signals while it matches."""
    before = signal.signal(signal.SIGVTALRM, _raise_over_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _raise_over_time(number: int, frame: FrameType | None) -> None:
    raise _OverTime
