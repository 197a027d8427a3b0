"""Rules of the classifier that read the path of an address."""

import re
from collections.abc import Sequence

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.parsed_url import (
    ParsedUrl,
    has_digit,
    is_short_number,
    split_segment_words,
)
from crawler.discovery.url_classifier.url_dates import (
    YEAR_PATTERN,
    UrlDate,
    find_path_date,
    starts_with_date,
)
from crawler.discovery.url_classifier.url_words import is_listed_word, make_word_key
from crawler.discovery.url_classifier.verdicts import (
    ARTICLE,
    LIKELY_ARTICLE,
    LIKELY_SECTION,
    MEDIA_PAGE,
    PAGE,
    PAGING,
    SECTION,
    SKIP,
    UrlVerdict,
)

LONG_ID = re.compile(r"\d{5,}|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_YEAR = re.compile(YEAR_PATTERN)
_EDGE_NUMBER = re.compile(r"(\d{3,4})[-_].+|.+[-_.](\d{3,4})")
_ARTICLE_AND_SECTION_MARKS = url_words.ARTICLE_MARKS | url_words.SECTION_MARKS
_LIST_NAMES = url_words.SECTION_WORDS | _ARTICLE_AND_SECTION_MARKS
# A tag has at most so many words; a longer one may be a headline.
_MAX_TAG_WORDS = 6
_MAX_PERSON_WORDS = 3
# A key of letters and digits, mixed as in no word: title-words-61ab70
_MIXED_KEY = re.compile(r"(?=[a-z0-9]*\d[a-z])(?=[a-z0-9]*[a-z])[a-z0-9]{5,14}")


def judge_tag_or_author(address: ParsedUrl) -> UrlVerdict | None:
    """Skip tags and authors; a text filed below one of them is a `page`."""
    index = address.find_last_index(url_words.TAG_MARKS | url_words.PEOPLE_MARKS)
    if index is None:
        return SKIP if _is_numbered_tag_or_author(address) or _is_person_page(address) else None
    below = address.segments[index + 1 :]
    filed = len(below) > 1 and not below[0].isdigit()
    min_words = 2 if is_listed_word(address.segment_keys[index], url_words.PEOPLE_MARKS) else 4
    if filed and (
        len(address.last_segment_words) >= min_words
        or LONG_ID.search(below[-1])
        or find_path_date(below)
    ):
        return PAGE
    return PAGE if len(address.last_segment_words) > _MAX_TAG_WORDS else SKIP


def _is_numbered_tag_or_author(address: ParsedUrl) -> bool:
    """Say whether the last segment numbers a tag or an author, like `mot-16`."""
    name = address.numbered_name
    return name is not None and is_listed_word(
        name[0], url_words.TAG_MARKS | url_words.PEOPLE_MARKS
    )


def _is_person_page(address: ParsedUrl) -> bool:
    """Say whether a person's name follows `/user/` or the like."""
    if (
        len(address.segment_keys) < 2
        or address.segment_keys[-2] not in url_words.AMBIGUOUS_PEOPLE_MARKS
    ):
        return False
    return len(address.last_segment_words) <= _MAX_PERSON_WORDS and not LONG_ID.search(
        address.last_segment
    )


def judge_media(address: ParsedUrl) -> UrlVerdict | None:
    """Skip lists of videos and photos; a single one may carry an article's text."""
    index = address.find_last_index(url_words.MEDIA_MARKS)
    if index is None:
        return None
    below = address.segments[index + 1 :]
    numbered = any(map(has_digit, below)) or any(map(has_digit, address.query.values()))
    if numbered or (below and len(address.last_segment_words) > 1):
        return MEDIA_PAGE
    return MEDIA_PAGE if not below and LONG_ID.search("/".join(address.segments)) else SKIP


def judge_dated_path(address: ParsedUrl) -> UrlVerdict | None:
    """Judge dates: a text below one is an article, a date alone an endless archive."""
    if starts_with_date(address.last_segment):
        return ARTICLE
    date = find_path_date(address.segments)
    if date is None:
        return None
    below = address.segments[date.end :]
    if not below:
        return _judge_date_archive(address, date)
    if len(below) == 1 and is_listed_word(address.segment_keys[-1], url_words.SECTION_WORDS):
        return SKIP
    marks = url_words.ARTICLE_MARKS - url_words.AMBIGUOUS_ARTICLE_MARKS
    below_mark = date.start > 0 and is_listed_word(address.segment_keys[date.start - 1], marks)
    long = len(address.last_segment_words) > 1 or any(map(LONG_ID.search, below))
    sure = date.precision != "year" or below_mark or long
    return ARTICLE if sure else PAGE


def _judge_date_archive(address: ParsedUrl, date: UrlDate) -> UrlVerdict:
    """Judge a path that ends in a date; its digits may be an article's number instead."""
    before = address.segments[: date.start]
    may_be_number = address.last_segment.isdigit() and (
        date.precision == "year" or len(address.last_segment) > 4
    )
    if (
        may_be_number
        and before
        and is_listed_word(make_word_key(before[-1]), url_words.ARTICLE_MARKS)
    ):
        return ARTICLE
    if before and len(split_segment_words(before[-1])) > 3:
        return LIKELY_ARTICLE
    return PAGE if date.precision == "year" and before else SKIP


def judge_marked_path(address: ParsedUrl) -> UrlVerdict | None:
    """Judge what follows `/article/`, `/category/` and the like; the last of them counts."""
    index = address.find_last_index(_ARTICLE_AND_SECTION_MARKS, min_following=1)
    if index is None:
        return None
    below = address.segments[index + 1 :]
    if is_listed_word(address.segment_keys[index], url_words.SECTION_MARKS):
        loose = is_listed_word(address.segment_keys[index], url_words.AMBIGUOUS_SECTION_MARKS)
        return (
            _judge_below_loose_section(address, below)
            if loose
            else _judge_below_section(address, below)
        )
    if below[0].isdigit() or any(map(LONG_ID.search, below)):
        return ARTICLE
    if is_listed_word(address.segment_keys[-1], _LIST_NAMES):
        return LIKELY_SECTION
    if not is_listed_word(address.segment_keys[index], url_words.AMBIGUOUS_ARTICLE_MARKS):
        return ARTICLE
    return (
        LIKELY_ARTICLE
        if any(map(has_digit, below)) or len(address.last_segment_words) > 2
        else PAGE
    )


def _judge_below_section(address: ParsedUrl, below: Sequence[str]) -> UrlVerdict:
    """Judge what follows `/category/`: often a section below it, less often an article."""
    count = len(address.last_segment_words)
    if len(below) > 2 and all(is_short_number(part, 4) for part in below[-2:]):
        return PAGING
    named = len(below) > 1 and not is_short_number(below[-2], 3)
    may_be_article = named and (count > 2 or any(map(LONG_ID.search, below)))
    if may_be_article or count > 4:
        return PAGE
    return SECTION if count < 2 else LIKELY_SECTION


def _judge_below_loose_section(address: ParsedUrl, below: Sequence[str]) -> UrlVerdict:
    """Judge what follows `/topic/`: an article as often as a list of articles."""
    if any(map(LONG_ID.fullmatch, below)):
        return PAGE
    verdict = _judge_below_section(address, below)
    return LIKELY_SECTION if verdict == SECTION else verdict


def judge_numbered_name(address: ParsedUrl) -> UrlVerdict | None:
    """Judge a kind's name and a number in one: `article123`, `rubrique-12`, `story-4521`."""
    if address.numbered_name is None:
        return None
    name, joint, number = address.numbered_name
    if is_listed_word(name, url_words.SECTION_MARKS):
        return LIKELY_SECTION
    if (
        not is_listed_word(name, url_words.ARTICLE_MARKS)
        or len(name) < 3
        or (joint and len(number) < 3)
    ):
        return None
    return LIKELY_ARTICLE if is_listed_word(name, url_words.AMBIGUOUS_ARTICLE_MARKS) else ARTICLE


def judge_numbers(address: ParsedUrl) -> UrlVerdict | None:
    """Judge numbers and keys, as articles have them."""
    if any(map(LONG_ID.search, address.segments)):
        return ARTICLE
    *parents, last = address.segments or ("",)
    if last.isdigit():
        return LIKELY_ARTICLE if len(last) == 4 and not _YEAR.fullmatch(last) else PAGE
    if any(map(str.isdigit, parents)):
        return LIKELY_ARTICLE if len(address.last_segment_words) > 1 else PAGE
    match = _EDGE_NUMBER.fullmatch(last)
    if _has_article_key(last):
        return LIKELY_ARTICLE
    if match and address.last_segment_words and not _YEAR.fullmatch(match[1] or match[2]):
        return LIKELY_ARTICLE
    return PAGE if not address.last_segment_words and has_digit(last) else None


def _has_article_key(segment: str) -> bool:
    """Say whether a segment's words begin or end with a key of letters and digits."""
    parts = segment.split("-")
    return len(parts) > 2 and any(map(_MIXED_KEY.fullmatch, (parts[0], parts[-1])))


def judge_words(address: ParsedUrl) -> UrlVerdict | None:
    """Judge by the words of the last segment: headlines are long, sections short."""
    count = len(address.last_segment_words)
    if not address.segments:
        return None
    if count > 3:
        return ARTICLE if count > 5 else LIKELY_ARTICLE
    if any(map(has_digit, address.query.values())):
        return PAGE
    if is_listed_word(address.segment_keys[-1], _LIST_NAMES):
        return SECTION
    if address.extension:
        return LIKELY_ARTICLE if count == 3 else PAGE
    return LIKELY_SECTION if _may_be_section(address, count) else PAGE


def _may_be_section(address: ParsedUrl, word_count: int) -> bool:
    depth = len(address.segments)
    if word_count == 2:
        are_section_words = [
            is_listed_word(word, url_words.SECTION_WORDS) for word in address.last_segment_words
        ]
        arabic = not address.last_segment.isascii()
        return all(are_section_words) or (arabic and (depth == 1 or any(are_section_words)))
    below_section = depth == 2 and is_listed_word(address.segment_keys[0], _LIST_NAMES)
    return word_count == 1 and (depth == 1 or below_section)
