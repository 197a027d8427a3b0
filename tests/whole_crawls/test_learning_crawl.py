"""Crawls of an outlet whose boilerplate no element names: it is learned, and cut from texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape

from tests.learning.outlets import PrintedStory
from tests.newsroom.server import Reply, Server
from tests.whole_crawls.sites import make_pieces
from tests.whole_crawls.workbench import Workbench

BOILERPLATE = "مجلسنا ينعقد كل مساء قرب النافورة الحجرية فأحضر معك كرسيك الصغير."
COLUMN = "من شرفتي المطلة على السوق أكتب لكم هذه السطور كل خميس."
SLOGAN = "«لا عودة قبل أن يعود الماء إلى البئر»، هكذا هتف الأهالي."


def pieces() -> list[PrintedStory]:
    """Return forty articles, five of them a columnist's, six with a slogan."""
    changed = make_pieces(40)
    for number, piece in enumerate(changed):
        if number % 8 == 0:
            changed[number] = replace(piece, above=(COLUMN,), author="نوال الصيرفي", section="رأي")
        elif number % 7 == 3:
            changed[number] = replace(piece, below=(SLOGAN,))
    return changed


def publish(server: Server, published: list[PrintedStory]) -> None:
    """Serve articles with one line of boilerplate below each, and a front page with headlines."""
    links = "".join(
        f'<li><a href="/{piece.path}">{escape(piece.story.title)}</a></li>' for piece in published
    )
    front = f'<html lang="ar"><meta charset="utf-8"><title>نهر</title><ul>{links}</ul></html>'
    pages = {f"/{piece.path}": Reply(body=piece.html((BOILERPLATE,))) for piece in published}
    pages["/"] = Reply(body=front.encode())
    server.answer = lambda target: pages.get(target, Reply(status=404))


@contextmanager
def outlet(published: list[PrintedStory]) -> Iterator[Server]:
    """Serve an outlet while a block runs."""
    with Server("127.0.0.1", 0, 1) as server:
        publish(server, published)
        yield server


def truth(published: list[PrintedStory]) -> dict[str, str]:
    return {piece.path.partition("news/")[2]: piece.text for piece in published}


def texts(bench: Workbench) -> dict[str, str]:
    articles = bench.articles().items()
    return {url.partition("/news/")[2]: article["text"] for url, article in articles}


LEARNING = ("-s", "LEARNING_ENABLED=1")
AGAIN = ("-s", "REFETCH=all")  # stored articles, too


def test_one_harvest_leaves_clean_texts_and_the_next_finds_them_unchanged(
    bench: Workbench,
) -> None:
    published = pieces()
    with outlet(published) as server:
        bench.scrapy("harvest", server.address, *LEARNING)
        assert texts(bench) == truth(published)
        assert bench.db.revisions.count_documents({}) == 0
        bench.scrapy("harvest", server.address, *LEARNING, *AGAIN)
        explained = bench.scrapy("explain", f"{server.address}{published[0].path}", *LEARNING)
    first, second = bench.runs()
    assert first["outcomes"] == {"stored": 40}
    assert second["outcomes"] == {"unchanged": 40}
    assert texts(bench) == truth(published)
    assert f"learned chrome: {BOILERPLATE}" in explained.stdout


def test_what_was_learned_serves_the_next_crawl_at_once(bench: Workbench) -> None:
    published = pieces()
    with outlet(published[:37]) as server:
        bench.scrapy("harvest", server.address, *LEARNING)
        publish(server, published)
        earlier = set(bench.articles())
        bench.scrapy("harvest", server.address, *LEARNING, *AGAIN)
    assert bench.runs()[1]["outcomes"] == {"stored": 3, "unchanged": 37}
    assert texts(bench) == truth(published)
    new = [article for url, article in bench.articles().items() if url not in earlier]
    assert {article["evidence"]["text"] for article in new} == {"shape"}
    assert bench.db.revisions.count_documents({}) == 0
