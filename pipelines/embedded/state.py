"""The files in a server's directory: its engine's version, the running server, its users."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.state.interfaces import DatabaseUnavailable


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningServer:
    """The server of a directory, as in `server.json`.

    `process` is the id the server gives of its own process ("": it has not answered yet); `keep` is
    True where it was started by hand and outlives its users.
    """

    pid: int
    port: int
    process: str
    engine: str
    version: str
    started: str
    keep: bool

    @property
    def uri(self) -> str:
        """The URI at which the server answers."""
        return make_server_uri(self.port)


def make_server_uri(port: int) -> str:
    """Return the URI of a server on this machine."""
    return f"mongodb://127.0.0.1:{port}/?directConnection=true"


def read_running_server(folder: Path) -> RunningServer | None:
    """Read `server.json`; None where it is missing or a crash cut it off."""
    try:
        return RunningServer(**json.loads((folder / "server.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_running_server(folder: Path, running: RunningServer) -> None:
    """Replace `server.json` in one step."""
    _write_json(folder / "server.json", asdict(running))


def forget_running_server(folder: Path) -> None:
    """Remove `server.json` of a stopped server. After a crash it stays, with the port to use."""
    (folder / "server.json").unlink(missing_ok=True)


def stamp_engine(folder: Path, *, engine: str, version: str) -> None:
    """Write engine and version into a new directory. Raises DatabaseUnavailable if it has others.

    The format on disk differs from version to version and is not upgraded in place.
    """
    file = folder / "engine.json"
    stamp = {"engine": engine, "version": version}
    try:
        existing = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        existing = None if (folder / "store").exists() else stamp
        if existing:
            _write_json(file, stamp)
    except ValueError:
        existing = None
    if existing != stamp:
        other = " ".join(existing.values()) if isinstance(existing, dict) else "an unknown engine"
        raise DatabaseUnavailable(
            f"{folder} was written by {other}, not {engine} {version}: "
            "use the version that made it, another DATA_DIR, or MONGODB_URI"
        )


def _write_json(file: Path, content: dict[str, object] | dict[str, str]) -> None:
    partial = file.with_suffix(".part")
    with partial.open("w", encoding="utf-8") as out:
        json.dump(content, out)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(file)


class ServerUser:
    """A user of the server: a file that is locked as long as its process lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "users"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = FileLock(self._file, thread_local=False)
        self._lock.acquire(timeout=0)

    def leave(self) -> None:
        """Stop being a user."""
        self._file.unlink(missing_ok=True)
        self._lock.release()


def list_user_pids(folder: Path) -> list[int]:
    """Return the process ids of living users; a process appears once for each of its uses.

    Call it under the server's lock. Files of dead processes are removed.
    """
    pids = []
    for file in sorted((folder / "users").glob("*-*")):
        lock = FileLock(file, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            pids.append(int(file.name.split("-")[0]))
            continue
        file.unlink(missing_ok=True)
        lock.release()
    return pids
