"""Acts of hostile servers by path, grouped by the outcome of an article at that path."""

import gzip
import random
import sys
import zlib

import brotli

from tests.hostile.server import HTML, Act, Line, head, moved, packed, page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMIT = 1 << 20
PAGE = b"<html><body><p>page</p></body></html>"
BOMB = bytes(16 * LIMIT)
# Random, so that no coding shortens it: wherever it is cut, some of it is missing.
LONG = b"<html><body>" + random.Random(5).randbytes(9000).hex().encode()
CUT = -3000


def _send(*pieces: bytes, again: bytes = b"", every: float = 0.0, hold: bool = False) -> Act:
    """Send pieces once, then `again` over and over, or hold the connection."""

    def act(line: Line) -> None:
        line.send(*pieces)
        if again:
            line.repeat(again, every)
        if hold:
            line.hold()

    return act


def _send_and_reset(*pieces: bytes) -> Act:
    def act(line: Line) -> None:
        line.send(*pieces)
        line.reset()

    return act


CHUNKED = head("Transfer-Encoding: chunked")
STATUS = b"HTTP/1.1 200 OK\r\n"

TOO_LARGE: dict[str, Act] = {
    "gzip-bomb": packed(gzip.compress(BOMB, 1), "gzip"),
    "deflate-bomb": packed(zlib.compress(BOMB, 1), "deflate"),
    "br-bomb": packed(brotli.compress(BOMB, quality=1), "br"),
    "zstd-bomb": packed(zstd.compress(BOMB), "zstd"),
    "bomb-in-a-bomb": packed(gzip.compress(gzip.compress(BOMB, 1)), "gzip", "gzip"),
    "declared": _send(head(f"Content-Length: {100 * LIMIT}"), PAGE),
    "endless": _send(head(), again=b"a" * 65536),
    "endless-chunks": _send(CHUNKED, again=b"10000\r\n" + b"a" * 65536 + b"\r\n"),
    "huge-chunk": _send(CHUNKED, b"f" * 12 + b"\r\n", again=b"a" * 65536),
    "endless-headers": _send(STATUS, again=b"X-Y: zzzzzzzzzzzz\r\n" * 900),
    "endless-header": _send(STATUS, b"X-Y: z\r\n", again=b" zzzzzzzzzzzz\r\n" * 900),
    "endless-continue": _send(again=b"HTTP/1.1 100 Continue\r\n\r\n" * 600),
}
TRUNCATED: dict[str, Act] = {
    "cut-gzip": packed(gzip.compress(LONG)[:CUT], "gzip"),
    "cut-deflate": packed(zlib.compress(LONG)[:CUT], "deflate"),
    "cut-br": packed(brotli.compress(LONG)[:CUT], "br"),
    "cut-zstd": packed(zstd.compress(LONG)[:CUT], "zstd"),
    "shorter-than-said": _send(head("Content-Length: 9000"), PAGE),
    "no-chunk": _send(CHUNKED, b"zz\r\n" + PAGE),
    "reset-in-the-body": _send_and_reset(head("Content-Length: 9000"), PAGE),
}
BAD_CODING: dict[str, Act] = {
    "no-gzip": packed(PAGE, "gzip"),
    "no-deflate": packed(b"\xff" * 90, "deflate"),
    "no-br": packed(PAGE, "br"),
    "no-zstd": packed(PAGE, "zstd"),
    "many-codings": packed(PAGE, *["gzip"] * 300),
}
TIMEOUT: dict[str, Act] = {
    "silent": _send(hold=True),
    "half-a-head": _send(STATUS, hold=True),
    "half-a-body": _send(head("Content-Length: 9000"), PAGE, hold=True),
    "drip": _send(head(), again=b"<p>", every=0.05),
    "drip-head": _send(STATUS, again=b"X-Y: z\r\n", every=0.05),
}
CONNECTION: dict[str, Act] = {
    "reset": _send_and_reset(),
    "closed": _send(),
    "cut-head": _send(b"HTTP/1.1 20"),
    "noise": _send(bytes(range(256)) * 9),
    "bare": _send(PAGE),
    "no-status": _send(b"HTTP/1.1 abc\r\n\r\n", PAGE),
    "negative-length": _send(head("Content-Length: -1"), PAGE),
    "two-lengths": _send(head("Content-Length: 10", "Content-Length: 20"), PAGE),
    "no-length": _send(head("Content-Length: ten"), PAGE),
    "long-header": _send(STATUS, b"X-Y: " + b"z" * 90_000, hold=True),
}
WHOLE: dict[str, Act] = {
    "longer-than-said": _send(head(f"Content-Length: {len(PAGE)}"), PAGE, b"<p>more"),
    "unended-gzip": packed(gzip.compress(PAGE)[:-8], "gzip"),
    "two-members": packed(gzip.compress(PAGE) + gzip.compress(PAGE), "gzip"),
    "two-frames": packed(zstd.compress(PAGE) + zstd.compress(PAGE), "zstd"),
    "gzip-and-noise": packed(gzip.compress(PAGE) + b"noise", "x-gzip"),
    "bare-deflate": packed(zlib.compress(PAGE)[2:-4], "deflate"),
    "packed-twice": packed(brotli.compress(gzip.compress(PAGE)), "gzip", "br"),
    "unknown-coding": packed(PAGE, "utf-8"),
    "odd-headers": page(PAGE, HTML, "no colon here", f"Set-Cookie: {'a' * 9000}"),
}
ACTS: dict[str, dict[str, Act]] = {
    "failed:too-large": TOO_LARGE,
    "failed:truncated": TRUNCATED,
    "failed:bad-coding": BAD_CODING,
    "failed:timeout": TIMEOUT,
    "failed:connection": CONNECTION,
    "failed:bad-status": {"odd-status": _send(b"HTTP/1.1 987654 Odd\r\n\r\n", PAGE)},
    "failed:too-many-redirects": {"loop": moved("/loop")},
    "whole": WHOLE,
}
