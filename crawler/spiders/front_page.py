"""What a front page says of its outlet: name and country."""

import re

from crawler.extraction import structured
from crawler.extraction.lexicon import labels
from crawler.extraction.page import Page
from crawler.publisher.arab import COUNTRIES
from crawler.text import arabic_share, clean_line, fold

_OUTLETS = ("newsmediaorganization", "organization", "website", "newspaper")
_BETWEEN = re.compile(r"\s+[|\-–—•·»«:/]+\s+|\s*[|»]\s*")
_REGION = re.compile(r"ar[-_]([A-Z]{2})", re.IGNORECASE)


def outlet_name(page: Page) -> str | None:
    """Return the outlet's name, in Arabic letters where the page has it so, else None."""
    titles = page.tree.xpath("//head/title/text()")
    candidates = [
        *page.meta.get("og:site_name", ()),
        *page.meta.get("application-name", ()),
        *structured.strings(structured.of_types(page.json_ld, _OUTLETS)),
        *(part for title in titles for part in _BETWEEN.split(str(title))),
    ]
    names = [name for name in map(clean_line, candidates) if name and not _is_home(name)]
    return next((name for name in names if arabic_share(name) > 0.5), next(iter(names), None))


def country_code(page: Page) -> str | None:
    """Return the Arab country of the page's locale (`ar_EG`, `ar-EG`), else None."""
    said = [*page.meta.get("og:locale", ()), page.tree.get("lang") or ""]
    codes = [match[1].upper() for text in said if (match := _REGION.fullmatch(text.strip()))]
    known = {country.code for country in COUNTRIES}
    return next((code for code in codes if code in known), None)


def _is_home(name: str) -> bool:
    return labels.HOME.match(fold(name)) is not None
