"""Sitemaps of every form and in every state."""

import gzip
import itertools
import tracemalloc
from datetime import UTC, datetime
from functools import partial

import pytest

from crawler.discovery.links import Link
from crawler.discovery.sitemaps import iter_sitemap_links, read_sitemap, read_sitemap_part

HOME = "https://example.com"
URL = f"{HOME}/sitemap.xml"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

# Without a time of its own, so that every process that collects the tests names them alike.
packed = partial(gzip.compress, mtime=0)


def read(text: str | bytes) -> list[Link]:
    body = text.encode() if isinstance(text, str) else text
    return read_sitemap(body, URL, now=NOW)


def read_paths(text: str | bytes) -> list[str]:
    return [link.url.removeprefix(HOME) for link in read(text)]


def entry(path: str, tags: str = "") -> str:
    return f"<url><loc>{HOME}{path}</loc>{tags}</url>"


def urlset(*entries: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{"".join(entries)}</urlset>'


@pytest.mark.parametrize(
    "text",
    [
        "<URLSET><Url><LOC>{url}</LOC></Url></URLSET>",
        '<?xml version="1.0" encoding="UTF-8">\n<urlset><url><loc>{url}</loc></url></urlset>',
        "<sitemapindex><urlset><url><loc>{url}</loc></url></urlset></sitemapindex>",
        "<s:urlset><s:url><s:loc>{url}</s:loc></s:url></s:urlset>",
    ],
)
def test_documents_that_are_not_quite_xml(text: str) -> None:
    assert read_paths(text.format(url=f"{HOME}/news/123456")) == ["/news/123456"]


def test_entries_are_classified_by_their_address() -> None:
    links = read(
        urlset(
            entry("/"),
            entry("/news/123456"),
            entry("/category/sport"),
            entry("/أمطار-غزيرة"),
            entry("/w/9f3k2"),
            entry("/tag/rain"),
            entry("/about-us"),
            entry("/sitemap-2.xml"),
        )
    )
    assert [link.kind for link in links] == [
        "section",
        "article",
        "section",
        "page",
        "page",
        "sitemap",
    ]


def test_lastmod_is_the_modification_date() -> None:
    text = urlset(
        entry("/news/123456", "<lastmod>2026-11-20T10:00:00+03:00</lastmod>"),
        entry("/news/123457", "<lastmod>2026-11-20</lastmod>"),
        entry("/news/123458", "<lastmod>yesterday or so</lastmod>"),
        entry("/news/123459", "<lastmod>0001-01-01T00:00:00</lastmod>"),
        entry("/news/123460", "<lastmod>2031-01-01</lastmod>"),
    )
    assert [link.modified for link in read(text)] == [
        datetime(2026, 11, 20, 7, tzinfo=UTC),
        datetime(2026, 11, 20, tzinfo=UTC),
        None,
        None,
        None,
    ]


def test_news_sitemap_gives_articles_with_title_and_date() -> None:
    news = (
        "<news:news><news:publication><news:name>الجريدة</news:name></news:publication>"
        "<news:publication_date>2026-11-22T18:30:00+03:00</news:publication_date>"
        "<news:title>  أمطار «غزيرة» &amp;quot;اليوم&amp;quot;\n على الساحل </news:title>"
        "</news:news>"
    )
    text = f"<urlset {NAMESPACE} {NEWS}>{entry('/video/أمطار', news)}</urlset>"
    [link] = read(text)
    assert link.kind == "article"
    assert link.title == 'أمطار «غزيرة» "اليوم" على الساحل'
    assert link.published == datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert link.published_raw == "2026-11-22T18:30:00+03:00"


def test_index_gives_sitemaps() -> None:
    text = f"""<sitemapindex {NAMESPACE}>
      <sitemap><loc>{HOME}/a.xml.gz</loc><lastmod>2026-11-20T10:00:00Z</lastmod></sitemap>
      <sitemap><loc>/parts?page=2</loc></sitemap></sitemapindex>"""
    first, second = read(text)
    assert (first.kind, first.modified) == ("sitemap", datetime(2026, 11, 20, 10, tzinfo=UTC))
    assert (second.kind, second.url) == ("sitemap", f"{HOME}/parts?page=2")


def test_extensions_and_alternates_give_no_addresses() -> None:
    text = f"""<urlset {NAMESPACE} xmlns:image="i" xmlns:xhtml="x" xmlns:video="v">
      <url><image:image><image:loc>{HOME}/a.jpg</image:loc></image:image>
      <xhtml:link rel="alternate" hreflang="en" href="{HOME}/en/1"/>
      <video:video><video:title>x</video:title></video:video><loc>{HOME}/news/1</loc></url></urlset>"""
    assert read_paths(text) == ["/news/1"]


@pytest.mark.parametrize(
    "text",
    [
        f"<urlset>{entry('/news/1')}</urlset>",
        f'<urlset xmlns="urn:odd">{entry("/news/1")}</urlset>',
        f'<sm:urlset xmlns:sm="x"><sm:url><sm:loc>{HOME}/news/1</sm:loc></sm:url></sm:urlset>',
        f"<ns:urlset><ns:url><ns:loc>{HOME}/news/1</ns:loc></ns:url></ns:urlset>",
        f"\n \ufeff\n{urlset(entry('/news/1'))}",
        f"<br />\n<b>Warning</b>: include() failed\n{urlset(entry('/news/1'))}",
        f"<!-- made by hand --><urlset>{entry('/news/1')}</urlset>",
        f"<!DOCTYPE urlset SYSTEM 'http://127.0.0.1:1/x.dtd'><urlset>{entry('/news/1')}</urlset>",
        f"<urlset>{entry('/news/1')}",
        f"<urlset>{entry('/news/1')}<url><loc>{HOME}/new",
        f"<urlset><url><loc>{HOME}/news/1</loc><x>a < b & c &nbsp; \x01</x></url></urlset>",
        f"<urlset><url><loc>\n  {HOME}/news/1\n </loc><loc>{HOME}/2</loc></url></urlset>",
        f"<urlset><url><loc><![CDATA[ {HOME}/news/1 ]]></loc></url></urlset>",
        "<urlset><url><loc>/news/1</loc></url></urlset>",
        f"<urlset><url/><url><loc/></url><url><loc>mailto:a@b</loc></url>{entry('/news/1')}</urlset>",
        urlset(entry("/news/1")).encode("utf-16"),
        urlset(entry("/news/1")).replace("UTF-8", "windows-1256"),
        urlset(entry("/news/1")).replace("UTF-8", "no-such-charset"),
        packed(urlset(entry("/news/1")).encode()),
        packed(packed(urlset(entry("/news/1")).encode())),
        packed(f"<urlset>{entry('/news/1')}".encode()) + packed(b"</urlset>"),
        packed(f"<urlset>{entry('/news/1')}{'<!-- -->' * 999}".encode())[:-9],
        packed(urlset(entry("/news/1")).encode()) + b"\0" * 100,
        f"{HOME}/news/1\r\n",
        f"\ufeff# ours\n{HOME}/news/1\nnot an address\n\n",
    ],
)
def test_odd_and_broken_ones_are_read(text: str | bytes) -> None:
    assert read_paths(text) == ["/news/1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        b"\x1f\x8b",
        b"\x1f\x8b\x08garbage",
        b"\x00\x01\x02\xff" * 1000,
        f"<html><body><urlset>{entry('/news/1')}</urlset></body></html>",
        f"<!doctype html><title>x</title><url><loc>{HOME}/news/1</loc></url>",
        f"<rss><channel><url><loc>{HOME}/news/1</loc></url></channel></rss>",
        "<urlset>" + "<url>" * 5000,
        "<urlset>" + "<a>" * 100_000 + entry("/news/1"),
        "{}",
    ],
)
def test_what_is_no_sitemap_gives_nothing(text: str | bytes) -> None:
    assert read_paths(text) == []


