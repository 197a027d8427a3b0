"""Who wrote it: people, told from the site, agencies, roles and addresses. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction.lexicon import agencies
from crawler.extraction.lexicon import people as known
from crawler.text.normalise import clean_line, fold

_ADDRESS = re.compile(r"https?:|://|www\.|\.(?:com|net|org|tv|info)\b|@|facebook", re.IGNORECASE)
_MAIL = re.compile(r"(?<!\S)\S+@\S+|\(\s*\)")
_BRACKETS = re.compile(r"\s*[\[(].*$")
_SPLIT = re.compile(r"\s*[،,;؛|&+•·/\n]\s*|\s+(?:و|and|und|et|y)\s+")
_DASH = re.compile(r"\s*[–—]\s*|\s+-\s*|\s*-\s+")
_COLON = re.compile(r"^[^:]{2,24}:\s+")
_INITIAL = re.compile(r"\s\w\.\s")  # no organisation has one
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_MAX_WORDS = 6
_MAX_CHARS = 60


def people(
    values: Iterable[str], site_names: Iterable[str] = (), *, declared: bool = False
) -> tuple[str, ...]:
    """Return the persons named in bylines, in order, each once.

    Labels («بقلم»), places beside a dash, e-mail addresses and digits go; agencies, desks, roles,
    web addresses and the site itself are no persons. Several are split at signs, lines, a
    free-standing «و», and a joined «و» where both sides are whole names.
    """
    names = {fold(name) for name in site_names if name}
    found: dict[str, str] = {}
    for value in values:
        if _ADDRESS.search(_MAIL.sub(" ", value)):
            continue
        for name in split(value):
            if is_person(name, names, declared=declared):
                found.setdefault(fold(name), name)
    return tuple(found.values())


def split(value: str) -> list[str]:
    """Split a byline into candidate names, labels and places left out."""
    parts: list[str] = []
    for line in _MAIL.sub(" ", value).splitlines():
        if line.rstrip().endswith(":") and len(line.split()) == 1:
            continue
        text = without_label(clean_line(line))
        for piece in _SPLIT.split(text):
            for side in _without_place(_BRACKETS.sub("", piece)):
                for name in _at_linking_word(_EDGE.sub("", without_label(side))):
                    parts.extend(_at_joined_and(name))
    return [part for part in parts if part]


def _without_place(text: str) -> list[str]:
    """«Name - city» and «city - name»: a known place goes, else the side of one word."""
    sides = [side for side in _DASH.split(text) if side]
    if len(sides) < 2:
        return [text]
    kept = [side for side in sides if not known.PLACES.fullmatch(fold(_EDGE.sub("", side)))]
    longer = [side for side in kept if len(side.split()) > 1]
    return longer or kept


def without_label(text: str) -> str:
    """Drop «بقلم», «كتب:» and their like from the beginning; all of a label alone."""
    folded = fold(text)
    for pattern in (known.BY_WITH_COLON, known.BY):
        found = pattern.match(f"{folded} ")
        if found:
            tokens = text.split()
            return _EDGE.sub("", " ".join(tokens[len(found.group().split()) :]))
    return _COLON.sub("", text)


def _at_linking_word(text: str) -> list[str]:
    """Split at words that are no part of a name, between two whole names: «… مع …»."""
    tokens = text.split()
    parts, start = [], 0
    for at in range(2, len(tokens) - 2):
        linking = at >= start + 2 and known.LINKING.fullmatch(tokens[at])
        if linking and not _is_ali(tokens, at):
            parts.append(" ".join(tokens[start:at]))
            start = at + 1
    return [*parts, " ".join(tokens[start:])] if parts else [text]


def _is_ali(tokens: list[str], at: int) -> bool:
    """Egypt writes «علي» as «على»; beside a common first name it is that."""
    beside = (fold(tokens[at - 1]), fold(tokens[at + 1]))
    return tokens[at] == "على" and any(map(known.COMMON_NAMES.fullmatch, beside))


def _at_joined_and(text: str) -> list[str]:
    """Split «محمد علي وأحمد حسن»: two words at least on both sides, no name that begins so."""
    tokens = text.split()
    parts, start = [], 0
    for at in range(2, len(tokens) - 1):
        token = tokens[at]
        joined = at >= start + 2 and token.startswith("و") and len(token) > 3
        if joined and not known.NAMES_WITH_WAW.fullmatch(fold(token)):
            parts.append(" ".join(tokens[start:at]))
            tokens[at], start = token[1:], at
    return [*parts, " ".join(tokens[start:])] if parts else [text]


def is_person(name: str, site_names: set[str], *, declared: bool = False) -> bool:
    """Say whether a name may be a person's; one `declared` a person may hold the word of a role."""
    folded = fold(name)
    if not 1 <= len(name.split()) <= _MAX_WORDS or not 3 <= len(name) <= _MAX_CHARS:
        return False
    if _ADDRESS.search(name) or _DIGIT.search(name) or not _LETTERS.search(name):
        return False
    if any(folded == site or (len(site) > 4 and site in folded) for site in site_names):
        return False
    if known.AGENCIES.match(folded) or agencies.KNOWN.fullmatch(folded):
        return False
    if known.ORGANISATION.match(folded) and not _INITIAL.search(name):
        return False
    return not (known.ONLY_ROLES.fullmatch(folded) if declared else known.ROLE.search(folded))
