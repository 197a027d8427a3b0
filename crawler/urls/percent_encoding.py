"""Percent escapes and dot segments of paths and queries, brought to one form."""

import re
import unicodedata
from urllib.parse import quote

# The ASCII characters that w3lib escapes.
_UNSAFE = re.compile(r"[\x00-\x20\"<>\[\\\]^`{|}\x7f]")
_RESERVED = re.compile(r"[^A-Za-z0-9._~\x80-\U0010ffff-]")
_ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
# NFC must not compose a combining character with the end of an escape or with a `=`.
_COMPOSITION_BOUNDARY = re.compile("(%[0-9A-F]{2}|=)")
_DOUBLED_SLASHES = re.compile("(?<!:)//+")


def normalise_escapes(part: str) -> str:
    """Undo escapes where the meaning stays, escape unsafe characters, compose the rest (NFC)."""
    part = escape_unsafe(_BARE_PERCENT.sub("%25", part))
    if not part.isprintable():
        part = "".join(char if char.isprintable() else quote(char) for char in part)
    part = _ESCAPES.sub(_unescape_match, part)
    if part.isascii() or unicodedata.is_normalized("NFC", part):
        return part
    return "".join(
        unicodedata.normalize("NFC", piece) for piece in _COMPOSITION_BOUNDARY.split(part)
    )


def escape_unsafe(part: str) -> str:
    """Return `part` with the ASCII characters escaped that no address may contain."""
    return _UNSAFE.sub(_escape_match, part)


def escape_in_encoding(query: str, encoding: str) -> str:
    """Return a query with its letters as percent escapes of their bytes in a page's encoding.

    As browsers do: UTF-8 for pages in UTF-16, a character reference for what the encoding lacks
    (https://url.spec.whatwg.org/#string-percent-encode-after-encoding).
    """
    if encoding.startswith("utf"):
        return query
    return _NON_ASCII.sub(
        lambda match: quote(match[0].encode(encoding, "xmlcharrefreplace"), safe=""), query
    )


def resolve_dot_segments(path: str) -> str:
    """Resolve doubled slashes and dot segments (RFC 3986 5.2.4)."""
    path = _DOUBLED_SLASHES.sub("/", path)
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    closed = segments[-1] in {".", ".."}
    return "/" + "/".join(kept) + ("/" if closed and kept else "")


def _escape_match(match: re.Match[str]) -> str:
    return quote(match[0], safe="")


def _unescape_match(match: re.Match[str]) -> str:
    text = bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "surrogateescape")
    if text.isprintable() and not _RESERVED.search(text):
        return text
    return "".join(
        char
        if char.isprintable() and not _RESERVED.match(char)
        else quote(char.encode("utf-8", "surrogateescape"), safe="")
        for char in text
    )
