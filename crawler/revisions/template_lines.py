"""Lines of a page's template, such as counters and ages, that slip into article texts. Pure.

They change by themselves. Extraction leaves most of them out; a line that it missed must not make
every new fetch of the page an edit. Only whole lines count: «منذ ساعة» within a sentence is the
reporter's.
"""

import re

from crawler.dates.normalise import fold_date_text
from crawler.dates.words import months as date_months
from crawler.dates.words import phrases as date_phrases
from crawler.dates.words.patterns import build_date_word_pattern
from crawler.extraction.lexicon.chrome import (
    COMMENTS_HEADING,
    READ_ALSO,
    SURELY_READ_ALSO,
    TEMPLATE_LABEL,
)
from crawler.extraction.lexicon.phrases import SPACES_AND_SIGNS, build_phrase_pattern
from crawler.text.normalise import fold_text

_NUMBER = r"\d[\d.,٫٬]*\s*(?:[km]|" + build_phrase_pattern("ألف | آلاف | مليون | ملايين") + r")?"
_TIMES_SUFFIX = rf"(?:\s*(?:{build_phrase_pattern('مرة | مرات')}))?"
_COUNTER_LABELS = build_phrase_pattern(
    """
    عدد المشاهدات | مشاهدات | المشاهدات | مشاهدة | المشاهدة | عدد القراءات | قراءات | القراءات |
    قراءة | عدد القراء | عدد الزيارات | الزيارات | زيارة | زيارات | شوهد | شوهدت | تمت المشاهدة |
    تمت القراءة | تمت قراءته | تمت قراءة الخبر | تمت مشاهدته | قرئ | مشاركة | مشاركات | المشاركات |
    عدد المشاركات | شارك | شاركها | تعليق | تعليقات | التعليقات | عدد التعليقات | إعجاب | إعجابات |
    الإعجابات | أعجبني | قارئ | زائر | زائرا | views | view | reads | shares | share | comments |
    likes | like
    """
)
_COUNTER = re.compile(
    rf"{SPACES_AND_SIGNS}(?:(?:{_COUNTER_LABELS}){SPACES_AND_SIGNS}(?:{_NUMBER})?{_TIMES_SUFFIX}"
    rf"|(?:{_NUMBER}){_TIMES_SUFFIX}\s*(?:{_COUNTER_LABELS})){SPACES_AND_SIGNS}"
)
_UNITS = build_date_word_pattern(
    date_phrases.TIME_UNITS.values(), date_phrases.DUAL_TIME_UNITS.values()
)
_HALVES = build_date_word_pattern(date_phrases.HOUR_FRACTIONS.values())
_TIME_COUNT = rf"(?:\d+|{build_date_word_pattern(date_phrases.COUNTS.values())})"
_TIME_SPAN = rf"(?:{_TIME_COUNT}\s*)?(?:{_UNITS})(?:\s*(?:{_HALVES}))?"
_SINCE = build_date_word_pattern(date_phrases.WORDS_BY_KIND["r"], date_phrases.WORDS_BY_KIND["b"])
_AGO = build_date_word_pattern(date_phrases.WORDS_BY_KIND["b"])
_FILLERS = rf"(?:\s*(?:{build_date_word_pattern(date_phrases.WORDS_BY_KIND['f'])})){{0,2}}"
_NOW = build_date_word_pattern(date_phrases.NOW.values(), date_phrases.DAYS_BACK.values())
_SURE_LABELS = build_date_word_pattern(date_phrases.PUBLISHED_LABELS, date_phrases.MODIFIED_LABELS)
_LABELS = build_date_word_pattern(date_phrases.WORDS_BY_KIND["l"], date_phrases.WORDS_BY_KIND["u"])
_WEEKDAYS = build_date_word_pattern(date_months.WEEKDAYS.values())
_MONTHS = build_date_word_pattern(
    date_months.GREGORIAN.values(),
    date_months.HIJRI.values(),
    date_months.LIBYAN.values(),
    date_months.FATEH,
)
_DATE_START = (
    rf"(?:(?:{_WEEKDAYS})[\s\W]+)?\d{{1,4}}"
    rf"(?:\s*[/.:-]\s*\d|{SPACES_AND_SIGNS}(?:{_MONTHS})(?!\w))"
)
_AGE = re.compile(
    rf"{SPACES_AND_SIGNS}(?:(?:{_LABELS}){SPACES_AND_SIGNS})?(?:"
    rf"(?:{_SINCE}){_FILLERS}\s*{_TIME_SPAN}(?:\s*و\s*{_TIME_SPAN})?{_FILLERS}"
    rf"|{_TIME_SPAN}\s*(?:{_AGO})|{_NOW}){SPACES_AND_SIGNS}"
)
# «آخر تحديث: الأحد 1 مارس 2026 12:30»
_DATE_STAMP = re.compile(
    rf"{SPACES_AND_SIGNS}(?:(?:{_SURE_LABELS})(?!\w).*\d"
    rf"|(?:{_LABELS})\s*(?:[:|,-].*\d|{_DATE_START})).*"
)
_READING_TIME = re.compile(
    rf"{SPACES_AND_SIGNS}(?:"
    rf"(?:{build_date_word_pattern('مدة القراءة|وقت القراءة|زمن القراءة')})"
    rf"{SPACES_AND_SIGNS}{_TIME_SPAN}"
    rf"|{_TIME_SPAN}\s*(?:{build_date_word_pattern('قراءة|للقراءة|read')})){SPACES_AND_SIGNS}"
)
_MAX_LABEL_CHARACTERS, _MAX_STAMP_CHARACTERS, _MAX_LINK_CHARACTERS = 60, 80, 160
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
    while len(parts) > 2 and _is_counter_or_age(parts[0]):
        parts = parts[2:]
    while len(parts) > 2 and _is_counter_or_age(parts[-1]):
        parts = parts[:-2]
    return "" if len(parts) == 1 and _is_template_line(parts[0]) else "".join(parts)


def _is_template_line(paragraph: str) -> bool:
    folded, size = fold_text(paragraph), len(paragraph)
    if size > _MAX_LINK_CHARACTERS:
        return False
    if SURELY_READ_ALSO.match(folded) or _is_counter_or_age(paragraph):
        return True
    if size <= _MAX_STAMP_CHARACTERS and _DATE_STAMP.fullmatch(fold_date_text(paragraph)):
        return True
    return size <= _MAX_LABEL_CHARACTERS and bool(
        TEMPLATE_LABEL.fullmatch(folded) or COMMENTS_HEADING.fullmatch(folded)
    )


def _is_counter_or_age(text: str) -> bool:
    if len(text) > _MAX_STAMP_CHARACTERS:
        return False
    if _COUNTER.fullmatch(fold_text(text)):
        return True
    folded = fold_date_text(text)
    return bool(_AGE.fullmatch(folded) or _READING_TIME.fullmatch(folded))
