"""Serves a folder of pages on loopback, from memory, one address an outlet.

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


def answer(status: int, kind: str, body: bytes) -> bytes:
    """Return a whole answer."""
    return _HEAD.format(status, kind, len(body)).encode() + body


_MISSING = answer(404, "text/plain", b"")


def host(outlet: int) -> str:
    """Return where an outlet is served."""
    return f"127.0.9.{1 + outlet}"


def path(number: int) -> str:
    """Return a page's path, which looks like an article's."""
    return f"/news/2026/03/05/{number:06}-a-headline-of-some-words.html"


class Connection(asyncio.Protocol):
    """One connection to one outlet; answers whatever comes in the order it comes.

    `answers` gives the whole answer to a request for a target.
    """

    def __init__(self, answers: Callable[[bytes], bytes]) -> None:
        self._answers = answers
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        *heads, self._received = (self._received + data).split(b"\r\n\r\n")
        for head in heads:
            self._transport.write(self._answers(head.split(b" ", 2)[1]))


def read(folder: Path) -> dict[bytes, bytes]:
    """Return whole answers by path."""
    pages = {}
    for file in folder.glob("*.html"):
        pages[path(int(file.stem)).encode()] = answer(200, "text/html", file.read_bytes())
    return pages


def _page(pages: dict[bytes, bytes], target: bytes) -> bytes:
    return pages.get(target, _MISSING)


async def serve(outlets: Iterable[dict[bytes, bytes]], port: int) -> None:
    """Serve until the process is ended; say so once all outlets answer."""
    loop = asyncio.get_running_loop()
    for outlet, pages in enumerate(outlets):
        answers = partial(_page, pages)
        await loop.create_server(partial(Connection, answers), host(outlet), port)
    gc.freeze()
    print("ready", flush=True)
    await loop.create_future()


def main(arguments: Sequence[str]) -> None:
    """Serve the folder at the port."""
    outlets = map(read, sorted(Path(arguments[0]).iterdir()))
    asyncio.run(serve(outlets, int(arguments[1])))


if __name__ == "__main__":
    main(sys.argv[1:])
