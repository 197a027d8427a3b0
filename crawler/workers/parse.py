"""One fetched body to what it holds: the work done in worker processes. Pure."""

from crawler.cleaning import clean_article
from crawler.discovery.content_sniffing import sniff_content_kind
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap_part
from crawler.extraction.article import extract
from crawler.extraction.page import Page, parse_page
from crawler.items import Article
from crawler.workers.tasks import ParseResult, ParseTask

# Of a sitemap: the first ones at once, to be fetched; of the others some two seconds' work, well
# within the time a worker has for one body.
FIRST_PART_ENTRIES, NEXT_PART_ENTRIES = 1_000, 10_000


def parse_fetched_body(task: ParseTask) -> ParseResult:
    """Read one body. Any bytes give an answer."""
    form = sniff_content_kind(task.body, task.content_type)
    if task.expected_kind == "article" and form != "html":
        return ParseResult(content_kind=form, article=_make_empty_article(task))
    if form == "feed":
        links = read_feed(task.body, task.url, task.content_type, now=task.now)
        return ParseResult(content_kind=form, links=tuple(links))
    if form == "sitemap":
        return _parse_sitemap(task)
    if form == "other":
        return ParseResult(content_kind=form)
    return _parse_html(task)


def _parse_sitemap(task: ParseTask) -> ParseResult:
    most = NEXT_PART_ENTRIES if task.first_entry else FIRST_PART_ENTRIES
    links, more = read_sitemap_part(
        task.body, task.url, first_entry=task.first_entry, max_entries=most, now=task.now
    )
    return ParseResult(
        content_kind="sitemap",
        links=tuple(links),
        next_entry=task.first_entry + most if more else 0,
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
    links = _read_listing_links(page, task)
    return ParseResult(content_kind="html", article=article, links=links)


def _read_listing_links(page: Page, task: ParseTask) -> tuple[Link, ...]:
    outlet = task.publisher
    return tuple(read_listing(page.tree, page.url, allow=outlet.allow, deny=outlet.deny))


def _make_empty_article(task: ParseTask) -> Article:
    """An article's address that gave a PDF, a feed or nothing."""
    return Article(
        url=task.hint.url if task.hint else task.url,
        fetched_url=task.url,
        publisher=task.publisher.slug,
        fetched_at=task.now,
        kind="other",
    )
