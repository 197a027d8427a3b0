"""readability-lxml; its summary is mark-up, read here as text with a line a block."""

from lxml import html
from readability import Document

from tests.bench.quality.answer import Answer, Reader
from tests.bench.quality.peers.decoding import decode

_BLOCKS = ("p", "div", "br", "li", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6")


def _extract(body: bytes, url: str) -> tuple[str, str]:
    document = Document(decode(body), url=url)
    return document.short_title(), document.summary(html_partial=True)


def _answer(found: tuple[str, str]) -> Answer:
    title, summary = found
    tree = html.fragment_fromstring(summary, create_parent="div")
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return Answer(title=title, text=tree.text_content())


READER = Reader(_extract, _answer)
