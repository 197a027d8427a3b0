"""readability-lxml; its summary is HTML, read here as text with a line for each block."""

from lxml import html
from readability import Document

from tests.bench.quality.extractor import ExtractedFields, Extractor
from tests.bench.quality.peers.decoding import decode

_BLOCKS = ("p", "div", "br", "li", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6")


def _extract(body: bytes, url: str) -> tuple[str, str]:
    document = Document(decode(body), url=url)
    return document.short_title(), document.summary(html_partial=True)


def _convert(result: tuple[str, str]) -> ExtractedFields:
    title, summary = result
    tree = html.fragment_fromstring(summary, create_parent="div")
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return ExtractedFields(title=title, text=tree.text_content())


EXTRACTOR = Extractor(_extract, _convert)
