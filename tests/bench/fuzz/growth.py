"""How the time of a regular expression, and of a reader, grows with the text looked through."""

import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from types import FrameType
from typing import Any

from tests.bench.fuzz.patterns import baits
from tests.bench.fuzz.reading import read
from tests.bench.fuzz.traps import bodies

# Characters a pattern is asked to look through, and those in each place of a body.
SIZE, IN_BODIES = 4000, 10_000
# Four times the text in more than so many times the time is no linear growth.
STEEP = 8.0
# Seconds below which a clock of processor time tells nothing, and below which nobody minds.
_TOLD, _WORTH_A_WORD = 0.001, 0.01
# Seconds of processor time after which a search, or a reading, is given up.
_BOUND, _READ_BOUND = 0.5, 20.0
_ADDRESS = "https://news.example/2026/11/20/a-1"


class _OverTime(Exception):  # noqa: N818 - what is measured, no fault
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """The worst bait of a pattern.

    Seconds for some characters and for four times as many: of the pattern alone, and of bodies that
    have the bait in all their places (None where the pattern is not steep).
    """

    name: str
    pattern: str
    bait: str
    times: tuple[float, float]
    bodies: tuple[float, float] | None

    @property
    def steep(self) -> bool:
        """Whether the time of the pattern grows faster than the text, and is worth a word."""
        return _is_steep(*self.times)


def growth(name: str, pattern: re.Pattern[Any]) -> Growth:
    """Measure a pattern on all its baits. The caller is the main thread of its process."""
    pairs = list(zip(baits(pattern, SIZE), baits(pattern, 4 * SIZE), strict=False))
    measured: list[tuple[float, float]] = []
    for pair in pairs:
        measured.append(_searched(pattern, pair))
        if measured[-1][1] >= _BOUND:
            break  # there is no slower one
    worst = max(range(len(measured)), key=lambda at: measured[at][1], default=None)
    if worst is None:
        return Growth(name=name, pattern=str(pattern.pattern), bait="", times=(0, 0), bodies=None)
    times, read_in = measured[worst], None
    if _is_steep(*times):
        long = list(baits(pattern, IN_BODIES))[worst], list(baits(pattern, 4 * IN_BODIES))[worst]
        read_in = _read(long[0]), _read(long[1])
    return Growth(
        name=name,
        pattern=str(pattern.pattern),
        bait=pairs[worst][0],
        times=times,
        bodies=read_in,
    )


def _is_steep(short: float, long: float) -> bool:
    return long >= _BOUND or (long > _WORTH_A_WORD and long > STEEP * max(short, _TOLD))


def _searched(pattern: re.Pattern[Any], pair: tuple[str, str]) -> tuple[float, float]:
    short = _seconds(_BOUND, lambda: _find_all(pattern, pair[0]))
    if short >= _BOUND:
        return _BOUND, _BOUND
    return short, _seconds(_BOUND, lambda: _find_all(pattern, pair[1]))


def _find_all(pattern: re.Pattern[Any], bait: str) -> None:
    text: Any = bait.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else bait
    for _ in pattern.finditer(text):
        pass


def _read(bait: str) -> float:
    def work() -> None:
        for form, body in bodies(bait).items():
            read(form, body, _ADDRESS, None, "page")

    return _seconds(_READ_BOUND, work)


def _seconds(bound: float, work: Callable[[], object]) -> float:
    """The processor time of some work, or the bound where it is not done by then."""
    begun = process_time()
    try:
        _bounded(bound, work)
    except _OverTime:
        return bound
    return process_time() - begun


def _bounded(seconds: float, work: Callable[[], object]) -> None:
    """Raise where work goes on too long; the engine of expressions looks for signals, too."""
    before = signal.signal(signal.SIGVTALRM, _over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _over(number: int, frame: FrameType | None) -> None:
    raise _OverTime
