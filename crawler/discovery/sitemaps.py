"""Sitemaps (urlset, sitemapindex, Google News, plain text) read into links, broken ones too.

lxml's pull parser reads them element by element, so a sitemap of a million addresses never stands
in memory as a tree. Scrapy's own reader is not used: this package does not import Scrapy, and that
reader leaves an address broken where its `&` is not escaped.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import Any, cast

from lxml import etree

from crawler.discovery.links import Link, LinkKind
from crawler.discovery.source_dates import parse_source_date
from crawler.discovery.source_text import (
    MAX_UNPACKED_BYTES,
    declares_entities,
    escape_stray_markup,
    iter_source_text,
)
from crawler.discovery.url_classifier.classify import judge_url
from crawler.discovery.url_classifier.verdicts import LIKELY_SECTION
from crawler.text.normalise import clean_line, unescape_references
from crawler.urls.canonical_form import canonical

_ROOT_NAMES = frozenset(["urlset", "sitemapindex"])
_ENTRY_NAMES = frozenset(["url", "sitemap"])


def read_sitemap(
    body: bytes, url: str, *, now: datetime | None = None, limit: int = MAX_UNPACKED_BYTES
) -> list[Link]:
    """Return the links of a sitemap in its order; see `iter_sitemap_links`."""
    return list(iter_sitemap_links(body, url, now=now, limit=limit))


def iter_sitemap_links(
    body: bytes, url: str, *, now: datetime | None = None, limit: int = MAX_UNPACKED_BYTES
) -> Iterator[Link]:
    """Yield the links of a sitemap while it is read; any bytes are accepted.

    The sitemaps of an index are `sitemap`, entries of a Google News sitemap `article`; all others
    are classified by their address (`page` where it tells too little), and `skip` is left out.
    Callers drop addresses of other sites and repeated ones. Hints: `modified` from lastmod,
    `title`, `published` and `published_raw` from the news extension. A packed body is read up to
    `limit` bytes, a damaged one up to the damage. A document that declares entities gives no links.
    """
    return _read_links(*_open_sitemap(body, url, now, limit))


def read_sitemap_part(
    body: bytes, url: str, *, first_entry: int, max_entries: int, now: datetime | None = None
) -> tuple[list[Link], bool]:
    """Return the links of `max_entries` entries from `first_entry` on, and whether more follow.

    Earlier entries are passed over, which takes a tenth of the time of classifying them.
    """
    entries, read_entry = _open_sitemap(body, url, now, MAX_UNPACKED_BYTES)
    links = list(_read_links(islice(entries, first_entry, first_entry + max_entries), read_entry))
    return links, next(entries, None) is not None


def _open_sitemap(
    body: bytes, url: str, now: datetime | None, limit: int
) -> tuple[Iterator[Any], Callable[[Any], Link | None]]:
    """Return the entries (elements, or lines of plain text) and the function that reads one."""
    pieces = iter_source_text(body, limit=limit)
    start = next(pieces, "")
    all_pieces = chain([start], pieces)
    if declares_entities(start):
        return iter(()), lambda _: None
    if start.startswith("<"):
        return _iter_entry_elements(all_pieces), partial(_read_xml_entry, base=url, now=now)
    return _iter_text_lines(all_pieces), partial(_read_text_line, base=url)


def _read_links(entries: Iterable[Any], read_entry: Callable[[Any], Link | None]) -> Iterator[Link]:
    links = map(read_entry, entries)
    return (link for link in links if link is not None and link.kind != "skip")


def _read_text_line(line: str, base: str) -> Link | None:
    """Read a line of a plain-text sitemap, which the protocol allows: one address a line."""
    if line.strip().startswith(("http://", "https://")) and (url := canonical(line, base)):
        return Link(url=url, kind=_classify_listed_url(url))
    return None


def _iter_text_lines(pieces: Iterable[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from lines
    yield rest


def _read_xml_entry(entry: etree._Element, base: str, now: datetime | None) -> Link | None:
    children = {_get_local_name(child): child for child in reversed(entry)}
    url = canonical(_get_element_text(children.get("loc")), base)
    if url is None or not _get_element_text(children.get("loc")):
        return None
    news = {_get_local_name(child): child for child in children.get("news", ())}
    return Link(
        url=url,
        kind=_classify_xml_entry(entry, url, news=bool(news)),
        title=clean_line(unescape_references(_get_element_text(news.get("title")))) or None,
        published=parse_source_date(_get_element_text(news.get("publication_date")), now=now),
        published_raw=_get_element_text(news.get("publication_date")) or None,
        modified=parse_source_date(_get_element_text(children.get("lastmod")), now=now),
    )


def _classify_xml_entry(entry: etree._Element, url: str, *, news: bool) -> LinkKind:
    if _get_local_name(entry) == "sitemap":
        return "sitemap"
    return "article" if news else _classify_listed_url(url)


def _classify_listed_url(url: str) -> LinkKind:
    """Classify an address of a sitemap; a likely section is a `page`: most of them are articles."""
    verdict = judge_url(url)
    return "page" if verdict == LIKELY_SECTION else verdict.kind


def _iter_entry_elements(pieces: Iterable[str]) -> Iterator[etree._Element]:
    """Yield every <url> and <sitemap>; each is emptied when the next is requested."""
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
    for piece in escape_stray_markup(pieces):
        can_go_on = _feed_parser(parser, piece)
        for event, element in _iter_parser_events(parser):
            if not root and _has_entity_declarations(element):
                return
            root = root or _get_local_name(element).lower()
            if root not in _ROOT_NAMES:
                return
            if event == "end" and _get_local_name(element) in _ENTRY_NAMES:
                yield element
                _free_element(element)
        if not can_go_on:
            return


def _has_entity_declarations(root: etree._Element) -> bool:
    """Say whether the document type declares entities, however far before the root it stands."""
    document_type = root.getroottree().docinfo.internalDTD
    return document_type is not None and any(
        True for _ in cast("Any", document_type).iterentities()
    )


def _iter_parser_events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    for event, element in parser.read_events():
        assert isinstance(element, etree._Element)
        yield event, element


def _feed_parser(parser: etree.XMLPullParser, piece: str) -> bool:
    """Feed the parser a piece; return whether it can go on.

    It is never closed, because closing it would complete a cut-off address.
    """
    try:
        parser.feed(piece.encode())
    except etree.XMLSyntaxError:
        return False
    return True


def _free_element(element: etree._Element) -> None:
    """Free the memory of an entry and of everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _get_local_name(element: etree._Element) -> str:
    """Return the tag without its namespace or an undeclared prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _get_element_text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