def test_bare_ampersands_do_not_cut_addresses() -> None:
    odd = entry("/article.aspx?ArticleId=7&lang=ar&x=1")
    right = entry("/article.aspx?ArticleId=8&amp;lang=ar")
    cdata = f"<url><loc><![CDATA[{HOME}/article.aspx?ArticleId=9&lang=ar]]></loc></url>"
    assert read_paths(urlset(odd, right, cdata)) == [
        "/article.aspx?ArticleId=7&lang=ar&x=1",
        "/article.aspx?ArticleId=8&lang=ar",
        "/article.aspx?ArticleId=9&lang=ar",
    ]


def test_arabic_addresses_are_one_whatever_their_spelling() -> None:
    spelt = entry("/%d8%ae%d8%a8%d8%b1/1"), entry("/%D8%AE%D8%A8%D8%B1/1"), entry("/خبر/1")
    assert set(read_paths(urlset(*spelt))) == {"/خبر/1"}


def test_arabic_titles_in_windows_1256_declared_or_not() -> None:
    news = (
        f"<news:news xmlns:news='n'><news:title>{'أمطار على الساحل ' * 9}</news:title></news:news>"
    )
    text = urlset(entry("/news/1", news))
    for declared in ("windows-1256", "UTF-8", "iso-8859-1"):
        [link] = read(text.replace("UTF-8", declared).encode("cp1256"))
        assert link.title == ("أمطار على الساحل " * 9).strip()


