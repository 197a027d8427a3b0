"""Sitemaps to links: urlset, sitemapindex, Google News, plain text; packed or not, broken or not.

Read with lxml's pull parser, element by element, so that a sitemap of a million addresses never
stands in memory as a tree. (Scrapy's own reader would do much of this, but nothing here imports
Scrapy; it keeps broken addresses where `&` is not escaped.)
"""

import html
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain

from lxml import etree

from crawler.discovery.bodies import LIMIT, declares_entities, escaped, text_of
from crawler.discovery.classify import judge
from crawler.discovery.instants import read_instant
from crawler.discovery.links import Link, LinkKind
from crawler.discovery.verdict import LIKELY_SECTION
from crawler.text import clean_line
from crawler.urls import canonical

_ROOTS = frozenset(["urlset", "sitemapindex"])
_ENTRIES = frozenset(["url", "sitemap"])


def read_sitemap(
    body: bytes, url: str, *, now: datetime | None = None, limit: int = LIMIT
) -> list[Link]:
    """Return the links of a sitemap in its order; see `iter_sitemap`."""
    return list(iter_sitemap(body, url, now=now, limit=limit))


def iter_sitemap(
    body: bytes, url: str, *, now: datetime | None = None, limit: int = LIMIT
) -> Iterator[Link]:
    """Yield the links of a sitemap while it is read; any bytes will do.

    Sitemaps of an index are `sitemap`, entries of a Google-News sitemap `article`, all others what
    their address says (`page` where it says too little), `skip` left out. Addresses of other sites
    and repeated ones are the caller's to drop. Hints: `modified` from lastmod, `published` and
    `title` from the news extension. Of a packed body at most `limit` bytes are read, of a damaged
    one what stands before the damage. A document that declares entities gives nothing.
    """
    now = now or datetime.now(UTC)
    pieces = text_of(body, limit=limit)
    first = next(pieces, "")
    if declares_entities(first):
        return
    whole = chain([first], pieces)
    links = _entries(whole, url, now) if first.startswith("<") else _plain(whole, url)
    yield from (link for link in links if link.kind != "skip")


def _plain(pieces: Iterable[str], base: str) -> Iterator[Link]:
    """One address a line, as the sitemap protocol allows."""
    for line in _lines(pieces):
        if line.strip().startswith(("http://", "https://")) and (url := canonical(line, base)):
            yield Link(url=url, kind=_listed(url))


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from lines
    yield rest


def _entries(pieces: Iterable[str], base: str, now: datetime) -> Iterator[Link]:
    for entry in _elements(pieces):
        facts = {_name(child): child for child in reversed(entry)}
        url = canonical(_text(facts.get("loc")), base)
        if url is None or not _text(facts.get("loc")):
            continue
        news = {_name(child): child for child in facts.get("news", ())}
        yield Link(
            url=url,
            kind=_kind(entry, url, news=bool(news)),
            title=clean_line(html.unescape(_text(news.get("title")))) or None,
            published=read_instant(_text(news.get("publication_date")), now=now),
            published_raw=_text(news.get("publication_date")) or None,
            modified=read_instant(_text(facts.get("lastmod")), now=now),
        )


def _kind(entry: etree._Element, url: str, *, news: bool) -> LinkKind:
    if _name(entry) == "sitemap":
        return "sitemap"
    return "article" if news else _listed(url)


def _listed(url: str) -> LinkKind:
    """Judge an address a sitemap names: what only may be a section is an article more often."""
    verdict = judge(url)
    return "page" if verdict == LIKELY_SECTION else verdict.kind


def _elements(pieces: Iterable[str]) -> Iterator[etree._Element]:
    """Yield every <url> and <sitemap>; each is emptied when the next is asked for."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = ""
    for piece in escaped(pieces):
        whole = _feed(parser, piece)
        for event, element in _events(parser):
            root = root or _name(element).lower()
            if root not in _ROOTS:
                return
            if event == "end" and _name(element) in _ENTRIES:
                yield element
                _forget(element)
        if not whole:
            return


def _events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    for event, element in parser.read_events():
        assert isinstance(element, etree._Element)
        yield event, element


def _feed(parser: etree.XMLPullParser, piece: str) -> bool:
    """Say whether the parser can go on. It is never closed: closing completes a cut-off address."""
    try:
        parser.feed(piece.encode())
    except etree.XMLSyntaxError:
        return False
    return True


def _forget(element: etree._Element) -> None:
    """Free an entry and all that stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: etree._Element) -> str:
    """Return the local name, whatever the namespace or an undeclared prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
