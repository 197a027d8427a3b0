"""Parsing of one fetched body into an article or links: the work of a worker process. Pure."""

from crawler.cleaning import clean_article
from crawler.discovery.content_sniffing import sniff_content_kind
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap_part
from crawler.extraction.article import extract
from crawler.extraction.page.application_frame import NEEDS_BROWSER, needs_browser
from crawler.extraction.page.page import Page, parse_page
from crawler.items import Article
from crawler.workers.tasks import ExtractionFailed, ParseResult, ParseTask

# Entries of a sitemap read in one task: few at first, so that fetching begins at once; then some
# two seconds' work, well within the time a worker has for one body.
FIRST_PART_ENTRIES, NEXT_PART_ENTRIES = 1_000, 10_000


def parse_fetched_body(task: ParseTask) -> ParseResult:
    """Parse one body. Any bytes give a result, but a frame without text raises ExtractionFailed."""
    content_kind = sniff_content_kind(task.body, task.content_type)
    if task.expected_kind == "article" and content_kind != "html":
        return ParseResult(content_kind=content_kind, article=_make_empty_article(task))
    if content_kind == "feed":
        links = read_feed(task.body, task.url, task.content_type, now=task.now)
        return ParseResult(content_kind=content_kind, links=tuple(links))
    if content_kind == "sitemap":
        return _parse_sitemap(task)
    if content_kind == "other":
        return ParseResult(content_kind=content_kind)
    return _parse_html(task)


def _parse_sitemap(task: ParseTask) -> ParseResult:
    max_entries = NEXT_PART_ENTRIES if task.first_entry else FIRST_PART_ENTRIES
    links, has_more = read_sitemap_part(
        task.body, task.url, first_entry=task.first_entry, max_entries=max_entries, now=task.now
    )
    return ParseResult(
        content_kind="sitemap",
        links=tuple(links),
        next_entry=task.first_entry + max_entries if has_more else 0,
    )


def _parse_html(task: ParseTask) -> ParseResult:
    page = parse_page(task.body, url=task.url, content_type=task.content_type)
    if task.expected_kind == "source":
        return ParseResult(content_kind="html", links=_read_listing_links(page, task))
    article = clean_article(
        extract(page, task.publisher, now=task.now, hint=task.hint, learned=task.learned)
    )
    if article.kind == "article":
        return ParseResult(content_kind="html", article=article)
    if needs_browser(page, article.text):
        raise ExtractionFailed(NEEDS_BROWSER)
    links = _read_listing_links(page, task)
    return ParseResult(content_kind="html", article=article, links=links)


def _read_listing_links(page: Page, task: ParseTask) -> tuple[Link, ...]:
    patterns = {"allow": task.publisher.allow, "deny": task.publisher.deny}
    return tuple(read_listing(page.tree, page.url, encoding=page.encoding, **patterns))


def _make_empty_article(task: ParseTask) -> Article:
    """Return an article without content, for an article's address that gave no HTML."""
    return Article(
        url=task.hint.url if task.hint else task.url,
        fetched_url=task.url,
        publisher=task.publisher.slug,
        fetched_at=task.now,
        kind="other",
    )
