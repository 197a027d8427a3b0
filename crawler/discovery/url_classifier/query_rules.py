"""Rules of the classifier that read the parameters of an address."""

import re

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.parsed_url import ParsedUrl, has_digit
from crawler.discovery.url_classifier.path_rules import LONG_ID
from crawler.discovery.url_classifier.verdicts import (
    ARTICLE,
    LIKELY_ARTICLE,
    PAGE,
    SECTION,
    SKIP,
    UrlVerdict,
)

_PLURAL_SCRIPT = re.compile(r"(?:article|storie|post|new|item)s\b")
_NAME_VALUE = re.compile(r"[A-Za-z_]{3,20}")


def judge_query(address: ParsedUrl) -> UrlVerdict | None:
    """Judge an address whose parameters name a page."""
    query = address.query
    if query.get("view") in ("article", "item") or has_article_parameter(address):
        return ARTICLE
    script = address.extension or url_words.ARTICLE_SCRIPT.search(
        "".join(address.segment_keys[-1:])
    )
    if list_id_values(address) or (script and any(map(has_digit, query.values()))):
        return _judge_by_script(address)
    if query.keys() & url_words.TAG_OR_PERSON_KEYS:
        return SKIP
    if query.keys() & url_words.SECTION_KEYS or address.route_names & url_words.SECTION_MARKS:
        return SECTION
    article_routes = address.route_names & (
        url_words.ARTICLE_MARKS - url_words.AMBIGUOUS_ARTICLE_MARKS
    )
    return LIKELY_ARTICLE if article_routes and len(query) > 1 else None


def has_article_parameter(address: ParsedUrl) -> bool:
    """Say whether a parameter names one article."""
    query = address.query
    if any(query[key] for key in query.keys() & url_words.ARTICLE_KEYS):
        return True
    return not address.segments and query.get("p", "").isdigit()


def list_id_values(address: ParsedUrl) -> list[str]:
    """Return the values of parameters that may name anything by its number: `id`, `n`, `item`."""
    values = (address.query[key] for key in address.query.keys() & url_words.ID_KEYS)
    return [value for value in values if has_digit(value)]


def _judge_by_script(address: ParsedUrl) -> UrlVerdict:
    """Judge a number by the name of the script that receives it."""
    script = _join_script_names(address)
    names_article = url_words.ARTICLE_SCRIPT.search(script)
    if url_words.TAG_OR_PERSON_SCRIPT.search(script):
        return SKIP
    if url_words.SECTION_SCRIPT.search(script):
        return SECTION
    if address.query.keys() <= url_words.SECTION_KEYS:
        long = any(map(LONG_ID.search, address.query.values()))
        return PAGE if names_article and long else SECTION
    if names_article:
        return PAGE if _PLURAL_SCRIPT.search(script) and not address.extension else ARTICLE
    return LIKELY_ARTICLE if any(map(LONG_ID.search, list_id_values(address))) else PAGE


def _join_script_names(address: ParsedUrl) -> str:
    """Return the names that choose a script: the last segment, and values that are words."""
    values = (value.lower() for value in address.query.values() if _NAME_VALUE.fullmatch(value))
    return " ".join((*address.segment_keys[-1:], *values))
