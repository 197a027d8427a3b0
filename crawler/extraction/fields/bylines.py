"""Bylines: a printed line read as the persons and agencies it names, or as none. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from crawler.extraction.fields.byline_parts import (
    BylinePart,
    list_joined_names,
    read_byline_parts,
)
from crawler.extraction.fields.name_forms import (
    begins_with_given_name,
    classify_name,
    strip_titles,
)
from crawler.text.normalise import clean_line, fold_text

_EMAIL = re.compile(r"(?<!\S)\S*@\S+|\(\s*\)")
_SENTENCE_END = re.compile(r"(?:[!?؟…]|\w{2}\.)$")
_OPEN_END = re.compile(r"[:\-–—/]$")
_OWNER_SIGN = re.compile(r"[©ⓒ]|https?:|www\.|\.(?:com|net|org)\b")
# «فلان الفلاني يكتب: …», a headline that names its writer.
_HEADLINE_BYLINES = (
    re.compile(r"^(?P<name>[^\d:|«»\"]{5,40}?)\s+[يت]كتب(?:\s+ل\S*(?:\s+\S+)?)?\s*[:|.،…-]"),
    re.compile(r"^(?:كتبت?|[يت]كتب|بقلم)\s+(?P<name>[^\d:|.«»\"]{5,40}?)\s*:"),
    re.compile(r"(?:^|[|.…\-–؟!]\s*)بقلم\s*[:/]?\s*(?P<name>[^\d:|.«»\"]{5,40})$"),
)
_MAX_LINE_CHARS, _MAX_LINE_WORDS = 110, 16
# With no sign behind them they begin a phrase: «عن الكتاب».
_SOURCE_WORD = re.compile(r"(?:عن|المصدر|مصدر)\s+\w")
_FIXED_KINDS = frozenset({"place", "agency", "outlet", "role", "beat"})
_WORD_KINDS = frozenset({"name", "family", "word"})
_SHOWN_KINDS = frozenset({"person", "family"})


@dataclass(frozen=True, slots=True)
class BylineLine:
    """A line that is a byline: the persons and the agencies it names, perhaps none."""

    persons: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


def read_byline_line(text: str, site_names: Collection[str] = ()) -> BylineLine | None:
    """Read a whole line as a byline, None where it is something else.

    «بقلم: فلان», «فلان – عمان», «عمان - وكالات», «تونس (وات)», «جريدة كذا - خاص». What no label
    announces must be shown by its words: a given name, a place, an agency, an outlet, a role.
    `site_names` are folded.
    """
    line = _EMAIL.sub(" ", clean_line(text)).strip()
    if not line or len(line) > _MAX_LINE_CHARS or len(line.split()) > _MAX_LINE_WORDS:
        return None
    if _OWNER_SIGN.search(line):
        return None
    parts = read_byline_parts(line, site_names)
    if _SENTENCE_END.search(line) and not any(part.kind == "agency" for part in parts):
        return None
    if not parts or not _is_byline(line, parts):
        return None
    persons = _list_persons(parts)
    agencies = [part.text for part in parts if part.kind == "agency"]
    return BylineLine(tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(agencies)))


def _is_byline(line: str, parts: list[BylinePart]) -> bool:
    """Say whether every part of a line belongs into a byline, and one shows that it is one."""
    kinds = {part.kind for part in parts} - {"date", "label"}
    labels = {part.label for part in parts} - {""}
    if "text" in kinds or not (kinds or labels):
        return False
    if labels & {"writer", "source", "other maker"} or "agency" in kinds:
        is_phrase = _SOURCE_WORD.match(line) and kinds.isdisjoint(_FIXED_KINDS)
        return labels != {"source"} or not is_phrase
    if "person" in kinds or ("family" in kinds and (kinds & _FIXED_KINDS or labels)):
        is_anchored = bool(kinds & _FIXED_KINDS or labels)
        return not _announces_words(parts) and (is_anchored or not _joins_words(parts))
    if "role" in kinds or labels:
        return kinds.isdisjoint({"name", "family"} if "role" in kinds else _WORD_KINDS)
    is_place_line = "place" in kinds and len(parts) > 1
    return kinds.isdisjoint({"name", "family"}) and (is_place_line or _ends_open(line))


def _ends_open(line: str) -> bool:
    """Say whether a line is a few words and a sign before what follows: «وطنية -»."""
    return len(line.split()) < 4 and bool(_OPEN_END.search(line))


def _announces_words(parts: list[BylinePart]) -> bool:
    """Say whether a name stands before a colon and more words: «فلان الفلاني: سيرة قائد»."""
    return any(
        part.separator == ":" and part.kind in ("name", "word") and before.kind in _SHOWN_KINDS
        for before, part in pairwise(parts)
    )


def _joins_words(parts: list[BylinePart]) -> bool:
    """Say whether words that are no name are joined to one: «فلان الفلاني وأطفاله الصغار»."""
    return any(part.separator == "و" and part.kind in ("name", "word") for part in parts)


def _list_persons(parts: list[BylinePart]) -> list[str]:
    """List the persons: those whose names show it, and those joined to them.

    Where nobody is shown, those behind a writer's label.
    """
    own = [part for part in parts if part.label not in ("other maker", "source")]
    shown = [part for part in own if part.kind in _SHOWN_KINDS]
    labelled = [part for part in own if part.kind == "name" and part.label == "writer"]
    chosen = [*shown, *list_joined_names(own)] if shown else labelled
    return [part.text for part in own if part in chosen]


def read_headline_byline(headline: str) -> str | None:
    """Return the writer whom a headline names: «فلان الفلاني يكتب: …», «… بقلم فلان»."""
    for pattern in _HEADLINE_BYLINES:
        match = pattern.search(clean_line(headline))
        if match:
            name = strip_titles(match["name"].strip())
            is_shown = begins_with_given_name(fold_text(name).split())
            if is_shown or classify_name(name) in _SHOWN_KINDS:
                return name
    return None


def has_byline_label(line: str) -> bool:
    """Say whether a line begins with a writer's label («بقلم», «كتب», «إعداد»)."""
    first = next(iter(read_byline_parts(line)), None)
    return first is not None and first.label != ""
