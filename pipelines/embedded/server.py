"""One server a data directory: found, started, shared, stopped."""

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


class EmbeddedServer:
    """The embedded server of `data_dir`; every method is blocking and may run in any thread.

    The last user to leave a server that a run started stops it; one that was started by hand
    (`keep`) runs until it is stopped by hand.
    """

    def __init__(self, data_dir: Path, *, server: str = ".embedded") -> None:
        self.folder = data_dir.resolve() / "mongo"
        self._server = server
        self._store = self.folder / "store"
        self._user: state.User | None = None

    def ensure(self, *, keep: bool = False) -> str:
        """Find or start the server, use it from now on, and return its URI.

        Raises DatabaseUnavailable.
        """
        program = binary.find(self._server)
        with self._alone():
            running = self._answering() or self._start(program, keep=keep)
            state.write_running(self.folder, replace(running, keep=keep or running.keep))
            if not keep and self._user is None:
                self._user = state.User(self.folder)
        return running.uri

    def release(self, *, last: bool = False) -> None:
        """Use it no longer; stop it where nobody else does and it was not started by hand.

        `last`: nothing else of this process counts as a user either.
        """
        if self._user is None:
            return
        with self._alone():
            self._user.leave()
            self._user = None
            running = state.read_running(self.folder)
            mine = os.getpid() if last else None
            others = [pid for pid in state.users(self.folder) if pid != mine]
            if running and not running.keep and not others:
                self._end(running)

    def stop(self, *, force: bool = False) -> bool:
        """Stop the server; say whether one ran. Raises DatabaseUnavailable where it is in use."""
        if not self.folder.is_dir():
            return False
        with self._alone():
            running = state.read_running(self.folder)
            if running is None or not process.runs(running.pid, str(self._store)):
                state.forget(self.folder)
                return False
            if (others := state.users(self.folder)) and not force:
                names = ", ".join(map(str, sorted(set(others))))
                raise DatabaseUnavailable(f"the embedded database is in use by process {names}")
            self._end(running)
        return True

    def has(self, uri: str) -> bool:
        """Say whether the URI is this directory's server, running or crashed."""
        running = state.read_running(self.folder)
        return running is not None and running.uri == uri

    def status(self) -> state.Running | None:
        """Return the server that answers, or None."""
        return self._answering() if self.folder.is_dir() else None

    def _answering(self, *, patience: float = 30.0) -> state.Running | None:
        running = state.read_running(self.folder)
        deadline = time.monotonic() + patience
        while running and process.runs(running.pid, str(self._store)):
            known_as = client.identity(running.uri, seconds=3)
            if known_as is not None and running.process in ("", known_as):
                return replace(running, process=known_as)
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"the embedded database (process {running.pid}) does not answer: "
                    "end it with `make stop-db`"
                )
        return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        launch.reap()
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

    def _start(self, program: Path, *, keep: bool) -> state.Running:
        version = binary.version(program)
        state.stamp(self.folder, engine=binary.ENGINE, version=version)
        before = state.read_running(self.folder)
        port = launch.free_port(before.port if before else 0)
        started = launch.Launch(program, port=port, folder=self.folder, store=self._store)
        try:
            running = state.Running(
                pid=started.pid,
                port=port,
                process="",
                engine=binary.ENGINE,
                version=version,
                started=datetime.now(UTC).isoformat(timespec="seconds"),
                keep=keep or bool(before and before.keep),
            )
            # Known before it answers: a starter that dies here leaves no server nobody knows of.
            state.write_running(self.folder, running)
            return replace(running, process=started.answer(seconds=_START_SECONDS))
        except BaseException:
            started.kill()
            state.forget(self.folder)
            raise

    def _end(self, running: state.Running) -> None:
        process.end(running.pid, str(self._store), seconds=_STOP_SECONDS)
        launch.reap(running.pid)
        state.forget(self.folder)
