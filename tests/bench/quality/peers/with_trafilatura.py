"""trafilatura, run plain, favouring precision, and for the text alone."""

from functools import partial
from typing import Any

import trafilatura

from tests.bench.quality.extractor import ExtractedFields, Extractor


def _extract_document(body: bytes, url: str, *, favor_precision: bool) -> Any:
    return trafilatura.bare_extraction(
        body,
        url=url,
        with_metadata=True,
        include_comments=False,
        favor_precision=favor_precision,
    )


def _convert(document: Any) -> ExtractedFields:
    if document is None:
        return ExtractedFields()
    return ExtractedFields(
        title=document.title,
        text=document.text or "",
        authors=tuple(document.author.split("; ")) if document.author else (),
        published=document.date,
    )


def _extract_text(body: bytes, url: str) -> str | None:
    text: str | None = trafilatura.extract(body, url=url, include_comments=False)
    return text


PLAIN = Extractor(partial(_extract_document, favor_precision=False), _convert)
PRECISE = Extractor(partial(_extract_document, favor_precision=True), _convert)
TEXT_ONLY = Extractor(_extract_text, lambda text: ExtractedFields(text=text or ""))
