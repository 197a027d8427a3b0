"""One fetched body to what it holds: the work done in worker processes. Pure.

Bytes come in and plain dataclasses go out, so no tree crosses a process boundary.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.discovery.feeds import read_feed
from crawler.discovery.links import Link
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap
from crawler.discovery.sniff import sniff
from crawler.extraction import NOTHING, Learned, extract
from crawler.extraction.page import Page, parse_page
from crawler.items import Article
from crawler.publisher import Publisher

Want = Literal["article", "page", "source"]
Form = Literal["html", "feed", "sitemap", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A body and why it was fetched: an article's, a source's, or a page that may be either."""

    url: str
    body: bytes
    content_type: str | None
    publisher: Publisher
    now: datetime
    want: Want = "article"
    hint: Link | None = None
    learned: Learned = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the body was; `links` are those of a source, or of a page whose article is no `kind`
    "article".
    """

    form: Form
    article: Article | None = None
    links: tuple[Link, ...] = ()


def parse(task: Task) -> Answer:
    """Read one body. Any bytes give an answer."""
    form = sniff(task.body, task.content_type)
    if task.want == "article" and form != "html":
        return Answer(form=form, article=_nothing(task))
    if form == "feed":
        links = read_feed(task.body, task.url, task.content_type, now=task.now)
        return Answer(form=form, links=tuple(links))
    if form == "sitemap":
        links = read_sitemap(task.body, task.url, now=task.now)
        return Answer(form=form, links=tuple(links))
    if form == "other":
        return Answer(form=form)
    return _html(task)


def _html(task: Task) -> Answer:
    page = parse_page(task.body, url=task.url, content_type=task.content_type)
    if task.want == "source":
        return Answer(form="html", links=_links(page, task))
    article = extract(page, task.publisher, now=task.now, hint=task.hint, learned=task.learned)
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
