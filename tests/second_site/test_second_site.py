"""The second site's answers and sources: they show what its truth says, and name every article."""

import gzip
import re
import urllib.request
from collections.abc import Iterator
from html import unescape
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urljoin

import pytest

from tests.newsroom import SourceKind
from tests.second_site import Outlet, SecondSite

_PAGE_LIMIT = 400
_BASE = re.compile(r'<base href="([^"]+)"')
_HREF = re.compile(r'<a\b[^>]* href="([^"]+)"')
_DECLARED_FEED = re.compile(r'<link rel="alternate"[^>]* href="([^"]+)"')
_NAMED = re.compile(
    r"<(?:loc|link)>([^<]+)<|<link rel=\"(?:alternate|next)\"[^>]*href=\"([^\"]+)\""
)
_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|ref)=[^&]*|#.*")
_CHARSET = re.compile(r"charset=([\w-]+)")
_TRAP_STARTS = {"altaq": "2026-W02", "mirqab": "2026-03-01", "difaf": "1&annee=2026"}


@pytest.fixture(scope="module")
def site() -> Iterator[SecondSite]:
    with SecondSite() as served:
        yield served


def fetch(url: str) -> tuple[int, str]:
    """Fetch an address as text, following redirects."""
    try:
        with urllib.request.urlopen(quote(unquote(url), safe=":/?=&")) as response:
            body, content_type = response.read(), response.headers["Content-Type"]
            plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            charset = _CHARSET.search(f"{content_type}; " + plain[:600].decode("ascii", "ignore"))
            return response.status, plain.decode(charset[1] if charset else "utf-8")
    except HTTPError as error:
        error.close()
        return error.code, ""


def readable(url: str) -> str:
    return _TRACKING.sub("", unquote(url))


def words(html: str) -> str:
    """Return the words of a page without tags, text direction marks and lengthened letters."""
    return " ".join(
        unescape(re.sub(r"<[^>]+>", " ", html)).translate({0x200F: None, 0x640: None}).split()
    )


def named_by(outlet: Outlet, way: SourceKind) -> set[str]:
    """Follow all sources of a kind, and return the addresses they name, unescaped."""
    starts = {"sitemap": ["robots.txt", "sitemap.xml"], "feed": [""], "listing": [""]}
    queue = [outlet.address + start for start in starts[way]]
    done: set[str] = set()
    named: set[str] = set()
    while queue:
        url = queue.pop()
        if url in done or url.startswith(outlet.traps):
            continue
        done.add(url)
        assert len(done) < _PAGE_LIMIT
        links = [urljoin(url, unescape(link)) for link in links_of(url, way)]
        named |= {readable(link) for link in links}
        queue += [link for link in links if is_source(outlet, link, way)]
    return named


def links_of(url: str, way: SourceKind) -> list[str]:
    _, text = fetch(url)
    if "<html" in text:
        base = _BASE.search(text)
        pattern = {"feed": _DECLARED_FEED, "listing": _HREF}.get(way)
        links = pattern.findall(text) if pattern else []
        return [urljoin(base[1] if base else url, unescape(link)) for link in links]
    if way == "sitemap" and "<" not in text:
        return re.findall(r"http://\S+", text)
    return ["".join(groups) for groups in _NAMED.findall(text)]


def is_source(outlet: Outlet, link: str, way: SourceKind) -> bool:
    if not link.startswith(outlet.address):
        return False
    if way == "listing":
        return unquote(link) in outlet.never_stored
    path = link.removeprefix(outlet.address)
    pattern = r"^_sm/|^map/|plan-" if way == "sitemap" else r"export|syndication|/rss/"
    return bool(re.search(pattern, path))


@pytest.mark.parametrize("way", ["sitemap", "feed", "listing"])
def test_each_way_alone_names_every_article_and_nothing_else_does(way: SourceKind) -> None:
    with SecondSite(only={way}) as site:
        for outlet in site.outlets:
            wanted = {expected.url for expected in outlet.expected_articles} | set(
                outlet.other_outcomes
            )
            ways: tuple[SourceKind, ...] = ("sitemap", "feed", "listing")
            named = {other: named_by(outlet, other) for other in ways}
            assert not wanted - named[way], outlet.slug
            for other in set(named) - {way}:
                assert not wanted & named[other], f"{outlet.slug} by {other}"


def test_there_are_three_outlets_of_a_dozen_articles(site: SecondSite) -> None:
    assert [len(outlet.expected_articles) for outlet in site.outlets] == [12, 12, 12]
    truth = [expected for outlet in site.outlets for expected in outlet.expected_articles]
    assert sum(len(expected.text.split("\n\n")) >= 5 for expected in truth) == 33
    assert any(len(expected.authors) == 2 for expected in truth)
    assert any(expected.precision == "day" for expected in truth)


def test_every_page_shows_what_must_be_stored(site: SecondSite) -> None:
    for outlet in site.outlets:
        for expected in outlet.expected_articles:
            status, html = fetch(expected.url)
            visible = words(html)
            assert status == 200
            shown = [expected.title, expected.section, *expected.authors, *expected.tags]
            shown += expected.text.split("\n\n") + ([expected.lead] if expected.lead else [])
            assert [part for part in shown if part not in visible] == []
            assert all(caption in unescape(html) for caption in expected.captions)


def test_the_odd_addresses_answer_oddly(site: SecondSite) -> None:
    for outlet in site.outlets:
        for url, outcome in outlet.other_outcomes.items():
            status, _ = fetch(url)
            assert status == int(outcome[-3:]) if outcome.startswith("failed") else status == 200


def test_traps_have_no_end(site: SecondSite) -> None:
    for outlet in site.outlets:
        for path in outlet.site.traps:
            start = outlet.address.rstrip("/") + path
            url = start + _TRAP_STARTS[outlet.slug]
            fetched = set()
            for _ in range(4):
                fetched.add(url)
                links = [
                    urljoin(outlet.address, unescape(link)) for link in links_of(url, "listing")
                ]
                following = [
                    link for link in links if link.startswith(start) and link not in fetched
                ]
                assert following
                url = following[0]
