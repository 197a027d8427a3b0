"""newspaper4k, told that the page is Arabic."""

from typing import Any

import newspaper

from tests.bench.quality.answer import Answer, Reader
from tests.bench.quality.peers.decoding import decode


def _extract(body: bytes, url: str) -> Any:
    article = newspaper.Article(url, language="ar", fetch_images=False)
    article.download(input_html=decode(body))
    article.parse()
    return article


def _answer(article: Any) -> Answer:
    return Answer(
        title=article.title,
        text=article.text,
        authors=tuple(article.authors),
        published=article.publish_date.isoformat() if article.publish_date else None,
    )


READER = Reader(_extract, _answer)
