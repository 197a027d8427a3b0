"""A server of a folder of pages, from memory, with one loopback address an outlet.

    python -m tests.bench.speed.server FOLDER PORT

FOLDER/OUTLET/NUMBER.html is /news/2026/03/05/NUMBER-a-headline.html at 127.0.9.(1 + OUTLET).
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

_HEAD = "HTTP/1.1 {} OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n"


def build_response(status: int, content_type: str, body: bytes) -> bytes:
    """Return a whole response."""
    return _HEAD.format(status, content_type, len(body)).encode() + body


_NOT_FOUND = build_response(404, "text/plain", b"")


def outlet_host(outlet: int) -> str:
    """Return the address at which an outlet is served."""
    return f"127.0.9.{1 + outlet}"


def page_path(number: int) -> str:
    """Return a page's path, which looks like an article's."""
    return f"/news/2026/03/05/{number:06}-a-headline-of-some-words.html"


class Connection(asyncio.Protocol):
    """One connection to one outlet; responses come in the order of the requests.

    `respond` returns the whole response to a request for a target.
    """

    def __init__(self, respond: Callable[[bytes], bytes]) -> None:
        self._respond = respond
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport for responses."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Respond to every request that is complete."""
        *heads, self._received = (self._received + data).split(b"\r\n\r\n")
        for head in heads:
            self._transport.write(self._respond(head.split(b" ", 2)[1]))


def read_responses(folder: Path) -> dict[bytes, bytes]:
    """Return whole responses by path."""
    responses = {}
    for file in folder.glob("*.html"):
        path = page_path(int(file.stem)).encode()
        responses[path] = build_response(200, "text/html", file.read_bytes())
    return responses


def _respond(responses: dict[bytes, bytes], target: bytes) -> bytes:
    return responses.get(target, _NOT_FOUND)


async def serve(outlets: Iterable[dict[bytes, bytes]], port: int) -> None:
    """Serve until the process is ended; print "ready" once all outlets answer."""
    loop = asyncio.get_running_loop()
    for outlet, responses in enumerate(outlets):
        respond = partial(_respond, responses)
        await loop.create_server(partial(Connection, respond), outlet_host(outlet), port)
    gc.freeze()
    print("ready", flush=True)
    await loop.create_future()


def main(arguments: Sequence[str]) -> None:
    """Serve the folder at the port."""
    outlets = map(read_responses, sorted(Path(arguments[0]).iterdir()))
    asyncio.run(serve(outlets, int(arguments[1])))


if __name__ == "__main__":
    main(sys.argv[1:])
