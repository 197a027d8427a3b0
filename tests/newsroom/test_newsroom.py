"""The newsroom answers as it says, and each way of finding articles leads to all of them."""

import gzip
import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from tests.conftest import ROOT
from tests.newsroom import Newsroom, Outlet, PortTakenError, Way
from tests.newsroom.story import Story

_HREF = re.compile(r'href="([^"]+)"')
_LOCATION = re.compile(r"<(?:loc|link)>([^<]+)</")
_TARGET_LIMIT = 60


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(0, slow_seconds=0.1) as room:
        yield room


def fetch(url: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Get one address without following redirects; wait out a 429."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    target = quote(parts.path + (f"?{parts.query}" if parts.query else ""), safe="/?=&%")
    connection.request("GET", target, headers={"User-Agent": "reader", **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def page(url: str, charset: str) -> str:
    """Get an article, once more where it is busy, as a reader sees it: no marks, no entities."""
    status, _, body = fetch(url)
    if status == 429:
        status, _, body = fetch(url)
    assert status == 200, url
    return body.decode(charset)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_there_are_five_outlets_and_more_than_sixty_articles(newsroom: Newsroom) -> None:
    assert len(newsroom.outlets) == 5
    truth = [expected for outlet in newsroom.outlets for expected in outlet.truth]
    assert len(truth) > 60
    assert len({expected.url for expected in truth}) == len(truth)
    assert all(4 <= len(expected.text.split("\n\n")) <= 9 for expected in truth)


def test_no_outlet_prints_a_paragraph_twice(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        paragraphs = [part for e in outlet.truth for part in e.text.split("\n\n")]
        assert len(set(paragraphs)) == len(paragraphs)


def test_one_report_of_the_agency_stands_at_three_outlets(newsroom: Newsroom) -> None:
    wire = [e for o in newsroom.outlets for e in o.truth if e.authors == ("وكالة المشرق للأنباء",)]
    assert len(wire) == 3
    assert len({expected.text for expected in wire}) == 1


def test_every_page_shows_what_must_be_stored(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        for expected in outlet.truth:
            html = page(expected.url, outlet.site.charset)
            seen = words(html)
            assert expected.title in seen
            assert all(part in seen for part in expected.text.split("\n\n"))
            assert all(name in seen for name in expected.authors)
            assert all(caption in unescape(html) for caption in expected.captions)


def test_the_old_site_tells_its_charset_in_a_meta_element_only(newsroom: Newsroom) -> None:
    outlet = by_slug(newsroom, "sanabel")
    _, headers, body = fetch(outlet.truth[0].url)
    assert headers["Content-Type"] == "text/html"
    assert b"charset=windows-1256" in body


@pytest.mark.parametrize("way", ["sitemap", "feed", "listing"])
def test_each_way_alone_names_every_article_and_nothing_else_does(way: Way) -> None:
    with Newsroom(0, only={way}, slow_seconds=0) as room:
        for outlet in room.outlets:
            named = {kind: walk(outlet, kind) for kind in ("sitemap", "feed", "listing")}
            wanted = {e.url for e in outlet.truth} | set(outlet.others)
            missing = {url for url in wanted if url not in named[way]}
            assert not missing, f"{outlet.slug} by {way}"
            for other in set(named) - {way}:
                assert not wanted & named[other], f"{outlet.slug} by {other}"


def walk(outlet: Outlet, way: str) -> set[str]:
    """Follow one kind of source from its start; return the addresses named, readable."""
    start = {
        "sitemap": ["robots.txt", "sitemap.xml"],
        "feed": ["", "rss.xml"],
        "listing": [""],
    }[way]
    named: set[str] = set()
    queue = [outlet.address + path for path in start]
    done: set[str] = set()
    while queue:
        url = queue.pop()
        if url in done:
            continue
        done.add(url)
        assert len(done) < _TARGET_LIMIT, "a source without end"
        found = _named(url, way)
        named |= {readable(link) for link in found}
        queue += [link for link in found if _leads_on(outlet, link, way)]
    return named


def _named(url: str, way: str) -> list[str]:
    status, _, body = fetch(url)
    if status != 200:
        return []
    plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    text = plain.decode("windows-1256" if b"windows-1256" in plain[:300] else "utf-8")
    if way == "sitemap":
        lines = re.findall(r"^Sitemap: (\S+)", text, re.MULTILINE)
        return lines + [unescape(link) for link in _LOCATION.findall(text)]
    if "<html" in text:
        links = [urljoin(url, unescape(link)) for link in _HREF.findall(text)]
        return links if way == "listing" else [link for link in links if _FEED.search(link)]
    following = re.findall(r'rel="next" href="([^"]+)"', text)
    links = _LOCATION.findall(text) + re.findall(r'type="text/html" href="([^"]+)"', text)
    return [unescape(link) for link in links + following] if way == "feed" else []


_FEED = re.compile(r"/rss|atom|feed")
_LISTING = re.compile(r"category|SectionId|/section/|/ar/[a-z]+(\?|$)|/\d*$|/[a-z]+(\?page=\d+)?$")


def _leads_on(outlet: Outlet, link: str, way: str) -> bool:
    if not link.startswith(outlet.address):
        return False
    path = unquote(link.removeprefix(outlet.address.rstrip("/")))
    article = readable(link) in outlet.others or readable(link) in {e.url for e in outlet.truth}
    if way == "sitemap":
        return "sitemap" in path
    if way == "feed":
        return bool(_FEED.search(path))
    return not article and bool(_LISTING.search(path)) and "login" not in path


def readable(url: str) -> str:
    """Write an address as the truth does."""
    return unquote(re.sub(r"[?&]utm_[^&]*", "", url))


def by_slug(newsroom: Newsroom, slug: str) -> Outlet:
    return next(outlet for outlet in newsroom.outlets if outlet.slug == slug)


def test_the_odd_addresses_answer_oddly(newsroom: Newsroom) -> None:
    statuses = {
        "failed:http-404": 404,
        "failed:http-410": 410,
        "robots-denied": 200,
        "rejected:not-arabic": 200,
        "rejected": 200,
    }
    for outlet in newsroom.outlets:
        for url, outcome in outlet.others.items():
            if outcome == "failed":
                with pytest.raises(http.client.RemoteDisconnected):
                    fetch(url)
            elif outcome == "duplicate":
                assert fetch(url)[0] in {200, 301}
            else:
                assert fetch(url)[0] == statuses[outcome]


def test_a_denied_page_is_forbidden_by_robots_txt(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        status, _, body = fetch(outlet.address + "robots.txt")
        if outlet.slug == "shurufat":
            assert status == 404
            continue
        rules = re.findall(r"^Disallow: (\S+)", body.decode(), re.MULTILINE)
        denied = [url for url, outcome in outlet.others.items() if outcome == "robots-denied"]
        assert denied
        assert all(any(outlet.address.rstrip("/") + r in url for r in rules) for url in denied)


def test_listings_and_traps_are_no_articles(newsroom: Newsroom) -> None:
    outlet = by_slug(newsroom, "duroob")
    assert not outlet.never_stored & {expected.url for expected in outlet.truth}
    month = f"{outlet.traps[0]}2031-12"
    assert f"{outlet.traps[0]}2032-01" in readable(page(month, "utf-8")).replace(
        'href="/', f'href="{outlet.address}'
    )


def test_one_article_is_busy_once() -> None:
    with Newsroom(0) as room:
        outlet = by_slug(room, "almarfa")
        story = next(story for story in outlet.site.stories if story.fate == "busy")
        status, headers, _ = fetch(outlet.site.url(story))
        assert (status, headers["Retry-After"]) == (429, "1")
        assert fetch(outlet.site.url(story))[0] == 200


def test_an_unchanged_page_needs_no_second_reading(newsroom: Newsroom) -> None:
    url = by_slug(newsroom, "madar").truth[0].url
    _, headers, _ = fetch(url)
    assert fetch(url, **{"If-None-Match": headers["ETag"]})[0] == 304


def test_two_starts_serve_the_same_bytes() -> None:
    def everything(room: Newsroom) -> dict[str, bytes]:
        return {
            path: reply.body.replace(outlet.address.encode(), b"/")
            for outlet in room.outlets
            for path, reply in outlet.site.replies.items()
            if not path.endswith(".gz")
        }

    with Newsroom(0) as first, Newsroom(0) as second:
        assert everything(first) == everything(second)


def test_the_second_edition_corrects_articles() -> None:
    with Newsroom(0) as room:
        before = {e.url: e for outlet in room.outlets for e in outlet.truth}
        room.set_edition(2)
        after = {e.url: e for outlet in room.outlets for e in outlet.truth}
        changed = [url for url in before if before[url] != after[url]]
        assert before.keys() == after.keys()
        assert len(changed) == 2
        for url in changed:
            assert after[url].modified_at
            seen = words(page(url, "utf-8"))
            assert all(part in seen for part in after[url].text.split("\n\n"))


def test_a_published_story_is_served_and_named() -> None:
    with Newsroom(0) as room:
        outlet = by_slug(room, "madar")
        source = outlet.site.stories[0]
        story = Story(
            key="late-news-99001",
            title="خبر متأخر",
            section=source.section,
            published=source.published,
            body="فقرة أولى.\n\nفقرة ثانية.",
        )
        url = room.publish("madar", story)
        assert url in {expected.url for expected in outlet.truth}
        assert "فقرة ثانية." in page(url, "utf-8")
        assert url in walk(outlet, "feed")


def test_the_log_tells_every_request() -> None:
    with Newsroom(0) as room:
        outlet = room.outlets[0]
        fetch(outlet.address)
        fetch(outlet.address + "لا-شيء/")
        assert [(r.address, r.method, r.path, r.status, r.user_agent) for r in room.log] == [
            (outlet.address, "GET", "/", 200, "reader"),
            (outlet.address, "GET", "/لا-شيء/", 404, "reader"),
        ]


def test_a_taken_port_is_told_in_one_line() -> None:
    with Newsroom(0) as room:
        port = urlsplit(room.outlets[0].address).port
        assert port
        with pytest.raises(PortTakenError, match=str(port)) as caught:
            Newsroom(port)
    assert "\n" not in str(caught.value)


def test_a_command_is_given_the_addresses_and_its_status_is_kept() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.21", 0))
        port = probe.getsockname()[1]
    code = "import sys; print(*sys.argv[1:]); sys.exit(3)"
    own = [sys.executable, "-m", "tests.newsroom", "--port", str(port), "--only", "feed"]
    done = subprocess.run(
        [*own, "--", sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert f"http://127.0.0.21:{port}/" in done.stdout.split()
    assert done.stderr == ""
