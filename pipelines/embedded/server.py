"""The server of a data directory: found, started, shared and stopped."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.embedded import binary, launch, process, state
from pipelines.mongo import client

_START_SECONDS = 120.0  # a large store takes some seconds to open again after a crash
_STOP_SECONDS = 30.0
_ANSWER_SECONDS = 30.0  # for a server that runs
_CHECK_SECONDS = 3.0  # for one question to it


class EmbeddedServer:
    """The embedded server of `data_dir`; every method is blocking and may run in any thread.

    The last user to leave a server that a run started stops it; one that was started by hand
    (`keep`) runs until it is stopped by hand.
    """

    def __init__(self, data_dir: Path, *, server_path: str = ".embedded") -> None:
        self.folder = data_dir.resolve() / "mongo"
        self._server_path = server_path
        self._store = self.folder / "store"
        self._user: state.ServerUser | None = None

    def ensure_running(self, *, keep: bool = False, patience: float | None = None) -> str:
        """Find or start the server, use it from now on, and return its URI.

        `patience` is in seconds, at most _ANSWER_SECONDS, for a server that runs and does not
        answer. Raises DatabaseUnavailable.
        """
        program = binary.find_server_program(self._server_path)
        # Counted from here: whoever holds the folder may be waiting for the same server.
        deadline = _make_answer_deadline(patience)
        with self._lock_folder():
            running = self._find_answering(deadline) or self._start(program, keep=keep)
            state.write_running_server(self.folder, replace(running, keep=keep or running.keep))
            if not keep and self._user is None:
                self._user = state.ServerUser(self.folder)
        return running.uri

    def release(self, *, whole_process: bool = False) -> None:
        """Stop using the server; stop it with its last user, unless it was started by hand.

        `whole_process`: other users in this process do not count either.
        """
        if self._user is None:
            return
        with self._lock_folder():
            self._user.leave()
            self._user = None
            running = state.read_running_server(self.folder)
            own_pid = os.getpid() if whole_process else None
            others = [pid for pid in state.list_user_pids(self.folder) if pid != own_pid]
            if running and not running.keep and not others:
                self._end_server(running)

    def stop(self, *, force: bool = False) -> bool:
        """Stop the server; return whether one ran. Raises DatabaseUnavailable while it is used."""
        if not self.folder.is_dir():
            return False
        with self._lock_folder():
            running = state.read_running_server(self.folder)
            if running is None or not process.is_process_running(running.pid, str(self._store)):
                state.forget_running_server(self.folder)
                return False
            if (others := state.list_user_pids(self.folder)) and not force:
                pids = ", ".join(map(str, sorted(set(others))))
                raise DatabaseUnavailable(f"the embedded database is in use by process {pids}")
            self._end_server(running)
        return True

    def owns_uri(self, uri: str) -> bool:
        """Return whether the URI is that of this directory's server, running or crashed."""
        running = state.read_running_server(self.folder)
        return running is not None and running.uri == uri

    def find_running(self) -> state.RunningServer | None:
        """Return the server if it answers."""
        return self._find_answering(_make_answer_deadline()) if self.folder.is_dir() else None

    def _find_answering(self, deadline: float) -> state.RunningServer | None:
        running = state.read_running_server(self.folder)
        while running and process.is_process_running(running.pid, str(self._store)):
            seconds = min(_CHECK_SECONDS, max(0.5, deadline - time.monotonic()))
            identity = client.read_server_identity(running.uri, seconds=seconds)
            if identity is not None and running.process in ("", identity):
                return replace(running, process=identity)
            if time.monotonic() >= deadline:
                raise DatabaseUnavailable(
                    f"the embedded database (process {running.pid}) does not answer: "
                    "end it with `make stop-db`"
                )
        return None

    @contextmanager
    def _lock_folder(self) -> Iterator[None]:
        launch.reap_children()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "server.lock", timeout=_START_SECONDS, thread_local=False):
                yield
        except Timeout:
            raise DatabaseUnavailable(
                f"another process has held {self.folder / 'server.lock'} for too long"
            ) from None
        except OSError as error:
            raise DatabaseUnavailable(f"the data directory cannot be used: {error}") from None

    def _start(self, program: Path, *, keep: bool) -> state.RunningServer:
        version = binary.read_program_version(program)
        state.stamp_engine(self.folder, engine=binary.ENGINE, version=version)
        previous = state.read_running_server(self.folder)
        port = launch.find_free_port(previous.port if previous else 0)
        started = launch.ServerProcess(program, port=port, folder=self.folder, store=self._store)
        try:
            running = state.RunningServer(
                pid=started.pid,
                port=port,
                process="",
                engine=binary.ENGINE,
                version=version,
                started=datetime.now(UTC).isoformat(timespec="seconds"),
                keep=keep or bool(previous and previous.keep),
            )
            # Written before the server answers: if we die here, the next process still finds it.
            state.write_running_server(self.folder, running)
            return replace(running, process=started.wait_for_answer(seconds=_START_SECONDS))
        except BaseException:
            started.kill()
            state.forget_running_server(self.folder)
            raise

    def _end_server(self, running: state.RunningServer) -> None:
        process.end_process(running.pid, str(self._store), seconds=_STOP_SECONDS)
        launch.reap_children(running.pid)
        state.forget_running_server(self.folder)


def _make_answer_deadline(patience: float | None = None) -> float:
    """Return the monotonic time until which a server that runs is waited for."""
    seconds = _ANSWER_SECONDS if patience is None else min(patience, _ANSWER_SECONDS)
    return time.monotonic() + seconds
