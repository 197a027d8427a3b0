"""JSON Feed (versions 1 and 1.1), read into the form in which feedparser gives other feeds."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import feedparser

_VERSION: Final = re.compile(r'"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
_ITEMS_START = re.compile(r'"items"\s*:\s*\[')
_BETWEEN_ITEMS = re.compile(r"[\s,]*")
# The version is said at the top, but members of an object may stand in any order.
_HEAD_LENGTH = 4096


def is_json_feed(text: str) -> bool:
    """Say whether a text is a JSON object that says it is a JSON Feed."""
    return text.startswith("{") and _VERSION.search(text, 0, _HEAD_LENGTH) is not None


def parse_json_feed(text: str, max_entries: int) -> Any:
    """Return a feedparser dictionary of `max_entries` items at most; of a cut feed, the whole ones.

    https://www.jsonfeed.org/version/1.1/
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = {"items": list(islice(_iter_whole_items(text), max_entries))}
    items = document.get("items")
    entries = map(_make_entry, items[:max_entries] if isinstance(items, list) else ())
    next_url = _get_text(document, "next_url")
    links = [{"rel": "next", "href": next_url}] if next_url else []
    return feedparser.FeedParserDict(version="json", feed={"links": links}, entries=list(entries))


def _iter_whole_items(text: str) -> Iterator[Any]:
    start = _ITEMS_START.search(text)
    position, decoder = start.end() if start else len(text), json.JSONDecoder()
    try:
        while True:
            between = _BETWEEN_ITEMS.match(text, position)
            item, position = decoder.raw_decode(text, between.end() if between else position)
            yield item
    except (ValueError, RecursionError):
        return


def _make_entry(item: Any) -> Any:
    tags = item.get("tags") if isinstance(item, dict) else None
    addresses = (_get_text(item, "url"), _get_text(item, "external_url"))
    return feedparser.FeedParserDict(
        id=_get_text(item, "id"),
        links=[{"rel": "alternate", "href": address} for address in addresses],
        title=_get_text(item, "title"),
        published=_get_text(item, "date_published"),
        updated=_get_text(item, "date_modified"),
        tags=[{"term": tag} for tag in _list_texts(tags)],
    )


def _list_texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _get_text(values: Any, key: str) -> str:
    value = values.get(key) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""
