"""A small HTTP/1.1 server: one thread a connection, every request logged."""

import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Lock, Thread
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote_to_bytes

Validator = Literal["etag", "modified", "fresh"]
HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What one address answers.

    `hold` keeps the connection open without a word; `busy_once` answers the first request with 429.
    `validator` is what the server offers to ask by: an ETag or the date of the last change, rightly
    answered with 304; or a `fresh` ETag at every answer, none of which it knows again.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    hold: bool = False
    busy_once: bool = False
    validator: Validator | None = None


class Request(NamedTuple):
    """One logged request; `path` is decoded, `status` 0 where the connection was held."""

    address: str
    method: str
    path: str
    status: int
    user_agent: str


_BUSY = Reply(status=429, headers=(("Retry-After", "1"),), body="طلبات كثيرة".encode())


class Server(ThreadingHTTPServer):
    """Serves what `answer(target)` gives, `target` being the decoded path and query."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, slow_seconds: float) -> None:
        super().__init__((host, port), _Handler)
        self.answer: Callable[[str], Reply] = lambda target: Reply(status=503)
        self.slow_seconds = slow_seconds
        self.address = f"http://{host}:{self.server_port}/"
        self.stopping = Event()
        self.log: Callable[[Request], None] = lambda request: None
        self.fresh = count()
        self._busy: set[str] = set()
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

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
        """Drop what is open and free the port."""
        self.stopping.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            _hang_up(connection)
        self.server_close()

    def turned_away(self, target: str) -> bool:
        """Say whether this is the first request for an address that is busy once."""
        with self._lock:
            first = target not in self._busy
            self._busy.add(target)
        return first

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection so that `stop` can end it."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget an ended connection."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in mid-answer is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        target = _untracked(_decoded(self.path))
        reply = self.server.answer(target)
        if reply.busy_once and self.server.turned_away(target):
            reply = _BUSY
        if reply.hold:
            self._note(0)
            self.server.stopping.wait(self.server.slow_seconds)
            self.close_connection = True
            return
        self._send(reply)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, reply: Reply) -> None:
        told = self._validator(reply)
        asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        same = told is not None and told[1] in asked
        status = 304 if same else reply.status
        self._note(status)
        self.send_response(status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if told:
            self.send_header(*told)
        if not same:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not same and self.command != "HEAD":
            self.wfile.write(reply.body)

    def _validator(self, reply: Reply) -> tuple[str, str] | None:
        digest = sha256(reply.body).hexdigest()
        match reply.validator:
            case "etag":
                return "ETag", f'"{digest[:16]}"'
            case "modified":  # a date that changes with the body
                return "Last-Modified", formatdate(int(digest[:7], 16) + 1_500_000_000, usegmt=True)
            case "fresh":
                return "ETag", f'"{next(self.server.fresh)}"'
        return None

    def _note(self, status: int) -> None:
        agent = self.headers.get("User-Agent", "")
        self.server.log(
            Request(self.server.address, self.command, _decoded(self.path), status, agent)
        )

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """The newsroom keeps its own log."""


def _decoded(raw: str) -> str:
    return unquote_to_bytes(raw.encode("latin-1")).decode("utf-8", "replace")


def _untracked(target: str) -> str:
    """Drop the parameters that only track."""
    path, _, query = target.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("utm_")]
    return path + ("?" + "&".join(kept) if kept else "")


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError as error:
        if error.errno not in {errno.ENOTCONN, errno.EBADF}:
            raise
