"""Feeds of every version, as Arab outlets send them."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from crawler.discovery import feeds
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link

HOME = "https://example.com"
URL = f"{HOME}/rss/all.xml"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TITLE = "أمطار غزيرة على الساحل ووقف الدراسة غدا"


def read(text: str | bytes, content_type: str | None = None) -> list[Link]:
    body = text.encode() if isinstance(text, str) else text
    return read_feed(body, URL, content_type, now=NOW)


def rss(*items: str, head: str = "", encoding: str = "utf-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>الجريدة</title>{head}{''.join(items)}</channel></rss>"
    )


def item(link: str, tags: str = "") -> str:
    return f"<item><title>{TITLE}</title><link>{link}</link>{tags}</item>"


@pytest.mark.timeout(10)
def test_declarations_without_end_are_looked_for_once() -> None:
    assert read_feed(b"<rss>" + b"<?xml " * 100_000, "https://example.com/rss", None) == []


JSON_ITEM = {
    "id": 7,
    "url": f"{HOME}/w/9f3k2",
    "title": "أمطار &amp; رياح",
    "date_published": "2026-11-22T18:30:00+03:00",
    "tags": ["طقس", 5],
}
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [JSON_ITEM, "no item", {"id": "x"}, {"external_url": f"{HOME}/w/2"}],
    "next_url": "/feed.json?page=2",
}


def test_json_feeds_have_the_hints_of_others() -> None:
    article, other, next_page = read(json.dumps(JSON_FEED), "application/feed+json")
    assert article == Link(
        url=f"{HOME}/w/9f3k2",
        kind="article",
        title="أمطار & رياح",
        published=datetime(2026, 11, 22, 15, 30, tzinfo=UTC),
        published_raw="2026-11-22T18:30:00+03:00",
        section="طقس",
    )
    assert (other.url, other.kind) == (f"{HOME}/w/2", "article")
    assert (next_page.url, next_page.kind) == (f"{HOME}/feed.json?page=2", "feed")


def test_of_a_cut_json_feed_the_whole_items_are_read() -> None:
    text = json.dumps(JSON_FEED)
    assert [link.url for link in read(text[: text.index("external_url")])] == [f"{HOME}/w/9f3k2"]
    assert read('{"version": "https://jsonfeed.org/version/1", "items": [' + "[" * 100_000) == []


def test_rss_entries_are_articles_with_hints() -> None:
    text = rss(
        item(
            f"{HOME}/w/9f3k2",
            "<pubDate>Sun, 22 Nov 2026 18:30:00 +0300</pubDate>"
            "<category>غير مصنف</category><category>طقس</category><category>الساحل</category>",
        )
    )
    assert read(text) == [
        Link(
            url=f"{HOME}/w/9f3k2",
            kind="article",
            title=TITLE,
            published=datetime(2026, 11, 22, 15, 30, tzinfo=UTC),
            published_raw="Sun, 22 Nov 2026 18:30:00 +0300",
            section="طقس",
        )
    ]


def test_atom_with_base_published_updated_and_next_page() -> None:
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{HOME}/ar/">
      <link rel="self" href="atom"/><link rel="next" href="atom?page=2"/>
      <entry xml:base="news/"><title type="html">&lt;b&gt;{TITLE}&lt;/b&gt;</title>
        <link rel="enclosure" href="a.mp3"/><link href="7"/><category term="w" label="طقس"/>
        <published>2026-11-20T10:00:00Z</published><updated>2026-11-21T10:00:00Z</updated></entry>
      <entry><title>بلا عنوان</title><id>urn:x:1</id></entry></feed>"""
    entry, following = read(text)
    assert (entry.url, entry.title, entry.section) == (f"{HOME}/ar/news/7", TITLE, "طقس")
    assert entry.published == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert entry.modified == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert (following.kind, following.url) == ("feed", f"{HOME}/ar/atom?page=2")


def test_rdf_and_rss_091() -> None:
    rdf = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"/><item rdf:about="{HOME}/news/1"><title>{TITLE}</title>
      <link>{HOME}/news/1</link><dc:date>2026-11-20T13:00:00+03:00</dc:date></item></rdf:RDF>"""
    [link] = read(rdf)
    assert (link.title, link.published) == (TITLE, datetime(2026, 11, 20, 10, tzinfo=UTC))
    old = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN"
      "http://127.0.0.1:1/rss-0.91.dtd"><rss version="0.91"><channel>
      {item(f"{HOME}/news/1")}</channel></rss>"""
    assert [link.url for link in read(old)] == [f"{HOME}/news/1"]


@pytest.mark.parametrize(
    ("xml", "url"),
    [
        ("<link>/news/1</link>", "/news/1"),
        ("<link> \n/news/1?utm_source=rss </link>", "/news/1"),
        ("<link><![CDATA[/view.php?id=1&lang=ar]]></link>", "/view.php?id=1&lang=ar"),
        ("<link>/view.php?id=1&lang=ar</link>", "/view.php?id=1&lang=ar"),
        ("<link>/%d8%ae%d8%a8%d8%b1/1</link>", "/خبر/1"),
        ("<link/><guid>https://example.com/news/1</guid>", "/news/1"),
        ('<guid isPermaLink="false">https://example.com/?p=1</guid>', "/?p=1"),
        ('<link>/news/1</link><guid isPermaLink="false">77</guid>', "/news/1"),
        (
            "<link>https://feedproxy.example.net/~r/x</link>"
            "<feedburner:origLink>https://example.com/news/1</feedburner:origLink>",
            "/news/1",
        ),
        ("<link>https://example.com/</link>", "/"),
    ],
)
def test_address_of_an_entry(xml: str, url: str) -> None:
    assert [link.url for link in read(rss(f"<item>{xml}</item>"))] == [HOME + url]


