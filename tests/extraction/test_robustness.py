import random

import pytest

from crawler.extraction import explain, extract
from crawler.extraction.page.page import MAX_TAGS
from tests.extraction.pages import (
    NOW,
    PARAGRAPHS,
    article_page,
    make_publisher,
    paragraphs,
    parse_html,
)

SENTENCE = PARAGRAPHS[0]
HOSTILE_BODIES = {
    "empty": b"",
    "nul": b"\x00" * 2000,
    "binary": random.Random(7).randbytes(30_000),
    "bare text": SENTENCE.encode(),
    "deep": b"<div>" * 100_000 + SENTENCE.encode(),
    "deep lists": b"<ul><li>" * 50_000 + SENTENCE.encode(),
    "long class": f'<div class="{"a" * 2_000_000}"><p>{SENTENCE}'.encode(),
    "many classes": f'<div class="{"a-b " * 300_000}" style="{"x:" * 300_000}">'.encode()
    + SENTENCE.encode(),
    "one word": f"<p>{'ق' * 300_000}".encode(),
    "many breaks": b"<div>" + b"<br>" * 30_000,
    "many titles": f"<title>{' - '.join(map(str, range(5000)))}</title>{paragraphs()}".encode(),
    "many dates": (article_page('<time class="date">20/11/2026 10:20</time>' * 3000)).encode(),
    "odd structure": (
        '<script type="application/ld+json">{"@type": ["NewsArticle", 3], "headline": {"a": 1},'
        '"author": [1, null, {"name": ["x", {"z": 1}]}], "datePublished": 5, "@id": [1],'
        '"image": [{"url": {"@id": "x"}}, 7], "keywords": {"a": [1]}, "articleBody": [1, '
        "2]}</script>" + paragraphs()
    ).encode(),
    "odd addresses": (
        '<base href="javascript:x"><link rel="canonical" href="http://[::1">'
        f'<article><h1>أ ب ج</h1><img src="http://["><a href="//[">{SENTENCE}</a>{paragraphs()}'
    ).encode(),
    "brackets": f"<p>{'(' * 50_000}{SENTENCE}{')' * 50_000}".encode(),
    "controls by number": (
        f'<div id="a&#x1;" class="b\x0cc&&#2;#3;"><h1>أ&#11; ب</h1><p>{SENTENCE}&#xFFFF;</p></div>'
    ).encode(),
    "photo of many digits": (
        f'<article><h1>أ ب ج</h1>{paragraphs()}<img src="/a.jpg" width="{"9" * 5000}"></article>'
    ).encode(),
    "dots": (f"<p>{SENTENCE}{'.' * 5000}ا</p>" * 2 + paragraphs()).encode(),
    "long addresses": f'<link rel="canonical" href="/{"a" * 8190}">{paragraphs()}'.encode(),
    "pieces of a title": (
        f'<meta property="og:title" content="{"أ – " * 50_000}"><h2>أ ب ج</h2>{paragraphs()}'
    ).encode(),
    "hidden scripts": f'<script type="application/ld+json">-->{" " * 200_000}x</script>'.encode(),
    "spaces": f'<meta name="author" content="أ{" " * 200_000}ب"><h1>أ</h1>{paragraphs()}'.encode(),
    "mail": f'<meta name="author" content="{"a" * 200_000}"><h1>أ ب ج</h1>{paragraphs()}'.encode(),
    "labels never closed": (
        '<div class="category"><a href=/s>x' * 110
        + f"<button>x</button>{'<p>نص</p>' * 300}{paragraphs()}"
    ).encode(),
    "a long list": f"<h1>أ ب ج</h1>{paragraphs()}<ul>{'<li>ا' * 6000}</ul>".encode(),
    "many lines": f"<h1>أ ب ج</h1>{paragraphs()}{'<br>ا' * 10_000}".encode(),
    "many headings": f"{'<h1>ا' * 1000}{paragraphs()}".encode(),
    "many authors": (
        "".join(f'<meta name="author" content="سلمى {n}">' for n in range(20_000)) + paragraphs()
    ).encode(),
    "rule alone": f"<h3>{'– ' * 9000}</h3>".encode(),
    "frames": b"<html><frameset><frame src=x></frameset></html>",
}


@pytest.mark.parametrize("name", HOSTILE_BODIES)
@pytest.mark.timeout(30)
def test_nothing_a_server_can_send_raises(name: str) -> None:
    page = parse_html(HOSTILE_BODIES[name])
    article = extract(page, make_publisher(), now=NOW)
    assert article.kind != "article" or article.text
    assert explain(page, make_publisher(), now=NOW).article == article


def test_of_a_page_of_tags_the_head_is_read() -> None:
    article = extract(parse_html(article_page() + "<p>" * 2 * MAX_TAGS), make_publisher(), now=NOW)
    assert article.text
    assert article.text.startswith(PARAGRAPHS[0])
    assert parse_html("<p>ا" * 2 * MAX_TAGS).tree.xpath("count(//p)") == MAX_TAGS


def test_damaged_pages_do_not_raise() -> None:
    generator = random.Random(11)
    whole = article_page().encode()
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(40):
            damaged[generator.randrange(len(damaged))] = generator.randrange(256)
        extract(
            parse_html(bytes(damaged[: generator.randrange(len(damaged))])),
            make_publisher(),
            now=NOW,
        )
