"""Extraction of an `Article` from the bytes of a page, every field from ranked evidence. Pure.

Begin reading at `article` (`extract`, `explain`). The other modules, in the order of their work:

- `page`: the page, parsed once, and what it declares of itself
- `context` (the context of one extraction), `evidence` (the headline, and fields whose first
  plausible answer wins)
- `body_evidence` and `body`: the text, the choice of its blocks, and what is cut from it
- `date_evidence`, `author_candidates` (all who may have written the article), `author_choice`
  (their weights), and `agency_evidence`
- `fields`: everything besides the text
- `lexicon`: the words that all of these look for
"""

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.extraction.article import EXTRACTOR_VERSION, Explanation, explain, extract
    from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
    from crawler.extraction.page.page import Page, parse_page

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
    "page.page": ("Page", "parse_page"),
    "body.block_ids": ("NOTHING_LEARNED", "LearnedTemplate"),
}


def __getattr__(name: str) -> Any:
    """Import an export at its first use: extractors load slowly, and not every process extracts."""
    for module, names in _EXPORTS_BY_MODULE.items():
        if name in names:
            return resolve_name(f"{__name__}.{module}:{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
