"""Servers bound for the outlets: each to a loopback address of its own, or to its own port."""

import errno
import socket
from collections.abc import Sequence

from tests.newsroom.server import Server

DEFAULT_PORT = 8070
_FIRST_HOST = 21
_ATTEMPTS = 20


class PortTakenError(Exception):
    """Raised where another program listens on the port; the message is one line for a person."""


def bind(
    port: int, count: int, slow_seconds: float, *, first_host: int = _FIRST_HOST
) -> list[Server]:
    """Bind `count` servers, on 127.0.0.`first_host` and up; port 0 picks a free one.

    Raises PortTakenError.
    """
    if not _has_many_addresses():
        ports = [port + index if port else 0 for index in range(count)]
        return _bind_all([("127.0.0.1", number) for number in ports], slow_seconds)
    hosts = [f"127.0.0.{first_host + index}" for index in range(count)]
    if port:
        return _bind_all([(host, port) for host in hosts], slow_seconds)
    return _bind_all_at_a_free_port(hosts, slow_seconds)


def _has_many_addresses() -> bool:
    """Say whether addresses beside 127.0.0.1 can be bound; macOS has that one only."""
    with socket.socket() as probe:
        try:
            probe.bind((f"127.0.0.{_FIRST_HOST}", 0))
        except OSError as error:
            if error.errno != errno.EADDRNOTAVAIL:
                raise
            return False
    return True


def _bind_all_at_a_free_port(hosts: Sequence[str], slow_seconds: float) -> list[Server]:
    """Try free ports of the first host until one is free on all."""
    for _ in range(_ATTEMPTS):
        with socket.socket() as probe:
            probe.bind((hosts[0], 0))
            port = probe.getsockname()[1]
        try:
            return _bind_all([(host, port) for host in hosts], slow_seconds)
        except PortTakenError:
            continue
    raise PortTakenError("no port is free on all the newsroom's addresses")


def _bind_all(addresses: Sequence[tuple[str, int]], slow_seconds: float) -> list[Server]:
    servers: list[Server] = []
    for host, port in addresses:
        try:
            servers.append(Server(host, port, slow_seconds))
        except OSError as error:
            for server in servers:
                server.server_close()
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                raise PortTakenError(
                    f"cannot listen on {host}:{port} ({error.strerror}): "
                    "stop the other program, or choose a port with --port (make crawl PORT=8071)"
                ) from error
            raise
    return servers
