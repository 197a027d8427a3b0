"""The adapter to trafilatura, the judge of what is body until an outlet's shape is known. Pure.

Its pitfalls are kept out here: the address goes into the options (beside them it is ignored); a
copy of the options each call, without metadata, whose date limit grows old; `dedup` stays off,
its memory would make answers depend on crawl order. It reads a digest of the page: on the shared
corpora it takes the same text from it as from the page (2 of 148 pages apart) in a quarter of the
time, and it may prune it in place.
"""

import logging
from copy import copy

from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from crawler.extraction.blocks import PageBlocks
from crawler.extraction.digest import build_page_from_blocks

# It warns of every page it finds no text on; such a page is counted with its reason.
logging.getLogger("trafilatura").setLevel(logging.ERROR)

# Trafilatura takes seconds above this; an article has a tenth of it.
_MAX_PAGE_ELEMENTS = 20_000


_OPTIONS = Extractor(
    output_format="python",
    fast=True,
    precision=True,
    comments=False,
    formatting=False,
    links=False,
    images=False,
    tables=True,
    dedup=False,
    with_metadata=False,
)


def extract_trafilatura_paragraphs(page_blocks: PageBlocks, url: str) -> list[str]:
    """Return the lines trafilatura takes for the text.

    None where it finds none, or is not asked: of a page of too many blocks.
    """
    if len(page_blocks.blocks) + len(page_blocks.nodes) > _MAX_PAGE_ELEMENTS:
        return []
    options = copy(_OPTIONS)
    options.url = url
    document = bare_extraction(build_page_from_blocks(page_blocks), options=options)
    if not isinstance(document, Document) or not document.text:
        return []
    return [line.strip() for line in document.text.splitlines() if line.strip()]
