"""A server on loopback that answers with recorded bytes, head and body as they stand.

Where an answer sends its client on, it finds an article there.
"""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote_to_bytes, urlsplit

from tests.loopback_server import serve_on_free_port
from tests.whole_crawls.sites import ARTICLE_PAGE

_ARTICLE = ARTICLE_PAGE.encode()
_HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
# Where a head sends its client, and the cookie it sets.
_NEXT = re.compile(
    rb"^(?:location:\s*|refresh:[^\r]*?url=)([^\r\n]+)", re.IGNORECASE | re.MULTILINE
)
_COOKIE = re.compile(rb"^set-cookie:\s*([^;\r\n]+)", re.IGNORECASE | re.MULTILINE)
_RECORDED_HOST = re.compile(rb"127\.0\.0\.1:\d+")


@dataclass
class RecordedSite:
    """A site with answers by path (unquoted bytes); what it is asked for stands in `asked`."""

    host: str
    port: int
    answers: dict[bytes, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def home(self) -> str:
        """The address without a path."""
        return f"http://{self.host}:{self.port}"

    def record(self, path: str, answer: bytes) -> None:
        """Answer so at a path, and with an article where the answer sends its client on.

        A head that was cut off in the recording is ended, and an article follows it.
        """
        answer = _RECORDED_HOST.sub(f"{self.host}:{self.port}".encode(), answer)
        head, end, _ = answer.partition(b"\r\n\r\n")
        if not end:
            answer = head + b"\r\nConnection: close\r\n\r\n" + _ARTICLE
        if sent_on := _NEXT.search(head):
            target = sent_on[1].removeprefix(self.home.encode())
            self.answers[unquote_to_bytes(target)] = _HTML + _ARTICLE
        self.answers[unquote_to_bytes(path)] = answer

    def answer(self, request: bytes) -> bytes:
        """Answer a request; once a cookie has come back, with an article."""
        target = request.split(b" ", 2)[1]
        self.asked.append(target.decode("latin-1"))
        answer = self.answers.get(unquote_to_bytes(target), _NOT_FOUND)
        cookie = _COOKIE.search(answer.partition(b"\r\n\r\n")[0])
        return _HTML + _ARTICLE if cookie and cookie[1] in request else answer


class _Handler(socketserver.BaseRequestHandler):
    site: RecordedSite

    def handle(self) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            if not (piece := self.request.recv(65536)):
                return
            request += piece
        self.request.sendall(self.site.answer(request))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def serve_recorded_site() -> Iterator[RecordedSite]:
    """Serve a site while a block runs."""
    host = "127.0.0.1"
    with serve_on_free_port(_Server, _Handler, host, partial(RecordedSite, host)) as site:
        yield site


def make_page_answer(body: str, charset: str) -> bytes:
    """Return the answer that is a page in a charset."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\nConnection: close"
    return f"{head}\r\n\r\n".encode() + body.encode(charset)


def read_path(url: str) -> str:
    """Return the path and query of an address."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
