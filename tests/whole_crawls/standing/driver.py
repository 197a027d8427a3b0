"""A driver of simulated time over a moving newsroom, which a real `scrapy watch` crawls."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pymongo.collection import Collection

from tests.whole_crawls.standing.clock import FILE, set_to
from tests.whole_crawls.standing.moving import MovingNewsroom
from tests.whole_crawls.standing.plan import Event
from tests.whole_crawls.workbench import Workbench

_SETTINGS = {
    "CLOCK": "tests.whole_crawls.standing.clock.now",
    "EXTRACTION_WORKERS": "1",
    "LEASE_SECONDS": "8",
    "WATCH_LOOK": "0.05",
    "LOG_LEVEL": "WARNING",
}
_PATIENCE = 120.0  # Real seconds until everything due at an instant is done.


@dataclass(slots=True)
class Tally:
    """The due polls and rechecks, the clock's steps, and how often the watch was ended."""

    polls: set[tuple[str, datetime]] = field(default_factory=set)
    rechecks: set[tuple[str, datetime]] = field(default_factory=set)
    steps: int = 0
    stopped: int = 0
    killed: int = 0


class Driver:
    """A mover of the clock from one due instant to the next, at least `step` on."""

    def __init__(
        self,
        bench: Workbench,
        newsroom: MovingNewsroom,
        events: Sequence[Event],
        *,
        start: datetime,
        step: timedelta,
        seed: int = 1,
    ) -> None:
        self._bench = bench
        self._newsroom = newsroom
        self._events = list(events)
        self._start = start
        self._step = step
        self._lot = random.Random(seed)
        self._clock = Path(bench.folder) / "clock"
        self._watch: subprocess.Popen[str] | None = None
        self.now = start
        self.tally = Tally()
        bench.environment[FILE] = str(self._clock)
        set_to(self._clock, start)

    def run(self, until: datetime, *, stops: int, kills: int) -> None:
        """Go on to an instant; stop and kill the watch so often on the way, and start it anew."""
        ends = self._draw_ends(until, stops, kills)
        self._move(self._start)
        self._start_watch()
        while True:
            self._settle()
            due = self._next_due()
            if due > until:
                break
            self._move(due)
            if ends and ends[0][0] <= self.now:
                self._end_watch(kill=ends.pop(0)[1])
                self._start_watch()
        self._move(until)
        self._settle()
        self._end_watch(kill=False)

    def _draw_ends(self, until: datetime, stops: int, kills: int) -> list[tuple[datetime, bool]]:
        length = until - self._start
        kills_or_stops = [False] * stops + [True] * kills
        return sorted((self._start + length * self._lot.random(), kill) for kill in kills_or_stops)

    def _start_watch(self) -> None:
        words = [outlet.address for outlet in self._newsroom.outlets.values()]
        for name, value in _SETTINGS.items():
            words += ["-s", f"{name}={value}"]
        self._watch = self._bench.start("watch", *words)

    def _end_watch(self, *, kill: bool) -> None:
        assert self._watch
        if kill:
            time.sleep(self._lot.uniform(0.0, 0.5))
            os.killpg(self._watch.pid, signal.SIGKILL)
            self._watch.communicate()
            self.tally.killed += 1
            return
        self._watch.send_signal(signal.SIGTERM)
        _, errors = self._watch.communicate(timeout=60)
        assert self._watch.returncode == 0, errors
        self.tally.stopped += 1

    def _move(self, instant: datetime) -> None:
        self.now = instant
        past = [event for event in self._events if self._start + event.at <= instant]
        del self._events[: len(past)]
        self._newsroom.move(past, instant)
        self.tally.polls |= _due_in(self._bench.db.sources, instant)
        self.tally.rechecks |= _due_in(self._bench.db.pages, instant)
        self.tally.steps += 1
        set_to(self._clock, instant)

    def _next_due(self) -> datetime:
        """Return when an outlet is due next, no sooner than a step from now."""
        return max(min(self._due()), self.now + self._step)

    def _due(self) -> list[datetime]:
        """Return when each outlet is due; one that was never crawled, now."""
        due: dict[str, Any] = {
            outlet["_id"]: outlet.get("next_due") for outlet in self._bench.db.outlets.find()
        }
        names = [outlet.publisher for outlet in self._newsroom.outlets.values()]
        return [due.get(name) or self._start for name in names]

    def _settle(self) -> None:
        """Wait until nothing is due any more."""
        deadline = time.monotonic() + _PATIENCE
        while min(self._due()) <= self.now or self._leased():
            assert self._watch
            assert self._watch.poll() is None, self._watch.communicate()
            assert time.monotonic() < deadline, f"{self.now}: {self._due()} {self._leased()}"
            time.sleep(0.05)

    def _leased(self) -> list[str]:
        """Return the leased outlets; the leases of a killed watch last some real seconds more."""
        now = datetime.now(UTC)
        leases = self._bench.db.leases.find({"until": {"$gt": now}})
        return [lease["_id"] for lease in leases if lease["holder"]]


def _due_in(collection: Collection[Any], instant: datetime) -> set[tuple[str, datetime]]:
    records = collection.find({"next_due": {"$lte": instant}}, ("next_due",))
    return {(record["_id"], record["next_due"]) for record in records}


def start_of(year: int, month: int, day: int) -> datetime:
    """Return midnight of a day in UTC."""
    return datetime(year, month, day, tzinfo=UTC)
