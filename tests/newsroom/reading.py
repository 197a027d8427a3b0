"""A plain HTTP client that reads the newsroom for the tests."""

import http.client
import re
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from tests.newsroom.newsroom import Newsroom, Outlet


def fetch(url: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Fetch an unescaped address without following redirects."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    target = quote(parts.path + (f"?{parts.query}" if parts.query else ""), safe="/?=&")
    connection.request("GET", target, headers={"User-Agent": "reader", **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def fetch_article(url: str, charset: str) -> str:
    """Fetch an article, once more where the server is busy, and decode it."""
    status, _, body = fetch(url)
    if status == 429:
        status, _, body = fetch(url)
    assert status == 200, url
    return body.decode(charset)


def visible_words(html: str) -> str:
    """Return the words of a page: no tags, no entities, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def unescape_url(url: str) -> str:
    """Write an address as the truth does: unescaped, without tracking parameters."""
    return unquote(re.sub(r"[?&]utm_[^&]*", "", url))


def by_slug(newsroom: Newsroom, slug: str) -> Outlet:
    """Return the outlet with a short name."""
    return next(outlet for outlet in newsroom.outlets if outlet.slug == slug)
