"""Locks of runs: on one machine, a later run can tell which earlier ones were killed.

A run holds a file in `running` below DATA_DIR, named by its id and locked by the operating system
for as long as its process lives. A run that ends removes its file. The file of a killed one stays,
unlocked, until a later run has marked it in the database. Process ids would not do: they are used
again, and containers that share a host's name number their processes apart.
"""

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_SUFFIX = ".lock"
# Another run may try the lock in the moment it is taken.
_ACQUIRE_SECONDS = 1.0


class RunLocks:
    """The locks of the runs that share a folder, and that of this run."""

    def __init__(self, data_dir: Path, run_id: str) -> None:
        self._folder = data_dir / "running"
        self._run_id = run_id
        self._lock = self._make_lock(run_id)

    def acquire(self) -> None:
        """Hold this run's lock, before it is recorded as running. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock.acquire(timeout=_ACQUIRE_SECONDS)

    def release(self) -> None:
        """Release this run's lock, once its end is recorded."""
        self._lock.release()
        self.forget(self._run_id)

    def list_other_runs(self) -> list[str]:
        """Return the ids of the other runs that have a lock, alive or not, oldest first."""
        ids = (file.name.removesuffix(_SUFFIX) for file in self._folder.glob(f"*{_SUFFIX}"))
        return sorted(run_id for run_id in ids if run_id != self._run_id)

    def is_alive(self, run_id: str) -> bool:
        """Say whether the process of a run holds its lock."""
        lock = self._make_lock(run_id)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        return False

    def forget(self, run_id: str) -> None:
        """Remove the file of a run that is over; one that cannot be removed is met again."""
        with suppress(OSError):
            self._get_file(run_id).unlink()

    def _make_lock(self, run_id: str) -> FileLock:
        return FileLock(self._get_file(run_id), thread_local=False)

    def _get_file(self, run_id: str) -> Path:
        return self._folder / f"{run_id}{_SUFFIX}"
