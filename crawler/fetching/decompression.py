"""Bodies unpacked within DOWNLOAD_MAXSIZE, while they inflate; what is cut off is no page."""

import re
import sys
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol, Self

import brotli
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.statscollectors import StatsCollector

from crawler.fetching.errors import BadCoding, BodyTooLarge, Truncated

# FOLDED from crawler.fetching.codings: Content codings undone within bounds: gzip, deflate, br
# and zstd. Pure. /  / Scrapy's own readers give what they have of a body that is cut off, as if
# it were whole.

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS: Final = ("gzip", "deflate", "br", "zstd")
LAYERS: Final = 2  # some servers pack what is packed already; more is an attack
_PIECE: Final = 65_536
_MEMBERS: Final = 10_000  # a file of several has some dozens
# Some servers never end the stream of a document they have sent to its end.
_LAST_TAG = re.compile(rb"</(?:html|body|rss|feed|rdf:rdf|urlset|sitemapindex)\s*>", re.IGNORECASE)
_TAIL: Final = 1024


class TooLargeError(ValueError):
    """A body grows beyond its bound."""


class DamagedError(ValueError):
    """A body is not packed as it is said to be."""


class CutError(ValueError):
    """A packed body ends before its end."""


class _Machine(Protocol):
    """Feed it, and it gives at most so many bytes at a time; nothing where it wants more.

    `eof`: what was fed ends where a stream may end. `done`: what follows is no part of it.
    """

    @property
    def eof(self) -> bool: ...
    @property
    def done(self) -> bool: ...
    def give(self, data: bytes) -> bytes: ...


def unpacked(body: bytes, coding: str, limit: int) -> bytes:
    """Undo one of CODINGS; `limit` is in bytes, 0: none.

    Raises TooLargeError before more than a piece beyond the limit stands in memory, DamagedError,
    and CutError unless the document's last tag is there.
    """
    if not body:
        return b""
    try:
        whole, text = _run(_MACHINES[coding](body), body, limit)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise DamagedError(f"no {coding}: {error}") from error
    if not whole and not _LAST_TAG.search(text[-_TAIL:]):
        raise CutError(f"the {coding} stream ends after {len(text)} bytes, before its end")
    return text


def _run(machine: _Machine, body: bytes, limit: int) -> tuple[bool, bytes]:
    pieces, size = [], 0
    for start in range(0, len(body), _PIECE):
        data = body[start : start + _PIECE]
        while not machine.done and (piece := machine.give(data)):
            data = b""
            pieces.append(piece)
            size += len(piece)
            if limit and size > limit:
                raise TooLargeError(f"{len(body)} bytes have grown beyond {limit}")
    return machine.eof, b"".join(pieces)


class _Zlib:
    """A gzip member, or deflate with zlib's head or bare."""

    def __init__(self, wbits: int) -> None:
        self._machine = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._machine.eof

    def read(self, data: bytes) -> tuple[bytes, bytes]:
        """Return the next piece, and what is still to be read or belongs to the next member."""
        piece = self._machine.decompress(data, _PIECE)
        return piece, self._machine.unused_data or self._machine.unconsumed_tail


class _Zstd:
    """A frame of zstd."""

    def __init__(self) -> None:
        self._machine = zstd.ZstdDecompressor()

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""
        return self._machine.eof

    def read(self, data: bytes) -> tuple[bytes, bytes]:
        """Return the next piece, and what belongs to the next frame."""
        piece = self._machine.decompress(data, _PIECE)
        return piece, self._machine.unused_data if self._machine.eof else b""


class _Members:
    """One gzip member, or frame, after the other.

    What follows the last one and does not begin with `mark` is left, as browsers do; without a mark
    one alone is read. Raises DamagedError above _MEMBERS: each costs a copy of what follows it.
    """

    def __init__(self, make: Callable[[], _Zlib | _Zstd], mark: bytes | None) -> None:
        self._make = make
        self._mark = mark
        self._machine = make()
        self._count = 1
        self._rest = b""

    @property
    def eof(self) -> bool:
        """Whether the last member has ended."""
        return self._machine.eof and not self._goes_on(self._rest)

    @property
    def done(self) -> bool:
        """Whether nothing more can belong to it."""
        known = self._mark is None or len(self._rest) >= max(1, len(self._mark))
        return known and self.eof

    def give(self, data: bytes) -> bytes:
        """Return the next piece."""
        rest = self._rest + data
        piece = b""
        while not piece and (not self._machine.eof or self._goes_on(rest)):
            if self._machine.eof:
                self._renew()
            piece, rest = self._machine.read(rest)
            if not piece and not self._machine.eof:
                break
        self._rest = rest
        return piece

    def _goes_on(self, rest: bytes) -> bool:
        return bool(rest) and self._mark is not None and rest.startswith(self._mark)

    def _renew(self) -> None:
        self._count += 1
        if self._count > _MEMBERS:
            raise DamagedError(f"more than {_MEMBERS} members")
        self._machine = self._make()


class _Brotli:
    def __init__(self) -> None:
        self._machine = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._machine.is_finished())

    done = eof

    def give(self, data: bytes) -> bytes:
        """Return the next piece."""
        return bytes(self._machine.process(data, output_buffer_limit=_PIECE))


def _deflate(body: bytes) -> _Machine:
    """Some servers send bare deflate (RFC 9110, 8.4.1.2)."""
    try:
        zlib.decompressobj().decompress(body[:_PIECE], 1)
    except zlib.error:
        return _Members(partial(_Zlib, -15), None)
    return _Members(partial(_Zlib, 15), None)


_MACHINES: dict[str, Callable[[bytes], _Machine]] = {
    "gzip": lambda _: _Members(partial(_Zlib, 31), b"\x1f\x8b"),
    "deflate": _deflate,
    "br": lambda _: _Brotli(),
    "zstd": lambda _: _Members(_Zstd, b""),
}

_ALIASES: Final = {"x-gzip": "gzip"}


class Unpacking:
    """Instead of Scrapy's HttpCompressionMiddleware, in its place.

    Raises BodyTooLarge, Truncated, BadCoding.
    """

    def __init__(self, stats: StatsCollector, limit: int) -> None:
        self._stats = stats
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read DOWNLOAD_MAXSIZE."""
        assert crawler.stats
        return cls(crawler.stats, crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say what can be read."""
        request.headers.setdefault("Accept-Encoding", ", ".join(CODINGS))

    def process_response(self, request: Request, response: Response) -> Response:
        """Unpack; a coding that is none is left with the body as it came."""
        codings = _codings(response)
        if not codings:
            return response
        limit = request.meta.get("download_maxsize", self._limit)
        body = self._unpacked(response, codings, limit)
        self._stats.inc_value("httpcompression/response_bytes", len(body))
        self._stats.inc_value("httpcompression/response_count")
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)

    def _unpacked(self, response: Response, codings: list[str], limit: int) -> bytes:
        body, url = response.body, response.url
        if len(codings) > LAYERS:
            raise BadCoding(f"{url} is said to be packed {len(codings)} times")
        try:
            for coding in reversed(codings):
                body = unpacked(body, coding, limit)
        except TooLargeError as error:
            raise BodyTooLarge(f"{url}: {error}") from error
        except CutError as error:
            raise Truncated(f"{url}: {error}") from error
        except DamagedError as error:
            raise BadCoding(f"{url}: {error}") from error
        return body


def _codings(response: Response) -> list[str]:
    """Return the codings in the order they were applied; none where one of them is unknown."""
    named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    codings = [_ALIASES.get(name.strip(), name.strip()) for name in named.split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    return codings if set(codings) <= set(CODINGS) else []
