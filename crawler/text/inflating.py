"""Packed bodies inflated within bounds: content codings, and gzip told by its bytes. Pure.

All that is packed and comes from outside is inflated here, in pieces of at most _PIECE_BYTES.
"""

import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import BinaryIO, Final, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS: Final = ("gzip", "deflate", "br", "zstd")
_PIECE_BYTES: Final = 65_536
_MAX_MEMBERS: Final = 10_000  # an honest file has some dozens at most
_GZIP_SIGNATURE: Final = b"\x1f\x8b"
# Some servers send a document to its end, and never end the compressed stream.
_CLOSING_TAG = re.compile(
    rb"</(?:html|body|rss|feed|rdf:rdf|urlset|sitemapindex)\s*>", re.IGNORECASE
)
_TAIL_BYTES: Final = 1024


class TooLargeError(ValueError):
    """A decoded body is larger than its limit."""


class DamagedBodyError(ValueError):
    """A body is not compressed as is said of it."""


class IncompleteBodyError(ValueError):
    """A compressed stream stops before its end."""


def decode_content_coding(body: bytes, coding: str, limit: int) -> bytes:
    """Decode one of CODINGS; `limit` is in bytes, 0 for none.

    Raises TooLargeError before more than one piece beyond the limit is in memory, DamagedBodyError,
    and IncompleteBodyError unless the decoded text ends with the closing tag of a document.
    """
    if not body:
        return b""
    decoder = _DECODERS[coding](body)
    pieces, size = [], 0
    for piece in _inflate_pieces(_split_body(body), decoder, coding):
        pieces.append(piece)
        size += len(piece)
        if limit and size > limit:
            raise TooLargeError(f"{len(body)} bytes have grown beyond {limit}")
    decoded = b"".join(pieces)
    if not decoder.eof and not _CLOSING_TAG.search(decoded[-_TAIL_BYTES:]):
        raise IncompleteBodyError(
            f"the {coding} stream ends after {len(decoded)} bytes, before its end"
        )
    return decoded


def iter_unpacked_body(body: bytes, *, limit: int) -> Iterator[bytes]:
    """Yield a body in pieces, gunzipped if its bytes are gzip (twice if packed twice).

    Yields at most `limit` bytes, and ends where the packed stream is damaged or cut off.
    """
    pieces = _split_body(body)
    for _ in range(2):
        pieces = _gunzip_if_packed(pieces)
    return _cut_pieces(_end_at_damage(pieces), limit)


def read_unpacked_file(file: BinaryIO, *, limit: int) -> bytes:
    """Return the first `limit` bytes of a file, gunzipped if its bytes are gzip.

    Raises OSError, DamagedBodyError, and IncompleteBodyError where it is cut off.
    """
    pieces = _gunzip_if_packed(iter(partial(file.read, _PIECE_BYTES), b""))
    return b"".join(_cut_pieces(pieces, limit))


def _split_body(body: bytes) -> Iterator[bytes]:
    return (body[start : start + _PIECE_BYTES] for start in range(0, len(body), _PIECE_BYTES))


def _cut_pieces(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:limit]
        limit -= len(piece)
        if limit <= 0:
            return


def _end_at_damage(pieces: Iterable[bytes]) -> Iterator[bytes]:
    with suppress(DamagedBodyError, IncompleteBodyError):
        yield from pieces