@pytest.mark.parametrize("shift", range(4))
def test_a_letter_cut_by_the_end_of_a_piece_decides_nothing(shift: int) -> None:
    def titled(path: str, title: str) -> str:
        return entry(path, f"<news:news><news:title>{title}</news:title></news:news>")

    before = (titled(f"/2026/11/23/{n}", "“—”" * 8) for n in range(900))
    text = urlset("-" * shift, *before, titled("/2026/11/23/last", "عنوان"))
    assert read(text)[-1].title == "عنوان"


def test_declared_entities_give_nothing() -> None:
    layers = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE urlset [<!ENTITY e0 "ha">{layers}]><urlset>{entry("/&e9;")}</urlset>'
    assert read_paths(bomb) == []
    file = '<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    assert read_paths(f"{file}<urlset>{entry('/&f;')}</urlset>") == []


def test_entities_declared_far_behind_the_beginning_give_nothing() -> None:
    far = f"<!--{'x' * 70_000}--><!DOCTYPE urlset [<!ENTITY e 'evil'>]>"
    assert read(f"{far}<urlset>{entry('/2026/11/23/1')}</urlset>") == []


def test_a_reference_without_end_costs_no_other_entry() -> None:
    endless = f"<news:news><news:title>&amp;#{'9' * 5000};</news:title></news:news>"
    assert read_paths(urlset(entry("/2026/11/23/1", endless), entry("/2026/11/23/2"))) == [
        "/2026/11/23/1",
        "/2026/11/23/2",
    ]


def test_an_empty_member_before_the_packed_body_is_passed_over() -> None:
    assert read_paths(packed(b"") + packed(urlset(entry("/2026/11/23/1")).encode())) == [
        "/2026/11/23/1"
    ]


def test_a_packed_body_is_read_to_its_limit() -> None:
    body = packed(f"<urlset>{entry('/news/123456') * 100_000}</urlset>".encode())
    links = read_sitemap(body, URL, now=NOW, limit=100_000)
    assert 0 < len(links) < 2000
    assert {link.url for link in links} == {f"{HOME}/news/123456"}


def test_a_long_sitemap_never_stands_in_memory() -> None:
    body = packed(f"<urlset>{entry('/news/123456') * 200_000}</urlset>".encode())
    tracemalloc.start()
    first = list(itertools.islice(iter_sitemap_links(body, URL, now=NOW), 5000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(first) == 5000
    assert peak < 6_000_000


@pytest.mark.parametrize("plain", [False, True])
def test_a_long_one_is_read_in_parts(plain: bool) -> None:
    addresses = [f"/news/{number}" for number in range(100_000, 100_025)]
    listed = "\n".join(HOME + address for address in addresses)
    body = (listed if plain else urlset(*map(entry, addresses))).encode()
    parts = [
        read_sitemap_part(body, URL, first_entry=first, max_entries=10, now=NOW)
        for first in (0, 10, 20, 30)
    ]
    assert [more for _, more in parts] == [True, True, False, False]
    assert [link for links, _ in parts for link in links] == read(body)
