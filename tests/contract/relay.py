"""Stands before a real server and, where it is told so, answers in its place."""

import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import bson

from tests.loopback_server import in_thread

Document = dict[str, Any]
_OP_MSG = 2013
_HEAD = struct.Struct("<iiii")  # length, number, number of the request answered, kind
_FIRST = _HEAD.size + 5  # where an OP_MSG's first document stands, behind flags and its own kind


class Request(NamedTuple):
    """A command: its name, the collection it is about, how many writes come with it."""

    command: str
    collection: str
    writes: int


@dataclass(frozen=True)
class Answer:
    """What is answered, `wait` seconds after it was asked; without a document the server's own.

    `done`: the server does it all the same, and the fields stand over those of its own answer.
    """

    document: Document | None = None
    done: bool = False
    wait: float = 0.0


def error(code: int, name: str) -> Document:
    """Answer as to a command that fails."""
    return {"ok": 0.0, "errmsg": name, "code": code, "codeName": name}


def unwritten(request: Request, code: int, message: str) -> Document:
    """Answer as to a bulk of which nothing could be written."""
    errors = [{"index": at, "code": code, "errmsg": message} for at in range(request.writes)]
    return {"ok": 1.0, "n": 0, "nModified": 0, "writeErrors": errors}


@dataclass
class Relay:
    """`says` gives an answer to a request, None the server's; `given` counts those by command."""

    target: tuple[str, int]
    uri: str = ""
    says: Callable[[Request], Answer | None] = lambda _: None
    given: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, message: bytes) -> Answer:
        """Return the answer to a message."""
        request = _read(message)
        own = self.says(request) if request else None
        if request is None or own is None:
            return Answer()
        self.given[request.command] += 1
        return own


class _Handler(BaseRequestHandler):
    relay: Relay

    def handle(self) -> None:
        """Pass messages both ways until either side ends."""
        self.due: dict[int, Document] = {}  # over the server's answers, by the request's number
        with socket.create_connection(self.relay.target) as server:
            back = threading.Thread(target=self._back, args=(server,), daemon=True)
            back.start()
            try:
                for message in _messages(self.request):
                    self._pass(message, server)
                server.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # the server is gone

    def _pass(self, message: bytes, server: socket.socket) -> None:
        number = _HEAD.unpack_from(message)[1]
        answer = self.relay.answer(message)
        self.relay.over.wait(answer.wait)
        if answer.document and not answer.done:
            self.request.sendall(_message(number, answer.document))
            return
        if answer.document:
            self.due[number] = answer.document
        server.sendall(message)

    def _back(self, server: socket.socket) -> None:
        try:
            for message in _messages(server):
                number = _HEAD.unpack_from(message)[2]
                over = self.due.pop(number, None)
                told = _message(number, _document(message) | over) if over else message
                self.request.sendall(told)
            self.request.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the client is gone


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def relaying(uri: str) -> Iterator[Relay]:
    """Stand before the server at a URI for the length of a block."""
    parts = urlsplit(uri)
    relay = Relay((parts.hostname or "", parts.port or 27017))
    handler = type("Handler", (_Handler,), {"relay": relay})
    server = _Server(("127.0.0.1", 0), handler)
    with in_thread(server):
        user, at, _ = parts.netloc.rpartition("@")
        relay.uri = parts._replace(
            netloc=f"{user}{at}127.0.0.1:{server.server_address[1]}"
        ).geturl()
        try:
            yield relay
        finally:
            relay.over.set()


def _messages(source: socket.socket) -> Iterator[bytes]:
    with closing(source.makefile("rb")) as read:
        while len(head := read.read(_HEAD.size)) == _HEAD.size:
            yield head + read.read(_HEAD.unpack(head)[0] - _HEAD.size)


def _read(message: bytes) -> Request | None:
    """Read an OP_MSG: flags, one document, then lists of documents."""
    if _HEAD.unpack_from(message)[3] != _OP_MSG:
        return None
    body = _document(message)
    command = next(iter(body))
    at = _FIRST + struct.unpack_from("<i", message, _FIRST)[0]
    writes = sum(len(body.get(name, ())) for name in ("documents", "updates"))
    while at < len(message):
        end = at + 1 + struct.unpack_from("<i", message, at + 1)[0]
        at = message.index(b"\0", at + 5) + 1
        while at < end:
            at += struct.unpack_from("<i", message, at)[0]
            writes += 1
    return Request(command, str(body[command]), writes)


def _document(message: bytes) -> Document:
    size = struct.unpack_from("<i", message, _FIRST)[0]
    return bson.decode(message[_FIRST : _FIRST + size])


def _message(number: int, document: Document) -> bytes:
    body = struct.pack("<ib", 0, 0) + bson.encode(document)
    return _HEAD.pack(_HEAD.size + len(body), 0, number, _OP_MSG) + body
