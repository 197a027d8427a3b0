"""The language editions of an outlet: an Arabic one leads to others, and need not go there."""

import re

from crawler.discovery import lexicon
from crawler.discovery.lexicon import squeeze
from crawler.discovery.phrases import plain
from crawler.urls import site

_PARTS = re.compile(r"https?://([^/?]+)/?([^/?]*)[^?]*(?:\?(.*))?")
_REGIONAL = re.compile(r"([a-z]{2})[-_][a-z]{2}", re.IGNORECASE)
_PARAMETER = re.compile(r"(?:^|&)(?:lang|language|locale|hl)=([a-z]+)", re.IGNORECASE)


def tongue(url: str) -> str | None:
    """Return the other language an address names by host, first segment or parameter, else None.

    Arabic is no other language.
    """
    match = _PARTS.match(url)
    if match is None:
        return None
    host, first, query = match.groups()
    label = host.removeprefix("www.").removesuffix(site(url)).partition(".")[0]
    parameter = _PARAMETER.search(query or "")
    named = (_code(part) for part in (parameter[1] if parameter else "", first, label))
    return next(filter(None, named), None)


def names_edition(text: str) -> bool:
    """Say whether a text is the name of another language, or of an edition in it."""
    return squeeze(plain(text)) in lexicon.EDITIONS


def _code(part: str) -> str | None:
    regional = _REGIONAL.fullmatch(part)
    return lexicon.TONGUES.get((regional[1] if regional else part).lower())
