"""One server a data directory: found, started, shared, stopped."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.ports import DatabaseUnavailable
from pipelines import mongo
from pipelines.embedded import binary, process, state

_START_SECONDS = 120.0  # a large store takes some seconds to open again after a crash
_STOP_SECONDS = 30.0
_LOG_BYTES = 4_000_000

# Servers this process started, for as long as it lives: polled so that none stays a zombie.
_children: list[subprocess.Popen[bytes]] = []


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
            if keep and not running.keep:
                state.write_running(self.folder, replace(running, keep=True))
            if not keep and self._user is None:
                self._user = state.User(self.folder)
        return running.uri

    def release(self) -> None:
        """Use it no longer; stop it where nobody else does and it was not started by hand."""
        if self._user is None:
            return
        with self._alone():
            self._user.leave()
            self._user = None
            running = state.read_running(self.folder)
            if running and not running.keep and not state.users(self.folder):
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
            if mongo.identity(running.uri, seconds=3) == running.process:
                return running
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"the embedded database (process {running.pid}) does not answer: "
                    "end it with `make stop-db`"
                )
        return None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        for child in _children:
            child.poll()
        try:
            with FileLock(self.folder / "server.lock", timeout=_START_SECONDS, thread_local=False):
                yield
        except Timeout:
            raise DatabaseUnavailable(
                f"another process has held {self.folder / 'server.lock'} for too long"
            ) from None

    def _start(self, program: Path, *, keep: bool) -> state.Running:
        version = binary.version(program)
        state.stamp(self.folder, engine=binary.ENGINE, version=version)
        before = state.read_running(self.folder)
        port = _free_port(before.port if before else 0)
        child, known_as = self._launch(program, port)
        running = state.Running(
            pid=child.pid,
            port=port,
            process=known_as,
            engine=binary.ENGINE,
            version=version,
            started=datetime.now(UTC).isoformat(timespec="seconds"),
            keep=keep or bool(before and before.keep),
        )
        state.write_running(self.folder, running)
        return running

    def _launch(self, program: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
        log = self.folder / "server.log"
        # The server reads ./secantusd.toml before the user's own, which could switch flags.
        (self.folder / "secantusd.toml").touch()
        with log.open("wb" if _longer(log, _LOG_BYTES) else "ab") as out:
            start = out.tell()
            child = subprocess.Popen(  # noqa: S603
                binary.command(program, port=port, store=self._store),
                cwd=self.folder,
                env=binary.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        _children.append(child)
        try:
            return child, self._await_answer(child, port, log, start)
        except BaseException:
            child.kill()
            child.wait()
            raise

    def _await_answer(
        self, child: subprocess.Popen[bytes], port: int, log: Path, start: int
    ) -> str:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            known_as = mongo.identity(state.address(port), seconds=0.5) if _listens(port) else None
            if child.poll() is not None:
                raise DatabaseUnavailable(
                    f"the embedded database did not start: {_last_line(log, start)} (see {log})"
                )
            if known_as is not None:
                return known_as
            time.sleep(0.02)
        raise DatabaseUnavailable(
            f"the embedded database gave no answer in {_START_SECONDS:.0f} s (see {log})"
        )

    def _end(self, running: state.Running) -> None:
        process.end(running.pid, str(self._store), seconds=_STOP_SECONDS)
        for child in _children:
            child.poll()
        state.forget(self.folder)


def _free_port(wanted: int) -> int:
    """Return the wanted port where it is free: clients of a crashed server find it there again."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise DatabaseUnavailable("this machine has no free port on 127.0.0.1")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _longer(file: Path, limit: int) -> bool:
    return file.exists() and file.stat().st_size > limit


def _last_line(log: Path, start: int) -> str:
    text = log.read_bytes()[start:].decode("utf-8", "replace").strip()
    return text.splitlines()[-1] if text else "it said nothing"
