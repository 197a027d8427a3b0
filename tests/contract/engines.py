"""Database servers the storage is tested on: the embedded one, a second make, and a MongoDB."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.embedded import EmbeddedServer
from pipelines.mongo import client

ROOT = Path(__file__).parents[2]
SECOND_PROGRAM = ROOT / ".venv-second-engine" / "bin" / "secantusd-py"


class EngineAbsent(Exception):  # noqa: N818 - it is a reason to skip
    """This engine is not available here. The message says why."""


class Engine(Protocol):
    """A database server, and how to make it fail."""

    uri: str
    killable: bool
    data_dir: Path | None  # of the embedded server

    def kill(self) -> None:
        """Kill the process."""

    def restart(self) -> None:
        """Start the server again at the same address unless it runs."""

    def close(self) -> None:
        """Stop the server for good."""


class EmbeddedEngine:
    """The embedded server."""

    killable = True

    def __init__(self, folder: Path) -> None:
        self.data_dir: Path | None = folder
        self._server = EmbeddedServer(folder)
        self.restart()

    def restart(self) -> None:
        try:
            self.uri = self._server.ensure_running(keep=True)
        except DatabaseUnavailable as error:
            raise EngineAbsent(str(error)) from None

    def kill(self) -> None:
        running = self._server.find_running()
        assert running
        os.kill(running.pid, signal.SIGKILL)
        wait_until(lambda: client.read_server_identity(self.uri, seconds=0.2) is None)

    def close(self) -> None:
        self._server.stop(force=True)


class SecondEngine:
    """The same maker's server in Python: other code, with other answers in details."""

    killable = True

    data_dir: Path | None = None

    def __init__(self, folder: Path) -> None:
        if not SECOND_PROGRAM.exists():
            raise EngineAbsent(
                "no second engine: make .venv-second-engine/.installed "
                "(tests/contract/second-engine.lock in an environment of its own)"
            )
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.uri = f"mongodb://127.0.0.1:{self._port}/?directConnection=true"
        self._process: subprocess.Popen[bytes] | None = None
        self.restart()

    def restart(self) -> None:
        if self._process and self._process.poll() is None:
            return
        command = [
            *(str(SECOND_PROGRAM), "--host", "127.0.0.1", "--port", str(self._port)),
            *("--storage-path", str(self._folder / "store"), "--sync-on-commit"),
        ]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_until(lambda: client.read_server_identity(self.uri, seconds=1) is not None)

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self.kill()


class GivenEngine:
    """The server that MONGODB_URI names."""

    killable = False
    data_dir: Path | None = None

    def __init__(self, folder: Path) -> None:
        self.uri = os.environ.get("MONGODB_URI", "")
        if not self.uri:
            raise EngineAbsent("MONGODB_URI is not set: not held against a MongoDB")

    def restart(self) -> None: ...

    def kill(self) -> None: ...

    def close(self) -> None: ...


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "embedded": EmbeddedEngine,
    "second": SecondEngine,
    "given": GivenEngine,
}


@contextmanager
def run_engine(name: str, folder: Path) -> Iterator[Engine]:
    """Run an engine. Raises EngineAbsent."""
    engine = ENGINES[name](folder)
    try:
        yield engine
    finally:
        engine.close()


def wait_until(true: Callable[[], bool], *, seconds: float = 30.0) -> None:
    """Return when `true` returns True; fail the test if that takes longer than `seconds`."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
