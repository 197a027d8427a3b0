"""The clock of the database's server, which writers on many machines share.

The server says its time in the answer to `hello`. Between two questions its clock is taken to run
as this machine's monotonic one, so that it does not matter what time this machine thinks it is.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.clock import Clock
from pipelines.mongo.documents import truncate_instant

# What `DatabaseClock.read` tells is wrong by at most
#   half the round trip of `hello`          5 s, and usually less than a millisecond
#   a millisecond                           the server's answer is cut to whole ones
#   drift until the next question           30 ms: 60 s at 500 millionths, the most by which NTP
#                                           slews a clock
# and, where the machine's clock and the monotonic one part (it was suspended, or its clock set), by
# one second more. The clock is that of the member, or router, that answers: where the members of a
# cluster differ, add by how much. After an error, as a change of the primary brings, it is asked
# anew.
MAX_ROUND_TRIP_SECONDS = 10.0  # a server slower than that is unreachable
_SECONDS_BETWEEN_MEASUREMENTS = 60.0
_MAX_CLOCKS_APART_SECONDS = 1.0
_QUICK_ROUND_TRIP_SECONDS = 0.05  # not worth a second question
_MAX_QUESTIONS = 3

WRITE_SECONDS = 60.0  # after these a write is over, or refused

# How much later than its `changed_at` says a change may become visible: a write may take
# WRITE_SECONDS after the clock was read, the clock be wrong by 6 s, members differ, and a secondary
# be behind.
# Readers who follow changes allow for it.
VISIBLE_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class _Measurement:
    """The server's time at an instant of this machine's monotonic clock, and of its own clock."""

    server_time: datetime
    monotonic: float
    machine_time: float
    round_trip: float

    def is_current(self) -> bool:
        elapsed = time.monotonic() - self.monotonic
        apart = abs(time.time() - self.machine_time - elapsed)
        return elapsed < _SECONDS_BETWEEN_MEASUREMENTS and apart < _MAX_CLOCKS_APART_SECONDS


class DatabaseClock:
    """The server's clock as one connection knows it; `ask` returns the server's time.

    Its methods raise what `ask` raises. `simulated_now` is the clock of a simulation.
    """

    def __init__(
        self, ask: Callable[[], Awaitable[datetime]], *, simulated_now: Clock | None = None
    ) -> None:
        self._ask = ask
        self._simulated_now = simulated_now
        self._measurement: _Measurement | None = None

    async def read(self) -> datetime:
        """Return the server's present instant, in whole milliseconds; asks it once a minute."""
        if self._measurement is None or not self._measurement.is_current():
            self._measurement = await self._measure()
        elapsed = time.monotonic() - self._measurement.monotonic
        return truncate_instant(self._measurement.server_time + timedelta(seconds=elapsed))

    def forget(self) -> None:
        """Ask the server at the next reading: another may have taken its place."""
        self._measurement = None

    async def read_change_time(self) -> datetime:
        """Return the `changed_at` of a change; read it anew right before each write.

        It is the server's present instant, in a simulation the simulated one.
        """
        return truncate_instant(self._simulated_now()) if self._simulated_now else await self.read()

    async def _measure(self) -> _Measurement:
        """Ask some times and return the answer that came soonest: the first may open a socket."""
        measurements: list[_Measurement] = []
        while len(measurements) < _MAX_QUESTIONS:
            asked_at = time.monotonic()
            server_time = await self._ask()
            round_trip = time.monotonic() - asked_at
            # The server is taken to have looked at its clock half-way.
            middle = asked_at + round_trip / 2
            machine_time = time.time() - round_trip / 2
            measurements.append(_Measurement(server_time, middle, machine_time, round_trip))
            if round_trip < _QUICK_ROUND_TRIP_SECONDS:
                break
        return min(measurements, key=lambda measurement: measurement.round_trip)
