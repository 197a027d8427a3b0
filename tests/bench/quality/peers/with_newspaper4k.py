"""newspaper4k, told that the page is Arabic."""

from typing import Any

import newspaper

from tests.bench.quality.extractor import ExtractedFields, Extractor
from tests.bench.quality.peers.decoding import decode


def _extract(body: bytes, url: str) -> Any:
    article = newspaper.Article(url, language="ar", fetch_images=False)
    article.download(input_html=decode(body))
    article.parse()
    return article


def _convert(article: Any) -> ExtractedFields:
    return ExtractedFields(
        title=article.title,
        text=article.text,
        authors=tuple(article.authors),
        published=article.publish_date.isoformat() if article.publish_date else None,
    )


EXTRACTOR = Extractor(_extract, _convert)
