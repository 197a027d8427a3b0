"""Sources of an outlet, followed from their start without the crawler."""

import gzip
import re
from html import unescape
from urllib.parse import urljoin

from tests.newsroom.newsroom import Outlet
from tests.newsroom.reading import fetch, unescape_url
from tests.newsroom.site import SourceKind

_STARTS: dict[SourceKind, tuple[str, ...]] = {
    "sitemap": ("robots.txt", "sitemap.xml"),
    "feed": ("", "rss.xml"),
    "listing": ("",),
}
_DECLARED_SITEMAP = re.compile(r"^Sitemap: (\S+)", re.MULTILINE)
_DECLARED_FEED = re.compile(r'<link rel="alternate" type="application/\w+\+xml"[^>]*href="([^"]+)"')
_LOCATION = re.compile(r"<(?:loc|link)>([^<]+)</")
_ENTRY_OR_NEXT = re.compile(r'<(?:atom:)?link rel="(?:alternate|next)"[^>]* href="([^"]+)"')
_HREF = re.compile(r'href="([^"]+)"')


def follow_sources(outlet: Outlet, way: SourceKind) -> set[str]:
    """Follow all sources of a kind, and return the addresses they name, unescaped."""
    named: set[str] = set()
    queue = [outlet.address + path for path in _STARTS[way]]
    done: set[str] = set()
    while queue:
        url = queue.pop()
        if url in done:
            continue
        done.add(url)
        links = {unescape_url(urljoin(url, unescape(link))) for link in _links(url, way)}
        named |= links
        queue += [link for link in links if _is_source(outlet, link, way)]
    return named


def _links(url: str, way: SourceKind) -> list[str]:
    status, _, body = fetch(url)
    if status != 200:
        return []
    plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    text = plain.decode("windows-1256" if b"windows-1256" in plain[:300] else "utf-8")
    if "<html" in text:
        return {"listing": _HREF, "feed": _DECLARED_FEED}[way].findall(text)
    return (_DECLARED_SITEMAP.findall(text) + _LOCATION.findall(text)) + (
        _ENTRY_OR_NEXT.findall(text) if way == "feed" else []
    )


def _is_source(outlet: Outlet, url: str, way: SourceKind) -> bool:
    if way == "listing":
        return url in outlet.never_stored
    reply = outlet.site.replies.get("/" + url.removeprefix(outlet.address))
    return reply is not None and any(kind in reply.content_type for kind in ("xml", "gzip"))
