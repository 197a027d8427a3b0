"""Lines of a page's template, such as counters and ages, that slip into article texts. Pure.

They change by themselves. Extraction leaves most of them out; a line that it missed must not make
every new fetch of the page an edit. Only whole lines count: «منذ ساعة» within a sentence is the
reporter's.
"""

import re

from crawler.extraction.lexicon.chrome import (
    COMMENTS_HEADING,
    READ_ALSO,
    SURELY_READ_ALSO,
    TEMPLATE_LABEL,
)
from crawler.extraction.lexicon.counters import is_counter_or_age, is_date_stamp
from crawler.text.normalise import fold_text

_MAX_LABEL_CHARACTERS, _MAX_LINK_CHARACTERS = 60, 160
# A headline in a list of others: no full stop, few words.
_MAX_HEADLINE_WORDS = 20
_FULL_STOP = re.compile(r"[.!؟?؛]\W*$")
_SEPARATOR = re.compile(r"(\s+[|•·–—-]\s+)")


def drop_template_lines(paragraphs: list[str]) -> list[tuple[int, str]]:
    """Return the article's own paragraphs with their indices; all paragraphs where none is left."""
    kept: list[tuple[int, str]] = []
    in_link_list = False
    for index, paragraph in enumerate(paragraphs):
        in_link_list = (in_link_list and _is_headline(paragraph)) or _is_list_heading(paragraph)
        if not in_link_list and (rest := _strip_counters_and_ages(paragraph)):
            kept.append((index, rest))
    return kept or list(enumerate(paragraphs))


def _is_list_heading(paragraph: str) -> bool:
    """Say whether a line heads a list of other articles: «اقرأ أيضا» with nothing behind it."""
    folded = fold_text(paragraph)
    match = READ_ALSO.match(folded)
    return match is not None and not re.search(r"\w", folded[match.end() :])


def _is_headline(paragraph: str) -> bool:
    return (
        not _FULL_STOP.search(paragraph) and len(paragraph.split()) <= _MAX_HEADLINE_WORDS
    ) or _is_template_line(paragraph)


def _strip_counters_and_ages(paragraph: str) -> str:
    """Return the paragraph without counters and ages at its ends; "" where nothing is left."""
    if _is_template_line(paragraph):
        return ""
    parts = _SEPARATOR.split(paragraph)
    while len(parts) > 2 and is_counter_or_age(parts[0]):
        parts = parts[2:]
    while len(parts) > 2 and is_counter_or_age(parts[-1]):
        parts = parts[:-2]
    return "" if len(parts) == 1 and _is_template_line(parts[0]) else "".join(parts)


def _is_template_line(paragraph: str) -> bool:
    folded, size = fold_text(paragraph), len(paragraph)
    if size > _MAX_LINK_CHARACTERS:
        return False
    if SURELY_READ_ALSO.match(folded) or is_counter_or_age(paragraph):
        return True
    if is_date_stamp(paragraph):
        return True
    return size <= _MAX_LABEL_CHARACTERS and bool(
        TEMPLATE_LABEL.fullmatch(folded) or COMMENTS_HEADING.fullmatch(folded)
    )
