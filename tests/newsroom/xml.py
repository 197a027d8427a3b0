"""Feeds, sitemaps and robots.txt, written as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An entry of a feed or sitemap; `date` is written as it stands."""

    url: str
    title: str
    date: str | None = None
    section: str | None = None
    summary: str | None = None


def rfc822(moment: datetime) -> str:
    """Format an instant as RSS requires."""
    return format_datetime(moment)


def document(text: str, encoding: str = "UTF-8") -> bytes:
    """Put the XML declaration before a document and encode it."""
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}\n'.encode(encoding)


def rss(title: str, home: str, items: Iterable[Item], following: str | None = None) -> str:
    """Write RSS 2.0; `following` is the address of its next page."""
    next_page = f'<atom:link rel="next" href="{escape(following)}"/>' if following else ""
    rows = "\n".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f'<guid isPermaLink="true">{escape(item.url)}</guid>'
        + _element("pubDate", item.date)
        + _element("category", item.section)
        + _element("description", item.summary)
        + "</item>"
        for item in items
    )
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>{escape(title)}</title><link>{escape(home)}</link>"
        f"<description>{escape(title)}</description><language>ar</language>{next_page}\n"
        f"{rows}\n</channel></rss>"
    )


def atom(title: str, home: str, items: Iterable[Item], following: str | None = None) -> str:
    """Write Atom 1.0; `following` is the address of its next page."""
    next_page = f'<link rel="next" href="{escape(following)}"/>' if following else ""
    rows = "\n".join(
        f'<entry><title type="text">{escape(item.title)}</title>'
        f'<link rel="alternate" type="text/html" href="{escape(item.url)}"/>'
        f"<id>{escape(item.url)}</id>"
        + _element("published", item.date)
        + _element("updated", item.date)
        + (f'<category term="{escape(item.section)}"/>' if item.section else "")
        + _element("summary", item.summary)
        + "</entry>"
        for item in items
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">'
        f'<title>{escape(title)}</title><link rel="alternate" href="{escape(home)}"/>{next_page}'
        f"<id>{escape(home)}</id>\n{rows}\n</feed>"
    )


def urlset(items: Iterable[Item]) -> str:
    """Write a sitemap; an item's date is its lastmod."""
    rows = "\n".join(
        f"<url><loc>{escape(item.url)}</loc>{_element('lastmod', item.date)}</url>"
        for item in items
    )
    return f"<urlset {_SITEMAP}>\n{rows}\n</urlset>"


def news_urlset(name: str, items: Iterable[Item]) -> str:
    """Write a Google-News sitemap."""
    rows = "\n".join(
        f"<url><loc>{escape(item.url)}</loc><news:news><news:publication>"
        f"<news:name>{escape(name)}</news:name><news:language>ar</news:language>"
        f"</news:publication>{_element('news:publication_date', item.date)}"
        f"<news:title>{escape(item.title)}</news:title></news:news></url>"
        for item in items
    )
    return f"<urlset {_SITEMAP} {_NEWS}>\n{rows}\n</urlset>"


def sitemap_index(addresses: Iterable[str]) -> str:
    """Write a sitemap index."""
    rows = "\n".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in addresses)
    return f"<sitemapindex {_SITEMAP}>\n{rows}\n</sitemapindex>"


def robots(rules: Iterable[str], sitemaps: Iterable[str]) -> bytes:
    """Write robots.txt."""
    lines = ["User-agent: *", *rules, "", *(f"Sitemap: {url}" for url in sitemaps)]
    return ("\n".join(lines) + "\n").encode()


def _element(name: str, value: str | None) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""
