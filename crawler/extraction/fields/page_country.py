"""The country of a page's outlet, by what the page says of itself. Pure.

It decides in which zone a printed time is read where neither the page nor a publisher file names
one, and the address has no country's domain. An article's subject is no evidence: only its region
in meta data, addresses and telephone numbers of the outlet, and places in its names count.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.dates.normalise import fold_date_text
from crawler.dates.words.places import PLACES
from crawler.extraction.page import json_ld, meta_tags
from crawler.extraction.page.page import Page
from crawler.publisher.countries import ARAB_COUNTRIES, ArabCountry, find_country_by_code
from crawler.text.normalise import fold_text

# Set by hand. One statement of the outlet suffices; the region of a language does not.
EVIDENCE_WEIGHTS = {
    "region": 3.0,
    "address": 3.0,
    "telephone": 2.0,
    "name": 2.0,
    "host": 2.0,
    "keywords": 2.0,
    "language": 0.5,
}
MIN_WEIGHT = 2.0

_REGION_META = ("geo.region", "geo.country", "icbm.country", "og:country-name", "country")
_LANGUAGE_META = ("og:locale", "content-language", "dc.language", "language")
_REGION = re.compile(
    r"ar[-_](?P<language_of>[a-z]{2})|(?P<country>[a-z]{2})(?:-[a-z0-9]{1,3})?", re.IGNORECASE
)
_TELEPHONE = re.compile(
    r"(?:\+|(?<!\d)00)\s?\(?(20|21[1236]|2(?:18|22|49|52|53|69)|96\d|97[0-4])\)?[\s\d-]{6}"
)
_COUNTRY_OF_CODE = {
    "20": "EG", "212": "MA", "213": "DZ", "216": "TN", "218": "LY", "222": "MR", "249": "SD",
    "252": "SO", "253": "DJ", "269": "KM", "961": "LB", "962": "JO", "963": "SY", "964": "IQ",
    "965": "KW", "966": "SA", "967": "YE", "968": "OM", "970": "PS", "971": "AE", "973": "BH",
    "974": "QA",
}  # fmt: skip
_NEWS_WORD = re.compile(r"(?:اخبار|صحف|صحيفه|جريده|اذاعه|راديو|news|actualite|radio|journal)")
# Of several countries: kingdoms, sultanates, cities.
_AMBIGUOUS_PLACES = frozenset({"المملكة", "السلطنة", "طرابلس", "tripoli"})
# Shorter names are parts of other words: «oman» of «woman».
_MIN_HOST_CHARS = 5
_MAX_TEXT_CHARS = 3_000


def find_page_country(page: Page, site_names: Iterable[str]) -> ArabCountry | None:
    """Return the country that the evidence of a page names, None where it is weak or divided."""
    weights: defaultdict[str, float] = defaultdict(float)
    for kind, code in set(_iter_evidence(page, list(site_names))):
        weights[code] += EVIDENCE_WEIGHTS[kind]
    ranked = sorted(weights.items(), key=lambda entry: -entry[1])
    if not ranked or ranked[0][1] < MIN_WEIGHT:
        return None
    if len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]:
        return None
    return find_country_by_code(ranked[0][0])


def _iter_evidence(page: Page, site_names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the kind of each piece of evidence and the country it names."""
    for kind, texts in (
        ("region", meta_tags.read_meta_values(page.meta, _REGION_META)),
        ("address", _read_addresses(page)),
    ):
        for text in texts:
            yield from ((kind, code) for code in {*_read_region(text), *_find_places(text)})
    for kind, texts in (("name", site_names), ("keywords", _read_site_keywords(page, site_names))):
        for text in texts:
            yield from ((kind, code) for code in _find_places(text))
    languages = [
        page.tree.get("lang") or "",
        *meta_tags.read_meta_values(page.meta, _LANGUAGE_META),
    ]
    for text in languages:
        yield from (("language", code) for code in _read_region(text) if len(text.strip()) > 2)
    yield from (("host", code) for code in _find_host_places(page.url))
    yield from (("telephone", code) for code in _find_telephone_countries(page))


def _read_region(text: str) -> list[str]:
    """Read the country of «TN», «SA-01» and «ar-TN»."""
    match = _REGION.fullmatch(text.strip())
    code = (match["language_of"] or match["country"]).upper() if match else None
    return [code] if code and find_country_by_code(code) else []


def _read_addresses(page: Page) -> list[str]:
    return [
        text
        for node in page.json_ld
        if "addressCountry" in node
        for text in json_ld.read_json_ld_strings(node["addressCountry"])
    ]


def _read_site_keywords(page: Page, site_names: list[str]) -> list[str]:
    """Return the keywords «أخبار تونس» of a list that names the site: those of every page."""
    names = [_join_words(name) for name in site_names if len(name) > 3]
    texts = page.meta.get("keywords", ())
    return [
        keyword
        for text in texts[:2]
        if any(name in _join_words(text[:_MAX_TEXT_CHARS]) for name in names)
        for keyword in re.split("[,،;|]", text[:_MAX_TEXT_CHARS])
        if _NEWS_WORD.search(fold_text(keyword))
    ]


def _join_words(text: str) -> str:
    return fold_text(text).replace(" ", "")


def _find_places(text: str) -> set[str]:
    """Return the countries of the places that a short text names."""
    folded = f" {fold_date_text(text[:200])} "
    return {code for name, code in _COUNTRY_OF_PLACE.items() if f" {name} " in folded}


def _find_host_places(url: str) -> set[str]:
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    return {
        code
        for name, code in _COUNTRY_OF_PLACE.items()
        if name.isascii()
        and any(
            name in label if len(name) >= _MIN_HOST_CHARS else name in label.split("-")
            for label in labels
        )
    }


def _find_telephone_countries(page: Page) -> set[str]:
    numbers = [
        link.get("href", "")[4:40]
        for link in page.tree.iter("a")
        if (link.get("href") or "").startswith("tel:")
    ]
    return {
        _COUNTRY_OF_CODE[match[1]]
        for number in numbers
        if (match := _TELEPHONE.match(number)) and match[1] in _COUNTRY_OF_CODE
    }


def _index_places() -> dict[str, str]:
    code_of_zone = {country.timezone: country.code for country in ARAB_COUNTRIES}
    return {
        fold_date_text(name): code_of_zone[zone]
        for zone, names in PLACES.items()
        if zone in code_of_zone
        for name in names.split("|")
        if name not in _AMBIGUOUS_PLACES
    }


_COUNTRY_OF_PLACE = _index_places()
