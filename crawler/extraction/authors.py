"""Who wrote it: people, told from the site, agencies, roles and addresses. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction.lexicon import agencies
from crawler.extraction.lexicon import people as known
from crawler.text.normalise import clean_line, fold_text

_WEB_ADDRESS = re.compile(
    r"https?:|://|www\.|\.(?:com|net|org|tv|info)\b|@|facebook", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<!\S)\S+@\S+|\(\s*\)")
_BRACKETED_REST = re.compile(r"\s*[\[(].*$")
_NAME_SEPARATOR = re.compile(r"\s*[،,;؛|&+•·/\n]\s*|\s+(?:و|and|und|et|y)\s+")
_DASH_SEPARATOR = re.compile(r"\s*[–—]\s*|\s+-\s*|\s*-\s+")
_LABEL_WITH_COLON = re.compile(r"^[^:]{2,24}:\s+")
_INITIAL = re.compile(r"\s\w\.\s")  # no organisation has one
_DIGIT = re.compile(r"\d")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGE_SIGNS = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_MAX_NAME_WORDS = 6
_MAX_NAME_CHARS = 60


def find_person_names(
    bylines: Iterable[str], site_names: Iterable[str] = (), *, declared_person: bool = False
) -> tuple[str, ...]:
    """Return the persons named in bylines, in order, each once.

    Labels («بقلم»), places beside a dash, e-mail addresses and digits go; agencies, desks, roles,
    web addresses and the site itself are no persons. Several are split at signs, lines, a
    free-standing «و», and a joined «و» where both sides are whole names.
    """
    names = {fold_text(name) for name in site_names if name}
    found: dict[str, str] = {}
    for value in bylines:
        if _WEB_ADDRESS.search(_EMAIL.sub(" ", value)):
            continue
        for name in split_byline(value):
            if is_person_name(name, names, declared_person=declared_person):
                found.setdefault(fold_text(name), name)
    return tuple(found.values())


def split_byline(byline: str) -> list[str]:
    """Split a byline into candidate names, labels and places left out."""
    parts: list[str] = []
    for line in _EMAIL.sub(" ", byline).splitlines():
        if line.rstrip().endswith(":") and len(line.split()) == 1:
            continue
        text = strip_byline_label(clean_line(line))
        for piece in _NAME_SEPARATOR.split(text):
            for side in _drop_place_side(_BRACKETED_REST.sub("", piece)):
                for name in _split_at_linking_word(_EDGE_SIGNS.sub("", strip_byline_label(side))):
                    parts.extend(_split_at_joined_and(name))
    return [part for part in parts if part]


def _drop_place_side(text: str) -> list[str]:
    """«Name - city» and «city - name»: a known place goes, else the side of one word."""
    sides = [side for side in _DASH_SEPARATOR.split(text) if side]
    if len(sides) < 2:
        return [text]
    kept = [
        side
        for side in sides
        if not known.CORRESPONDENT_PLACE.fullmatch(fold_text(_EDGE_SIGNS.sub("", side)))
    ]
    longer = [side for side in kept if len(side.split()) > 1]
    return longer or kept


def strip_byline_label(text: str) -> str:
    """Drop «بقلم», «كتب:» and their like from the beginning; all of a label alone."""
    folded = fold_text(text)
    for pattern in (known.BYLINE_LABEL_WITH_COLON, known.BYLINE_LABEL):
        found = pattern.match(f"{folded} ")
        if found:
            tokens = text.split()
            return _EDGE_SIGNS.sub("", " ".join(tokens[len(found.group().split()) :]))
    return _LABEL_WITH_COLON.sub("", text)


def _split_at_linking_word(text: str) -> list[str]:
    """Split at words that are no part of a name, between two whole names: «… مع …»."""
    tokens = text.split()
    parts, start = [], 0
    for at in range(2, len(tokens) - 2):
        linking = at >= start + 2 and known.LINKING_WORD.fullmatch(tokens[at])
        if linking and not _is_name_ali(tokens, at):
            parts.append(" ".join(tokens[start:at]))
            start = at + 1
    return [*parts, " ".join(tokens[start:])] if parts else [text]


def _is_name_ali(tokens: list[str], index: int) -> bool:
    """Egypt writes «علي» as «على»; beside a common first name it is that."""
    beside = (fold_text(tokens[index - 1]), fold_text(tokens[index + 1]))
    return tokens[index] == "على" and any(map(known.COMMON_NAMES.fullmatch, beside))


def _split_at_joined_and(text: str) -> list[str]:
    """Split «محمد علي وأحمد حسن»: two words at least on both sides, no name that begins so."""
    tokens = text.split()
    parts, start = [], 0
    for at in range(2, len(tokens) - 1):
        token = tokens[at]
        joined = at >= start + 2 and token.startswith("و") and len(token) > 3
        if joined and not known.NAMES_WITH_WAW.fullmatch(fold_text(token)):
            parts.append(" ".join(tokens[start:at]))
            tokens[at], start = token[1:], at
    return [*parts, " ".join(tokens[start:])] if parts else [text]


def is_person_name(name: str, site_names: set[str], *, declared_person: bool = False) -> bool:
    """Say whether a name may be a person's; one `declared_person` a person may hold the word of a role."""
    folded = fold_text(name)
    if not 1 <= len(name.split()) <= _MAX_NAME_WORDS or not 3 <= len(name) <= _MAX_NAME_CHARS:
        return False
    if _WEB_ADDRESS.search(name) or _DIGIT.search(name) or not _TWO_LETTERS.search(name):
        return False
    if any(folded == site or (len(site) > 4 and site in folded) for site in site_names):
        return False
    if known.AGENCY_BYLINE.match(folded) or agencies.AGENCY_SPELLINGS.fullmatch(folded):
        return False
    if known.ORGANISATION_START.match(folded) and not _INITIAL.search(name):
        return False
    return not (
        known.ONLY_ROLES.fullmatch(folded) if declared_person else known.ROLE_WORD.search(folded)
    )
