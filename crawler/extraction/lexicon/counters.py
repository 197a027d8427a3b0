"""Counters, ages, date stamps and reading times: lines of a template that change by themselves."""

import re

from crawler.dates.normalise import fold_date_text
from crawler.dates.words import months as date_months
from crawler.dates.words import phrases as date_phrases
from crawler.dates.words.patterns import build_date_word_pattern
from crawler.extraction.lexicon.phrases import SPACES_AND_SIGNS, build_phrase_pattern
from crawler.text.normalise import fold_text

MAX_STAMP_CHARS = 80
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
# «قرأ هذا الخبر 1520 مرة», «زيارات الصفحة: 320»
_COUNTED_PAGE = r"(?:\s*هذ[اه])?\s*ال(?:خبر|صفحه|مقال|مقاله|موضوع|فيديو|موقع)"
_COUNTER = re.compile(
    rf"{SPACES_AND_SIGNS}(?:(?:{_COUNTER_LABELS}|قرا(?={_COUNTED_PAGE}))(?:{_COUNTED_PAGE})?"
    rf"{SPACES_AND_SIGNS}(?:{_NUMBER})?{_TIMES_SUFFIX}"
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


def is_counter_or_age(text: str) -> bool:
    """Say whether a line is a counter, an age («منذ ساعة») or a reading time and nothing else."""
    if len(text) > MAX_STAMP_CHARS:
        return False
    if _COUNTER.fullmatch(fold_text(text)):
        return True
    folded = fold_date_text(text)
    return bool(_AGE.fullmatch(folded) or _READING_TIME.fullmatch(folded))


def is_date_stamp(text: str) -> bool:
    """Say whether a line is a labelled date and nothing else."""
    return len(text) <= MAX_STAMP_CHARS and bool(_DATE_STAMP.fullmatch(fold_date_text(text)))
