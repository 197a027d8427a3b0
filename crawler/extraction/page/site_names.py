"""The names an outlet's site goes by, to be told from headlines. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from crawler.extraction.lexicon.labels import FRONT_PAGE_LABEL
from crawler.extraction.lexicon.phrases import build_phrase_pattern
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.extraction.page.site_header import is_front_page_address
from crawler.text.normalise import clean_line, fold_text, split_words
from crawler.urls.canonical_form import is_same_site

# Words that begin or end the name of an outlet: «جريدة الرياض», «الرياض نت».
_FIRST_WORDS = build_phrase_pattern(
    "جريدة | الجريدة | صحيفة | وكالة | وكالات | موقع | الموقع الرسمي | قناة | تلفزيون | شبكة | "
    "بوابة | مجلة | منصة | إذاعة | راديو | يومية | أسبوعية"
)
_LAST_WORDS = build_phrase_pattern(
    "نت | دوت كوم | اون لاين | أونلاين | نيوز | الإخبارية | الإخباري | الإلكترونية | الإلكتروني | "
    "تي في | اليومية | برس | للأنباء | للإعلام | news | net | online | tv | com | press | media"
)
_OUTLET_NAME = re.compile(rf"(?:{_FIRST_WORDS})\s.*|.*\s(?:{_LAST_WORDS})|[\w-]+\.[a-z.]{{2,7}}")
_MAX_NAME_WORDS = 5
_MAX_LINKS = 400


def list_site_names(declared_names: Iterable[str], url: str) -> list[str]:
    """Return the names a site may go by: the declared ones, its host, its first host label."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return [*declared_names, host, host.split(".")[0]]


def find_front_page_labels(tree: html.HtmlElement, url: str) -> list[str]:
    """Return what the links to the front page say: texts, and the titles of logos."""
    labels: dict[str, None] = {}
    for link in islice(tree.iter("a"), _MAX_LINKS):
        address = link.get("href") or ""
        if is_front_page_address(address) and ("//" not in address or is_same_site(address, url)):
            for text in _iter_link_labels(link):
                name = clean_line(text)
                if 2 <= len(name) <= 60 and not FRONT_PAGE_LABEL.match(fold_text(name)):
                    labels[name] = None
    return list(labels)


def _iter_link_labels(link: html.HtmlElement) -> Iterator[str]:
    yield read_element_text(link, 80)
    yield link.get("title") or ""
    for image in islice(link.iter("img"), 2):
        yield image.get("alt") or ""


def is_outlet_name(text: str) -> bool:
    """Say whether a piece of a title is worded as the name of an outlet."""
    folded = fold_text(text)
    return len(split_words(folded)) <= _MAX_NAME_WORDS and bool(_OUTLET_NAME.fullmatch(folded))
