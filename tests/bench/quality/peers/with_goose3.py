"""goose3, told that the page is Arabic."""

from typing import Any

from goose3 import Configuration, Goose

from tests.bench.quality.extractor import ExtractedFields, Extractor
from tests.bench.quality.peers.decoding import decode

_CONFIGURATION = Configuration()
_CONFIGURATION.target_language = "ar"
_CONFIGURATION.use_meta_language = False
_CONFIGURATION.enable_image_fetching = False


def _extract(body: bytes, url: str) -> Any:
    with Goose(_CONFIGURATION) as goose:
        return goose.extract(url=url, raw_html=decode(body))


def _convert(article: Any) -> ExtractedFields:
    instant, text = article.publish_datetime_utc, article.publish_date
    return ExtractedFields(
        title=article.title,
        text=article.cleaned_text or "",
        # Of a list in JSON-LD it makes an author that is a list.
        authors=tuple(author for author in article.authors if isinstance(author, str)),
        published=instant.isoformat() if instant else text if isinstance(text, str) else None,
    )


EXTRACTOR = Extractor(_extract, _convert)
