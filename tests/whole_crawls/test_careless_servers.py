"""Crawls of servers that answer as browsers forgive and clients often do not."""

from itertools import chain, repeat

import pytest

from tests.hostile.server import (
    Act,
    Connection,
    HostileSite,
    make_head,
    send_page,
    send_redirect,
    serve_hostile_site,
)
from tests.whole_crawls.sites import make_pieces
from tests.whole_crawls.workbench import Workbench

PIECES = make_pieces(6)
PATHS = [f"/{piece.path}" for piece in PIECES]
SHORT = make_head("Content-Length: 90000")


def make_page(number: int, head: str = "") -> bytes:
    """Return a story's page, with more elements in its head."""
    return PIECES[number].html().replace(b"<meta ", f"{head}<meta ".encode(), 1)


def send(*pieces: bytes) -> Act:
    """Send bytes as they are."""

    def act(line: Connection) -> None:
        line.send(*pieces)

    return act


def answer_in_turn(*acts: Act) -> Act:
    """Act differently each time, and as the last act from then on."""
    turns = chain(acts[:-1], repeat(acts[-1]))

    def act(line: Connection) -> None:
        next(turns)(line)

    return act


def crawl(bench: Workbench, site: HostileSite, *paths: str) -> dict[str, str]:
    """Crawl addresses of a site; return the outcomes so far by path."""
    urls = " ".join(site.home + path for path in paths)
    bench.scrapy("crawl", "news", "-a", f"urls={urls}", "-s", "RETRY_TIMES=0", status=None)
    return {page["url"].removeprefix(site.home): page["outcome"] for page in bench.pages()}


def test_answers_of_careless_servers_are_read(bench: Workbench) -> None:
    bounce = (f"Location: {PATHS[4]}", "Set-Cookie: seen=1")
    acts: dict[str, Act] = {
        PATHS[0]: send(SHORT, make_page(0), b"\n<!-- 0.3 s -->"),
        PATHS[1]: send(b"HTTP/1.1 200\r\nConnection: close\r\n\r\n", make_page(1)),
        PATHS[2]: send_page(make_page(2), "text/html", f"Permissions-Policy: {'a=(), ' * 9000}"),
        PATHS[3]: send_page(b"<html></html>", "text/html", "Refresh: 0;URL='/full/3.html'"),
        "/full/3.html": send_page(make_page(3)),
        PATHS[4]: answer_in_turn(
            send_page(b"", "text/html", *bounce, status="302 Found"), send_page(make_page(4))
        ),
        PATHS[5]: send(SHORT, make_page(5)[:-20]),
    }
    with serve_hostile_site() as site:
        site.acts = acts
        outcomes = crawl(bench, site, *PATHS)
        articles = bench.articles()
    assert outcomes == dict.fromkeys(PATHS[:5], "stored") | {PATHS[5]: "failed:truncated"}
    assert sum(bench.runs()[0]["outcomes"].values()) == len(PATHS)
    assert articles[site.home + PATHS[0]]["text"] == PIECES[0].text


@pytest.mark.parametrize("canonical", ["/news/null", PATHS[0]])
def test_no_page_is_lost_to_a_canonical_address_of_many(bench: Workbench, canonical: str) -> None:
    link = f'<link rel="canonical" href="{canonical}">'
    with serve_hostile_site() as site:
        site.acts = {PATHS[number]: send_page(make_page(number, link)) for number in range(4)}
        crawl(bench, site, *PATHS[:3])
        crawl(bench, site, *PATHS[:4])
        stored = sorted(url.removeprefix(site.home) for url in bench.articles())
    assert stored == sorted(PATHS[:4])


def test_a_mobile_view_of_an_article_stays_its_duplicate(bench: Workbench) -> None:
    link = f'<link rel="canonical" href="{PATHS[0]}">'
    with serve_hostile_site() as site:
        site.acts = {PATHS[0]: send_page(make_page(0))}
        site.acts["/m/0"] = site.acts["/m/1"] = send_page(make_page(0, link))
        crawl(bench, site, "/m/0", PATHS[0])
        outcomes = crawl(bench, site, "/m/1")
        articles = bench.articles()
    assert outcomes["/m/0"] == outcomes["/m/1"] == "duplicate"
    assert list(articles) == [site.home + PATHS[0]]
    assert articles[site.home + PATHS[0]]["revision"] == 1


def test_sessions_in_addresses_are_no_part_of_them(bench: Workbench) -> None:
    plain, with_session = "/news/1002.aspx", "/(X(1)S(a1b2c3d4e5f6a7b8c9d0e1f2))/news/1002.aspx"
    links = f'<a href="{with_session}?AspxAutoDetectCookieSupport=1">{PIECES[0].story.title}</a>'
    with serve_hostile_site() as site:
        site.acts["/"] = send_page(f'<meta charset="utf-8"><ul>{links}</ul>'.encode())
        site.acts[plain] = send_redirect(with_session)
        site.acts[with_session] = send_page(make_page(0))
        outcomes = crawl(bench, site, "/")
        articles = bench.articles()
    assert outcomes == {plain: "stored"}
    assert list(articles) == [site.home + plain]


def test_links_of_a_page_in_windows_1256_are_asked_for_as_browsers_do(bench: Workbench) -> None:
    title = PIECES[0].story.title
    links = f'<a href="/خبر.asp?title=خبر-5401">{title}</a><a href="/خبر/5402">{title}</a>'
    front = f'<html><meta charset="windows-1256"><title>نهر</title><ul>{links}</ul>'
    with serve_hostile_site() as site:
        site.acts["/"] = send_page(front.encode("cp1256"), "text/html; charset=windows-1256")
        crawl(bench, site, "/")
    path = "/%D8%AE%D8%A8%D8%B1"
    assert {f"{path}.asp?title=%CE%C8%D1-5401", f"{path}/5402"} <= set(site.asked)


def test_a_frame_that_scripts_would_fill_is_told_from_an_article(bench: Workbench) -> None:
    frame = b"<title>News</title><div id=root></div><script src=/main.js></script>"
    with serve_hostile_site() as site:
        site.acts = {path: send_page(make_page(number)) for number, path in enumerate(PATHS)}
        site.acts |= {PATHS[2]: send_page(frame)}
        outcomes = crawl(bench, site, *PATHS)
        run = bench.runs()[0]
        saved = bench.folder / "frame.html"
        saved.write_bytes(frame)
        rejected = bench.scrapy("extract", "--url", site.home + PATHS[2], str(saved))
        explained = bench.scrapy("explain", "--url", site.home + PATHS[2], str(saved))
    assert outcomes == dict.fromkeys(PATHS, "stored") | {PATHS[2]: "failed:needs-browser"}
    assert run["outcomes"]["failed:needs-browser"] == 1
    assert sum(run["outcomes"].values()) == len(PATHS)
    assert '"rejected": "needs-browser"' in rejected.stdout
    assert "needs-browser" in explained.stdout
