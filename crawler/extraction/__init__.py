"""Extraction of an `Article` from the bytes of a page, every field from ranked evidence. Pure.

Begin reading at `article` (`extract`, `explain`). The other modules, in the order of their work:

- the page, parsed once: `page`, `meta`, `structured` (JSON-LD), `markup` (semantic elements),
  `selected` (the publisher's selectors), `names` and `spoken` (class names), `chrome` (boilerplate
  elements), `mast` (the site's header), `sameness` (texts compared)
- what all fields share: `case` (the context of one extraction), `ladder` (the rungs of a field)
- the body: `body`, `blocks` and `runs` (inline text), `container`, `choice` and `shape` (containers
  confirmed on the outlet's other pages), `region`, `rules` and `sieve` (blocks that are not text),
  `lead` (the standfirst), `digest` and `generic` (trafilatura), `traces` and `written` (boilerplate
  learned from the outlet's other pages)
- the other fields: `titles`; `authors`, `byline`, `agencies` and `makers`; `dating`, `printed` and
  `clock`; `labelled` and `trail` (section, tags); `images`, `captions` and `credits`; `kind` and
  `players`
- `lexicon`: the words that all of these look for
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
    """Import an export at its first use: extractors load slowly, and not every process extracts."""
    for module, names in _EXPORTS_BY_MODULE.items():
        if name in names:
            return resolve_name(f"{__name__}.{module}:{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
