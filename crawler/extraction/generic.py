"""The adapter to trafilatura, the judge of what is body where a page does not say itself. Pure.

Its pitfalls are kept out here: the address goes into the options (beside them it is ignored); a
fresh `Extractor` each call, without metadata, so that no date limit grows old; `dedup` stays off,
its memory would make answers depend on crawl order; the tree is a copy, as it prunes in place.
"""

from copy import deepcopy

from lxml import html
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor


def paragraphs(tree: html.HtmlElement, url: str) -> list[str]:
    """Return the lines trafilatura takes for the text of a page; none where it finds no text."""
    options = Extractor(
        output_format="python",
        fast=True,
        precision=True,
        comments=False,
        formatting=False,
        links=False,
        images=False,
        tables=True,
        dedup=False,
        url=url,
        with_metadata=False,
    )
    document = bare_extraction(deepcopy(tree), options=options)
    if not isinstance(document, Document) or not document.text:
        return []
    return [line.strip() for line in document.text.splitlines() if line.strip()]
