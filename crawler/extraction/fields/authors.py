"""Person names found in bylines; sites, agencies, roles and addresses are left out. Pure."""

import re
from collections.abc import Iterable

from crawler.extraction.lexicon import agencies
from crawler.extraction.lexicon import people as known_people
from crawler.text.normalise import clean_line, fold_text

_WEB_ADDRESS = re.compile(
    r"https?:|://|www\.|\.(?:com|net|org|tv|info)\b|@|facebook", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<!\S)\S+@\S+|\(\s*\)")
_BRACKETED_REST = re.compile(r"\s*[\[(].*$")
_NAME_SEPARATOR = re.compile(r"\s*[،,;؛|&+•·/\n]\s*|\s+(?:و|and|und|et|y)\s+")
_DASH_SEPARATOR = re.compile(r"\s*[–—]\s*|\s+-\s*|\s*-\s+")
_LABEL_WITH_COLON = re.compile(r"^[^:]{2,24}:\s+")
_INITIAL = re.compile(r"\s\w\.\s")  # a middle initial: no organisation has one
_DIGIT = re.compile(r"\d")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGE_SIGNS = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_MAX_NAME_WORDS = 6
_MAX_NAME_CHARS = 60


def find_person_names(
    bylines: Iterable[str], site_names: Iterable[str] = (), *, declared_person: bool = False
) -> tuple[str, ...]:
    """Return the persons named in bylines, in order, each once.

    Labels («بقلم»), places beside a dash and e-mail addresses are removed. Agencies, desks, roles,
    web addresses, names with digits and the site itself are not persons. Several names are split
    at signs, at line ends, at a free-standing «و», and at a joined «و» between two whole names.
    """
    folded_site_names = {fold_text(name) for name in site_names if name}
    persons: dict[str, str] = {}
    for byline in bylines:
        if _WEB_ADDRESS.search(_EMAIL.sub(" ", byline)):
            continue
        for name in split_byline(byline):
            if is_person_name(name, folded_site_names, declared_person=declared_person):
                persons.setdefault(fold_text(name), name)
    return tuple(persons.values())


def split_byline(byline: str) -> list[str]:
    """Split a byline into candidate names, without labels and places."""
    names: list[str] = []
    for line in _EMAIL.sub(" ", byline).splitlines():
        if line.rstrip().endswith(":") and len(line.split()) == 1:
            continue
        text = strip_byline_label(clean_line(line))
        for piece in _NAME_SEPARATOR.split(text):
            for side in _drop_place_side(_BRACKETED_REST.sub("", piece)):
                for name in _split_at_linking_word(_EDGE_SIGNS.sub("", strip_byline_label(side))):
                    names.extend(_split_at_joined_and(name))
    return [name for name in names if name]


def _drop_place_side(text: str) -> list[str]:
    """Drop the place of «name - city» and «city - name»: a known place, else a side of one word."""
    sides = [side for side in _DASH_SEPARATOR.split(text) if side]
    if len(sides) < 2:
        return [text]
    kept = [
        side
        for side in sides
        if not known_people.CORRESPONDENT_PLACE.fullmatch(fold_text(_EDGE_SIGNS.sub("", side)))
    ]
    longer = [side for side in kept if len(side.split()) > 1]
    return longer or kept


def strip_byline_label(text: str) -> str:
    """Drop «بقلم», «كتب:» and similar labels from the beginning; a label alone leaves nothing."""
    folded = fold_text(text)
    for pattern in (known_people.BYLINE_LABEL_WITH_COLON, known_people.BYLINE_LABEL):
        match = pattern.match(f"{folded} ")
        if match:
            tokens = text.split()
            return _EDGE_SIGNS.sub("", " ".join(tokens[len(match.group().split()) :]))
    return _LABEL_WITH_COLON.sub("", text)


def _split_at_linking_word(text: str) -> list[str]:
    """Split two whole names at a word that is no part of a name: «… مع …»."""
    tokens = text.split()
    parts, start = [], 0
    for index in range(2, len(tokens) - 2):
        linking = index >= start + 2 and known_people.LINKING_WORD.fullmatch(tokens[index])
        if linking and not _is_name_ali(tokens, index):
            parts.append(" ".join(tokens[start:index]))
            start = index + 1
    return [*parts, " ".join(tokens[start:])] if parts else [text]


def _is_name_ali(tokens: list[str], index: int) -> bool:
    """Say whether «على» is the name «علي», as Egypt writes it: beside a common first name."""
    beside = (fold_text(tokens[index - 1]), fold_text(tokens[index + 1]))
    return tokens[index] == "على" and any(map(known_people.COMMON_NAMES.fullmatch, beside))


def _split_at_joined_and(text: str) -> list[str]:
    """Split «محمد علي وأحمد حسن» where both sides have two words or more.

    A name that itself begins with «و» is not split.
    """
    tokens = text.split()
    parts, start = [], 0
    for index in range(2, len(tokens) - 1):
        token = tokens[index]
        joined = index >= start + 2 and token.startswith("و") and len(token) > 3
        if joined and not known_people.NAMES_WITH_WAW.fullmatch(fold_text(token)):
            parts.append(" ".join(tokens[start:index]))
            tokens[index], start = token[1:], index
    return [*parts, " ".join(tokens[start:])] if parts else [text]


def is_person_name(name: str, site_names: set[str], *, declared_person: bool = False) -> bool:
    """Say whether a name may be a person's.

    A name that the page declares a person's may contain the word of a role.
    """
    folded = fold_text(name)
    if not 1 <= len(name.split()) <= _MAX_NAME_WORDS or not 3 <= len(name) <= _MAX_NAME_CHARS:
        return False
    if _WEB_ADDRESS.search(name) or _DIGIT.search(name) or not _TWO_LETTERS.search(name):
        return False
    if any(folded == site or (len(site) > 4 and site in folded) for site in site_names):
        return False
    if known_people.AGENCY_BYLINE.match(folded) or agencies.AGENCY_SPELLINGS.fullmatch(folded):
        return False
    if known_people.ORGANISATION_START.match(folded) and not _INITIAL.search(name):
        return False
    return not (
        known_people.ONLY_ROLES.fullmatch(folded)
        if declared_person
        else known_people.ROLE_WORD.search(folded)
    )
