"""Rules of the classifier that read the path."""

import re
from collections.abc import Sequence

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.parsed_url import Address, has_digit, is_number, words
from crawler.discovery.url_classifier.url_dates import PathDate, find_date, starts_with_day
from crawler.discovery.url_classifier.url_words import among, squeeze
from crawler.discovery.url_classifier.verdicts import (
    ARTICLE,
    LIKELY_ARTICLE,
    LIKELY_SECTION,
    MEDIA_PAGE,
    PAGE,
    PAGING,
    SECTION,
    SKIP,
    Verdict,
)

LONG_ID = re.compile(r"\d{5,}|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_EDGE_NUMBER = re.compile(r"(\d{3,4})[-_].+|.+[-_.](\d{3,4})")
_MARKS = url_words.ARTICLE_MARKS | url_words.SECTION_MARKS
_LIST_NAMES = url_words.SECTION_WORDS | _MARKS
# A tag may have as many words as a short headline; more make it worth a look.
_TAG_WORDS = 6
_NAME_WORDS = 3
# Letters and digits mixed as no word has them, at the end of an address: title-words-61ab70
_MIXED = re.compile(r"(?=[a-z0-9]*\d[a-z])(?=[a-z0-9]*[a-z])[a-z0-9]{5,14}")


def index(address: Address) -> Verdict | None:
    """Tags and authors; a text filed below an author is worth a look."""
    at = address.rightmost(url_words.TAG_MARKS | url_words.PEOPLE_MARKS)
    if at is None:
        return SKIP if _numbered_index(address) or _person(address) else None
    below = address.segments[at + 1 :]
    filed = len(below) > 1 and not below[0].isdigit()
    least = 2 if among(address.keys[at], url_words.PEOPLE_MARKS) else 4
    if filed and (len(address.words) >= least or LONG_ID.search(below[-1]) or find_date(below)):
        return PAGE
    return PAGE if len(address.words) > _TAG_WORDS else SKIP


def _numbered_index(address: Address) -> bool:
    """Say whether the last segment is a tag's or an author's, like `mot-16`."""
    name = address.numbered_name
    return name is not None and among(name[0], url_words.TAG_MARKS | url_words.PEOPLE_MARKS)


def _person(address: Address) -> bool:
    """Say whether one name stands below `/user/`."""
    if len(address.keys) < 2 or address.keys[-2] not in url_words.LOOSE_PEOPLE_MARKS:
        return False
    return len(address.words) <= _NAME_WORDS and not LONG_ID.search(address.leaf)


def media(address: Address) -> Verdict | None:
    """Lists of videos and photos are skipped; one of them may carry an article's text."""
    at = address.rightmost(url_words.MEDIA_MARKS)
    if at is None:
        return None
    below = address.segments[at + 1 :]
    numbered = any(map(has_digit, below)) or any(map(has_digit, address.query.values()))
    if numbered or (below and len(address.words) > 1):
        return MEDIA_PAGE
    return MEDIA_PAGE if not below and LONG_ID.search("/".join(address.segments)) else SKIP


def dated(address: Address) -> Verdict | None:
    """A text below a date is an article; a date alone is an archive without end."""
    if starts_with_day(address.leaf):
        return ARTICLE
    date = find_date(address.segments)
    if date is None:
        return None
    below = address.segments[date.end :]
    if not below:
        return _archive(address, date)
    if len(below) == 1 and among(address.keys[-1], url_words.SECTION_WORDS):
        return SKIP
    marks = url_words.ARTICLE_MARKS - url_words.LOOSE_MARKS
    named = date.start > 0 and among(address.keys[date.start - 1], marks)
    long = len(address.words) > 1 or any(map(LONG_ID.search, below))
    told = date.exact != "year" or named or long
    return ARTICLE if told else PAGE


def _archive(address: Address, date: PathDate) -> Verdict:
    """A date at the end; plain digits may be a number instead, a headline may stand before."""
    before = address.segments[: date.start]
    number = address.leaf.isdigit() and (date.exact == "year" or len(address.leaf) > 4)
    if number and before and among(squeeze(before[-1]), url_words.ARTICLE_MARKS):
        return ARTICLE
    if before and len(words(before[-1])) > 3:
        return LIKELY_ARTICLE
    return PAGE if date.exact == "year" and before else SKIP


def marked(address: Address) -> Verdict | None:
    """What follows `/article/` or `/category/`, the last such mark counting."""
    at = address.rightmost(_MARKS, before=1)
    if at is None:
        return None
    below = address.segments[at + 1 :]
    if among(address.keys[at], url_words.SECTION_MARKS):
        loose = among(address.keys[at], url_words.LOOSE_SECTION_MARKS)
        return _below_loose(address, below) if loose else _below_section(address, below)
    if below[0].isdigit() or any(map(LONG_ID.search, below)):
        return ARTICLE
    if among(address.keys[-1], _LIST_NAMES):
        return LIKELY_SECTION
    if not among(address.keys[at], url_words.LOOSE_MARKS):
        return ARTICLE
    return LIKELY_ARTICLE if any(map(has_digit, below)) or len(address.words) > 2 else PAGE


def _below_section(address: Address, below: Sequence[str]) -> Verdict:
    """Sections of sections are common, articles filed below `/category/` less so."""
    count = len(address.words)
    if len(below) > 2 and all(is_number(part, 4) for part in below[-2:]):
        return PAGING
    named = len(below) > 1 and not is_number(below[-2], 3)
    filed = named and (count > 2 or any(map(LONG_ID.search, below)))
    if filed or count > 4:
        return PAGE
    return SECTION if count < 2 else LIKELY_SECTION


def _below_loose(address: Address, below: Sequence[str]) -> Verdict:
    """What follows `/topic/` is one as often as a list of them."""
    if any(map(LONG_ID.fullmatch, below)):
        return PAGE
    verdict = _below_section(address, below)
    return LIKELY_SECTION if verdict == SECTION else verdict


def named(address: Address) -> Verdict | None:
    """A kind's name and a number in one: `article123`, `rubrique-12`, `story-4521`."""
    if address.numbered_name is None:
        return None
    name, joint, number = address.numbered_name
    if among(name, url_words.SECTION_MARKS):
        return LIKELY_SECTION
    if not among(name, url_words.ARTICLE_MARKS) or len(name) < 3 or (joint and len(number) < 3):
        return None
    return LIKELY_ARTICLE if among(name, url_words.LOOSE_MARKS) else ARTICLE


def numbered(address: Address) -> Verdict | None:
    """Numbers that only articles have."""
    if any(map(LONG_ID.search, address.segments)):
        return ARTICLE
    *path, leaf = address.segments or ("",)
    if leaf.isdigit():
        return LIKELY_ARTICLE if len(leaf) == 4 and not _YEAR.fullmatch(leaf) else PAGE
    if any(map(str.isdigit, path)):
        return LIKELY_ARTICLE if len(address.words) > 1 else PAGE
    match = _EDGE_NUMBER.fullmatch(leaf)
    if _carries_key(leaf):
        return LIKELY_ARTICLE
    if match and address.words and not _YEAR.fullmatch(match[1] or match[2]):
        return LIKELY_ARTICLE
    return PAGE if not address.words and has_digit(leaf) else None


def _carries_key(leaf: str) -> bool:
    """Say whether words are led or followed by a key of letters and digits."""
    parts = leaf.split("-")
    return len(parts) > 2 and any(map(_MIXED.fullmatch, (parts[0], parts[-1])))


def worded(address: Address) -> Verdict | None:
    """What the words of the last segment suggest: headlines are long, sections short."""
    count = len(address.words)
    if not address.segments:
        return None
    if count > 3:
        return ARTICLE if count > 5 else LIKELY_ARTICLE
    if any(map(has_digit, address.query.values())):
        return PAGE
    if among(address.keys[-1], _LIST_NAMES):
        return SECTION
    if address.extension:
        return LIKELY_ARTICLE if count == 3 else PAGE
    return LIKELY_SECTION if _sounds_like_section(address, count) else PAGE


def _sounds_like_section(address: Address, count: int) -> bool:
    depth = len(address.segments)
    if count == 2:
        known = [among(word, url_words.SECTION_WORDS) for word in address.words]
        arabic = not address.leaf.isascii()
        return all(known) or (arabic and (depth == 1 or any(known)))
    below_section = depth == 2 and among(address.keys[0], _LIST_NAMES)
    return count == 1 and (depth == 1 or below_section)
