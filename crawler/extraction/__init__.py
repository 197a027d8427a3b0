"""Bytes of a page to an `Article`: one parse, a ladder of evidence for every field. Pure.

page -> structured, meta, markup, selected   what each rung reads
     -> titles, authors, dating, body        what they mean
     -> ladder -> Article                    which answer wins
"""

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.extraction.article import EXTRACTOR_VERSION, Explanation, explain, extract
    from crawler.extraction.page import Page, parse_page
    from crawler.extraction.traces import NOTHING_LEARNED, LearnedTemplate

__all__ = [
    "EXTRACTOR_VERSION",
    "NOTHING_LEARNED",
    "Explanation",
    "LearnedTemplate",
    "Page",
    "explain",
    "extract",
    "parse_page",
]

_EXPORTS_BY_MODULE = {
    "article": ("EXTRACTOR_VERSION", "Explanation", "explain", "extract"),
    "page": ("Page", "parse_page"),
    "traces": ("NOTHING_LEARNED", "LearnedTemplate"),
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: a crawl's own process needs no extractor, and they load slowly."""
    for module, names in _EXPORTS_BY_MODULE.items():
        if name in names:
            return resolve_name(f"{__name__}.{module}:{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
