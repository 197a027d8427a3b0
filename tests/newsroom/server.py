"""An HTTP/1.1 server with one thread a connection, which logs every request."""

import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Lock, Thread
from typing import Any, Literal, NamedTuple, Self
from urllib.parse import unquote_to_bytes

Validator = Literal["etag", "modified", "fresh"]
HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """The answer at one address.

    With `hold` the connection stays open without an answer; with `busy_once` the first request is
    answered with 429. `validator` is what the server sends for conditional requests: an ETag or the
    date of the last change, which it answers with 304; or a `fresh` ETag each time, which it never
    recognises.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    hold: bool = False
    busy_once: bool = False
    validator: Validator | None = None


class Request(NamedTuple):
    """A logged request; `path` is decoded, `status` is 0 where the connection was held."""

    address: str
    method: str
    path: str
    status: int
    user_agent: str


_BUSY = Reply(status=429, headers=(("Retry-After", "1"),), body="طلبات كثيرة".encode())


class Server(ThreadingHTTPServer):
    """A server of the replies of `answer(target)`, `target` being the decoded path and query.

    It runs from `start` to `stop`, or while a `with` block runs.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, slow_seconds: float) -> None:
        super().__init__((host, port), _Handler)
        self.answer: Callable[[str], Reply] = lambda target: Reply(status=503)
        self.slow_seconds = slow_seconds
        self.address = f"http://{host}:{self.server_port}/"
        self.stopping = Event()
        self.log: Callable[[Request], None] = lambda request: None
        self.fresh_tags = count()
        self._turned_away: set[str] = set()
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()

    def server_bind(self) -> None:
        """Bind without asking DNS for the host's name, as HTTPServer would."""
        socket_address = self.server_address
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(socket_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Drop the open connections and free the port."""
        self.stopping.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            _hang_up(connection)
        self.server_close()

    def turn_away(self, target: str) -> bool:
        """Say whether this request for an address that is busy once is the first."""
        with self._lock:
            first = target not in self._turned_away
            self._turned_away.add(target)
        return first

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection so that `stop` can end it."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that ends."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that hangs up during an answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        target = _untracked(_decoded(self.path))
        reply = self.server.answer(target)
        if reply.busy_once and self.server.turn_away(target):
            reply = _BUSY
        if reply.hold:
            self._log(0)
            self.server.stopping.wait(self.server.slow_seconds)
            self.close_connection = True
            return
        self._send(reply)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        validator = self._validator(reply)
        conditions = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        not_modified = validator is not None and validator[1] in conditions
        status = 304 if not_modified else reply.status
        self._log(status)
        self.send_response(status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if validator:
            self.send_header(*validator)
        if not not_modified:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not not_modified and self.command != "HEAD":
            self.wfile.write(reply.body)

    def _validator(self, reply: Reply) -> tuple[str, str] | None:
        digest = sha256(reply.body).hexdigest()
        match reply.validator:
            case "etag":
                return "ETag", f'"{digest[:16]}"'
            case "modified":  # a date that changes with the body
                return "Last-Modified", formatdate(int(digest[:7], 16) + 1_500_000_000, usegmt=True)
            case "fresh":
                return "ETag", f'"{next(self.server.fresh_tags)}"'
        return None

    def _log(self, status: int) -> None:
        agent = self.headers.get("User-Agent", "")
        self.server.log(
            Request(self.server.address, self.command, _decoded(self.path), status, agent)
        )

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Print nothing: `Server.log` gets every request."""


def _decoded(raw: str) -> str:
    return unquote_to_bytes(raw.encode("latin-1")).decode("utf-8", "replace")


def _untracked(target: str) -> str:
    """Drop the tracking parameters."""
    path, _, query = target.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("utm_")]
    return path + ("?" + "&".join(kept) if kept else "")


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError as error:
        if error.errno not in {errno.ENOTCONN, errno.EBADF}:
            raise
