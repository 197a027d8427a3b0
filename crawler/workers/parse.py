"""One fetched body to what it holds: the work done in worker processes. Pure."""

from crawler.cleaning import clean
from crawler.discovery.content_sniffing import sniff
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_part
from crawler.extraction.article import extract
from crawler.extraction.page import Page, parse_page
from crawler.items import Article
from crawler.workers.tasks import Answer, Task

# Of a sitemap: the first ones at once, to be fetched; of the others some two seconds' work, well
# within the time a worker has for one body.
FIRST_ENTRIES, MORE_ENTRIES = 1_000, 10_000


def parse(task: Task) -> Answer:
    """Read one body. Any bytes give an answer."""
    form = sniff(task.body, task.content_type)
    if task.want == "article" and form != "html":
        return Answer(form=form, article=_nothing(task))
    if form == "feed":
        links = read_feed(task.body, task.url, task.content_type, now=task.now)
        return Answer(form=form, links=tuple(links))
    if form == "sitemap":
        return _sitemap(task)
    if form == "other":
        return Answer(form=form)
    return _html(task)


def _sitemap(task: Task) -> Answer:
    most = MORE_ENTRIES if task.first else FIRST_ENTRIES
    links, more = read_part(task.body, task.url, first=task.first, most=most, now=task.now)
    return Answer(form="sitemap", links=tuple(links), more=task.first + most if more else 0)


def _html(task: Task) -> Answer:
    page = parse_page(task.body, url=task.url, content_type=task.content_type)
    if task.want == "source":
        return Answer(form="html", links=_links(page, task))
    article = clean(
        extract(page, task.publisher, now=task.now, hint=task.hint, learned=task.learned)
    )
    if article.kind == "article":
        return Answer(form="html", article=article)
    links = _links(page, task)
    return Answer(form="html", article=article, links=links)


def _links(page: Page, task: Task) -> tuple[Link, ...]:
    outlet = task.publisher
    return tuple(read_listing(page.tree, page.url, allow=outlet.allow, deny=outlet.deny))


def _nothing(task: Task) -> Article:
    """An article's address that gave a PDF, a feed or nothing."""
    return Article(
        url=task.hint.url if task.hint else task.url,
        fetched_url=task.url,
        publisher=task.publisher.slug,
        fetched_at=task.now,
        kind="other",
    )
