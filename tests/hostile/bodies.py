"""Acts of hostile servers by path, grouped by the outcome of an article at that path."""

import gzip
import random
import sys
import zlib

import brotli

from tests.hostile.server import (
    HTML,
    Act,
    Connection,
    make_head,
    send_encoded,
    send_page,
    send_redirect,
)

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

    def act(line: Connection) -> None:
        line.send(*pieces)
        if again:
            line.repeat(again, every)
        if hold:
            line.hold()

    return act


def _send_and_reset(*pieces: bytes) -> Act:
    def act(line: Connection) -> None:
        line.send(*pieces)
        line.reset()

    return act


CHUNKED = make_head("Transfer-Encoding: chunked")
GZIP = "Content-Encoding: gzip"
STATUS = b"HTTP/1.1 200 OK\r\n"

TOO_LARGE: dict[str, Act] = {
    "gzip-bomb": send_encoded(gzip.compress(BOMB, 1), "gzip"),
    "deflate-bomb": send_encoded(zlib.compress(BOMB, 1), "deflate"),
    "br-bomb": send_encoded(brotli.compress(BOMB, quality=1), "br"),
    "zstd-bomb": send_encoded(zstd.compress(BOMB), "zstd"),
    "bomb-in-a-bomb": send_encoded(gzip.compress(gzip.compress(BOMB, 1)), "gzip", "gzip"),
    "declared": _send(make_head(f"Content-Length: {100 * LIMIT}"), PAGE),
    "endless": _send(make_head(), again=b"a" * 65536),
    "endless-chunks": _send(CHUNKED, again=b"10000\r\n" + b"a" * 65536 + b"\r\n"),
    "huge-chunk": _send(CHUNKED, b"f" * 12 + b"\r\n", again=b"a" * 65536),
    "endless-headers": _send(STATUS, again=b"X-Y: zzzzzzzzzzzz\r\n" * 900),
    "endless-header": _send(STATUS, b"X-Y: z\r\n", again=b" zzzzzzzzzzzz\r\n" * 900),
    "endless-line": _send(STATUS, b"X-Y: ", again=b"z" * 65_536),
    "endless-continue": _send(again=b"HTTP/1.1 100 Continue\r\n\r\n" * 600),
}
TRUNCATED: dict[str, Act] = {
    "cut-gzip": send_encoded(gzip.compress(LONG)[:CUT], "gzip"),
    "cut-deflate": send_encoded(zlib.compress(LONG)[:CUT], "deflate"),
    "cut-br": send_encoded(brotli.compress(LONG)[:CUT], "br"),
    "cut-zstd": send_encoded(zstd.compress(LONG)[:CUT], "zstd"),
    "shorter-than-said": _send(make_head("Content-Length: 9000"), PAGE[:-2]),
    "short-gzip": _send(make_head("Content-Length: 9000", GZIP), gzip.compress(LONG)[:CUT]),
    "no-last-chunk": _send(CHUNKED, b"1a\r\n" + PAGE[:26] + b"\r\n"),
    "no-chunk": _send(CHUNKED, b"zz\r\n" + PAGE),
    "reset-in-the-body": _send_and_reset(make_head("Content-Length: 9000"), PAGE[:-2]),
}
BAD_CODING: dict[str, Act] = {
    "no-gzip": send_encoded(PAGE, "gzip"),
    "no-deflate": send_encoded(b"\xff" * 90, "deflate"),
    "no-br": send_encoded(PAGE, "br"),
    "no-zstd": send_encoded(PAGE, "zstd"),
    "many-codings": send_encoded(PAGE, *["gzip"] * 300),
}
TIMEOUT: dict[str, Act] = {
    "silent": _send(hold=True),
    "half-a-head": _send(STATUS, hold=True),
    "half-a-body": _send(make_head("Content-Length: 9000"), PAGE, hold=True),
    "drip": _send(make_head(), again=b"<p>", every=0.05),
    "drip-head": _send(STATUS, again=b"X-Y: z\r\n", every=0.05),
}
CONNECTION: dict[str, Act] = {
    "reset": _send_and_reset(),
    "closed": _send(),
    "cut-head": _send(b"HTTP/1.1 20"),
    "noise": _send(bytes(range(256)) * 9),
    "bare": _send(PAGE),
    "no-status": _send(b"HTTP/1.1 abc\r\n\r\n", PAGE),
    "negative-length": _send(make_head("Content-Length: -1"), PAGE),
    "two-lengths": _send(make_head("Content-Length: 10", "Content-Length: 20"), PAGE),
    "no-length": _send(make_head("Content-Length: ten"), PAGE),
}
WHOLE: dict[str, Act] = {
    "shorter-but-whole": _send(make_head("Content-Length: 9000"), PAGE, b"\n<!-- 0.3 s -->\n"),
    "shorter-but-whole-gzip": _send(make_head("Content-Length: 9000", GZIP), gzip.compress(PAGE)),
    "whole-without-last-chunk": _send(CHUNKED, b"%x\r\n" % len(PAGE) + PAGE + b"\r\n"),
    "no-reason": _send(b"HTTP/1.1 200\r\nConnection: close\r\n\r\n", PAGE),
    "odd-status-line": _send(b"HTTP/1.0  200  OK\r\n\r\n", PAGE),
    "long-header": send_page(PAGE, HTML, f"X-Y: {'z' * 90_000}"),
    "longer-than-said": _send(make_head(f"Content-Length: {len(PAGE)}"), PAGE, b"<p>more"),
    "unended-gzip": send_encoded(gzip.compress(PAGE)[:-8], "gzip"),
    "two-members": send_encoded(gzip.compress(PAGE) + gzip.compress(PAGE), "gzip"),
    "two-frames": send_encoded(zstd.compress(PAGE) + zstd.compress(PAGE), "zstd"),
    "gzip-and-noise": send_encoded(gzip.compress(PAGE) + b"noise", "x-gzip"),
    "bare-deflate": send_encoded(zlib.compress(PAGE)[2:-4], "deflate"),
    "packed-twice": send_encoded(brotli.compress(gzip.compress(PAGE)), "gzip", "br"),
    "unknown-coding": send_encoded(PAGE, "utf-8"),
    "odd-headers": send_page(PAGE, HTML, "no colon here", f"Set-Cookie: {'a' * 9000}"),
}
ACTS: dict[str, dict[str, Act]] = {
    "failed:too-large": TOO_LARGE,
    "failed:truncated": TRUNCATED,
    "failed:bad-coding": BAD_CODING,
    "failed:timeout": TIMEOUT,
    "failed:connection": CONNECTION,
    "failed:bad-status": {"odd-status": _send(b"HTTP/1.1 987654 Odd\r\n\r\n", PAGE)},
    "failed:too-many-redirects": {"loop": send_redirect("/loop")},
    "whole": WHOLE,
}
