"""Kinds of bodies, read from the bytes first: servers declare pages as feeds and feeds as pages."""

import re
from typing import Literal

from crawler.discovery.json_feeds import is_json_feed
from crawler.discovery.source_text import iter_source_text
from crawler.text.decoding import CONTROL_BYTES
from crawler.text.inflating import iter_unpacked_body

ContentKind = Literal["html", "feed", "sitemap", "other"]

# Most documents open with their root element; a few have long comments before it.
_SHORT_HEAD_BYTES, _LONG_HEAD_BYTES = 4096, 65_536
_BINARY_SIGNATURE = re.compile(
    rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|RIFF|BM.{4}\0\0|PK\x03\x04|Rar!|7z\xbc\xaf|OggS|ID3|\xff\xfb"
    rb"|\x1aE\xdf\xa3|\0\0\0.ftyp|wOF[F2]|FLV",
    re.DOTALL,
)
_USUAL_HTML_START = re.compile(
    rb"\s*+(?:<!doctype html[^<>]{0,200}+>\s*+)?+<html[\s>]", re.IGNORECASE
)
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
# Templates leave stray control characters: one in so many letters is still text.
_MIN_LETTERS_PER_CONTROL = 50
_PROLOG = re.compile(
    r"\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\])?+[^>]*+>)",
    re.DOTALL | re.IGNORECASE,
)
_ROOT_TAG = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z]+)")
_KIND_BY_ROOT: dict[str, ContentKind] = {
    **dict.fromkeys(("rss", "feed", "rdf", "channel"), "feed"),
    **dict.fromkeys(("urlset", "sitemapindex"), "sitemap"),
    "html": "html",
}
_HTML_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|div|p|a|h[1-6]|table|article|section"
    r"|main|ul|span)\b",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"https?://\S+")


def sniff_content_kind(body: bytes, content_type: str | None) -> ContentKind:
    """Return the kind of a body, gzipped or not; `content_type` is the header as sent.

    `other` is a body without links or text to read: a file, other JSON, a script, an empty one.
    """
    if _has_usual_html_start(body[:_SHORT_HEAD_BYTES]):
        return "html"
    return _inspect_content(body, content_type)


def _has_usual_html_start(head: bytes) -> bool:
    return bool(_USUAL_HTML_START.match(head)) and head.translate(None, CONTROL_BYTES) == head


def _inspect_content(body: bytes, content_type: str | None) -> ContentKind:
    start = next(iter_unpacked_body(body, limit=_LONG_HEAD_BYTES), b"")
    if _BINARY_SIGNATURE.match(start):
        return "other"
    text = ""
    for length in (_SHORT_HEAD_BYTES, _LONG_HEAD_BYTES):
        text = next(iter_source_text(start[:length], content_type), "")
        if len(_CONTROL_CHARACTER.findall(text)) * _MIN_LETTERS_PER_CONTROL > len(text):
            return "other"
        if kind := _KIND_BY_ROOT.get(_find_root_name(text)):
            return kind
    declared_type = (content_type or "").lower()
    if not text.strip() or text.startswith(("{", "[")):
        return "feed" if is_json_feed(text) else "other"
    if not text.startswith("<"):
        words = text.split()
        if all(map(_ADDRESS_LINE.fullmatch, words[:5])):
            return "sitemap"
    return "html" if _HTML_TAG.search(text) or "html" in declared_type else "other"


def _find_root_name(text: str) -> str:
    position = 0
    while prolog := _PROLOG.match(text, position):
        position = prolog.end()
    root = _ROOT_TAG.match(text, position)
    return root[1].lower() if root else ""
