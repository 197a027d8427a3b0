"""warraq, run as `scrapy extract` runs it, without and with the publishers' files.

Without the files it shows the quality for an outlet that nobody has described. `JUST_FETCHED` reads
pages that were made for this run, and so knows when they were fetched.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.extraction import extract, parse_page
from crawler.items import Article
from crawler.publisher import Publisher, find_publisher, load_publishers
from tests.bench.quality.extractor import ExtractedFields, Extractor


def extract_article(
    body: bytes,
    url: str,
    *,
    publishers: Mapping[str, Publisher] = MappingProxyType({}),
    read_clock: Callable[[], datetime | None] = lambda: None,
) -> Article:
    """Return the page's article, not yet cleaned.

    The corpora do not say when their pages were fetched.
    """
    page = parse_page(body, url=url, content_type="text/html")
    return extract(page, find_publisher(url, publishers), now=read_clock())


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
WITH_FILES = Extractor(partial(extract_article, publishers=load_publishers()), convert_article)
JUST_FETCHED = Extractor(
    partial(extract_article, read_clock=partial(datetime.now, UTC)), convert_article
)
