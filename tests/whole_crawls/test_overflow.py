"""A feed that overflows between two crawls: the articles it no longer names are found elsewhere."""

from collections.abc import Sequence
from html import escape

from tests.learning.outlets import PrintedStory
from tests.newsroom import xml
from tests.newsroom.server import Reply, Request, Server
from tests.whole_crawls.sites import make_pieces
from tests.whole_crawls.workbench import Workbench

SHOWN, PAGE = 3, 5  # entries of the feed, articles of a page of the section
SECTION = "/section/akhbar"
FRONT = f"""<html lang="ar"><head><meta charset="utf-8"><title>نهر</title>
<link rel="alternate" type="application/rss+xml" href="/feed"></head>
<body><nav><a href="{SECTION}">أخبار</a></nav></body></html>"""


def publish(server: Server, pieces: Sequence[PrintedStory]) -> None:
    """Serve articles, the last first, in a feed too short for them and a section of many pages."""
    newest = list(reversed(pieces))
    home = server.address
    items = [xml.Item(url=home + piece.path, title=piece.story.title) for piece in newest[:SHOWN]]
    pages = {
        "/": Reply(body=FRONT.encode(), validator="etag"),
        "/feed": Reply(
            body=xml.document(xml.rss("نهر", home, items)),
            content_type="application/rss+xml",
            validator="modified",
        ),
    }
    pages |= {f"/{piece.path}": Reply(body=piece.html(), validator="etag") for piece in pieces}
    parts = [newest[start : start + PAGE] for start in range(0, len(newest), PAGE)]
    paths = [SECTION, *(f"{SECTION}?page={number}" for number in range(2, len(parts) + 1))]
    for path, part in zip(paths, parts, strict=True):
        pages[path] = Reply(body=section(part, paths).encode(), validator="etag")
    server.answer = lambda target: pages.get(target, Reply(status=404))


def section(pieces: Sequence[PrintedStory], paths: Sequence[str]) -> str:
    rows = "".join(
        f'<li><h2><a href="/{piece.path}">{escape(piece.story.title)}</a></h2></li>'
        for piece in pieces
    )
    pager = "".join(f'<a href="{path}">{number}</a>' for number, path in enumerate(paths, start=1))
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>أخبار</title></head><body>'
        f'<ul>{rows}</ul><div class="pagination">{pager}</div></body></html>'
    )


def test_what_an_overflown_feed_has_missed_is_found_and_then_all_rests(bench: Workbench) -> None:
    pieces = make_pieces(24)
    log: list[Request] = []
    with Server("127.0.0.1", 0, 1) as server:
        server.log = log.append
        publish(server, pieces[:12])
        bench.scrapy("harvest", server.address)
        assert len(bench.articles()) == 12
        first = bench.db.articles.find_one({"url": {"$regex": pieces[0].path}})
        publish(server, pieces)
        log.clear()
        done = bench.scrapy("harvest", server.address, server.address + pieces[0].path)
        asked = [(request.path, request.status) for request in log if "news" not in request.path]
        log.clear()
        bench.scrapy("harvest", server.address, "-s", "SOURCES=due")
        assert log == []
    assert len(bench.articles()) == 24
    assert bench.runs()[1]["outcomes"] == {"stored": 12, "not-modified": 1}
    assert f"{server.address}feed overflowed" in done.stderr
    [feed] = bench.db.sources.find({"kind": "feed"})
    assert feed["overflowed_at"] >= bench.runs()[1]["started_at"]
    # The listing is read as far as it shows news; well-known paths are not tried again.
    listing = [(SECTION, 200), (f"{SECTION}?page=2", 200), (f"{SECTION}?page=3", 200)]
    assert sorted(asked) == sorted(
        [("/", 304), ("/", 200), ("/feed", 200), ("/robots.txt", 404), *listing]
    )
    # The article named on the command line was asked for, and had not changed.
    again = bench.db.articles.find_one({"url": {"$regex": pieces[0].path}})
    assert first
    assert again
    assert again["last_seen_at"] > first["last_seen_at"]
    assert (again["revision"], again["fetched_at"]) == (1, first["fetched_at"])
