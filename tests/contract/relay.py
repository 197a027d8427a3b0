"""A relay before a real database server that answers some commands in its place."""

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

from tests.loopback_server import serve_in_thread

Document = dict[str, Any]
_OP_MSG = 2013
_HEAD = struct.Struct("<iiii")  # length, message number, number of the request answered, kind
_FIRST = _HEAD.size + 5  # where an OP_MSG's first document begins, after flags and its own kind


class Request(NamedTuple):
    """A command: its name, its collection, and how many writes come with it."""

    command: str
    collection: str
    writes: int


@dataclass(frozen=True)
class Answer:
    """The answer to a request, after `wait` seconds; without a document, the server's own answer.

    `done`: the server executes the command all the same, and the document's fields replace those of
    its own answer.
    """

    document: Document | None = None
    is_executed: bool = False
    wait: float = 0.0


def make_command_error(code: int, name: str) -> Document:
    """Return the answer to a command that fails."""
    return {"ok": 0.0, "errmsg": name, "code": code, "codeName": name}


def make_failed_bulk(request: Request, code: int, message: str) -> Document:
    """Return the answer to a bulk of which nothing could be written."""
    errors = [{"index": index, "code": code, "errmsg": message} for index in range(request.writes)]
    return {"ok": 1.0, "n": 0, "nModified": 0, "writeErrors": errors}


@dataclass
class Relay:
    """A relay to `target`.

    `says` returns the answer to a request, or None for the server's own; `given` counts the answers
    that `says` gave, by command. `over` is set when the relay ends.
    """

    target: tuple[str, int]
    uri: str = ""
    choose_answer: Callable[[Request], Answer | None] = lambda _: None
    answer_counts: Counter[str] = field(default_factory=Counter)
    closed: threading.Event = field(default_factory=threading.Event)

    def answer(self, message: bytes) -> Answer:
        """Return the answer to a message."""
        request = _read(message)
        answer = self.choose_answer(request) if request else None
        if request is None or answer is None:
            return Answer()
        self.answer_counts[request.command] += 1
        return answer


class _Handler(BaseRequestHandler):
    relay: Relay

    def handle(self) -> None:
        """Pass messages both ways until either side ends."""
        self.replacements: dict[int, Document] = {}  # fields of answers, by request number
        with socket.create_connection(self.relay.target) as server:
            back = threading.Thread(target=self._pass_back, args=(server,), daemon=True)
            back.start()
            try:
                for message in _messages(self.request):
                    self._pass_on(message, server)
                server.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # the server is gone

    def _pass_on(self, message: bytes, server: socket.socket) -> None:
        number = _HEAD.unpack_from(message)[1]
        answer = self.relay.answer(message)
        self.relay.closed.wait(answer.wait)
        if answer.document and not answer.is_executed:
            self.request.sendall(_message(number, answer.document))
            return
        if answer.document:
            self.replacements[number] = answer.document
        server.sendall(message)

    def _pass_back(self, server: socket.socket) -> None:
        try:
            for message in _messages(server):
                number = _HEAD.unpack_from(message)[2]
                fields = self.replacements.pop(number, None)
                reply = _message(number, _document(message) | fields) if fields else message
                self.request.sendall(reply)
            self.request.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the client is gone


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def run_relay(uri: str) -> Iterator[Relay]:
    """Run a relay to the server at a URI for the length of a block."""
    parts = urlsplit(uri)
    relay = Relay((parts.hostname or "", parts.port or 27017))
    handler = type("Handler", (_Handler,), {"relay": relay})
    server = _Server(("127.0.0.1", 0), handler)
    with serve_in_thread(server):
        user, separator, _ = parts.netloc.rpartition("@")
        relay.uri = parts._replace(
            netloc=f"{user}{separator}127.0.0.1:{server.server_address[1]}"
        ).geturl()
        try:
            yield relay
        finally:
            relay.closed.set()


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
    position = _FIRST + struct.unpack_from("<i", message, _FIRST)[0]
    writes = sum(len(body.get(name, ())) for name in ("documents", "updates"))
    while position < len(message):
        end = position + 1 + struct.unpack_from("<i", message, position + 1)[0]
        position = message.index(b"\0", position + 5) + 1
        while position < end:
            position += struct.unpack_from("<i", message, position)[0]
            writes += 1
    return Request(command, str(body[command]), writes)


def _document(message: bytes) -> Document:
    size = struct.unpack_from("<i", message, _FIRST)[0]
    return bson.decode(message[_FIRST : _FIRST + size])


def _message(number: int, document: Document) -> bytes:
    body = struct.pack("<ib", 0, 0) + bson.encode(document)
    return _HEAD.pack(_HEAD.size + len(body), 0, number, _OP_MSG) + body
