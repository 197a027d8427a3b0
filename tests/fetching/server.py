"""An HTTP server on loopback with set replies, which records the requests it gets."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.loopback_server import serve_on_free_port

PAGE = b"<html><body><p>page</p></body></html>"


@dataclass(frozen=True)
class Reply:
    """One reply, after `wait` seconds; with `hang` there is none until the server ends."""

    status: int = 200
    body: bytes = PAGE
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)
    hang: bool = False
    wait: float = 0.0


def redirect(to: str, status: int = 302) -> Reply:
    """Reply with a redirect."""
    return Reply(status, b"", (("Location", to),))


def robots(*lines: str) -> Reply:
    """Reply with a robots.txt."""
    return Reply(200, "\n".join(lines).encode(), (("Content-Type", "text/plain"),))


@dataclass
class Site:
    """A site with replies by path, each list in order, its last one repeated; 404 elsewhere."""

    host: str
    port: int
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    reply_counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    stopping: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    open_requests: int = 0
    max_open_requests: int = 0

    @property
    def home(self) -> str:
        """The address without a path."""
        return f"http://{self.host}:{self.port}"

    def says(self, path: str, *replies: Reply) -> None:
        """Set the replies of a path."""
        self.replies[path] = list(replies)

    @contextmanager
    def count_open(self) -> Iterator[None]:
        """Count the requests that are open at one time."""
        with self.lock:
            self.open_requests += 1
            self.max_open_requests = max(self.max_open_requests, self.open_requests)
        yield
        with self.lock:
            self.open_requests -= 1

    def next_reply(self, path: str) -> Reply:
        """Return the next reply of a path."""
        replies = self.replies.get(path, [Reply(404, b"")])
        count = self.reply_counts[path]
        self.reply_counts[path] += 1
        return replies[min(count, len(replies) - 1)]


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"
    # One packet for a reply: headers and body apart wait 40 ms for a delayed acknowledgement.
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.headers.append(dict(self.headers))
        reply = self.site.next_reply(self.path)
        with self.site.count_open():
            self.site.stopping.wait(reply.wait)
        if reply.hang:
            self.site.stopping.wait(20)
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
def serve_site(host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site while a block runs."""
    make_site = partial(Site, host)
    with serve_on_free_port(ThreadingHTTPServer, _Handler, host, make_site) as site:
        yield site
