"""Words of anchors (Arabic and Latin, folded) that lead through lists or to other languages.

An outlet's Arabic edition links to its editions in other languages, which need not be crawled.
"""

import re
from functools import lru_cache

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.url_words import make_word_key, make_word_set
from crawler.text.normalise import fold_text
from crawler.urls.canonical_form import get_site

READ_MORE_PHRASES = make_word_set("""
    more read-more readmore continue-reading full-story details lire-la-suite suite
    المزيد اقرا-المزيد للمزيد قراءة-المزيد تفاصيل التفاصيل اقرا تابع-القراءه اكمل-القراءه
    متابعة-القراءة شاهد-المزيد تفاصيل-اكثر اقرا-التفاصيل اقرا-ايضا اقرا-الخبر طالع-المزيد
    لقراءه-المزيد باقي-الخبر بقيه-الخبر تتمه التتمه
""")
_MAX_PHRASE_LENGTH = 60
_LISTED_THINGS = fold_text("""
    صفحة|صفحات|مقالات|أخبار|مواضيع|موضوعات|مواد|تدوينات|مشاركات|رسائل|نتائج|عناصر|منشورات|تقارير|قصص
""").strip()
_NEXT_OR_PREVIOUS = fold_text(
    "تالي|تالية|موالي|موالية|لاحق|لاحقة|قادمة|مقبلة|سابق|سابقة|أقدم|قديمة|الأقدم"
)
_FIRST_OR_LAST = fold_text("أولى|أخيرة|أحدث")
_SHOW_VERBS = fold_text("""
    عرض|اعرض|تحميل|حمل|حمّل|إظهار|أظهر|مشاهدة|شاهد|جلب|تصفح|تصفّح|طالع|هات|اقرأ|إضافة
""").strip()
_MORE_WORDS = fold_text("المزيد|مزيد")
_ARABIC_PHRASES = (
    rf"(?:(?:ال)?(?:{_LISTED_THINGS}) )?(?:ال)?(?:{_NEXT_OR_PREVIOUS})",
    rf"(?:ال)?(?:{_NEXT_OR_PREVIOUS}) (?:ال)?(?:{_LISTED_THINGS})",
    rf"(?:ال)?(?:{_LISTED_THINGS}) (?:ال)?(?:{_FIRST_OR_LAST})",
    rf"(?:{_SHOW_VERBS}) (?:{_MORE_WORDS})(?: من (?:ال)?(?:{_LISTED_THINGS}))?",
    rf"(?:{_MORE_WORDS}) من (?:ال)?(?:{_LISTED_THINGS})",
    rf"(?:ال)?(?:{_LISTED_THINGS}) (?:{fold_text('أخرى|إضافية')})",
)
_LATIN_PHRASES = (
    r"(?:next|older|previous|prev|newer)(?: (?:page|pages|posts?|entries|articles|news|stories))?",
    r"(?:load|show|view|see) (?:more|older)(?: (?:posts|articles|news|stories|results))?",
    r"more (?:posts|articles|news|stories|results)",
    r"(?:page |articles? )?(?:suivante?s?|pr[eé]c[eé]dente?s?)|(?:articles? )?(?:plus )anciens?",
    r"(?:voir|afficher|charger) plus(?: d articles)?|plus d (?:articles|infos)",
    r"loadmore|showmore|siguiente|sonraki",
)
_PAGE_NUMBER = rf"(?:(?:{fold_text('صفحة|الصفحة|ص')}|page|p) )?\d{{1,4}}"
_PAGINATION_PHRASE = re.compile("|".join((*_ARABIC_PHRASES, *_LATIN_PHRASES, _PAGE_NUMBER)))
_ARROWS = re.compile(r"[\s<>«»‹›→←↓▼▾►◄◀▶⟵⟶⇐⇒❮❯⟨⟩]+")
_PUNCTUATION = re.compile(r"[\W_]+")
_TIME_SPANS = fold_text("يوم|أسبوع|شهر|سنة|عام") + "|day|week|month|year|jour|semaine|mois|annee"
_CALENDAR_STEP_PHRASE = re.compile(
    rf"(?:ال)?(?:{_TIME_SPANS}) (?:ال)?(?:{_NEXT_OR_PREVIOUS}|{fold_text('ماضي|ماضية|قادم|مقبل')}"
    r"|next|prev|previous|suivante?|pr[eé]c[eé]dente?|prochaine?)"
    rf"|(?:next|prev|previous) (?:{_TIME_SPANS})"
)

# Classes, ids and labels of the boxes that hold page numbers.
PAGER_NAMES = re.compile(
    r"paginat|pagenav|page-?numbers|pagenum|load-?more|show-?more|infinite-?scroll|posts-navigation"
    r"|(?:^|[\s_-])(?:pager|pages|paging|page-?links?|older|next|nextpage)(?:$|[\s_-])|صفحات",
    re.IGNORECASE,
)

_URL_PARTS = re.compile(r"https?://([^/?]+)/?([^/?]*)[^?]*(?:\?(.*))?")
_REGIONAL_CODE = re.compile(r"([a-z]{2})[-_][a-z]{2}", re.IGNORECASE)
_LANGUAGE_PARAMETER = re.compile(r"(?:^|&)(?:lang|language|locale|hl)=([a-z]+)", re.IGNORECASE)


def is_pagination_text(text: str) -> bool:
    """Say whether a text is a page number, an arrow, or words for other pages of a list."""
    return bool(_ARROWS.fullmatch(text) or _PAGINATION_PHRASE.fullmatch(normalise_phrase(text)))


def is_read_more_text(text: str) -> bool:
    """Say whether a text is a bare `more`, which may lead to a further page or to an article."""
    return make_word_key(normalise_phrase(text)) in READ_MORE_PHRASES


def is_calendar_step_text(text: str) -> bool:
    """Say whether a text leads to the next or last day, week, month or year."""
    return bool(_CALENDAR_STEP_PHRASE.fullmatch(normalise_phrase(text)))


def is_language_edition_name(text: str) -> bool:
    """Say whether a text names another language, or an edition in it."""
    return make_word_key(normalise_phrase(text)) in url_words.EDITION_NAMES


def find_other_language(url: str) -> str | None:
    """Return the code of the language that an address names, None for Arabic or no language.

    Read from the parameters, the first path segment and the host.
    """
    match = _URL_PARTS.match(url)
    if match is None:
        return None
    host, first, query = match.groups()
    label = host.removeprefix("www.").removesuffix(get_site(url)).partition(".")[0]
    parameter = _LANGUAGE_PARAMETER.search(query or "")
    codes = (
        _read_language_code(part) for part in (parameter[1] if parameter else "", first, label)
    )
    return next(filter(None, codes), None)


@lru_cache(maxsize=8192)
def normalise_phrase(text: str) -> str:
    """Return the folded words of a text, empty where it is too long for a phrase of these lists."""
    return "" if len(text) > _MAX_PHRASE_LENGTH else _PUNCTUATION.sub(" ", fold_text(text)).strip()


def _read_language_code(part: str) -> str | None:
    regional = _REGIONAL_CODE.fullmatch(part)
    return url_words.OTHER_LANGUAGES.get((regional[1] if regional else part).lower())
