"""What a body is, by its bytes first and its declared type second: servers mislabel both ways."""

import re
from typing import Literal

from crawler.discovery.source_text import text_of, unpacked
from crawler.text.decoding import CONTROLS

Form = Literal["html", "feed", "sitemap", "other"]

# Most pages name their root at once; enough for a style sheet's worth of comments before it.
_FIRST, _HEAD = 4096, 65_536
_BINARY = re.compile(
    rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|RIFF|BM.{4}\0\0|PK\x03\x04|Rar!|7z\xbc\xaf|OggS|ID3|\xff\xfb"
    rb"|\x1aE\xdf\xa3|\0\0\0.ftyp|wOF[F2]|FLV",
    re.DOTALL,
)
# How nearly all pages begin.
_PLAIN = re.compile(rb"\s*+(?:<!doctype html[^<>]{0,200}+>\s*+)?+<html[\s>]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
# Of so many letters one may be a control character: templates have strays.
_RARE = 50
_PROLOG = re.compile(
    r"\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\])?+[^>]*+>)",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z]+)")
_FORMS: dict[str, Form] = {
    **dict.fromkeys(("rss", "feed", "rdf", "channel"), "feed"),
    **dict.fromkeys(("urlset", "sitemapindex"), "sitemap"),
    "html": "html",
}
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|div|p|a|h[1-6]|table|article|section"
    r"|main|ul|span)\b",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"https?://\S+")


def sniff(body: bytes, content_type: str | None) -> Form:
    """Say what a body is; a packed one is looked into. `content_type` is the header as sent.

    `other` is what holds neither links nor text to read: files, JSON, scripts, nothing.
    """
    if _is_plain_page(body[:_FIRST]):
        return "html"
    return _looked_into(body, content_type)


def _is_plain_page(head: bytes) -> bool:
    return bool(_PLAIN.match(head)) and head.translate(None, CONTROLS) == head


def _looked_into(body: bytes, content_type: str | None) -> Form:
    start = next(unpacked(body, limit=_HEAD), b"")
    if _BINARY.match(start):
        return "other"
    text = ""
    for length in (_FIRST, _HEAD):
        text = next(text_of(start[:length], content_type), "")
        if len(_CONTROL.findall(text)) * _RARE > len(text):
            return "other"
        if form := _FORMS.get(_root(text)):
            return form
    declared = (content_type or "").lower()
    if not text.strip() or text.startswith(("{", "[")):
        return "other"
    if not text.startswith("<"):
        lines = text.split()
        if all(map(_ADDRESS_LINE.fullmatch, lines[:5])):
            return "sitemap"
    return "html" if _HTML.search(text) or "html" in declared else "other"


def _root(text: str) -> str:
    at = 0
    while prolog := _PROLOG.match(text, at):
        at = prolog.end()
    root = _ROOT.match(text, at)
    return root[1].lower() if root else ""
