"""Parts of a byline, and what each is: a person, a place, an agency, an outlet, a role. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from crawler.dates import names_month
from crawler.extraction.fields.name_forms import (
    begins_with_given_name,
    classify_name,
    is_name_ali,
    may_begin_with_given_name,
    strip_place,
    strip_titles,
)
from crawler.extraction.lexicon import byline_words, people
from crawler.extraction.lexicon.agencies import AGENCY_FULL_NAME, AGENCY_NAMES, AGENCY_SPELLINGS
from crawler.extraction.lexicon.datelines import PLACE_NAMES
from crawler.extraction.lexicon.given_names import GIVEN_NAMES
from crawler.text.normalise import clean_line, fold_text

_SEPARATOR = re.compile(
    r"\s*[|•·●+،,;؛/\\:()\[\]©*~&]+\s*|\s*[–—]+\s*|\s+-+\s*|\s*-+\s+|^-+|-+$"
    r"|\s+(?:و|and|und|et|y)\s+"
)
_HYPHEN = re.compile(r"\s*[-_]\s*")
_JOINED_AND = re.compile(r"\s+و(?=\w{2})")
_EDGE_SIGNS = re.compile(r"^[\s\W_]+|[\s\W_]+$")
# Signs between the names of several writers.
_JOINING_SIGNS = frozenset({"و", "،", ",", "؛", "&", "+"})
# The same line is read as a byline, for its persons and for its agencies.
_CACHED_PARTS = 1024
_DIGIT = re.compile(r"\d")
_AGE = re.compile(r"(?:منذ|قبل)\s+(?:\w+\s)?(?:ثاني|ثوان|دقيق|دقائق|ساع|يوم|ايام|اسبوع|اسابيع|شهر)")
_GLUED_LABEL = re.compile(r"(?:كتبت?|بقلم|بواسطة)(\w{3,})\s")
_LABEL_EDGE = re.compile(r"\s+")
_LAST_INITIAL = re.compile(r"(?:^|\W)\w$")
_MIDDLE_INITIAL = re.compile(r"\s\w\.\s")  # no outlet has one


@dataclass(frozen=True, slots=True)
class BylinePart:
    """A part of a byline between two separators.

    `kind` is person (a given name shows it), family (a family name does), name (words that may be
    one), word (a single one), place, agency, outlet, role, beat (a role and more), date, label or
    text; `label` the kind of the label before it (writer, topic, other maker, source); `separator`
    what stands before it. `text` is without labels, titles and a place before the name; of an
    agency, the name under which it is stored.
    """

    kind: str
    text: str
    label: str = ""
    separator: str = ""


def read_byline_parts(line: str, site_names: Collection[str] = ()) -> list[BylinePart]:
    """Return the parts of a byline; `site_names` are folded."""
    parts: list[BylinePart] = []
    label = ""
    for separator, piece in _split_line(line, site_names):
        own_label, text = split_byline_label(piece)
        text = _trim_part(text)
        if not (own_label == "other maker" and _is_label_alone(parts)):
            label = own_label or label
        if own_label and not text:
            parts.append(BylinePart("label", piece, label, separator))
            continue
        if own_label == "writer" and not byline_words.SURE_LABEL_START.match(fold_text(piece)):
            label = "topic"
        for index, name in enumerate(_split_joined_names(text)):
            kind, shown = _classify_part(name, site_names, has_place=_names_place(parts))
            if parts and own_label and kind == "name" and _names_role(piece):
                kind, shown = "beat", piece
            parts.append(BylinePart(kind, shown, label, separator if not index else "و"))
    return parts


def list_joined_names(parts: Sequence[BylinePart]) -> list[BylinePart]:
    """List the names that are joined to a person: «فلان الفلاني ورشدان الحوراني»."""
    joined = []
    for before, part in pairwise(parts):
        if part.separator in _JOINING_SIGNS or (part.separator, part.label) == ("/", "writer"):
            kinds = {before.kind, part.kind}
            if "name" in kinds and kinds & {"person", "family"}:
                joined.append(before if before.kind == "name" else part)
    return joined


def _is_label_alone(parts: list[BylinePart]) -> bool:
    """Say whether a writer's label is all so far: a role behind it is the writer's."""
    return [(part.kind, part.label) for part in parts] == [("label", "writer")]


def _names_role(piece: str) -> bool:
    return byline_words.ROLE_START.match(fold_text(piece)) is not None


def _names_place(parts: list[BylinePart]) -> bool:
    return any(part.kind == "place" for part in parts)


@lru_cache(maxsize=_CACHED_PARTS)
def split_byline_label(text: str) -> tuple[str, str]:
    """Split «بقلم الكاتب فلان» into the kind of its label and the rest; "" where it has none."""
    edges = list(_LABEL_EDGE.finditer(text))[: byline_words.MAX_LABEL_WORDS]
    ends = [(match.start(), match.end()) for match in edges] + [(len(text), len(text))]
    for start, end in reversed(ends):
        kind = _LABEL_KINDS.get(fold_text(text[:start].rstrip(":/")))
        if kind and (kind != "topic" or " " in text[end:] or not text[end:]):
            return kind, text[end:]
    name, _, verb = text.rpartition(" ")
    if verb in ("يكتب", "تكتب") and " " in name:
        return "writer", name
    glued = _GLUED_LABEL.match(text)
    is_name = glued is not None and fold_text(glued[1]) in GIVEN_NAMES
    return ("writer", text[glued.start(1) :]) if glued and is_name else ("", text)


_LABEL_KINDS = {
    label: kind
    for kind, labels in (
        ("source", byline_words.SOURCE_LABELS),
        ("topic", byline_words.TOPIC_LABELS),
        ("other maker", byline_words.OTHER_MAKER_LABELS),
        ("writer", byline_words.WRITER_LABELS),
    )
    for label in labels
}


def _split_line(line: str, site_names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line, each with the sign before it."""
    position, separator = 0, ""
    line = clean_line(line)
    ends = [(match.start(), match.end(), match[0].strip()) for match in _SEPARATOR.finditer(line)]
    for start, end, sign in [*ends, (len(line), len(line), "")]:
        piece = _trim_part(line[position:start])
        if piece:
            for index, side in enumerate(_split_at_hyphen(piece, site_names)):
                yield (separator if not index else "-"), side
            separator = ""
        separator = sign or separator
        position = end


