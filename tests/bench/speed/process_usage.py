"""Usage of a command: time, processor time and the peak memory of each of its processes."""

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
_SECONDS_BETWEEN_SAMPLES = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Wall and processor seconds (`database` apart), and peak memory in MB by process."""

    wall: float
    cpu: float
    database: float
    peaks: dict[str, float] = field(default_factory=dict)


class CommandFailed(Exception):  # noqa: N818 - the message says it
    """A contender ended with another status than 0."""


def run_command(
    command: Sequence[str], environment: Mapping[str, str], *, database: int | None, log: Path
) -> Usage:
    """Run a command; return what it, its children and the database's process used.

    `database` is a process id. Memory and the database's time need /proc. Raises CommandFailed.
    """
    before, started = read_cpu_seconds(database), time.perf_counter()
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, env=environment, cwd=_ROOT, stdout=output, stderr=subprocess.STDOUT
        )
        watch = ProcessWatch(child.pid)
        _, status, resources = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    watch.stop()
    if child.returncode:
        raise CommandFailed(f"{command[:6]}: status {child.returncode}, see {log}")
    database_cpu = read_cpu_seconds(database) - before
    peaks = watch.peaks | ({"database": _read_memory(database)} if database else {})
    cpu = resources.ru_utime + resources.ru_stime + watch.forked
    return Usage(wall=wall, cpu=cpu, database=database_cpu, peaks=peaks)


class ProcessWatch:
    """A thread that samples a process and its children until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.peaks: dict[str, float] = {}
        self._forked: dict[int, float] = {}
        self._pid = pid
        self._names: dict[int, str] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    @property
    def forked(self) -> float:
        """Processor seconds of the fork server and its children, up to the last sample of each.

        Their user does not wait for them, so that the system does not add them to the command's.
        """
        return sum(self._forked.values())

    def format_memory(self) -> str:
        """Return the memory of each process now, and at most, in MB."""
        memory = {name: _read_memory(pid, "VmRSS") for pid, name in dict(self._names).items()}
        alive = sorted(name for name, size in memory.items() if size)
        return ", ".join(f"{name} {memory[name]:.0f} ({self.peaks[name]:.0f})" for name in alive)

    def stop(self) -> None:
        """Stop sampling."""
        self._stopped.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stopped.wait(_SECONDS_BETWEEN_SAMPLES):
            for pid in _list_processes(self._pid):
                name = self._names.get(pid) or self._name_process(pid)
                if name:
                    self.peaks[name] = max(self.peaks.get(name, 0.0), _read_memory(pid))
                    self._names[pid] = name
                    if name != "main":
                        self._forked[pid] = max(self._forked.get(pid, 0.0), read_cpu_seconds(pid))

    def _name_process(self, pid: int) -> str:
        if pid == self._pid:
            return "main"
        if "forkserver" not in _read_proc_file(pid, "cmdline"):
            return ""
        workers = sum(name.startswith("worker") for name in self._names.values())
        return f"worker {workers + 1}" if "fork server" in self._names.values() else "fork server"


def read_cpu_seconds(pid: int | None) -> float:
    """Return the processor seconds of a process; 0 where they cannot be read."""
    values = _read_proc_file(pid, "stat").rpartition(")")[2].split() if pid else []
    return (int(values[11]) + int(values[12])) / _TICKS if values else 0.0


def _read_memory(pid: int, name: str = "VmHWM") -> float:
    """Return a process's memory now (VmRSS) or at most (VmHWM), in MB; 0 where it has ended."""
    for line in _read_proc_file(pid, "status").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _list_processes(pid: int) -> list[int]:
    """Return the ids of a process and of all below it."""
    children = _read_proc_file(pid, f"task/{pid}/children").split()
    return [pid, *(below for child in children for below in _list_processes(int(child)))]


def _read_proc_file(pid: int, name: str) -> str:
    with suppress(OSError):
        return (_PROC / str(pid) / name).read_text(encoding="utf-8", errors="replace")
    return ""
