"""Feeds to links: RSS 0.9 to 2.0, RDF and Atom, read by feedparser.

Ours is what it gets wrong here: the encodings Arab outlets mislabel, dates in Arabic, addresses
with a bare `&`, entities (the body never reaches its parsers if it declares any).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from crawler.discovery.links import Link, LinkKind
from crawler.discovery.source_dates import read_instant
from crawler.discovery.source_text import LIMIT, declares_entities, escaped, text_of
from crawler.discovery.url_classifier.classify import judge
from crawler.discovery.url_classifier.url_words import NO_SECTION, squeeze
from crawler.discovery.url_classifier.verdicts import SECTION
from crawler.text.normalise import clean_line, unescape
from crawler.urls.canonical_form import article_id, canonical

_DECLARATION = re.compile(r"\A<\?xml.*?\?>", re.DOTALL)
# What feedparser's second parser, for what is no XML, raises on some mark-up.
_BEYOND_REPAIR = (LookupError, ValueError, TypeError, AttributeError, AssertionError)
# Half a millisecond each; the longest feeds of outlets have some hundreds. Newest come first.
ENTRIES_MAX = 5000
_HEAD = 4096
_ROOT = re.compile(r"<((?:[\w.-]{1,20}:)?(?:feed|RDF))[\s>]")
_END = re.compile(r"</(?:[\w.-]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def read_feed(
    body: bytes,
    url: str,
    content_type: str | None,
    *,
    now: datetime | None = None,
    limit: int = LIMIT,
) -> list[Link]:
    """Return the entries of a feed in its order, each address once, then its next page.

    `content_type` is the header as sent, for the encoding. An entry is an `article` whatever its
    address looks like, except media files and log-ins (left out) and what is surely a section
    (`page`); the next page (RFC 5005) is a `feed`. Entries behind ENTRIES_MAX are left. Hints:
    `title`, `section` (the first category), `published`, `modified`. Any bytes will do; a document
    that declares entities gives nothing.
    """
    text = "".join(escaped(text_of(body, content_type, limit=limit)))
    if declares_entities(text):
        return []
    feed = _parsed(_bounded(text), url)
    found = [*_entries(feed, url, now or datetime.now(UTC)), *_next_pages(feed, url)]
    return list({article_id(link.url): link for link in reversed(found)}.values())[::-1]


def _bounded(text: str) -> str:
    """Cut a feed behind its entry ENTRIES_MAX; its open elements are closed again."""
    last = next(islice(_END.finditer(text), ENTRIES_MAX - 1, None), None)
    if last is None:
        return text
    closed = "</channel></rss>" if "<rss" in text[:_HEAD] else ""
    return text[: last.end()] + (closed or _closing(text[:_HEAD]))


def _closing(head: str) -> str:
    root = _ROOT.search(head)
    return f"</{root[1]}>" if root else ""


def _parsed(text: str, url: str) -> Any:
    """Parse decoded text; the stream keeps feedparser from taking it for an address or a file."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    stream = BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    try:
        return feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _BEYOND_REPAIR:
        return feedparser.FeedParserDict(feed={}, entries=[])


def _entries(feed: Any, base: str, now: datetime) -> Iterator[Link]:
    rss = not feed.get("version", "").startswith("atom")
    for entry in feed.entries:
        url = _address(entry, base)
        kind = _kind(url) if url else "skip"
        if url is None or kind == "skip":
            continue
        published, modified = _get(entry, "published"), _get(entry, "updated")
        if rss and not published:
            published, modified = modified, ""  # RSS 1.0 has but dc:date, which says when published
        yield Link(
            url=url,
            kind=kind,
            title=_plain(_get(entry, "title")),
            published=read_instant(published, now=now),
            published_raw=published or None,
            modified=read_instant(modified, now=now),
            section=_section(entry),
        )


def _address(entry: Any, base: str) -> str | None:
    """Return where the entry's text is; an identifier only if it is a whole address."""
    links = [link for link in _get(entry, "links") or () if link.get("rel") == "alternate"]
    identifier = _get(entry, "id")
    places = (
        _get(entry, "feedburner_origlink"),
        *(link.get("href") for link in links),
        identifier if identifier.startswith(("http://", "https://")) else "",
    )
    found = (canonical(place.strip(), base) for place in places if place and place.strip())
    return next((url for url in found if url), None)


def _kind(url: str) -> LinkKind:
    verdict = judge(url)
    if verdict == SECTION:
        return "page"
    return "skip" if verdict.kind == "skip" else "article"


def _section(entry: Any) -> str | None:
    terms = (_plain(tag.get("label") or tag.get("term") or "") for tag in _get(entry, "tags") or ())
    return next((term for term in terms if term and squeeze(term) not in NO_SECTION), None)


def _next_pages(feed: Any, base: str) -> Iterator[Link]:
    for link in feed.feed.get("links", ()):
        url = canonical(link.get("href") or "", base) if link.get("rel") == "next" else None
        if url:
            yield Link(url=url, kind="feed")


def _get(entry: Any, key: str) -> Any:
    """Return what the feed says itself: feedparser answers `updated` with `published`."""
    return dict.get(entry, key) or ""


def _plain(text: str) -> str | None:
    """Return one clean line of what may be HTML, escaped once too often."""
    return clean_line(unescape(_TAG.sub(" ", unescape(text)))) or None