def _trim_part(text: str) -> str:
    """Drop the signs around a part, but for the dot of an initial."""
    trimmed = _EDGE_SIGNS.sub("", text)
    return (
        f"{trimmed}." if re.search(r"(?:^|\W)\w$", trimmed) and f"{trimmed}." in text else trimmed
    )


def _split_at_hyphen(piece: str, site_names: Collection[str]) -> list[str]:
    """Split «دمشق-سانا» and «جريدة ما-فلان الفلاني»; a hyphenated name stays whole."""
    sides = [side for side in _HYPHEN.split(piece) if side]
    if len(sides) < 2:
        return sides
    is_known = any(
        fold_text(side) in _LABEL_KINDS
        or (_find_fixed_kind(fold_text(side), site_names) or "beat") != "beat"
        or read_agency_name(side)
        for side in sides
    )
    return sides if is_known or all(len(side.split()) > 1 for side in sides) else [piece]


def _classify_part(
    text: str, site_names: Collection[str], *, has_place: bool = False
) -> tuple[str, str]:
    """Return the kind of a part, and its text without titles and a place before the name."""
    text = _strip_preposition(text)
    folded = fold_text(text)
    fixed = _find_fixed_kind(folded, site_names)
    agency = read_agency_name(text.rstrip(". "))
    if agency and (fixed != "place" or has_place):
        return "agency", agency
    if fixed:
        return fixed, text
    if _DIGIT.search(folded) or _AGE.match(folded):
        return _classify_dated_part(text, folded)
    name = strip_place(strip_titles(text))
    if byline_words.ROLE_START.match(fold_text(name)):
        return "beat", text
    kind = classify_name(name)
    is_behind_place = has_place and may_begin_with_given_name(fold_text(name).split())
    return ("person" if kind == "name" and is_behind_place else kind), name


def _classify_dated_part(text: str, folded: str) -> tuple[str, str]:
    """Return the name before a date, else date, or text where there is more."""
    name = _strip_date(text)
    kind = classify_name(name) if name != text else "date"
    if kind in ("person", "family"):
        return kind, name
    return ("date" if _AGE.match(folded) or _is_date(folded) else "text"), text


def _strip_preposition(text: str) -> str:
    """Drop «من», «في» and «إلى» before a place or a name."""
    first, _, rest = text.partition(" ")
    if not rest or fold_text(first) not in ("من", "في", "الي"):
        return text
    folded = fold_text(rest)
    return rest if folded in PLACE_NAMES or begins_with_given_name(folded.split()) else text


def _strip_date(text: str) -> str:
    """Return the words before a date or a time and its weekday."""
    words = _DIGIT.split(text, maxsplit=1)[0].split()
    while words and fold_text(words[-1]) in byline_words.WEEKDAYS:
        words.pop()
    return " ".join(words)


def _is_date(folded: str) -> bool:
    return names_month(folded) or len(re.findall(r"[^\W\d]{3,}", folded)) <= 1


def _find_fixed_kind(folded: str, site_names: Collection[str]) -> str | None:
    """Return the kind of a part that is known by its words."""
    if folded in PLACE_NAMES:
        return "place"
    if folded in site_names:
        return "outlet"
    if people.ONLY_ROLES.fullmatch(folded):
        return "role"
    if byline_words.ROLE_START.match(folded):
        return "beat"
    return "outlet" if _names_outlet(folded) else None


@lru_cache(maxsize=_CACHED_PARTS)
def _names_outlet(folded: str) -> bool:
    return not _MIDDLE_INITIAL.search(folded) and bool(
        byline_words.OUTLET_WORD.search(folded)
        or byline_words.OUTLET_END.fullmatch(folded)
        or byline_words.OUTLET_START.fullmatch(folded)
        or people.ORGANISATION_START.match(folded)
    )


@lru_cache(maxsize=_CACHED_PARTS)
def read_agency_name(text: str) -> str | None:
    """Return the name under which an agency is stored, None where the text is no agency."""
    folded = fold_text(text)
    match = AGENCY_SPELLINGS.fullmatch(folded)
    if match:
        return AGENCY_NAMES[(match.lastindex or 1) - 1]
    return text if AGENCY_FULL_NAME.fullmatch(folded) else None


def _split_joined_names(text: str) -> list[str]:
    """Split «محمد علي وأحمد حسن» and «… مع …» where all sides have two words or more.

    A name that itself begins with «و» is not split, nor one beside «علي» as Egypt spells it.
    """
    tokens = text.split()
    parts, start = [], 0
    for index in range(2, len(tokens) - 1):
        token = tokens[index]
        if index < start + 2:
            continue
        if people.LINKING_WORD.fullmatch(token) and index < len(tokens) - 2:
            if not is_name_ali(tokens, index):
                parts.append(" ".join(tokens[start:index]))
                start = index + 1
        elif token.startswith("و") and len(token) > 3 and fold_text(token) not in GIVEN_NAMES:
            if people.NAMES_WITH_WAW.fullmatch(fold_text(token)):
                continue
            parts.append(" ".join(tokens[start:index]))
            tokens[index], start = token[1:], index
    return [*parts, " ".join(tokens[start:])] if parts else [text]
