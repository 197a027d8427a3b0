"""warraq, run as `scrapy extract` runs it: with the publishers' files, every page judged.

And without the files: what an outlet nobody has described can expect.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.extraction import extract, parse_page
from crawler.items import Article
from crawler.publisher import Publisher, find_publisher, load_publishers
from tests.bench.quality.answer import Answer, Reader

_PUBLISHERS = load_publishers()


def read(body: bytes, url: str, *, publishers: Mapping[str, Publisher] = _PUBLISHERS) -> Article:
    """Return the page's article as extraction gives it."""
    page = parse_page(body, url=url, content_type="text/html")
    return extract(page, find_publisher(url, publishers), now=datetime.now(UTC))


def as_answer(found: Article) -> Answer:
    """Clean and judge it: what is not accepted is stored nowhere, so it answers nothing."""
    article = clean_article(found)
    rung = article.evidence.get("text")
    if rejected := reason_to_reject(article):
        return Answer(rung=rung, judged=found.judged, rejected=rejected)
    # Before cleaning the instant still stands in the zone it was printed in.
    return Answer(
        title=article.title,
        lead=article.lead,
        text=article.text or "",
        authors=article.authors,
        published=_published(found),
        rung=rung,
        judged=found.judged,
    )


def _published(article: Article) -> str | None:
    if article.published_at is None or article.published is None:
        return None
    if article.published.precision == "day":
        return article.published_at.date().isoformat()
    instant = article.published_at
    return (instant if article.published.zone else instant.replace(tzinfo=None)).isoformat()


READER = Reader(read, as_answer)
WITHOUT_FILES = Reader(partial(read, publishers={}), as_answer)