def _gunzip_if_packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Gunzip pieces that are gzip. Raises DamagedBodyError, and IncompleteBodyError at a cut."""
    first = next(pieces, b"")
    pieces = chain((first,), pieces)
    if not first.startswith(_GZIP_SIGNATURE):
        yield from pieces
        return
    decoder = _DECODERS["gzip"](first)
    yield from _inflate_pieces(pieces, decoder, "gzip")
    if not decoder.eof:
        raise IncompleteBodyError("the gzip stream ends before its end")


class _Decoder(Protocol):
    """A decoder of one body, in pieces of at most _PIECE_BYTES; b"" where it needs more input.

    `eof`: the input so far ends where a stream may end. `done`: further input is no part of it.
    """

    @property
    def eof(self) -> bool: ...
    @property
    def done(self) -> bool: ...
    def decode(self, data: bytes) -> bytes: ...


def _inflate_pieces(packed: Iterable[bytes], decoder: _Decoder, coding: str) -> Iterator[bytes]:
    try:
        for packed_piece in packed:
            data = packed_piece
            while not decoder.done and (piece := decoder.decode(data)):
                data = b""
                yield piece
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise DamagedBodyError(f"no {coding}: {error}") from error


class _ZlibMember:
    """A gzip member, or a deflate stream with or without zlib's header."""

    def __init__(self, wbits: int) -> None:
        self._decompressor = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._decompressor.eof

    def read(self, data: bytes) -> tuple[bytes, bytes]:
        """Return the next piece, and the input that is still to be read."""
        piece = self._decompressor.decompress(data, _PIECE_BYTES)
        return piece, self._decompressor.unused_data or self._decompressor.unconsumed_tail


class _ZstdFrame:
    """A zstd frame."""

    def __init__(self) -> None:
        self._decompressor = zstd.ZstdDecompressor()

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""
        return self._decompressor.eof

    def read(self, data: bytes) -> tuple[bytes, bytes]:
        """Return the next piece, and the input that belongs to the next frame."""
        piece = self._decompressor.decompress(data, _PIECE_BYTES)
        return piece, self._decompressor.unused_data if self._decompressor.eof else b""


class _MemberDecoder:
    """A decoder of gzip members, or zstd frames, one after the other.

    Input after a member that does not begin with `magic` is ignored, as browsers do; without
    `magic` only one member is read. Raises DamagedBodyError above _MAX_MEMBERS: each costs a copy
    of the input that follows it.
    """

    def __init__(
        self, make_member: Callable[[], _ZlibMember | _ZstdFrame], magic: bytes | None
    ) -> None:
        self._make_member = make_member
        self._magic = magic
        self._member = make_member()
        self._member_count = 1
        self._unread = b""

    @property
    def eof(self) -> bool:
        """Whether the last member has ended."""
        return self._member.eof and not self._has_next_member(self._unread)

    @property
    def done(self) -> bool:
        """Whether no further input can belong to the body."""
        can_tell = self._magic is None or len(self._unread) >= max(1, len(self._magic))
        return can_tell and self.eof

    def decode(self, data: bytes) -> bytes:
        """Return the next piece."""
        rest = self._unread + data
        piece = b""
        while not piece and (not self._member.eof or self._has_next_member(rest)):
            if self._member.eof:
                self._start_next_member()
            piece, rest = self._member.read(rest)
            if not piece and not self._member.eof:
                break
        self._unread = rest
        return piece

    def _has_next_member(self, rest: bytes) -> bool:
        return bool(rest) and self._magic is not None and rest.startswith(self._magic)

    def _start_next_member(self) -> None:
        self._member_count += 1
        if self._member_count > _MAX_MEMBERS:
            raise DamagedBodyError(f"more than {_MAX_MEMBERS} members")
        self._member = self._make_member()


class _BrotliDecoder:
    """A decoder of one brotli stream."""

    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return bool(self._decompressor.is_finished())

    done = eof

    def decode(self, data: bytes) -> bytes:
        """Return the next piece."""
        return bytes(self._decompressor.process(data, output_buffer_limit=_PIECE_BYTES))


def _make_deflate_decoder(body: bytes) -> _Decoder:
    """Choose by the body's start: some servers omit zlib's header (RFC 9110, 8.4.1.2)."""
    try:
        zlib.decompressobj().decompress(body[:_PIECE_BYTES], 1)
    except zlib.error:
        return _MemberDecoder(partial(_ZlibMember, -15), None)
    return _MemberDecoder(partial(_ZlibMember, 15), None)


_DECODERS: dict[str, Callable[[bytes], _Decoder]] = {
    "gzip": lambda _: _MemberDecoder(partial(_ZlibMember, 31), _GZIP_SIGNATURE),
    "deflate": _make_deflate_decoder,
    "br": lambda _: _BrotliDecoder(),
    "zstd": lambda _: _MemberDecoder(_ZstdFrame, b""),
}
