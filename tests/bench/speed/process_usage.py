"""A command run to its end: time, processor time and the peak memory of each of its processes."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
_SECONDS = 0.1  # between two looks at the processes


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Wall and processor seconds (`database` apart), and peak memory in MB by process."""

    wall: float
    cpu: float
    database: float
    peaks: dict[str, float] = field(default_factory=dict)


class CommandFailed(Exception):  # noqa: N818 - the message says it
    """A contender ended with another status than 0."""


def run(
    command: Sequence[str], environment: Mapping[str, str], *, database: int | None, log: Path
) -> Usage:
    """Run a command and account for it, its children and what it costs the database's process.

    Raises CommandFailed. Memory and the database are known where there is a /proc.
    """
    before, begun = cpu_of(database), time.perf_counter()
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, env=environment, cwd=_ROOT, stdout=output, stderr=subprocess.STDOUT
        )
        watch = Watch(child.pid)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    watch.stop()
    if child.returncode:
        raise CommandFailed(f"{command[:6]}: status {child.returncode}, see {log}")
    spent = cpu_of(database) - before
    peaks = watch.peaks | ({"database": _memory(database)} if database else {})
    cpu = used.ru_utime + used.ru_stime + watch.forked
    return Usage(wall=wall, cpu=cpu, database=spent, peaks=peaks)


class Watch:
    """Looks at a process and its children until told to stop."""

    def __init__(self, pid: int) -> None:
        self.peaks: dict[str, float] = {}
        self._forked: dict[int, float] = {}
        self._pid = pid
        self._names: dict[int, str] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def forked(self) -> float:
        """Processor seconds of a fork server and its children, whom their user does not wait for:
        those until they were last seen.
        """
        return sum(self._forked.values())

    def memory(self) -> str:
        """Say what each process holds, and the most it has held, in MB."""
        held = {name: _memory(pid, "VmRSS") for pid, name in dict(self._names).items()}
        alive = sorted(name for name, size in held.items() if size)
        return ", ".join(f"{name} {held[name]:.0f} ({self.peaks[name]:.0f})" for name in alive)

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_SECONDS):
            for pid in _family(self._pid):
                name = self._names.get(pid) or self._name(pid)
                if name:
                    self.peaks[name] = max(self.peaks.get(name, 0.0), _memory(pid))
                    self._names[pid] = name
                    if name != "main":
                        self._forked[pid] = max(self._forked.get(pid, 0.0), cpu_of(pid))

    def _name(self, pid: int) -> str:
        if pid == self._pid:
            return "main"
        if "forkserver" not in _read(pid, "cmdline"):
            return ""
        known = sum(name.startswith("worker") for name in self._names.values())
        return f"worker {known + 1}" if "fork server" in self._names.values() else "fork server"


def cpu_of(pid: int | None) -> float:
    """Return the processor seconds a process has used; 0 where nobody knows."""
    values = _read(pid, "stat").rpartition(")")[2].split() if pid else []
    return (int(values[11]) + int(values[12])) / _TICKS if values else 0.0


def _memory(pid: int, line: str = "VmHWM") -> float:
    """Return the memory a process holds (VmRSS) or has held at most (VmHWM), in MB; 0: it ended."""
    for one in _read(pid, "status").splitlines():
        if one.startswith(f"{line}:"):
            return int(one.split()[1]) / 1024
    return 0.0


def _family(pid: int) -> list[int]:
    children = _read(pid, f"task/{pid}/children").split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _read(pid: int, name: str) -> str:
    with suppress(OSError):
        return (_PROC / str(pid) / name).read_text(encoding="utf-8", errors="replace")
    return ""
