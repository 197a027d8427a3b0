"""Compressed bodies (gzip, deflate, br, zstd), decoded only as far as DOWNLOAD_MAXSIZE.

A body that is cut off is refused: Scrapy's own decoders return what they have of it, as if it were
whole.
"""

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

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS: Final = ("gzip", "deflate", "br", "zstd")
MAX_CODINGS: Final = 2  # some servers compress what is compressed already; more is an attack
_PIECE_BYTES: Final = 65_536
_MAX_MEMBERS: Final = 10_000  # an honest file has some dozens at most
# Some servers send a document to its end, and never end the compressed stream.
_CLOSING_TAG = re.compile(
    rb"</(?:html|body|rss|feed|rdf:rdf|urlset|sitemapindex)\s*>", re.IGNORECASE
)
_TAIL_BYTES: Final = 1024
_CODING_ALIASES: Final = {"x-gzip": "gzip"}


class TooLargeError(ValueError):
    """A decoded body is larger than its limit."""


class DamagedBodyError(ValueError):
    """A body is not compressed as its Content-Encoding says."""


class IncompleteBodyError(ValueError):
    """A compressed stream stops before its end."""


class BodyDecompressor:
    """A downloader middleware in the place of Scrapy's HttpCompressionMiddleware.

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
        """Name the codings that can be decoded in Accept-Encoding."""
        request.headers.setdefault("Accept-Encoding", ", ".join(CODINGS))

    def process_response(self, request: Request, response: Response) -> Response:
        """Decode the body; one with an unknown coding is passed on as it came."""
        codings = _read_codings(response)
        if not codings:
            return response
        limit = request.meta.get("download_maxsize", self._limit)
        body = self._decompress(response, codings, limit)
        self._stats.inc_value("httpcompression/response_bytes", len(body))
        self._stats.inc_value("httpcompression/response_count")
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        response_class = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=response_class, headers=headers, body=body)

    def _decompress(self, response: Response, codings: list[str], limit: int) -> bytes:
        body, url = response.body, response.url
        if len(codings) > MAX_CODINGS:
            raise BadCoding(f"{url} is said to be packed {len(codings)} times")
        try:
            for coding in reversed(codings):
                body = decode_content_coding(body, coding, limit)
        except TooLargeError as error:
            raise BodyTooLarge(f"{url}: {error}") from error
        except IncompleteBodyError as error:
            raise Truncated(f"{url}: {error}") from error
        except DamagedBodyError as error:
            raise BadCoding(f"{url}: {error}") from error
        return body


def decode_content_coding(body: bytes, coding: str, limit: int) -> bytes:
    """Decode one of CODINGS; `limit` is in bytes, 0 for none. Pure.

    Raises TooLargeError before more than one piece beyond the limit is in memory, DamagedBodyError,
    and IncompleteBodyError unless the decoded text ends with the closing tag of a document.
    """
    if not body:
        return b""
    try:
        complete, decoded = _decode_body(_DECODERS[coding](body), body, limit)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise DamagedBodyError(f"no {coding}: {error}") from error
    if not complete and not _CLOSING_TAG.search(decoded[-_TAIL_BYTES:]):
        raise IncompleteBodyError(
            f"the {coding} stream ends after {len(decoded)} bytes, before its end"
        )
    return decoded


class _Decoder(Protocol):
    """A decoder of one body, in pieces of at most _PIECE_BYTES; b"" where it needs more input.

    `eof`: the input so far ends where a stream may end. `done`: further input is no part of it.
    """

    @property
    def eof(self) -> bool: ...
    @property
    def done(self) -> bool: ...
    def decode(self, data: bytes) -> bytes: ...


def _decode_body(decoder: _Decoder, body: bytes, limit: int) -> tuple[bool, bytes]:
    pieces, size = [], 0
    for start in range(0, len(body), _PIECE_BYTES):
        data = body[start : start + _PIECE_BYTES]
        while not decoder.done and (piece := decoder.decode(data)):
            data = b""
            pieces.append(piece)
            size += len(piece)
            if limit and size > limit:
                raise TooLargeError(f"{len(body)} bytes have grown beyond {limit}")
    return decoder.eof, b"".join(pieces)


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
    "gzip": lambda _: _MemberDecoder(partial(_ZlibMember, 31), b"\x1f\x8b"),
    "deflate": _make_deflate_decoder,
    "br": lambda _: _BrotliDecoder(),
    "zstd": lambda _: _MemberDecoder(_ZstdFrame, b""),
}


def _read_codings(response: Response) -> list[str]:
    """Return the codings in the order they were applied; none where one of them is unknown."""
    header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    codings = [_CODING_ALIASES.get(name.strip(), name.strip()) for name in header.split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    return codings if set(codings) <= set(CODINGS) else []
