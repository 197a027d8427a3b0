"""Feeds (RSS 0.9 to 2.0, RDF, Atom with feedparser; JSON Feed) read into links.

This module does what feedparser gets wrong: encodings that Arab outlets mislabel, dates in Arabic,
addresses with a bare `&`, entities (a body that declares any never reaches its parsers).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from crawler.discovery.json_feeds import is_json_feed, parse_json_feed
from crawler.discovery.links import Link, LinkKind
from crawler.discovery.source_dates import parse_source_date
from crawler.discovery.source_text import (
    MAX_UNPACKED_BYTES,
    declares_entities,
    escape_stray_markup,
    iter_source_text,
)
from crawler.discovery.url_classifier.classify import judge_url
from crawler.discovery.url_classifier.url_words import NO_SECTION_NAMES, make_word_key
from crawler.discovery.url_classifier.verdicts import SECTION
from crawler.text.normalise import clean_line, unescape_references
from crawler.urls.canonical_form import canonical, make_url_id

_XML_DECLARATION = re.compile(r"\A<\?xml.*?\?>", re.DOTALL)
# Raised on some mark-up by feedparser's second parser, which reads what is not XML.
_FEEDPARSER_ERRORS = (LookupError, ValueError, TypeError, AttributeError, AssertionError)
# An entry takes half a millisecond; outlets' longest feeds have some hundreds, newest first.
ENTRIES_MAX = 5000
_HEAD_LENGTH = 4096
_ROOT_TAG = re.compile(r"<((?:[\w.-]{1,20}:)?(?:feed|RDF))[\s>]")
_ENTRY_END_TAG = re.compile(r"</(?:[\w.-]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def read_feed(
    body: bytes,
    url: str,
    content_type: str | None,
    *,
    now: datetime | None = None,
    limit: int = MAX_UNPACKED_BYTES,
) -> list[Link]:
    """Return the entries of a feed in its order, each address once, then its next page.

    `content_type` is the header as sent, for the encoding. An entry is an `article` whatever its
    address looks like, but media files and log-ins are left out and a certain section is a `page`.
    The next page (RFC 5005) is a `feed`. Entries after the first ENTRIES_MAX are left out. Hints:
    `title`, `section` (the first category), `published`, `published_raw`, `modified`. Any bytes are
    accepted; a document that declares entities gives no links.
    """
    text = "".join(iter_source_text(body, content_type, limit=limit))
    if declares_entities(text):
        return []
    feed = (
        parse_json_feed(text, ENTRIES_MAX)
        if is_json_feed(text)
        else _parse_feed(_cut_surplus_entries("".join(escape_stray_markup([text]))), url)
    )
    links = [
        *_iter_entry_links(feed, url, now),
        *_iter_next_page_links(feed, url),
    ]
    return list({make_url_id(link.url): link for link in reversed(links)}.values())[::-1]


def _cut_surplus_entries(text: str) -> str:
    """Cut a feed after ENTRIES_MAX entries and close its open elements."""
    last_entry_end = next(islice(_ENTRY_END_TAG.finditer(text), ENTRIES_MAX - 1, None), None)
    if last_entry_end is None:
        return text
    rss_end = "</channel></rss>" if "<rss" in text[:_HEAD_LENGTH] else ""
    return text[: last_entry_end.end()] + (rss_end or _make_closing_tag(text[:_HEAD_LENGTH]))


def _make_closing_tag(head: str) -> str:
    root = _ROOT_TAG.search(head)
    return f"</{root[1]}>" if root else ""


def _parse_feed(text: str, url: str) -> Any:
    """Parse decoded text, as a stream: feedparser takes a string for an address or a file."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    stream = BytesIO(_XML_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    try:
        return feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _FEEDPARSER_ERRORS:
        return feedparser.FeedParserDict(feed={}, entries=[])


def _iter_entry_links(feed: Any, base: str, now: datetime | None) -> Iterator[Link]:
    is_rss = not feed.get("version", "").startswith("atom")
    for entry in feed.entries:
        url = _find_entry_url(entry, base)
        kind = _classify_entry(url) if url else "skip"
        if url is None or kind == "skip":
            continue
        published, modified = _get_own_value(entry, "published"), _get_own_value(entry, "updated")
        if is_rss and not published:
            published, modified = modified, ""  # RSS 1.0 has only dc:date, the publication date
        yield Link(
            url=url,
            kind=kind,
            title=_strip_markup(_get_own_value(entry, "title")),
            published=parse_source_date(published, now=now),
            published_raw=published or None,
            modified=parse_source_date(modified, now=now),
            section=_find_entry_section(entry),
        )


def _find_entry_url(entry: Any, base: str) -> str | None:
    """Return the address of the entry's page; its identifier only if that is a whole address."""
    links = [
        link for link in _get_own_value(entry, "links") or () if link.get("rel") == "alternate"
    ]
    identifier = _get_own_value(entry, "id")
    addresses = (
        _get_own_value(entry, "feedburner_origlink"),
        *(link.get("href") for link in links),
        identifier if identifier.startswith(("http://", "https://")) else "",
    )
    urls = (
        canonical(address.strip(), base) for address in addresses if address and address.strip()
    )
    return next((url for url in urls if url), None)


def _classify_entry(url: str) -> LinkKind:
    verdict = judge_url(url)
    if verdict == SECTION:
        return "page"
    return "skip" if verdict.kind == "skip" else "article"


def _find_entry_section(entry: Any) -> str | None:
    terms = (
        _strip_markup(tag.get("label") or tag.get("term") or "")
        for tag in _get_own_value(entry, "tags") or ()
    )
    return next(
        (term for term in terms if term and make_word_key(term) not in NO_SECTION_NAMES), None
    )


def _iter_next_page_links(feed: Any, base: str) -> Iterator[Link]:
    for link in feed.feed.get("links", ()):
        url = canonical(link.get("href") or "", base) if link.get("rel") == "next" else None
        if url:
            yield Link(url=url, kind="feed")


def _get_own_value(entry: Any, key: str) -> Any:
    """Return a value the entry itself has: feedparser answers `updated` with `published`."""
    return dict.get(entry, key) or ""


def _strip_markup(text: str) -> str | None:
    """Return one clean line of a text that may be HTML, even HTML escaped once too often."""
    return clean_line(unescape_references(_TAG.sub(" ", unescape_references(text)))) or None
