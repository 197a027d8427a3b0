"""Bodies of sources as a stream of text: unpacked within bounds, decoded, without XML's traps."""

import codecs
import html
import re
import zlib
from collections.abc import Iterable, Iterator

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    resolve_encoding,
)

from crawler.text.decoding import decode, text_codec

# Bytes a packed body may grow to: twice what the sitemap protocol allows a file to have.
LIMIT = 100_000_000
_GZIP = b"\x1f\x8b"
_PIECE = 65_536
# How far a damaged or warned-about document may start before its first element.
_PREAMBLE = 4096
_SIGN = re.compile(
    r"&(?:(?:amp|lt|gt|quot|apos);|#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));)?|<(?![A-Za-z_/!?])"
)
_EDGES = ("<![CDATA[", "]]>")
_CDATA = re.compile(f"({'|'.join(map(re.escape, _EDGES))})")
_LONGEST_SIGN = 10
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_START = re.compile(r"<\?xml\s|<(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]")
_STARTED = ("<?xml", "<!", "<html", "<HTML")


def unpacked(body: bytes, *, limit: int = LIMIT) -> Iterator[bytes]:
    """Yield a body in pieces, gunzipped if its bytes say so (twice if twice packed).

    At most `limit` bytes; ends where the packed stream is damaged or cut off.
    """
    pieces: Iterator[bytes] = (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))
    for _ in range(2):
        first = next(pieces, b"")
        whole = _chain(first, pieces)
        pieces = _gunzipped(whole) if first.startswith(_GZIP) else whole
    left = limit
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def text_of(body: bytes, content_type: str | None = None, *, limit: int = LIMIT) -> Iterator[str]:
    """Yield the text of a body in pieces, from its XML declaration or first tag on if it has one.

    Bytes that are wrong in the encoding become U+FFFD.
    """
    pieces = unpacked(body, limit=limit)
    first = next(pieces, b"")
    decoder = codecs.getincrementaldecoder(_encoding(first, content_type))("replace")
    yield _from_start(decoder.decode(first))
    for piece in pieces:
        yield decoder.decode(piece)


def escaped(pieces: Iterable[str]) -> Iterator[str]:
    """Escape every `&` and `<` that begins nothing of XML, drop characters it forbids.

    A parser would stop there, or lose the rest of an address.
    """
    rest, inside = "", False
    for piece in pieces:
        text = rest + _FORBIDDEN.sub("", piece)
        cut = max(text.rfind(sign, max(0, len(text) - _LONGEST_SIGN)) for sign in "&<]")
        text, rest = (text, "") if cut < 0 else (text[:cut], text[cut:])
        for part in _CDATA.split(text):
            inside = inside if part not in _EDGES else part == _EDGES[0]
            yield part if inside else _SIGN.sub(_written, part)
    yield rest


def _written(sign: re.Match[str]) -> str:
    """Keep a reference XML knows, drop one to what is no character, escape what is none."""
    number = int(sign[1]) if sign[1] else int(sign[2], 16) if sign[2] else None
    if number is None:
        return sign[0] if sign[0].endswith(";") else html.escape(sign[0])
    plain = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return sign[0] if plain else ""


def declares_entities(text: str) -> bool:
    """Say whether a document declares entities of its own.

    No feed or sitemap needs that; what does is a bomb or reaches for files.
    """
    return "<!ENTITY" in text


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj(wbits=31)
    for piece in pieces:
        pending = piece
        while pending:
            try:
                output = machine.decompress(pending, _PIECE)
            except zlib.error:
                return
            if output:
                yield output
            if machine.eof:
                pending = machine.unused_data
                machine = zlib.decompressobj(wbits=31)
            else:
                pending = machine.unconsumed_tail


def _encoding(first: bytes, content_type: str | None) -> str:
    """Name the codec: what the bytes show, what is declared where they are ASCII so far."""
    name = decode(_uncut(first), content_type)[1]
    if first.isascii():
        declared = http_content_type_encoding(content_type) if content_type else None
        name = declared or html_body_declared_encoding(first[:_PREAMBLE]) or name
        return text_codec(resolve_encoding(name)) or "utf-8"
    return resolve_encoding(name) or "utf-8"


def _uncut(first: bytes) -> bytes:
    """Leave out a sequence of UTF-8 that the end of a piece has cut."""
    for back in range(1, min(4, len(first) + 1)):
        if first[-back] >= 0xC0:
            return first[:-back]
        if first[-back] < 0x80:
            break
    return first


def _from_start(text: str) -> str:
    """Drop a byte-order mark, blank lines and a server's warnings before the document."""
    text = text.lstrip("\ufeff \t\r\n")
    start = None if text.startswith(_STARTED) else _START.search(text, 0, _PREAMBLE)
    return text[start.start() :] if start else text
