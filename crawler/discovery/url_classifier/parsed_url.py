"""An address taken apart for the classifier, without what says nothing of the kind of page."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.url_words import among, squeeze
from crawler.text.normalise import ascii_digits, fold

_KNOWN = url_words.PAGES | url_words.FILES | url_words.FEEDS
_NUMBERED = (
    url_words.ARTICLE_MARKS | url_words.SECTION_MARKS | url_words.TAG_MARKS | url_words.PEOPLE_MARKS
)
_INDEX = frozenset(["index", "default", "home", "sommaire", "accueil", "spip"])
_ON = frozenset(["", "1", "true", "amp"])
_DRUPAL = re.compile(r"[\w-]+(?:/[^ ]*|\.xml)")
_JOINT = re.compile(r"[\W_]+")
# SPIP's ?article12 and ?rubrique3, TYPO3's tx_news[news] and tx_news[@widget_0][currentPage].
_BARE = re.compile(r"([a-z]{3,})\d+")
_BRACKETED = re.compile(r"[^\[]+(?:\[[^\]]*\])*\[@?(\w+)\]")
_NAME_AND_NUMBER = re.compile(r"([^\W\d_]+)([-_=:]?)(\d{1,9})")


@dataclass(frozen=True)
class Address:
    """A taken-apart http(s) address.

    `segments` of the path are percent-decoded and folded (letters, case, digits) and come without a
    language code at either end, an index file's name, AMP marks and the last one's `extension`,
    which is a known one or empty. `query` has squeezed keys, no AMP marks and no language; where a
    system keeps its path there, the path is that one.
    """

    host: str
    segments: tuple[str, ...]
    extension: str
    query: dict[str, str]

    @classmethod
    def parse(cls, url: str) -> Self | None:
        """Take an address apart; None for what is no http(s) address."""
        try:
            parts = urlsplit(url.strip())
            host = parts.hostname
            fields = parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not host:
            return None
        query = {_name(key): value for key, value in fields}
        path = [part for part in map(_folded, _path(parts.path, query).split("/")) if part]
        segments, extension = _stripped(path)
        marks = {key for key in query.keys() & url_words.AMP_KEYS if query[key].lower() in _ON}
        mute = marks | url_words.LANGUAGE_KEYS
        return cls(
            host=host,
            segments=tuple(segments),
            extension=extension,
            query={key: value for key, value in query.items() if key not in mute},
        )

    @property
    def leaf(self) -> str:
        """The last segment, empty for a front page."""
        return self.segments[-1] if self.segments else ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The segments as the lexicon holds words."""
        return tuple(map(squeeze, self.segments))

    @cached_property
    def numbered_name(self) -> tuple[str, str, str] | None:
        """The squeezed name, joint and number of a last segment like `rubrique-12`, else None."""
        match = _NAME_AND_NUMBER.fullmatch(self.leaf)
        return (squeeze(match[1]), match[2], match[3]) if match else None

    @cached_property
    def routes(self) -> frozenset[str]:
        """Squeezed names of what parameters choose as a path does: `?option=com_users`."""
        chosen = (self.query[key] for key in self.query.keys() & url_words.ROUTE_KEYS)
        names = (squeeze(value.removeprefix("com_")) for value in chosen if value[:1].isalpha())
        return frozenset(names)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the last segment: of letters only, two at least."""
        return words(self.leaf)

    def rightmost(self, names: frozenset[str], *, before: int = 0) -> int | None:
        """Return the place of the last segment so named that has `before` segments after it."""
        places = reversed(range(len(self.keys) - before))
        return next((at for at in places if among(self.keys[at], names)), None)


def words(segment: str) -> tuple[str, ...]:
    """Return the words of a segment: of letters only, two at least."""
    return tuple(part for part in _JOINT.split(segment) if len(part) > 1 and part.isalpha())


def has_digit(text: str) -> bool:
    """Say whether any character is a digit."""
    return any(map(str.isdigit, text))


def is_number(text: str, digits: int) -> bool:
    """Say whether the text is a plain number of so many digits at most."""
    return text.isascii() and text.isdigit() and len(text) <= digits


def _path(path: str, query: dict[str, str]) -> str:
    """Return the path; where Drupal or SPIP have none of their own, the one in their query."""
    if path in ("", "/", "/index.php") and _DRUPAL.fullmatch(query.get("q", "")):
        return query.pop("q")
    for key, value in query.items():
        match = None if value else _BARE.fullmatch(key)
        if match and match[1] in _NUMBERED:
            del query[key]
            return f"/{key}"
    return path


def _name(key: str) -> str:
    """Return a parameter's name as the lexicon holds words: of `a[b][c]` the last one."""
    match = _BRACKETED.fullmatch(key)
    return squeeze(match[1] if match and not key.startswith("page[") else key.partition("[")[0])


def _folded(part: str) -> str:
    text = unquote(part)
    return text.lower() if text.isascii() else ascii_digits(fold(text))


def _stripped(segments: list[str]) -> tuple[list[str], str]:
    """Drop what every outlet has in its paths; return the rest and the extension."""
    segments = [part for part in segments if part != "index.php"]
    extension = ""
    if segments:
        stem, dot, tail = segments[-1].rpartition(".")
        if dot and stem.strip(".") and tail in _KNOWN:
            segments[-1], extension = stem, tail
        segments[-1] = segments[-1].removesuffix(".amp")
    for end in (0, -1):
        if len(segments) > 1 and segments[end] == "amp":
            del segments[end]
    if segments and segments[-1] in _INDEX and (extension in url_words.PAGES or len(segments) == 1):
        del segments[-1]
        extension = ""
    if segments and squeeze(segments[0]) in url_words.LANGUAGES:
        del segments[0]
    if len(segments) > 1 and segments[-1] in url_words.LANGUAGES:
        del segments[-1]
    return segments, extension
