"""What anchors that lead through lists say, Arabic and Latin; texts are folded first."""

import re
from functools import lru_cache

from crawler.discovery.url_classifier import url_words
from crawler.discovery.url_classifier.url_words import squeeze, words
from crawler.text.normalise import fold
from crawler.urls.canonical_form import site

READ_MORE = words("""
    more read-more readmore continue-reading full-story details lire-la-suite suite
    المزيد اقرا-المزيد للمزيد قراءة-المزيد تفاصيل التفاصيل اقرا تابع-القراءه اكمل-القراءه
    متابعة-القراءة شاهد-المزيد تفاصيل-اكثر اقرا-التفاصيل اقرا-ايضا اقرا-الخبر طالع-المزيد
    لقراءه-المزيد باقي-الخبر بقيه-الخبر تتمه التتمه
""")
_LONGEST = 60
_THINGS = fold("""
    صفحة|صفحات|مقالات|أخبار|مواضيع|موضوعات|مواد|تدوينات|مشاركات|رسائل|نتائج|عناصر|منشورات|تقارير|قصص
""").strip()
_NEXT = fold("تالي|تالية|موالي|موالية|لاحق|لاحقة|قادمة|مقبلة|سابق|سابقة|أقدم|قديمة|الأقدم")
_ENDS = fold("أولى|أخيرة|أحدث")
_SHOW = fold("""
    عرض|اعرض|تحميل|حمل|حمّل|إظهار|أظهر|مشاهدة|شاهد|جلب|تصفح|تصفّح|طالع|هات|اقرأ|إضافة
""").strip()
_MORE = fold("المزيد|مزيد")
_ARABIC = (
    rf"(?:(?:ال)?(?:{_THINGS}) )?(?:ال)?(?:{_NEXT})",
    rf"(?:ال)?(?:{_NEXT}) (?:ال)?(?:{_THINGS})",
    rf"(?:ال)?(?:{_THINGS}) (?:ال)?(?:{_ENDS})",
    rf"(?:{_SHOW}) (?:{_MORE})(?: من (?:ال)?(?:{_THINGS}))?",
    rf"(?:{_MORE}) من (?:ال)?(?:{_THINGS})",
    rf"(?:ال)?(?:{_THINGS}) (?:{fold('أخرى|إضافية')})",
)
_LATIN = (
    r"(?:next|older|previous|prev|newer)(?: (?:page|pages|posts?|entries|articles|news|stories))?",
    r"(?:load|show|view|see) (?:more|older)(?: (?:posts|articles|news|stories|results))?",
    r"more (?:posts|articles|news|stories|results)",
    r"(?:page |articles? )?(?:suivante?s?|pr[eé]c[eé]dente?s?)|(?:articles? )?(?:plus )anciens?",
    r"(?:voir|afficher|charger) plus(?: d articles)?|plus d (?:articles|infos)",
    r"loadmore|showmore|siguiente|sonraki",
)
_NUMBER = rf"(?:(?:{fold('صفحة|الصفحة|ص')}|page|p) )?\d{{1,4}}"
_ONWARD = re.compile("|".join((*_ARABIC, *_LATIN, _NUMBER)))
_ARROWS = re.compile(r"[\s<>«»‹›→←↓▼▾►◄◀▶⟵⟶⇐⇒❮❯⟨⟩]+")
_MARKS = re.compile(r"[\W_]+")
_SPANS = fold("يوم|أسبوع|شهر|سنة|عام") + "|day|week|month|year|jour|semaine|mois|annee"
_CALENDAR = re.compile(
    rf"(?:ال)?(?:{_SPANS}) (?:ال)?(?:{_NEXT}|{fold('ماضي|ماضية|قادم|مقبل')}"
    r"|next|prev|previous|suivante?|pr[eé]c[eé]dente?|prochaine?)"
    rf"|(?:next|prev|previous) (?:{_SPANS})"
)

# Names of the boxes such anchors stand in: classes, ids and labels.
PAGER_NAMES = re.compile(
    r"paginat|pagenav|page-?numbers|pagenum|load-?more|show-?more|infinite-?scroll|posts-navigation"
    r"|(?:^|[\s_-])(?:pager|pages|paging|page-?links?|older|next|nextpage)(?:$|[\s_-])|صفحات",
    re.IGNORECASE,
)


def leads_onward(text: str) -> bool:
    """Say whether a text is a page number, an arrow, or words for other pages of a list."""
    return bool(_ARROWS.fullmatch(text) or _ONWARD.fullmatch(plain(text)))


def only_more(text: str) -> bool:
    """Say whether a text says `more` and not of what: of a list, or of one text."""
    return squeeze(plain(text)) in READ_MORE


def turns_calendar(text: str) -> bool:
    """Say whether a text leads to the next or last day, week, month or year."""
    return bool(_CALENDAR.fullmatch(plain(text)))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return the words alone, folded; of a text too long to be such a phrase, none."""
    return "" if len(text) > _LONGEST else _MARKS.sub(" ", fold(text)).strip()


# FOLDED from crawler.discovery.tongues: The language editions of an outlet: an Arabic one leads
# to others, and need not go there.

_PARTS = re.compile(r"https?://([^/?]+)/?([^/?]*)[^?]*(?:\?(.*))?")
_REGIONAL = re.compile(r"([a-z]{2})[-_][a-z]{2}", re.IGNORECASE)
_PARAMETER = re.compile(r"(?:^|&)(?:lang|language|locale|hl)=([a-z]+)", re.IGNORECASE)


def tongue(url: str) -> str | None:
    """Return the other language an address names by host, first segment or parameter, else None.

    Arabic is no other language.
    """
    match = _PARTS.match(url)
    if match is None:
        return None
    host, first, query = match.groups()
    label = host.removeprefix("www.").removesuffix(site(url)).partition(".")[0]
    parameter = _PARAMETER.search(query or "")
    named = (_code(part) for part in (parameter[1] if parameter else "", first, label))
    return next(filter(None, named), None)


def names_edition(text: str) -> bool:
    """Say whether a text is the name of another language, or of an edition in it."""
    return squeeze(plain(text)) in url_words.EDITIONS


def _code(part: str) -> str | None:
    regional = _REGIONAL.fullmatch(part)
    return url_words.TONGUES.get((regional[1] if regional else part).lower())
