"""What the launcher keeps in the server's directory: stamp, running server, users."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.state.interfaces import DatabaseUnavailable


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningServer:
    """The server of a directory, as `server.json` says.

    `process` is what the server itself answers to tell it from every other one ("": it has not
    answered yet); `keep` is True where it was started by hand and outlives its users.
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
        """Where it answers."""
        return make_server_uri(self.port)


def make_server_uri(port: int) -> str:
    """Return the URI of a server of this machine."""
    return f"mongodb://127.0.0.1:{port}/?directConnection=true"


def read_running_server(folder: Path) -> RunningServer | None:
    """Return what `server.json` says; None where it cannot be read or a crash cut it off."""
    try:
        return RunningServer(**json.loads((folder / "server.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_running_server(folder: Path, running: RunningServer) -> None:
    """Replace `server.json` in one step."""
    _write_json(folder / "server.json", asdict(running))


def forget_running_server(folder: Path) -> None:
    """Note that the server was stopped. After a crash `server.json` stays and tells the port."""
    (folder / "server.json").unlink(missing_ok=True)


def stamp_engine(folder: Path, *, engine: str, version: str) -> None:
    """Mark a new directory with engine and version; raise DatabaseUnavailable where it has others.

    The formats on disk differ from version to version and are not upgraded in place.
    """
    file = folder / "engine.json"
    mine = {"engine": engine, "version": version}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found = None if (folder / "store").exists() else mine
        if found:
            _write_json(file, mine)
    except ValueError:
        found = None
    if found != mine:
        other = " ".join(found.values()) if isinstance(found, dict) else "an unknown engine"
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
    """One user of the server: a file locked as long as its process lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "users"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = FileLock(self._file, thread_local=False)
        self._lock.acquire(timeout=0)

    def leave(self) -> None:
        """Use it no longer."""
        self._file.unlink(missing_ok=True)
        self._lock.release()


def list_user_pids(folder: Path) -> list[int]:
    """Return the process ids of the users that live, a process as often as it uses the server.

    To be called under the launcher's lock. Files of processes that died are removed.
    """
    alive = []
    for file in sorted((folder / "users").glob("*-*")):
        lock = FileLock(file, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            alive.append(int(file.name.split("-")[0]))
            continue
        file.unlink(missing_ok=True)
        lock.release()
    return alive
