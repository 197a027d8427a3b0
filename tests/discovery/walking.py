"""Walks over imaginary outlets: the frontier follows their lists, without a network."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import count

from lxml import html

from crawler.crawl.frontier import Frontier
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.discovery.listings import read_listing
from crawler.publisher import Publisher
from crawler.urls.canonical_form import canonical, make_url_id
from tests.discovery.systems import HEADLINES, SECTIONS, System

SITE = "https://news.example.sa"
PAGE_SIZE = 4
FEW_NUMBERS = 3


@dataclass(slots=True)
class Walk:
    """The requests of a walk: ids of the articles, addresses of the lists and of missing pages."""

    articles: set[str] = field(default_factory=set)
    lists: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class ImaginaryOutlet:
    """An outlet with `length` articles in each section: its pages, and the ids of its articles."""

    def __init__(self, system: System, length: int) -> None:
        self.system = system
        self.articles: set[str] = set()
        self.pages: dict[str, str] = {}
        sections = [self._make_articles(section, length) for section in range(1, len(SECTIONS) + 1)]
        self.home = self._address(system.home)
        for number, articles in enumerate(sections, start=1):
            self._add_section_pages(number, articles)
        newest = [article for articles in sections for article in articles[:2]]
        self.pages[make_url_id(self.home)] = self._page(self._rows(newest))

    def _make_articles(self, section: int, length: int) -> list[tuple[str, str, str]]:
        """Return the address, title and key of each article of a section."""
        rows = []
        for position in range(length):
            number = 4000 + 100 * section + 3 * position
            key = f"{number:x}a{section}c{position:02}"
            title = f"{HEADLINES[(number + section) % len(HEADLINES)]} {chr(0x0621 + position)}"
            path = self.system.article.format(
                n=number, s=section, key=key, words="short-words", title=title.replace(" ", "-")
            )
            address = self._address(path)
            self.articles.add(make_url_id(address))
            rows.append((address, title, key))
        return rows

    def _add_section_pages(self, section: int, articles: list[tuple[str, str, str]]) -> None:
        starts = range(0, len(articles), PAGE_SIZE)
        pages = [articles[start : start + PAGE_SIZE] for start in starts]
        addresses = [self._page_address(section, n, articles) for n in range(1, len(pages) + 1)]
        for number, (address, rows) in enumerate(zip(addresses, pages, strict=True), start=1):
            main = self._rows(rows)
            if number < len(pages):
                main += self._pager(number, addresses)
            self.pages[make_url_id(address)] = self._page(main)

    def _page_address(self, section: int, page: int, articles: list[tuple[str, str, str]]) -> str:
        skip = (page - 1) * PAGE_SIZE
        template = self.system.section if page == 1 else self.system.further_page
        last = articles[skip - 1][2] if skip else ""
        return self._address(template.format(s=section, page=page, skip=skip, last=last))

    def _pager(self, current: int, addresses: list[str]) -> str:
        system = self.system
        near = range(current + 1, min(current + FEW_NUMBERS, len(addresses)) + 1)
        numbers = "".join(
            system.page_number.format(
                url=escape(addresses[n - 1]), page=n, skip=(n - 1) * PAGE_SIZE
            )
            for n in near
        )
        return system.pager.format(next=escape(addresses[current]), numbers=numbers)

    def _rows(self, articles: list[tuple[str, str, str]]) -> str:
        row = self.system.article_row
        return "".join(row.format(url=escape(url), title=title) for url, title, _ in articles)

    def _page(self, main: str) -> str:
        system = self.system
        menu = "".join(
            system.menu_entry.format(url=escape(self._page_address(n, 1, [])), title=title)
            for n, title in enumerate(SECTIONS, start=1)
        )
        foot = "".join(f'<a href="{escape(p)}">{text}</a> - ' for p, text in system.static_pages)
        trap_links = "".join(f'<a href="{escape(p)}">{text}</a> ' for p, text in system.trap_links)
        body = system.layout.format(menu=menu, main=f"{main}<p>{trap_links}</p>", foot=foot)
        return f"<html><body>{body}</body></html>"

    def _address(self, path: str) -> str:
        return canonical(f"{SITE}{path}") or path


def walk(
    home: str, page: Callable[[str], str | None], articles: set[str], max_pages: int = 400
) -> Walk:
    """Request what the frontier plans, by priority, until nothing is left or `max_pages` are read.

    `page` returns the HTML of an address, None where there is none; `articles` are ids.
    """
    noted: set[str] = set()

    def note_address(article_id: str, *, named_article: bool, publisher: str) -> bool:
        del named_article, publisher
        new = article_id not in noted
        noted.add(article_id)
        return new

    frontier = Frontier(note_address, frozenset({"listing"}), max_pages)
    outlet = OutletRun(Publisher(slug="x", homepage=home, domains=("example.sa",)))
    outlet.sources.add(home)
    order, requests = count(), Walk()
    queue = [(0, next(order), Plan(Link(url=home, kind="section"), "source", 0, CrawlPath()))]
    while queue and len(requests.lists) + len(requests.missing) < max_pages:
        plan = heapq.heappop(queue)[2]
        for next_plan in _follow(frontier, outlet, plan, page, articles, requests):
            heapq.heappush(queue, (-next_plan.priority, next(order), next_plan))
    return requests


def _follow(
    frontier: Frontier,
    outlet: OutletRun,
    plan: Plan,
    page: Callable[[str], str | None],
    articles: set[str],
    requests: Walk,
) -> Iterator[Plan]:
    url = plan.link.url
    if make_url_id(url) in articles:
        requests.articles |= {make_url_id(url)} if plan.expected_kind != "source" else set()
        return
    body = page(url)
    if body is None:
        requests.missing.append(url)
        return
    requests.lists.append(url)
    links = read_listing(html.document_fromstring(body), url)
    yield from frontier.follow(outlet, links, plan.crawl_path)
