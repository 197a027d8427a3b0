"""Who wrote it: people, told from the site, agencies, roles and addresses. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction import lexicon
from crawler.extraction.body import Body
from crawler.text import clean_line, fold, words

_ADDRESS = re.compile(r"https?:|www\.|\.(?:com|net|org|tv|info)\b|@|/", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+|\(\s*\)")
_PLACE = re.compile(r"\s+[-–—|•]\s+.*$|\s*[\[(].*$")
_SPLIT = re.compile(r"\s*[،,;؛|&+•·\n]\s*|\s+(?:و|and|und|et|y|و)\s+|\s*/\s*|\s+-\s+")
_DIGIT = re.compile(r"\d")
_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_MAX_WORDS = 6
_MAX_CHARS = 60


def people(values: Iterable[str], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the persons named in bylines, in order, each once.

    Labels («بقلم»), places behind a dash, e-mail addresses and digits go; agencies, desks, roles
    and the site itself are no persons. Several are split at signs, a free-standing «و», and a
    joined «و» where both sides are whole names.
    """
    names = {fold(name) for name in site_names if name}
    found: dict[str, str] = {}
    for value in values:
        for name in split(value):
            if is_person(name, names):
                found.setdefault(fold(name), name)
    return tuple(found.values())


def split(value: str) -> list[str]:
    """Split a byline into candidate names, labels and places left out."""
    text = without_label(clean_line(_MAIL.sub(" ", value)))
    parts: list[str] = []
    for piece in _SPLIT.split(text):
        parts.extend(_at_joined_and(_EDGE.sub("", without_label(_PLACE.sub("", piece)))))
    return [part for part in parts if part]


def without_label(text: str) -> str:
    """Drop «بقلم», «كتب:» and their like from the beginning."""
    for pattern in (lexicon.BY_WITH_COLON, lexicon.BY):
        found = pattern.match(fold(text))
        if not found:
            continue
        dropped = len(words(found.group()))
        rest = text.split()
        return _EDGE.sub("", " ".join(rest[dropped:])) if len(rest) > dropped else text
    return text


def _at_joined_and(text: str) -> list[str]:
    """Split «محمد علي وأحمد حسن»: two words at least on both sides, no name that begins so."""
    tokens = text.split()
    for at in range(2, len(tokens) - 1):
        token = tokens[at]
        joined = token.startswith("و") and len(token) > 3
        if joined and not lexicon.NAMES_WITH_WAW.fullmatch(fold(token)):
            rest = " ".join([token[1:], *tokens[at + 1 :]])
            return [" ".join(tokens[:at]), *_at_joined_and(rest)]
    return [text]


def is_person(name: str, site_names: set[str]) -> bool:
    """Say whether a name may be a person's."""
    folded = fold(name)
    if not 1 <= len(name.split()) <= _MAX_WORDS or not 3 <= len(name) <= _MAX_CHARS:
        return False
    if _ADDRESS.search(name) or _DIGIT.search(name) or not re.search(r"[^\W\d_]{2}", name):
        return False
    if any(folded == site or (len(site) > 4 and site in folded) for site in site_names):
        return False
    return not (lexicon.AGENCIES.match(folded) or lexicon.NOT_A_PERSON.search(f" {folded} "))


def labelled(body: Body) -> list[str]:
    """Return the names behind «بقلم» and «كتب:» on lines of their own around the headline."""
    blocks = body.blocks.blocks
    first = body.span[0]
    start = body.headline if body.headline is not None else max(0, first - 6)
    found: list[str] = []
    for block in blocks[start : first + 1]:
        folded = fold(block.text)
        if len(block.text) < 90 and (lexicon.BY.match(folded) and len(folded.split()) <= 8):
            found.append(block.text)
    return found
