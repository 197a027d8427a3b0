"""Kinds of bodies, whatever type they are declared as."""

import gzip
import json

import pytest

from crawler.discovery.content_sniffing import ContentKind, sniff_content_kind

HTML = "<!DOCTYPE html><html lang='ar'><head><title>خبر</title></head><body><p>نص</p></body></html>"
RSS = '<rss version="2.0"><channel><title>x</title></channel></rss>'
SITEMAP = "<urlset><url><loc>https://example.com/</loc></url></urlset>"
XML = '<?xml version="1.0" encoding="utf-8"?>'
NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.com/rss.dtd">'


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", HTML),
        ("html", f"{XML}<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'></html>"),
        ("html", "<!-- rss --> <HTML><body>"),
        ("html", "<div><p>قطعة</p></div>"),
        ("html", "نص ثم <p>فقرة</p>"),
        ("html", "<html><body><pre>&lt;rss></pre><urlset></urlset>"),
        ("html", "\ufeff\n\n" + HTML),
        ("feed", RSS),
        ("feed", XML + RSS),
        ("feed", f"\n \ufeff{XML}<?xml-stylesheet href='a.xsl'?><!-- x -->\n{NETSCAPE}{RSS}"),
        ("feed", "<!DOCTYPE rss [<!ENTITY a 'b'> ]>" + RSS),
        ("feed", f"<b>Notice</b>: undefined\n{XML}{RSS}"),
        ("feed", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
        ("feed", '<atom:feed xmlns:atom="x"/>'),
        ("feed", '<rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>'),
        ("sitemap", SITEMAP),
        ("sitemap", f"{XML}<sm:sitemapindex xmlns:sm='x'/>"),
        ("sitemap", "https://example.com/1\r\nhttps://example.com/2\r\n"),
        ("other", ""),
        ("other", "  \n"),
        ("feed", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": []})),
        ("feed", r'{"title": "x", "version": "https:\/\/jsonfeed.org\/version\/1", "items": ['),
        ("other", json.dumps({"html": HTML})),
        ("other", "[1]"),
        ("other", "User-agent: *\nDisallow: /admin"),
        ("other", f"{XML}<OpenSearchDescription/>"),
        ("other", "var a = 1;"),
    ],
)
def test_kind_of_a_text(kind: ContentKind, text: str) -> None:
    assert sniff_content_kind(text.encode(), None) == kind
    assert sniff_content_kind(gzip.compress(text.encode()), "application/octet-stream") == kind
    if text.isascii():
        assert sniff_content_kind(text.encode("utf-16"), None) == kind


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 <html>",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"PK\x03\x04",
        b"\0\0\0\x18ftypmp42",
        b"ID3\x03",
        b"GIF89a",
        bytes(range(256)) * 9,
        b"\0" * 99,
    ],
)
def test_files_are_other_whatever_the_server_says(body: bytes) -> None:
    assert sniff_content_kind(body, "text/html; charset=utf-8") == "other"


def test_the_declared_type_decides_on_plain_text_only() -> None:
    assert sniff_content_kind("نص بلا وسوم".encode(), "text/html") == "html"
    assert sniff_content_kind("نص بلا وسوم".encode(), "text/plain") == "other"
    assert sniff_content_kind(RSS.encode(), "text/html") == "feed"
    assert sniff_content_kind(HTML.encode(), "application/rss+xml") == "html"


@pytest.mark.parametrize("head", ["<!DOCTYPE html>\n<html>", "\n <HTML dir=rtl>", "<html\n>"])
def test_a_body_that_begins_as_a_page_is_one_unless_full_of_control_characters(head: str) -> None:
    assert sniff_content_kind(f"{head}<body>نص".encode(), "application/rss+xml") == "html"
    assert sniff_content_kind(f"{head}{'ab' * 300}\x01".encode(), None) == "html"
    assert sniff_content_kind(head.encode() + b"\1" * 99, "text/html") == "other"


def test_a_long_prolog_is_read_past_and_an_endless_one_given_up() -> None:
    assert sniff_content_kind(f"<!--{'x' * 50_000}-->{RSS}".encode(), None) == "feed"
    for opening in ("<!--", "<!DOCTYPE x [", "<?xml ", "<!DOCTYPE [[[[" * 5000):
        assert sniff_content_kind((opening + "[]>-" * 9000).encode(), None) in {"other", "html"}
