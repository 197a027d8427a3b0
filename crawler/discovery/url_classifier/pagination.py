"""Page numbers in addresses: the list that an address is a further page of, and which page."""

import re
from dataclasses import replace
from typing import NamedTuple

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.parsed_url import ParsedUrl, is_short_number

_PAGE_WORDS = "|".join(sorted(url_words.PAGE_WORDS))
_PAGE_SEGMENT = re.compile(rf"(?:{_PAGE_WORDS})[-_=:]?(\d{{1,4}})")
_INDEX_FILE = re.compile(r"(?:index|default)[-_]?(\d{1,4})")
# politics-page-2.html, politics;page=2, politics_p2.html
_PAGE_SUFFIX = re.compile(rf"(.+?)(?:[-_.;,](?:{_PAGE_WORDS})[-_=:]?|[-_;,]p)(\d{{1,4}})")
# Drupal counts several lists of a page at once: page=0,2
_PAGE_NUMBERS = re.compile(r"\d{1,6}(?:,\d{1,4})*")
_CURSOR_VALUE = re.compile(r"[^/\s]+")


class ListPage(NamedTuple):
    """A page of a list: the list's first page, and the page's number.

    `number` is 0 where a cursor names the page. `doubtful` says that a headline may end so, too.
    """

    first_page: ParsedUrl
    number: int
    doubtful: bool = False


def parse_list_page(address: ParsedUrl) -> ListPage | None:
    """Return the list page that an address leads to, None where its address names no page."""
    return _read_page_from_path(address) or _read_page_from_query(address)


def read_page_number(url: str) -> int:
    """Return the number of the list page an address leads to, 0 where it has none."""
    address = ParsedUrl.parse(url)
    page = parse_list_page(address) if address else None
    return page.number if page else 0


def _read_page_from_path(address: ParsedUrl) -> ListPage | None:
    segments = address.segments
    if (
        len(segments) > 1
        and address.segment_keys[-2] in url_words.PAGE_WORDS
        and is_short_number(segments[-1], 4)
    ):
        return ListPage(_replace_segments(address, segments[:-2]), int(segments[-1]))
    if match := _PAGE_SEGMENT.fullmatch(address.last_segment) or _INDEX_FILE.fullmatch(
        address.last_segment
    ):
        return ListPage(_replace_segments(address, segments[:-1]), int(match[1]))
    if match := _PAGE_SUFFIX.fullmatch(address.last_segment):
        first = replace(address, segments=(*segments[:-1], match[1]))
        return ListPage(first, int(match[2]), doubtful=True)
    return None


def _replace_segments(address: ParsedUrl, segments: tuple[str, ...]) -> ParsedUrl:
    return replace(address, segments=segments, extension="")


def _read_page_from_query(address: ParsedUrl) -> ListPage | None:
    query = address.query
    page_numbers = {
        key: value for key, value in query.items() if _is_page_parameter(address, key, value)
    }
    cursors = {
        key
        for key in query.keys() & url_words.CURSOR_KEYS
        if _CURSOR_VALUE.fullmatch(query[key]) and key not in page_numbers
    }
    if not page_numbers and not cursors:
        return None
    rest = {key: query[key] for key in query.keys() - page_numbers.keys() - cursors}
    numbers = (int(value.rpartition(",")[2]) for value in page_numbers.values())
    return ListPage(replace(address, query=rest), max(numbers, default=0))


def _is_page_parameter(address: ParsedUrl, key: str, value: str) -> bool:
    if not (value.isascii() and _PAGE_NUMBERS.fullmatch(value)):
        return False
    if key == "p":
        return bool(address.segments) and is_short_number(value, 4)
    return key in url_words.PAGE_KEYS or bool(url_words.PAGE_KEY.fullmatch(key))
