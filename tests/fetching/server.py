"""A real HTTP server on loopback that answers as told and keeps what it was asked."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.loopback_server import in_thread

PAGE = b"<html><body><p>page</p></body></html>"


@dataclass(frozen=True)
class Reply:
    """One answer, after `wait` seconds; `hang` says nothing until the server ends."""

    status: int = 200
    body: bytes = PAGE
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)
    hang: bool = False
    wait: float = 0.0


def redirect(to: str, status: int = 302) -> Reply:
    """Answer that the page is elsewhere."""
    return Reply(status, b"", (("Location", to),))


def robots(*lines: str) -> Reply:
    """Answer with a robots.txt."""
    return Reply(200, "\n".join(lines).encode(), (("Content-Type", "text/plain"),))


@dataclass
class Site:
    """Answers by path, each list in turn, its last again and again; 404 elsewhere."""

    host: str
    port: int
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    turns: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def home(self) -> str:
        """Return the address without a path."""
        return f"http://{self.host}:{self.port}"

    def says(self, path: str, *replies: Reply) -> None:
        """Tell how a path answers."""
        self.replies[path] = list(replies)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count the requests that are answered at one time."""
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        yield
        with self.lock:
            self.at_once -= 1

    def next(self, path: str) -> Reply:
        """Return the answer whose turn it is."""
        replies = self.replies.get(path, [Reply(404, b"")])
        turn = self.turns[path]
        self.turns[path] += 1
        return replies[min(turn, len(replies) - 1)]


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"
    # One packet an answer: head and body apart wait 40 ms for a delayed acknowledgement.
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.headers.append(dict(self.headers))
        reply = self.site.next(self.path)
        with self.site.busy():
            self.site.over.wait(reply.wait)
        if reply.hang:
            self.site.over.wait(20)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        try:
            self.wfile.write(reply.body)
            self.wfile.flush()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep silent."""


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site for the length of a block."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer((host, 0), handler)
    server.daemon_threads = True
    site = Site(host, server.server_address[1])
    handler.site = site  # type: ignore[attr-defined]
    with in_thread(server):
        try:
            yield site
        finally:
            site.over.set()
