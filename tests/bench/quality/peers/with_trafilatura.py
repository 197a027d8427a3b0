"""trafilatura, run plain, favouring precision, and for the text alone."""

from functools import partial
from typing import Any

import trafilatura

from tests.bench.quality.answer import Answer, Reader


def _document(body: bytes, url: str, *, favor_precision: bool) -> Any:
    return trafilatura.bare_extraction(
        body,
        url=url,
        with_metadata=True,
        include_comments=False,
        favor_precision=favor_precision,
    )


def _answer(document: Any) -> Answer:
    if document is None:
        return Answer()
    return Answer(
        title=document.title,
        text=document.text or "",
        authors=tuple(document.author.split("; ")) if document.author else (),
        published=document.date,
    )


def _text(body: bytes, url: str) -> str | None:
    text: str | None = trafilatura.extract(body, url=url, include_comments=False)
    return text


PLAIN = Reader(partial(_document, favor_precision=False), _answer)
PRECISE = Reader(partial(_document, favor_precision=True), _answer)
TEXT_ONLY = Reader(_text, lambda text: Answer(text=text or ""))
