"""Trafilatura, asked for a page's text until the outlet's container is confirmed. Pure.

The adapter avoids its pitfalls: the address goes into the options (given beside them it is
ignored); each call has its own copy of the options; metadata stays off, as its date limit grows
old; `dedup` stays off, as its memory would make answers depend on crawl order. Trafilatura reads a
small page made of the blocks (see digest.py) and may prune it in place: on the shared corpora it
takes the same text as from the whole page (2 of 148 pages differ) in a quarter of the time.
"""

import logging
from copy import copy

from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from crawler.extraction.body.blocks import PageBlocks
from crawler.extraction.body.digest import build_page_from_blocks

# Trafilatura warns of every page without text; the crawl counts such a page with its reason.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

# Trafilatura takes seconds above this; an article has a tenth of it.
_MAX_PAGE_ELEMENTS = 20_000

_OPTIONS = Extractor(
    output_format="python",
    fast=True,
    comments=False,
    formatting=False,
    links=False,
    images=False,
    tables=True,
    dedup=False,
    with_metadata=False,
)


def extract_trafilatura_paragraphs(
    page_blocks: PageBlocks, url: str, *, is_full: bool = False
) -> list[str]:
    """Return the paragraphs trafilatura takes for the text; empty without any.

    `is_full`: it takes more rather than less.

    It is not asked about a page of too many blocks.
    """
    if len(page_blocks.blocks) + len(page_blocks.nodes) > _MAX_PAGE_ELEMENTS:
        return []
    options = copy(_OPTIONS)
    options.url = url
    options.focus = "recall" if is_full else "precision"
    document = bare_extraction(build_page_from_blocks(page_blocks), options=options)
    if not isinstance(document, Document) or not document.text:
        return []
    return [line.strip() for line in document.text.splitlines() if line.strip()]


class TrafilaturaReader:
    """Trafilatura's paragraphs of a page's blocks; once the full ones are known they serve all.

    A page that nests too deep for trafilatura (`deeply_nested`) has none.
    """

    def __init__(self, url: str, *, deeply_nested: bool = False) -> None:
        self._url = url
        self._deeply_nested = deeply_nested
        self._read_blocks: PageBlocks | None = None
        self._full_paragraphs: list[str] = []

    def read_paragraphs(self, page_blocks: PageBlocks) -> list[str]:
        """Return the paragraphs that trafilatura is sure of, or the full ones where known."""
        if page_blocks is self._read_blocks:
            return self._full_paragraphs
        return self._extract(page_blocks, is_full=False)

    def read_full_paragraphs(self, page_blocks: PageBlocks) -> list[str]:
        """Return the paragraphs where trafilatura takes more rather than less."""
        if page_blocks is not self._read_blocks:
            self._full_paragraphs = self._extract(page_blocks, is_full=True)
            self._read_blocks = page_blocks
        return self._full_paragraphs

    def _extract(self, page_blocks: PageBlocks, *, is_full: bool) -> list[str]:
        if self._deeply_nested:
            return []
        return extract_trafilatura_paragraphs(page_blocks, self._url, is_full=is_full)
