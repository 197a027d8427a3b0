"""Content codings undone within bounds: gzip, deflate, br and zstd. Pure.

Scrapy's own readers give what they have of a body that is cut off, as if it were whole.
"""

import re
import sys
import zlib
from collections.abc import Callable
from typing import Final, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS: Final = ("gzip", "deflate", "br", "zstd")
LAYERS: Final = 2  # some servers pack what is packed already; more is an attack
_PIECE: Final = 65_536
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
    """Feed it, and it gives at most so many bytes at a time."""

    @property
    def eof(self) -> bool: ...
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
    pieces, size, data = [], 0, body
    while not machine.eof:
        piece = machine.give(data)
        data = b""
        if not piece and not machine.eof:
            break
        pieces.append(piece)
        size += len(piece)
        if limit and size > limit:
            raise TooLargeError(f"{len(body)} bytes have grown beyond {limit}")
    return machine.eof, b"".join(pieces)


class _Zlib:
    """gzip with one member after the other, and deflate with zlib's head or bare."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._machine = zlib.decompressobj(wbits)
        self._rest = b""

    @property
    def eof(self) -> bool:
        """What follows the last member and is none is left, as browsers do."""
        more = self._wbits == 31 and self._machine.unused_data.startswith(b"\x1f\x8b")
        return self._machine.eof and not more

    def give(self, data: bytes) -> bytes:
        """Return the next piece."""
        pending = data or self._rest
        if self._machine.eof:
            pending = self._machine.unused_data
            self._machine = zlib.decompressobj(self._wbits)
        piece = self._machine.decompress(pending, _PIECE)
        self._rest = self._machine.unconsumed_tail
        return piece


class _Brotli:
    def __init__(self) -> None:
        self._machine = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._machine.is_finished())

    def give(self, data: bytes) -> bytes:
        """Return the next piece."""
        return bytes(self._machine.process(data, output_buffer_limit=_PIECE))


class _Zstd:
    """One frame after the other."""

    def __init__(self) -> None:
        self._machine = zstd.ZstdDecompressor()

    @property
    def eof(self) -> bool:
        """Whether the last frame has ended."""
        return self._machine.eof and not self._machine.unused_data

    def give(self, data: bytes) -> bytes:
        """Return the next piece."""
        if self._machine.eof:
            data, self._machine = self._machine.unused_data, zstd.ZstdDecompressor()
        return self._machine.decompress(data, _PIECE)


def _deflate(body: bytes) -> _Machine:
    """Some servers send bare deflate (RFC 9110, 8.4.1.2)."""
    try:
        zlib.decompressobj().decompress(body[:_PIECE], 1)
    except zlib.error:
        return _Zlib(-15)
    return _Zlib(15)


_MACHINES: dict[str, Callable[[bytes], _Machine]] = {
    "gzip": lambda _: _Zlib(31),
    "deflate": _deflate,
    "br": lambda _: _Brotli(),
    "zstd": lambda _: _Zstd(),
}
