"""A raw server on loopback: each path is an act on the bare connection, HTTP or not.

`greet` comes before anything is read: a TLS handshake, or what stands in its place.
"""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.loopback_server import in_thread

ROBOTS = b"User-agent: *\nAllow: /\n"
HTML = "text/html; charset=utf-8"


@dataclass
class Line:
    """A connection; `over` is set when the server ends."""

    socket: socket.socket
    over: threading.Event

    def send(self, *pieces: bytes) -> None:
        """Write all of it. Raises OSError once the client is gone."""
        for piece in pieces:
            self.socket.sendall(piece)

    def repeat(self, piece: bytes, every: float = 0.0) -> None:
        """Write a piece again and again, until the client is gone."""
        while not self.over.wait(every):
            self.send(piece)

    def hold(self) -> None:
        """Say nothing more, and keep the connection."""
        self.over.wait()

    def reset(self) -> None:
        """End with RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Act = Callable[[Line], None]
Greet = Callable[[Line], socket.socket]


@dataclass
class Hostile:
    """The acts by path, 404 elsewhere; robots.txt allows all unless there is an act for it."""

    host: str
    port: int
    acts: dict[str, Act] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    greet: Greet | None = None

    @property
    def home(self) -> str:
        """Return the address without a path."""
        return f"{'https' if self.greet else 'http'}://{self.host}:{self.port}"

    def act(self, path: str) -> Act:
        """Return what is done at a path."""
        if path == "/robots.txt":
            return self.acts.get(path, page(ROBOTS, "text/plain"))
        return self.acts.get(path, page(b"", status="404 Not Found"))


def head(*lines: str, status: str = "200 OK", kind: str = HTML) -> bytes:
    """Return a head that closes the connection, without a length of its own."""
    told = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close", *lines, "", "")
    return "\r\n".join(told).encode()


def page(body: bytes, kind: str = HTML, *lines: str, status: str = "200 OK") -> Act:
    """Answer honestly."""
    first = head(*lines, f"Content-Length: {len(body)}", status=status, kind=kind)
    return lambda line: line.send(first, body)


def packed(body: bytes, *codings: str) -> Act:
    """Answer with bytes that are said to be packed so."""
    return page(body, HTML, f"Content-Encoding: {', '.join(codings)}")


def moved(to: str) -> Act:
    """Answer that the page is elsewhere."""
    return page(b"", HTML, f"Location: {to}", status="302 Found")


class _Handler(socketserver.BaseRequestHandler):
    site: Hostile

    def handle(self) -> None:
        """Read one request, and do what its path says."""
        asked = b""
        line = Line(self.request, self.site.over)
        try:
            if self.site.greet:
                line.socket = self.site.greet(line)
            while b"\r\n\r\n" not in asked:
                if not (piece := line.socket.recv(65536)):
                    return
                asked += piece
            path = asked.split(b" ", 2)[1].decode("latin-1")
            self.site.asked.append(path)
            self.site.act(path)(line)
        except OSError:
            return  # the client has had enough
        finally:
            if line.socket is not self.request:
                line.socket.close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def hostile(host: str = "127.0.0.1", *, greet: Greet | None = None) -> Iterator[Hostile]:
    """Serve for the length of a block."""
    handler = type("Handler", (_Handler,), {})
    server = _Server((host, 0), handler)
    site = Hostile(host, server.server_address[1], greet=greet)
    handler.site = site  # type: ignore[attr-defined]
    with in_thread(server):
        try:
            yield site
        finally:
            site.over.set()
