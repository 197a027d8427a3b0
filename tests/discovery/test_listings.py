"""Links of HTML pages, classified by address and anchors."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from crawler.discovery.links import Link
from crawler.discovery.listings import read_listing
from crawler.urls.canonical_form import canonical, make_url_id
from tests.bench.quality.corpus import read_corpus

HOME = "https://example.com"
HEADLINE = "الحكومة تقر خطة جديدة لدعم المزارعين"


def read(body: str, url: str = f"{HOME}/", **patterns: tuple[re.Pattern[str], ...]) -> list[Link]:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    return read_listing(tree, url, **patterns)


def kinds(body: str, url: str = f"{HOME}/") -> dict[str, str]:
    return {link.url.removeprefix(HOME): link.kind for link in read(body, url)}


def in_main(path: str, text: str = HEADLINE) -> str:
    return f'<main><p><a href="{path}">{text}</a></p></main>'


def in_menu(path: str, text: str) -> str:
    return f'<nav><ul><li><a href="{path}">{text}</a></li></ul></nav>'


@pytest.mark.parametrize(
    "path",
    [
        "/a/alpha-beta",
        "/story.aspx?n=77",
        "/خبر/عنوان-طويل-جدا-هنا",
        "/w/9f3k2",
        "/ar/news/region/title-words/",
        "/kitab",
        "/x/y/z",
        "/q.php?r=5",
        "/عنوان",
        "/reports-2026",
    ],
)
@pytest.mark.parametrize("box", ["<main>{}</main>", "<div><h3>{}</h3></div>", "<ul><li>{}</ul>"])
def test_an_unclear_address_with_a_headline_is_fetched(path: str, box: str) -> None:
    kind_by_path = kinds(box.format(f'<a href="{path}">{HEADLINE}</a>'))
    assert set(kind_by_path.values()) <= {"article", "page"}
    assert kind_by_path


def test_the_anchor_decides_what_the_address_leaves_open() -> None:
    assert kinds(in_main("/w/9f3k2")) == {"/w/9f3k2": "article"}
    assert kinds(in_main("/w/9f3k2", "تفاصيل")) == {"/w/9f3k2": "page"}
    assert kinds(in_menu("/w/9f3k2", "مدن وقرى")) == {"/w/9f3k2": "section"}
    assert kinds(in_menu("/w/9f3k2", HEADLINE)) == {"/w/9f3k2": "page"}
    assert kinds(in_main("/kitab", "كتب")) == {"/kitab": "section"}
    assert kinds(in_main("/kitab")) == {"/kitab": "page"}
    assert kinds('<h2><a href="/w/9f3k2">أمطار على الساحل</a></h2>') == {"/w/9f3k2": "article"}
    assert kinds('<a class="card-title" href="/w/9f3k2">أمطار على الساحل</a>') == {
        "/w/9f3k2": "article"
    }


def test_the_address_stands_where_it_is_sure() -> None:
    assert kinds(in_main("/category/sport")) == {"/category/sport": "section"}
    assert kinds(in_menu("/news/123456", HEADLINE)) == {"/news/123456": "article"}
    assert kinds(in_main("/video/123/match")) == {"/video/123/match": "page"}
    assert kinds(in_main("/tag/rain")) == {}
    assert kinds(in_main("/2026/11/")) == {}


def test_numbered_menu_entries_are_pages_not_articles() -> None:
    assert kinds(in_menu("/node/12345", "فريقنا")) == {"/node/12345": "page"}
    assert kinds(in_menu("/node/12345", "من نحن")) == {}
    assert kinds(in_main("/page?id=4", "تسجيل الدخول")) == {}


@pytest.mark.parametrize(
    "menu",
    [
        '<div role="navigation">{}</div>',
        '<div class="main-menu">{}</div>',
        '<ul id="nav">{}</ul>',
        "<header><div>{}</div></header>",
        "<footer>{}</footer>",
    ],
)
def test_menus_by_tag_role_and_name(menu: str) -> None:
    assert kinds(menu.format('<a href="/x/y/z">مدن</a>')) == {"/x/y/z": "section"}


def test_what_only_looks_like_a_menu() -> None:
    link = '<a href="/x/y/z">مدن</a>'
    assert kinds(f"<article><header>{link}</header></article>") == {"/x/y/z": "page"}
    assert kinds(f'<div class="has-menu nav"><main>{link}</main></div>') == {"/x/y/z": "page"}
    page = html.document_fromstring(f'<body class="menu">{link}</body>')
    assert [link.kind for link in read_listing(page, HOME)] == ["page"]


@pytest.mark.parametrize("text", ["2", "٣", "التالي", "الصفحة التالية", "Next", "»"])
def test_paging_by_its_text(text: str) -> None:
    assert kinds(in_main("/x/y/z", text)) == {"/x/y/z": "paging"}


def test_paging_by_rel() -> None:
    assert kinds('<a rel="next" href="/x/y/z">...</a>') == {"/x/y/z": "paging"}
    tree = html.document_fromstring('<head><link rel="next" href="/x?b=2"></head><body></body>')
    assert [link.kind for link in read_listing(tree, HOME)] == ["paging"]
    tree = html.document_fromstring('<head><link rel="next" href="/2026/11/5/slug"></head><p>')
    assert [link.kind for link in read_listing(tree, HOME)] == ["article"]


def test_rel_of_tags_authors_and_log_ins() -> None:
    assert kinds('<a rel="tag" href="/x/y/z">مطر</a>') == {}
    assert kinds('<a rel="nofollow" href="/x/y/z">دخول الأعضاء</a>') == {}
    assert kinds('<a rel="category tag" href="/category/x">مطر</a>') == {"/category/x": "section"}


def test_the_best_text_is_the_title() -> None:
    [link] = read(
        '<a href="/news/123456"><img alt="صورة من الخطة الجديدة للزراعة"></a>'
        f'<h3><a href="/news/123456?utm_source=home">{HEADLINE}</a></h3>'
        '<p><a href="/news/123456#more">كان المزارعون قد طلبوا منذ سنوات أن تدعمهم</a></p>'
        '<a href="/news/123456">اقرأ المزيد</a>'
    )
    assert (link.url, link.title) == (f"{HOME}/news/123456", HEADLINE)


def test_a_card_in_one_anchor_gives_its_heading() -> None:
    [link] = read(
        f'<a href="/news/123456"><span>اقتصاد</span><h3>{HEADLINE}<!-- x --><script>1</script></h3>'
        "<p>نص يلخص الخبر في جملة واحدة.</p><time>الأحد</time></a>"
    )
    assert link.title == HEADLINE


@pytest.mark.parametrize("text", ["اقرأ المزيد", "المزيد", "خبر", "", "كلمة " * 40])
def test_what_is_no_title(text: str) -> None:
    [link] = read(in_main("/news/123456", text))
    assert link.title is None


def test_own_site_only_each_once_in_order() -> None:
    body = """<base href="https://www.example.com/ar/"><a href="news/123456/">x</a>
      <a href="https://other.example/news/1">x</a><a href="//m.example.com/news/123457">x</a>
      <map><area href="/news/123458"></map><a href="http://example.com/ar/news/123456">x</a>
      <a href="mailto:a@b">x</a><a href="javascript:x()">x</a><a>x</a><a href="">x</a>
      <a href="https://[bad">x</a><a href="#top">x</a><a href="/news/123459" download>x</a>"""
    assert [link.url for link in read(body)] == [
        "https://www.example.com/ar/news/123456/",
        "https://m.example.com/news/123457",
        "https://www.example.com/news/123458",
        "https://www.example.com/ar/",
    ]


def test_a_site_by_number_is_its_host_and_port() -> None:
    body = '<a href="/news/1">x</a><a href="http://127.0.0.1:8001/news/2">x</a>'
    links = read(body, "http://127.0.0.1:8000/")
    assert [link.url for link in links] == ["http://127.0.0.1:8000/news/1"]


@pytest.mark.parametrize(
    "twin",
    [
        "/news/123456/amp/",
        "/amp/news/123456",
        "/news/123456?amp=1",
        "/news/123456?outputType=amp",
        "https://amp.example.com/news/123456",
        "https://m.example.com/news/123456",
    ],
)
def test_the_plain_twin_is_preferred(twin: str) -> None:
    plain = '<a href="/news/123456">x</a>'
    other = f'<a href="{twin}">x</a>'
    for body in (plain + other, other + plain):
        assert [link.url for link in read(body)] == [f"{HOME}/news/123456"]
    [alone] = read(other)
    assert alone.kind == "article"
    assert alone.url != f"{HOME}/news/123456"


def test_declared_feeds() -> None:
    tree = html.document_fromstring("""<head>
      <link rel="alternate" type="application/rss+xml" title="الأخبار" href="/x/y.ashx?f=1">
      <link rel="ALTERNATE" type="Application/Atom+XML" href="https://feeds.example.net/x">
      <link rel="alternate home" type=" application/feed+json" href="/feed.json">
      <link rel="alternate" type="application/rss+xml" title="تعليقات الجريدة" href="/c/feed/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" href="/2026/11/5/slug/feed/">
      <link rel="alternate" hreflang="en" href="/en/">
      <link rel="stylesheet" type="text/css" href="/a.css"></head><body></body>""")
    assert [(link.kind, link.url) for link in read_listing(tree, HOME)] == [
        ("feed", f"{HOME}/x/y.ashx?f=1"),
        ("feed", "https://feeds.example.net/x"),
        ("feed", f"{HOME}/feed.json"),
    ]


def test_publishers_patterns() -> None:
    allow, deny = (re.compile("/kitab/"),), (re.compile("/shop/"),)
    body = '<nav><a href="/kitab/x">كتاب</a></nav><a href="/shop/123456">x</a>'
    assert [link.kind for link in read(body, allow=allow, deny=deny)] == ["page"]
    assert [link.kind for link in read(in_main("/kitab/x"), allow=allow)] == ["article"]


def corpus_pages(shared: Path) -> Iterator[tuple[html.HtmlElement, str]]:
    for name in ("real", "arabized"):
        for page in read_corpus(shared / "corpus", name):
            body = gzip.decompress(page.file.read_bytes())
            text = body.decode("utf-8", "replace").encode()
            parser = html.HTMLParser(encoding="utf-8")
            yield html.document_fromstring(text, parser=parser), page.url


def headline_addresses(tree: html.HtmlElement, url: str) -> set[str]:
    """Return the addresses of the anchors in headings that have more than five words.

    A site's name may be such a heading; it leads to the front page.
    """
    anchors = (anchor for heading in tree.iter("h2", "h3") for anchor in heading.iter("a"))
    headlines = (anchor for anchor in anchors if len("".join(anchor.itertext()).split()) > 5)
    return {
        address
        for anchor in headlines
        if (address := canonical(anchor.get("href") or "#", url)) and urlsplit(address).path != "/"
    }


def test_headlines_of_the_corpora_are_worth_fetching(shared: Path) -> None:
    kinds: Counter[str] = Counter()
    for tree, url in corpus_pages(shared):
        links = read_listing(tree, url)
        headlines = headline_addresses(tree, url)
        kinds.update(link.kind for link in links if link.url in headlines)
        assert make_url_id(url) not in {make_url_id(link.url) for link in links}
    assert kinds.total() > 50
    assert kinds["article"] + kinds["page"] >= 0.99 * kinds.total()