def test_sections_are_pages_and_media_and_log_ins_are_left_out() -> None:
    links = read(
        rss(
            item(f"{HOME}/"),
            item(f"{HOME}/clip.mp4"),
            item(f"{HOME}/login"),
            item(f"{HOME}/kitab"),
            item("mailto:a@b"),
            item(f"{HOME}/kitab/"),
        )
    )
    assert [(link.kind, link.url) for link in links] == [
        ("page", f"{HOME}/"),
        ("article", f"{HOME}/kitab"),
    ]


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("الأحد, 22 نوفمبر 2026 18:30:00 +0300", datetime(2026, 11, 22, 15, 30, tzinfo=UTC)),
        ("22 تشرين الثاني 2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("2026-11-22 18:30:00", datetime(2026, 11, 22, 18, 30, tzinfo=UTC)),
        ("Sun, 22 Nov 2026 18:30:00 GMT", datetime(2026, 11, 22, 18, 30, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Fri, 01 Jan 2032 00:00:00 +0000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(printed: str, published: datetime | None) -> None:
    [link] = read(rss(item(f"{HOME}/news/1", f"<pubDate>{printed}</pubDate>")))
    assert link.published == published
    assert link.published_raw == (printed or None)


@pytest.mark.parametrize(
    ("declared", "real", "header"),
    [
        ("windows-1256", "cp1256", None),
        ("windows-1256", "cp1256", "text/xml; charset=windows-1256"),
        ("utf-8", "cp1256", "text/xml; charset=utf-8"),
        ("iso-8859-1", "cp1256", None),
        ("windows-1256", "utf-8", "text/xml"),
        ("iso-8859-6", "iso8859_6", None),
        ("utf-16", "utf-16", None),
    ],
)
def test_encodings_declared_rightly_and_wrongly(
    declared: str, real: str, header: str | None
) -> None:
    body = rss(item(f"{HOME}/news/1"), encoding=declared).encode(real)
    assert [link.title for link in read(body, header)] == [TITLE]


def test_late_arabic_follows_the_declaration() -> None:
    padding = item(f"{HOME}/news/1", f"<description>{'x' * 70_000}</description>")
    plain = padding.replace(TITLE, "English")
    body = rss(plain, item(f"{HOME}/news/2"), encoding="windows-1256").replace("الجريدة", "x")
    assert read(body.encode("cp1256"))[1].title == TITLE


def test_titles_are_one_plain_line() -> None:
    title = "<title><![CDATA[<b>أمطار</b> على\n الساحل &amp;quot;اليوم&amp;quot; &nbsp;]]></title>"
    [link] = read(rss(f"<item>{title}<link>/news/1</link></item>"))
    assert link.title == 'أمطار على الساحل "اليوم"'


@pytest.mark.parametrize("reference", ["&#", "&amp;#", "&amp;amp;#"])
def test_a_reference_without_end_costs_no_other_entry(reference: str) -> None:
    title = f"<title>{reference}{'9' * 5000};</title>"
    assert len(read(rss(item("/2026/11/23/1", title), item("/2026/11/23/2")))) == 2


def test_broken_and_packed_ones_are_read() -> None:
    whole = rss(item(f"{HOME}/news/1"), item(f"{HOME}/news/2"))
    cut = whole[: whole.index("news/2")]
    assert [link.url for link in read(cut)] == [f"{HOME}/news/1"]
    assert len(read(gzip.compress(whole.encode()))) == 2
    assert len(read(f"\n\n{whole}")) == 2
    assert len(read(f"Notice: undefined variable\n{whole}")) == 2
    assert len(read(whole.replace(TITLE, f"{TITLE} \x03 &nbsp; &copy; a < b"))) == 2


@pytest.mark.parametrize(
    "body", [b"", b" ", b"\x00\xff" * 500, b"<html><a href='/news/1'>x</a>", b"{}"]
)
def test_what_is_no_feed_gives_nothing(body: bytes) -> None:
    assert read(body) == []


def test_declared_entities_give_nothing() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    text = rss(item(f"{HOME}/news/1", "<description>&b;</description>"))
    assert read(text.replace("?>", f"?>{doctype}", 1)) == []
    wide = text.replace("utf-8", "utf-16").replace("?>", f"?>{doctype}", 1).encode("utf-16")
    assert read(wide) == []


def test_an_address_for_a_body_is_not_fetched_nor_opened() -> None:
    assert read("https://127.0.0.1:1/feed") == []
    assert read("/etc/hostname") == []


@pytest.mark.parametrize(
    "broken",
    [
        "<rss><channel><item><title>x &#x110000; &#xD800; &#0; </ti</item></channel>",
        "<rss><channel><item><b></category></item></channel>x</link></item></rss>",
        "<rss><channel><item></link><link/></item>" + "<item>" * 500,
    ],
)
def test_mark_up_that_breaks_the_parser_breaks_nothing_else(broken: str) -> None:
    assert read(broken) == []


@pytest.mark.parametrize(
    ("before", "entry", "after"),
    [
        ("<rss version='2.0'><channel>", "item", "</channel></rss>"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "entry", "</feed>"),
    ],
)
def test_of_a_feed_without_end_the_first_entries_are_read(
    monkeypatch: pytest.MonkeyPatch, before: str, entry: str, after: str
) -> None:
    monkeypatch.setattr(feeds, "ENTRIES_MAX", 7)
    rows = "".join(
        f"<{entry}><title>خبر</title><link href='{number}'>https://khabar.example/2026/11/20/n-{number}"
        f"</link></{entry}>"
        for number in range(40)
    )
    links = read_feed((before + rows + after).encode(), "https://khabar.example/feed/", None)
    assert len(links) == 7
