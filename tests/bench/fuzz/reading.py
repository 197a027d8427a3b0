"""Reading of one body by all of the crawler's code for its kind."""

from datetime import UTC, datetime
from typing import Literal

from scrapy.robotstxt import ProtegoRobotParser

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.discovery.robots_txt import filter_robots_groups
from crawler.extraction import explain, parse_page
from crawler.fetching.robots import MAX_BYTES_READ, list_robots_sitemaps, read_crawl_delay
from crawler.items import Article
from crawler.publisher import find_publisher, load_publishers
from crawler.urls.canonical_form import canonical
from crawler.workers.parse import parse_fetched_body
from crawler.workers.tasks import ExpectedKind, ExtractionFailed, ParseTask

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BodyKind = Literal["page", "listing", "feed", "sitemap", "robots"]
_USER_AGENT = "warraq"
_PUBLISHERS = load_publishers()


def read_body(
    kind: BodyKind, body: bytes, url: str, content_type: str | None, expected_kind: ExpectedKind
) -> str:
    """Read a body as a crawl does; return the text that would be stored, "" where none."""
    if kind == "robots":
        _read_robots(body, url)
        return ""
    article = clean_article(_parse_article(body, url, content_type, expected_kind))
    return "" if reason_to_reject(article) else article.text or ""


def explain_body(body: bytes, url: str, content_type: str | None) -> None:
    """Read a page as `scrapy explain` does."""
    page = parse_page(body, url=url, content_type=content_type)
    explain(page, find_publisher(url, _PUBLISHERS), now=NOW)


def _parse_article(
    body: bytes, url: str, content_type: str | None, expected_kind: ExpectedKind
) -> Article:
    publisher = find_publisher(url, _PUBLISHERS)
    task = ParseTask(
        url=url,
        body=body,
        content_type=content_type,
        publisher=publisher,
        now=NOW,
        expected_kind=expected_kind,
    )
    no_article = Article(
        url=url, fetched_url=url, publisher=publisher.slug, fetched_at=NOW, kind="other"
    )
    try:
        return parse_fetched_body(task).article or no_article
    except ExtractionFailed:  # a page that damage leaves without a text may pass for a frame
        return no_article


def _read_robots(body: bytes, url: str) -> None:
    parser = ProtegoRobotParser(filter_robots_groups(body[:MAX_BYTES_READ], _USER_AGENT), None)
    for path in ("", "news/2026/11/20/4821.html?page=2", "%D8%A3%/ا?q=*$"):
        parser.allowed(url.removesuffix("robots.txt") + path, _USER_AGENT)
    for sitemap in list_robots_sitemaps(parser):
        canonical(sitemap, url)
    read_crawl_delay(parser, _USER_AGENT)
