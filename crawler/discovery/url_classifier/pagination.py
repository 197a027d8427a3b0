"""Page numbers in addresses: of what list an address is a further page."""

import re
from dataclasses import replace
from typing import NamedTuple

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.parsed_url import Address, is_number

_WORDS = "|".join(sorted(url_words.PAGE_WORDS))
_SEGMENT = re.compile(rf"(?:{_WORDS})[-_=:]?(\d{{1,4}})")
_INDEX_FILE = re.compile(r"(?:index|default)[-_]?(\d{1,4})")
# politics-page-2.html, politics;page=2, politics_p2.html
_SUFFIX = re.compile(rf"(.+?)(?:[-_.;,](?:{_WORDS})[-_=:]?|[-_;,]p)(\d{{1,4}})")
# Drupal counts several lists of a page at once: page=0,2
_NUMBERS = re.compile(r"\d{1,6}(?:,\d{1,4})*")
_CURSOR = re.compile(r"[^/\s]+")


class PageOf(NamedTuple):
    """The list's first page and the number, 0 where pages are told apart without one.

    `doubtful`: a headline may end so, too.
    """

    first: Address
    number: int
    doubtful: bool = False


def page_of(address: Address) -> PageOf | None:
    """Return what an address is a page of, else None."""
    return _by_path(address) or _by_query(address)


def page_number(url: str) -> int:
    """Return which page of a list an address leads to, 0 where it has no number."""
    address = Address.parse(url)
    page = page_of(address) if address else None
    return page.number if page else 0


def _by_path(address: Address) -> PageOf | None:
    segments = address.segments
    if (
        len(segments) > 1
        and address.keys[-2] in url_words.PAGE_WORDS
        and is_number(segments[-1], 4)
    ):
        return PageOf(_shorter(address, segments[:-2]), int(segments[-1]))
    if match := _SEGMENT.fullmatch(address.leaf) or _INDEX_FILE.fullmatch(address.leaf):
        return PageOf(_shorter(address, segments[:-1]), int(match[1]))
    if match := _SUFFIX.fullmatch(address.leaf):
        first = replace(address, segments=(*segments[:-1], match[1]))
        return PageOf(first, int(match[2]), doubtful=True)
    return None


def _shorter(address: Address, segments: tuple[str, ...]) -> Address:
    return replace(address, segments=segments, extension="")


def _by_query(address: Address) -> PageOf | None:
    query = address.query
    counted = {key: value for key, value in query.items() if _counts(address, key, value)}
    named = {
        key
        for key in query.keys() & url_words.CURSOR_KEYS
        if _CURSOR.fullmatch(query[key]) and key not in counted
    }
    if not counted and not named:
        return None
    rest = {key: query[key] for key in query.keys() - counted.keys() - named}
    numbers = (int(value.rpartition(",")[2]) for value in counted.values())
    return PageOf(replace(address, query=rest), max(numbers, default=0))


def _counts(address: Address, key: str, value: str) -> bool:
    if not (value.isascii() and _NUMBERS.fullmatch(value)):
        return False
    if key == "p":
        return bool(address.segments) and is_number(value, 4)
    return key in url_words.PAGE_KEYS or bool(url_words.PAGE_KEY.fullmatch(key))
