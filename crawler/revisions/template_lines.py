"""Lines of a page's template that slip into texts and change by themselves. Pure.

Extraction leaves most of them out; one that it did not know must not make every look at the page an
edit. Only what is wholly such a line counts: «منذ ساعة» within a sentence is the reporter's.
"""

import re

from crawler.dates.words import phrases as date_phrases
from crawler.extraction.lexicon.chrome import COMMENTS, LABEL, READ_ALSO, SURELY_READ_ALSO
from crawler.extraction.lexicon.phrases import AROUND, phrases
from crawler.text.normalise import fold

_NUMBER = r"\d[\d.,٫٬]*\s*(?:[km]|" + phrases("ألف | آلاف | مليون | ملايين") + r")?"
_TIMES = rf"(?:\s*(?:{phrases('مرة | مرات')}))?"
_COUNTED = phrases(
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
    rf"{AROUND}(?:(?:{_COUNTED}){AROUND}(?:{_NUMBER})?{_TIMES}"
    rf"|(?:{_NUMBER}){_TIMES}\s*(?:{_COUNTED})){AROUND}"
)
_UNITS = phrases("|".join([*date_phrases.ONE_OF.values(), *date_phrases.TWO_OF.values()]))
_COUNT = rf"(?:\d+|{phrases('|'.join(date_phrases.COUNTS.values()))})"
_SPAN = rf"(?:{_COUNT}\s*)?(?:{_UNITS})"
_UPDATED = phrases(
    "آخر تحديث | آخر تعديل | تم التحديث | تاريخ التحديث | تاريخ النشر | نشر بتاريخ | last updated"
)
_DATED = rf"{_UPDATED}|{phrases('تحديث | نشر | نشرت | نشر في | updated | published')}"
_AGE = re.compile(
    rf"{AROUND}(?:(?:{_DATED}){AROUND})?(?:"
    rf"(?:{phrases('منذ | قبل | مضى')})\s*{_SPAN}(?:\s*و\s*{_SPAN})?(?:\s*{phrases('تقريبا')})?"
    rf"|{_SPAN}\s*ago|{phrases('الآن | قبل قليل | منذ قليل | للتو | قبل لحظات | منذ لحظات')})"
    rf"{AROUND}"
)
# «آخر تحديث: الأحد 1 مارس 2026 12:30»
_STAMP = re.compile(
    rf"{AROUND}(?:(?:{_UPDATED})(?!\w).*\d|(?:{_DATED})\s*[:|،-].*\d|(?:{_DATED})\s*\d).*"
)
_READING = re.compile(
    rf"{AROUND}(?:(?:{phrases('مدة القراءة | وقت القراءة | زمن القراءة')}){AROUND}{_SPAN}"
    rf"|{_SPAN}\s*(?:{phrases('قراءة | للقراءة | read')})){AROUND}"
)
_LONGEST_LABEL, _LONGEST_STAMP, _LONGEST_LINK = 60, 80, 160
# A headline in a list of others: no full stop, few words.
_MOST_HEADLINE_WORDS = 20
_FULL_STOP = re.compile(r"[.!؟?؛]\W*$")
_PARTED = re.compile(r"(\s+[|•·–—-]\s+)")


def without_noise(paragraphs: list[str]) -> list[tuple[int, str]]:
    """Return the paragraphs that are the article's with their places; all where none is."""
    kept: list[tuple[int, str]] = []
    listing = False
    for at, paragraph in enumerate(paragraphs):
        listing = (listing and _is_headline(paragraph)) or _heads_a_list(paragraph)
        if not listing and (rest := _own(paragraph)):
            kept.append((at, rest))
    return kept or list(enumerate(paragraphs))


def _heads_a_list(paragraph: str) -> bool:
    """«اقرأ أيضا» with nothing behind it stands over headlines of other articles."""
    folded = fold(paragraph)
    found = READ_ALSO.match(folded)
    return found is not None and not re.search(r"\w", folded[found.end() :])


def _is_headline(paragraph: str) -> bool:
    return (
        not _FULL_STOP.search(paragraph) and len(paragraph.split()) <= _MOST_HEADLINE_WORDS
    ) or _is_noise(paragraph)


def _own(paragraph: str) -> str:
    """Return the paragraph without counters and ages at its ends; "" where nothing is left."""
    if _is_noise(paragraph):
        return ""
    parts = _PARTED.split(paragraph)
    while len(parts) > 2 and _moves(fold(parts[0])):
        parts = parts[2:]
    while len(parts) > 2 and _moves(fold(parts[-1])):
        parts = parts[:-2]
    return "" if len(parts) == 1 and _is_noise(parts[0]) else "".join(parts)


def _is_noise(paragraph: str) -> bool:
    folded, size = fold(paragraph), len(paragraph)
    if size > _LONGEST_LINK:
        return False
    if SURELY_READ_ALSO.match(folded) or _moves(folded):
        return True
    if size <= _LONGEST_STAMP and _STAMP.fullmatch(folded):
        return True
    return size <= _LONGEST_LABEL and bool(LABEL.fullmatch(folded) or COMMENTS.fullmatch(folded))


def _moves(folded: str) -> bool:
    return len(folded) <= _LONGEST_STAMP and any(
        pattern.fullmatch(folded) for pattern in (_COUNTER, _AGE, _READING)
    )
