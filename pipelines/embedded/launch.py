"""The start of a server: a free port, the process, and the wait for its first answer."""

import socket
import subprocess
import time
from pathlib import Path

from crawler.state.interfaces import DatabaseUnavailable
from pipelines.embedded import binary, state
from pipelines.mongo import client

_MAX_LOG_BYTES = 4_000_000

# Every server this process has started: polled so that none stays a zombie.
_children: list[subprocess.Popen[bytes]] = []


class ServerProcess:
    """A server's process, in a session of its own: Ctrl-C ends the crawl and not the server."""

    def __init__(self, program: Path, *, port: int, folder: Path, store: Path) -> None:
        self.port = port
        self._log = folder / "server.log"
        # The server looks for this file before the user's own, which could change its options.
        (folder / "secantusd.toml").touch()
        is_log_full = self._log.exists() and self._log.stat().st_size > _MAX_LOG_BYTES
        with self._log.open("wb" if is_log_full else "ab") as out:
            self._log_start = out.tell()
            self._child = subprocess.Popen(  # noqa: S603
                binary.make_server_command(program, port=port, store=store),
                cwd=folder,
                env=binary.make_server_environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        _children.append(self._child)
        self.pid = self._child.pid

    def wait_for_answer(self, *, seconds: float) -> str:
        """Return the id of this server process once it answers. Raises DatabaseUnavailable."""
        deadline = time.monotonic() + seconds
        uri = state.make_server_uri(self.port)
        while time.monotonic() < deadline:
            identity = (
                client.read_server_identity(uri, seconds=0.5) if _is_listening(self.port) else None
            )
            if self._child.poll() is not None:
                line = self._read_last_log_line()
                raise DatabaseUnavailable(
                    f"the embedded database did not start: {line} (see {self._log})"
                )
            if identity is not None:
                return identity
            time.sleep(0.02)
        raise DatabaseUnavailable(
            f"the embedded database gave no answer in {seconds:.0f} s (see {self._log})"
        )

    def kill(self) -> None:
        """Kill the process and wait for its end."""
        self._child.kill()
        self._child.wait()

    def _read_last_log_line(self) -> str:
        text = self._log.read_bytes()[self._log_start :].decode("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else "it said nothing"


def reap_children(pid: int | None = None) -> None:
    """Reap servers of this process that have ended; wait for `pid`, which is ending."""
    for child in _children:
        if child.pid == pid:
            child.wait()
        child.poll()


def find_free_port(preferred: int) -> int:
    """Return the preferred port if it is free, else any free one.

    The clients of a crashed server find it again at its old port.
    """
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise DatabaseUnavailable("this machine has no free port on 127.0.0.1")


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
