"""A raw server on loopback: each path has an act on the bare connection, HTTP or not.

A site's `greet` comes before anything is read: a TLS handshake, or an act in its place.
"""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from tests.loopback_server import serve_on_free_port

ROBOTS = b"User-agent: *\nAllow: /\n"
HTML = "text/html; charset=utf-8"


@dataclass
class Connection:
    """A connection with a client; `stopping` is set when the server ends."""

    socket: socket.socket
    stopping: threading.Event

    def send(self, *pieces: bytes) -> None:
        """Write all pieces. Raises OSError once the client is gone."""
        for piece in pieces:
            self.socket.sendall(piece)

    def repeat(self, piece: bytes, every: float = 0.0) -> None:
        """Write a piece every so many seconds, until the client is gone."""
        while not self.stopping.wait(every):
            self.send(piece)

    def hold(self) -> None:
        """Keep the connection open without another byte."""
        self.stopping.wait()

    def reset(self) -> None:
        """Let the connection end with RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Act = Callable[[Connection], None]
Greet = Callable[[Connection], socket.socket]


@dataclass
class HostileSite:
    """A site with acts by path, 404 elsewhere; robots.txt allows all unless it has an act."""

    host: str
    port: int
    acts: dict[str, Act] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    greet: Greet | None = None

    @property
    def home(self) -> str:
        """The address without a path."""
        return f"{'https' if self.greet else 'http'}://{self.host}:{self.port}"

    def act(self, path: str) -> Act:
        """Return the act of a path."""
        if path == "/robots.txt":
            return self.acts.get(path, send_page(ROBOTS, "text/plain"))
        return self.acts.get(path, send_page(b"", status="404 Not Found"))


def make_head(*lines: str, status: str = "200 OK", kind: str = HTML) -> bytes:
    """Return the head of an answer that ends with the connection; `lines` may add a length."""
    fixed = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close")
    return "\r\n".join((*fixed, *lines, "", "")).encode()


def send_page(body: bytes, kind: str = HTML, *lines: str, status: str = "200 OK") -> Act:
    """Answer with a body and its true length."""
    headers = make_head(*lines, f"Content-Length: {len(body)}", status=status, kind=kind)
    return lambda line: line.send(headers, body)


def send_encoded(body: bytes, *codings: str) -> Act:
    """Answer with bytes and the content codings they are said to have."""
    return send_page(body, HTML, f"Content-Encoding: {', '.join(codings)}")


def send_redirect(to: str) -> Act:
    """Answer with a redirect."""
    return send_page(b"", HTML, f"Location: {to}", status="302 Found")


class _Handler(socketserver.BaseRequestHandler):
    site: HostileSite

    def handle(self) -> None:
        """Read one request, and act as its path says."""
        request = b""
        line = Connection(self.request, self.site.stopping)
        try:
            if self.site.greet:
                line.socket = self.site.greet(line)
            while b"\r\n\r\n" not in request:
                if not (piece := line.socket.recv(65536)):
                    return
                request += piece
            path = request.split(b" ", 2)[1].decode("latin-1")
            self.site.asked.append(path)
            self.site.act(path)(line)
        except OSError:
            return  # the client is gone
        finally:
            if line.socket is not self.request:
                line.socket.close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def serve_hostile_site(
    host: str = "127.0.0.1", *, greet: Greet | None = None
) -> Iterator[HostileSite]:
    """Serve a hostile site while a block runs."""
    make_site = partial(HostileSite, host, greet=greet)
    with serve_on_free_port(_Server, _Handler, host, make_site) as site:
        yield site
