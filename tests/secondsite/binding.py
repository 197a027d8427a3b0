"""Where the three outlets listen, beside the first site's addresses."""

import socket
from collections.abc import Sequence

from tests.newsroom.binding import PortTakenError
from tests.newsroom.server import Server

_FIRST_HOST = 41
_ATTEMPTS = 20


def bind(port: int, count: int, slow_seconds: float) -> list[Server]:
    """Bind a server an outlet at one port; port 0 picks a free one. Raises PortTakenError.

    Where a system has one loopback address only, each outlet has a port of its own there.
    """
    hosts = [f"127.0.0.{_FIRST_HOST + i}" for i in range(count)]
    if not _can_bind(hosts[0]):
        return _bind_all(
            [("127.0.0.1", port + i if port else 0) for i in range(count)], slow_seconds
        )
    for _ in range(_ATTEMPTS):
        chosen = port or _free_port(hosts[0])
        try:
            return _bind_all([(host, chosen) for host in hosts], slow_seconds)
        except PortTakenError:
            if port:
                raise
    raise PortTakenError("no port is free on all the second site's addresses")


def _can_bind(host: str) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return True


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


def _bind_all(places: Sequence[tuple[str, int]], slow_seconds: float) -> list[Server]:
    servers: list[Server] = []
    for host, port in places:
        try:
            servers.append(Server(host, port, slow_seconds))
        except OSError as error:
            for server in servers:
                server.server_close()
            raise PortTakenError(f"cannot listen on {host}:{port} ({error.strerror})") from error
    return servers
