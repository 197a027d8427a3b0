"""Person names found in bylines; sites, agencies, roles and addresses are left out. Pure."""

import re
from collections.abc import Collection, Iterable

from crawler.extraction.fields.byline_parts import (
    BylinePart,
    list_joined_names,
    read_byline_parts,
)
from crawler.extraction.fields.bylines import read_byline_line
from crawler.extraction.lexicon import agencies, people
from crawler.text.normalise import fold_text

_WEB_ADDRESS = re.compile(
    r"https?:|://|www\.|\.(?:com|net|org|tv|info)\b|@|facebook", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<!\S)\S*@\S+|\(\s*\)")
_INITIAL = re.compile(r"\s\w\.\s")  # a middle initial: no organisation has one
_DIGIT = re.compile(r"\d")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_MAX_NAME_WORDS = 6
_MAX_NAME_CHARS = 60
_NO_PERSON_KINDS = frozenset({"place", "agency", "date", "label", "outlet"})
_ROLE_KINDS = frozenset({"role", "beat"})
_SHOWN_KINDS = frozenset({"person", "family"})
# Signs between a name and what is no name: its place, its outlet.
_SIDE_SIGNS = frozenset("-–—/_|")


def find_person_names(
    bylines: Iterable[str], site_names: Iterable[str] = (), *, declared_person: bool = False
) -> tuple[str, ...]:
    """Return the persons named in bylines, in order, each once.

    Labels («بقلم»), titles («د.»), places and e-mail addresses are removed. Agencies, outlets,
    desks, roles, photographers, web addresses, names with digits and the site itself are not
    persons. Several names are split at signs, at line ends, at a free-standing «و», and at a joined
    «و» between two whole names.
    """
    folded_site_names = {fold_text(name) for name in site_names if name}
    persons: dict[str, str] = {}
    for byline in bylines:
        if _WEB_ADDRESS.search(_EMAIL.sub(" ", byline)):
            continue
        for line in _EMAIL.sub(" ", byline).splitlines():
            if line.rstrip().endswith(":") and len(line.split()) == 1:
                continue
            for part in _choose_person_parts(line, folded_site_names, declared_person):
                persons.setdefault(fold_text(part.text), part.text)
    return tuple(persons.values())


def _choose_person_parts(
    line: str, site_names: Collection[str], declared_person: bool
) -> list[BylinePart]:
    """Choose the parts of a line that are persons, not what stands beside them."""
    parts = read_byline_parts(line, site_names)
    if not declared_person and _names_nobody(line, site_names):
        return []
    labels = {
        index
        for index, part in enumerate(parts[1:])
        if part.separator.startswith(":") and part.separator != ":("
    }
    chosen = [
        (index, part)
        for index, part in enumerate(parts)
        if _may_be_author(part, site_names, declared_person)
    ]
    chosen = [(index, part) for index, part in chosen if index not in labels] or chosen
    persons = [part for _, part in chosen]
    in_brackets = (n for n, part in enumerate(persons) if n and "(" in part.separator)
    persons = persons[: next(in_brackets, None)]
    if not any(_SIDE_SIGNS & set(part.separator) for part in parts):
        return persons
    persons = [part for part in persons if len(part.text.split()) > 1] or persons
    joined = list_joined_names(parts)
    shown = [part for part in persons if part.kind in _SHOWN_KINDS or part.label or part in joined]
    return shown or persons


def _names_nobody(line: str, site_names: Collection[str]) -> bool:
    """Say whether a line is a photo's credit, or a byline of places, outlets and agencies alone."""
    byline = read_byline_line(line, site_names)
    return (
        "©" in line
        or (byline is not None and not byline.persons)
        or _names_outlet_beside_label(read_byline_parts(line, site_names))
    )


def _names_outlet_beside_label(parts: list[BylinePart]) -> bool:
    """Say whether unknown words stand beside a label alone: «ناظور سيتي: متابعة», «خاص - الوطن»."""
    kinds = [part.kind for part in parts]
    return (len(kinds) == 2 and kinds[0] in ("name", "word") and kinds[1] == "label") or (
        kinds == ["label", "word"] and parts[0].label == "topic"
    )


def _may_be_author(part: BylinePart, site_names: Collection[str], declared_person: bool) -> bool:
    if part.label in ("other maker", "source") or part.kind in _NO_PERSON_KINDS:
        return False
    if part.kind in _ROLE_KINDS and not declared_person:
        return False
    return is_person_name(part.text, site_names, declared_person=declared_person)


def is_person_name(
    name: str, site_names: Collection[str], *, declared_person: bool = False
) -> bool:
    """Say whether a name may be a person's.

    A name that the page declares a person's may contain the word of a role.
    """
    folded = fold_text(name)
    if not _has_form_of_name(name) or any(_names_site(folded, site) for site in site_names):
        return False
    if people.AGENCY_BYLINE.match(folded) or agencies.AGENCY_SPELLINGS.fullmatch(folded):
        return False
    if people.ORGANISATION_START.match(folded) and not _INITIAL.search(name):
        return False
    return not (
        people.ONLY_ROLES.fullmatch(folded) if declared_person else people.ROLE_WORD.search(folded)
    )


def _has_form_of_name(name: str) -> bool:
    """Say whether a name has the length and the letters of one; an editor's initials have not."""
    words = name.split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS or not 3 <= len(name) <= _MAX_NAME_CHARS:
        return False
    is_word_of_initials = len(words) == 1 and name.count(".") > 1
    has_signs = _WEB_ADDRESS.search(name) or _DIGIT.search(name)
    return bool(_TWO_LETTERS.search(name)) and not (has_signs or is_word_of_initials)


def _names_site(folded: str, site: str) -> bool:
    return folded == site or (" " in site and f" {site} " in f" {folded} ")
