"""One body through everything of ours that reads such bodies."""

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
from crawler.workers.tasks import ExpectedKind, ParseTask

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Form = Literal["page", "listing", "feed", "sitemap", "robots"]
_TOKEN = "warraq"
_PUBLISHERS = load_publishers()


def read(form: Form, body: bytes, url: str, content_type: str | None, want: ExpectedKind) -> str:
    """Read a body as a crawl does; return the text that would be stored, empty where none."""
    if form == "robots":
        _read_robots(body, url)
        return ""
    article = clean_article(_article(body, url, content_type, want))
    return "" if reason_to_reject(article) else article.text or ""


def account(body: bytes, url: str, content_type: str | None) -> None:
    """Read a page as `scrapy explain` does."""
    page = parse_page(body, url=url, content_type=content_type)
    explain(page, find_publisher(url, _PUBLISHERS), now=NOW)


def _article(body: bytes, url: str, content_type: str | None, want: ExpectedKind) -> Article:
    publisher = find_publisher(url, _PUBLISHERS)
    task = ParseTask(
        url=url,
        body=body,
        content_type=content_type,
        publisher=publisher,
        now=NOW,
        expected_kind=want,
    )
    nothing = Article(
        url=url, fetched_url=url, publisher=publisher.slug, fetched_at=NOW, kind="other"
    )
    return parse_fetched_body(task).article or nothing


def _read_robots(body: bytes, url: str) -> None:
    parser = ProtegoRobotParser(filter_robots_groups(body[:MAX_BYTES_READ], _TOKEN), None)
    for path in ("", "news/2026/11/20/4821.html?page=2", "%D8%A3%/ا?q=*$"):
        parser.allowed(url.removesuffix("robots.txt") + path, _TOKEN)
    for sitemap in list_robots_sitemaps(parser):
        canonical(sitemap, url)
    read_crawl_delay(parser, _TOKEN)
