"""Bytes of a page to an `Article`: one parse, a ladder of evidence for every field. Pure.

page -> structured, meta, markup, selected   what each rung reads
     -> titles, authors, dating, body        what they mean
     -> ladder -> Article                    which answer wins
"""

from crawler.extraction.article import EXTRACTOR, Explanation, explain, extract
from crawler.extraction.page import Page, parse_page
from crawler.extraction.traces import NOTHING, Learned

__all__ = [
    "EXTRACTOR",
    "NOTHING",
    "Explanation",
    "Learned",
    "Page",
    "explain",
    "extract",
    "parse_page",
]
