"""Rules of the classifier that read the parameters."""

import re

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.parsed_url import Address, has_digit
from crawler.discovery.url_classifier.path_rules import LONG_ID
from crawler.discovery.url_classifier.verdicts import (
    ARTICLE,
    LIKELY_ARTICLE,
    PAGE,
    SECTION,
    SKIP,
    Verdict,
)

_PLURAL = re.compile(r"(?:article|storie|post|new|item)s\b")
_NAME = re.compile(r"[A-Za-z_]{3,20}")


def queried(address: Address) -> Verdict | None:
    """Judge pages that a parameter names."""
    query = address.query
    if query.get("view") in ("article", "item") or names_article(address):
        return ARTICLE
    script = address.extension or url_words.ARTICLE_SCRIPT.search("".join(address.keys[-1:]))
    if numbers(address) or (script and any(map(has_digit, query.values()))):
        return _scripted(address)
    if query.keys() & url_words.INDEX_KEYS:
        return SKIP
    if query.keys() & url_words.SECTION_KEYS or address.routes & url_words.SECTION_MARKS:
        return SECTION
    chosen = address.routes & (url_words.ARTICLE_MARKS - url_words.LOOSE_MARKS)
    return LIKELY_ARTICLE if chosen and len(query) > 1 else None


def names_article(address: Address) -> bool:
    """Say whether a parameter names one article."""
    query = address.query
    if any(query[key] for key in query.keys() & url_words.ARTICLE_KEYS):
        return True
    return not address.segments and query.get("p", "").isdigit()


def numbers(address: Address) -> list[str]:
    """Return the values of parameters that name one thing, whatever it is."""
    values = (address.query[key] for key in address.query.keys() & url_words.LOOSE_KEYS)
    return [value for value in values if has_digit(value)]


def _scripted(address: Address) -> Verdict:
    """Judge a number by the name of the script it is given to."""
    script = _script(address)
    tells_article = url_words.ARTICLE_SCRIPT.search(script)
    if url_words.INDEX_SCRIPT.search(script):
        return SKIP
    if url_words.SECTION_SCRIPT.search(script):
        return SECTION
    if address.query.keys() <= url_words.SECTION_KEYS:
        long = any(map(LONG_ID.search, address.query.values()))
        return PAGE if tells_article and long else SECTION
    if tells_article:
        return PAGE if _PLURAL.search(script) and not address.extension else ARTICLE
    return LIKELY_ARTICLE if any(map(LONG_ID.search, numbers(address))) else PAGE


def _script(address: Address) -> str:
    """Return the names that choose a script: the last segment and wordy parameters."""
    values = (value.lower() for value in address.query.values() if _NAME.fullmatch(value))
    return " ".join((*address.keys[-1:], *values))
