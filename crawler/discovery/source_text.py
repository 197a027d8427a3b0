"""Text of feeds and sitemaps as a stream: unpacked within a limit, decoded, safe to parse."""

import codecs
import html
import re
from collections.abc import Iterable, Iterator

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    resolve_encoding,
)

from crawler.text.decoding import decode_text, find_text_codec
from crawler.text.inflating import iter_unpacked_body

# Twice the size that the sitemap protocol allows an unpacked file.
MAX_UNPACKED_BYTES = 100_000_000
# Blank lines and a server's warnings may stand before the first element, up to this length.
_MAX_PREAMBLE_LENGTH = 4096
_MARKUP_SIGN = re.compile(
    r"&(?:(?:amp|lt|gt|quot|apos);|#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));)?|<(?![A-Za-z_/!?])"
)
_CDATA_EDGES = ("<![CDATA[", "]]>")
_CDATA_EDGE = re.compile(f"({'|'.join(map(re.escape, _CDATA_EDGES))})")
_MAX_SIGN_LENGTH = 10
_XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DOCUMENT_START = re.compile(r"<\?xml\s|<(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]")
_UNENDED_DECLARATION = re.compile(r"<\?xml\s[^<>?]*>\s*")
_USUAL_STARTS = ("<?xml", "<!", "<html", "<HTML")


def iter_source_text(
    body: bytes, content_type: str | None = None, *, limit: int = MAX_UNPACKED_BYTES
) -> Iterator[str]:
    """Yield the text of a body in pieces, from its XML declaration or first tag on if it has one.

    Bytes that are invalid in the encoding become U+FFFD.
    """
    pieces = iter_unpacked_body(body, limit=limit)
    first = next(pieces, b"")
    decoder = codecs.getincrementaldecoder(_detect_encoding(first, content_type))("replace")
    yield _drop_preamble(decoder.decode(first))
    for piece in pieces:
        yield decoder.decode(piece)


def escape_stray_markup(pieces: Iterable[str]) -> Iterator[str]:
    """Escape every `&` and `<` that begins no XML markup; drop characters that XML forbids.

    A parser would stop there, or lose the rest of an address. CDATA sections stay as they are.
    """
    rest, inside_cdata = "", False
    for piece in pieces:
        text = rest + _XML_FORBIDDEN.sub("", piece)
        cut = max(text.rfind(sign, max(0, len(text) - _MAX_SIGN_LENGTH)) for sign in "&<]")
        text, rest = (text, "") if cut < 0 else (text[:cut], text[cut:])
        for part in _CDATA_EDGE.split(text):
            inside_cdata = inside_cdata if part not in _CDATA_EDGES else part == _CDATA_EDGES[0]
            yield part if inside_cdata else _MARKUP_SIGN.sub(_escape_sign, part)
    yield rest


def _escape_sign(match: re.Match[str]) -> str:
    """Keep a valid reference, drop one to a forbidden character, escape any other sign."""
    number = int(match[1]) if match[1] else int(match[2], 16) if match[2] else None
    if number is None:
        return match[0] if match[0].endswith(";") else html.escape(match[0])
    allowed = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return match[0] if allowed else ""


def declares_entities(text: str) -> bool:
    """Say whether a document declares entities of its own.

    No feed or sitemap needs any; a document that does is an entity bomb or tries to read files.
    """
    return "<!ENTITY" in text


def _detect_encoding(first: bytes, content_type: str | None) -> str:
    """Return the codec that the bytes show; where they are ASCII so far, the declared one."""
    name = decode_text(_drop_cut_character(first), content_type)[1]
    if first.isascii():
        declared = http_content_type_encoding(content_type) if content_type else None
        name = declared or html_body_declared_encoding(first[:_MAX_PREAMBLE_LENGTH]) or name
        return find_text_codec(resolve_encoding(name)) or "utf-8"
    return resolve_encoding(name) or "utf-8"


def _drop_cut_character(first: bytes) -> bytes:
    """Drop a UTF-8 sequence that is cut off at the end of the piece."""
    for back in range(1, min(4, len(first) + 1)):
        if first[-back] >= 0xC0:
            return first[:-back]
        if first[-back] < 0x80:
            break
    return first


def _drop_preamble(text: str) -> str:
    """Drop a byte-order mark, blank lines and a server's warnings before the document.

    An XML declaration that ends like a tag is dropped too: no parser gets past it.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if unended := _UNENDED_DECLARATION.match(text):
        text = text[unended.end() :]
    start = (
        None
        if text.startswith(_USUAL_STARTS)
        else _DOCUMENT_START.search(text, 0, _MAX_PREAMBLE_LENGTH)
    )
    return text[start.start() :] if start else text
