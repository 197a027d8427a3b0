"""warraq, run as `scrapy extract` runs it: with the publishers' files, every page judged.

Without the files it shows the quality for an outlet that nobody has described.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.extraction import extract, parse_page
from crawler.items import Article
from crawler.publisher import Publisher, find_publisher, load_publishers
from tests.bench.quality.extractor import ExtractedFields, Extractor

_PUBLISHERS = load_publishers()


def extract_article(
    body: bytes, url: str, *, publishers: Mapping[str, Publisher] = _PUBLISHERS
) -> Article:
    """Return the page's article, not yet cleaned."""
    page = parse_page(body, url=url, content_type="text/html")
    return extract(page, find_publisher(url, publishers), now=datetime.now(UTC))


def convert_article(extracted: Article) -> ExtractedFields:
    """Clean an article and return its fields; none where it is rejected, as it is not stored."""
    article = clean_article(extracted)
    rung = article.evidence.get("text")
    if rejected := reason_to_reject(article):
        return ExtractedFields(rung=rung, judged=extracted.judged, rejected=rejected)
    return ExtractedFields(
        title=article.title,
        lead=article.lead,
        text=article.text or "",
        authors=article.authors,
        # Cleaning turns the instant to UTC; before, it has the zone of the page.
        published=_format_published(extracted),
        rung=rung,
        judged=extracted.judged,
    )


def _format_published(article: Article) -> str | None:
    if article.published_at is None or article.published is None:
        return None
    if article.published.precision == "day":
        return article.published_at.date().isoformat()
    instant = article.published_at
    return (instant if article.published.zone else instant.replace(tzinfo=None)).isoformat()


EXTRACTOR = Extractor(extract_article, convert_article)
WITHOUT_FILES = Extractor(partial(extract_article, publishers={}), convert_article)
