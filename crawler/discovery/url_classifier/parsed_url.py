"""Addresses taken apart for the classifier, without the parts that tell nothing of the page."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.url_words import is_listed_word, make_word_key
from crawler.text.normalise import fold_text, to_ascii_digits

_KNOWN_EXTENSIONS = (
    url_words.PAGE_EXTENSIONS | url_words.FILE_EXTENSIONS | url_words.FEED_EXTENSIONS
)
_SPIP_MARKS = (
    url_words.ARTICLE_MARKS | url_words.SECTION_MARKS | url_words.TAG_MARKS | url_words.PEOPLE_MARKS
)
_INDEX_FILES = frozenset(["index", "default", "home", "sommaire", "accueil", "spip"])
_TRUE_VALUES = frozenset(["", "1", "true", "amp"])
_DRUPAL_PATH = re.compile(r"[\w-]+(?:/[^ ]*|\.xml)")
_WORD_SEPARATORS = re.compile(r"[\W_]+")
# SPIP's ?article12 and ?rubrique3, TYPO3's tx_news[news] and tx_news[@widget_0][currentPage].
_SPIP_KEY = re.compile(r"([a-z]{3,})\d+")
_BRACKETED_KEY = re.compile(r"[^\[]+(?:\[[^\]]*\])*\[@?(\w+)\]")
_NAME_AND_NUMBER = re.compile(r"([^\W\d_]+)([-_=:]?)(\d{1,9})")


@dataclass(frozen=True)
class ParsedUrl:
    """An http(s) address taken apart.

    `segments` are those of the path, percent-decoded and folded (letters, case, digits), without a
    language code at either end, an index file's name, AMP marks and `extension`, which is a known
    one or empty. The keys of `query` are word keys; AMP marks and the language are left out. Where
    a content system keeps the path in the query, `segments` are of that path.
    """

    host: str
    segments: tuple[str, ...]
    extension: str
    query: dict[str, str]

    @classmethod
    def parse(cls, url: str) -> Self | None:
        """Take an address apart; return None where it is no http(s) address."""
        try:
            parts = urlsplit(url.strip())
            host = parts.hostname
            fields = parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not host:
            return None
        query = {_normalise_parameter_name(key): value for key, value in fields}
        path = [
            part
            for part in map(_decode_segment, _resolve_path(parts.path, query).split("/"))
            if part
        ]
        segments, extension = _strip_common_segments(path)
        amp_keys = {
            key for key in query.keys() & url_words.AMP_KEYS if query[key].lower() in _TRUE_VALUES
        }
        ignored_keys = amp_keys | url_words.LANGUAGE_KEYS
        return cls(
            host=host,
            segments=tuple(segments),
            extension=extension,
            query={key: value for key, value in query.items() if key not in ignored_keys},
        )

    @property
    def last_segment(self) -> str:
        """The last segment, empty for a front page."""
        return self.segments[-1] if self.segments else ""

    @cached_property
    def segment_keys(self) -> tuple[str, ...]:
        """The word keys of the segments."""
        return tuple(map(make_word_key, self.segments))

    @cached_property
    def numbered_name(self) -> tuple[str, str, str] | None:
        """The word key, joint and number of a last segment like `rubrique-12`, else None."""
        match = _NAME_AND_NUMBER.fullmatch(self.last_segment)
        return (make_word_key(match[1]), match[2], match[3]) if match else None

    @cached_property
    def route_names(self) -> frozenset[str]:
        """Word keys of the parameters that choose a page as a path does: `?option=com_users`."""
        values = (self.query[key] for key in self.query.keys() & url_words.ROUTE_KEYS)
        names = (
            make_word_key(value.removeprefix("com_")) for value in values if value[:1].isalpha()
        )
        return frozenset(names)

    @cached_property
    def last_segment_words(self) -> tuple[str, ...]:
        """The words of the last segment, as `split_segment_words` returns them."""
        return split_segment_words(self.last_segment)

    def find_last_index(self, word_set: frozenset[str], *, min_following: int = 0) -> int | None:
        """Return the index of the last segment in `word_set` with `min_following` more after it."""
        indexes = reversed(range(len(self.segment_keys) - min_following))
        return next(
            (index for index in indexes if is_listed_word(self.segment_keys[index], word_set)), None
        )


def split_segment_words(segment: str) -> tuple[str, ...]:
    """Return the words of a segment that have only letters, and two at least."""
    return tuple(
        part for part in _WORD_SEPARATORS.split(segment) if len(part) > 1 and part.isalpha()
    )


def has_digit(text: str) -> bool:
    """Say whether any character is a digit."""
    return any(map(str.isdigit, text))


def is_short_number(text: str, max_digits: int) -> bool:
    """Say whether a text is a plain number of at most `max_digits` digits."""
    return text.isascii() and text.isdigit() and len(text) <= max_digits


def _resolve_path(path: str, query: dict[str, str]) -> str:
    """Return the path; where Drupal or SPIP keep it in `query`, move it out from there."""
    if path in ("", "/", "/index.php") and _DRUPAL_PATH.fullmatch(query.get("q", "")):
        return query.pop("q")
    for key, value in query.items():
        match = None if value else _SPIP_KEY.fullmatch(key)
        if match and match[1] in _SPIP_MARKS:
            del query[key]
            return f"/{key}"
    return path


def _normalise_parameter_name(key: str) -> str:
    """Return the word key of a parameter's name; of `a[b][c]` that of `c`."""
    match = _BRACKETED_KEY.fullmatch(key)
    return make_word_key(
        match[1] if match and not key.startswith("page[") else key.partition("[")[0]
    )


def _decode_segment(part: str) -> str:
    text = unquote(part)
    return text.lower() if text.isascii() else to_ascii_digits(fold_text(text))


def _strip_common_segments(segments: list[str]) -> tuple[list[str], str]:
    """Drop index files, AMP marks and languages; return the other segments and the extension."""
    segments = [part for part in segments if part != "index.php"]
    extension = ""
    if segments:
        stem, dot, tail = segments[-1].rpartition(".")
        if dot and stem.strip(".") and tail in _KNOWN_EXTENSIONS:
            segments[-1], extension = stem, tail
        segments[-1] = segments[-1].removesuffix(".amp")
    for end in (0, -1):
        if len(segments) > 1 and segments[end] == "amp":
            del segments[end]
    if (
        segments
        and segments[-1] in _INDEX_FILES
        and (extension in url_words.PAGE_EXTENSIONS or len(segments) == 1)
    ):
        del segments[-1]
        extension = ""
    if segments and make_word_key(segments[0]) in url_words.LANGUAGE_SEGMENTS:
        del segments[0]
    if len(segments) > 1 and segments[-1] in url_words.LANGUAGE_SEGMENTS:
        del segments[-1]
    return segments, extension
