"""A walk over an imaginary outlet by its lists alone, with the frontier, without a network."""

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
    """What was asked for: articles and unknown pages that were articles; lists; the rest."""

    articles: set[str] = field(default_factory=set)
    lists: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class Imagined:
    """An outlet of `length` articles a section."""

    def __init__(self, system: System, length: int) -> None:
        self.system = system
        self.articles: set[str] = set()
        self.pages: dict[str, str] = {}
        sections = [self._stories(s, length) for s in range(1, len(SECTIONS) + 1)]
        self.home = self._address(system.home)
        for number, stories in enumerate(sections, start=1):
            self._lay_out(number, stories)
        newest = [story for stories in sections for story in stories[:2]]
        self.pages[make_url_id(self.home)] = self._framed(self._rows(newest))

    def _stories(self, section: int, length: int) -> list[tuple[str, str, str]]:
        """Return address, title and key of a section's articles."""
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

    def _lay_out(self, section: int, stories: list[tuple[str, str, str]]) -> None:
        pages = [stories[at : at + PAGE_SIZE] for at in range(0, len(stories), PAGE_SIZE)]
        addresses = [self._page_address(section, n, stories) for n in range(1, len(pages) + 1)]
        for number, (address, rows) in enumerate(zip(addresses, pages, strict=True), start=1):
            main = self._rows(rows)
            if number < len(pages):
                main += self._pager(number, addresses)
            self.pages[make_url_id(address)] = self._framed(main)

    def _page_address(self, section: int, page: int, stories: list[tuple[str, str, str]]) -> str:
        skip = (page - 1) * PAGE_SIZE
        form = self.system.section if page == 1 else self.system.further
        last = stories[skip - 1][2] if skip else ""
        return self._address(form.format(s=section, page=page, skip=skip, last=last))

    def _pager(self, current: int, addresses: list[str]) -> str:
        system = self.system
        near = range(current + 1, min(current + FEW_NUMBERS, len(addresses)) + 1)
        numbers = "".join(
            system.number.format(url=escape(addresses[n - 1]), page=n, skip=(n - 1) * PAGE_SIZE)
            for n in near
        )
        return system.pager.format(next=escape(addresses[current]), numbers=numbers)

    def _rows(self, stories: list[tuple[str, str, str]]) -> str:
        row = self.system.row
        return "".join(row.format(url=escape(url), title=title) for url, title, _ in stories)

    def _framed(self, main: str) -> str:
        system = self.system
        menu = "".join(
            system.entry.format(url=escape(self._page_address(n, 1, [])), title=title)
            for n, title in enumerate(SECTIONS, start=1)
        )
        foot = "".join(f'<a href="{escape(p)}">{text}</a> - ' for p, text in system.static)
        cloud = "".join(f'<a href="{escape(p)}">{text}</a> ' for p, text in system.doors)
        body = system.frame.format(menu=menu, main=f"{main}<p>{cloud}</p>", foot=foot)
        return f"<html><body>{body}</body></html>"

    def _address(self, path: str) -> str:
        return canonical(f"{SITE}{path}") or path


def walk(home: str, page: Callable[[str], str | None], articles: set[str], most: int = 400) -> Walk:
    """Ask for what the frontier plans, the urgent first, until nothing is left or `most` asked.

    `page` gives the HTML of an address, None where there is none; `articles` are identities.
    """
    known: set[str] = set()

    def note_address(article_id: str, *, named_article: bool, publisher: str) -> bool:
        del named_article, publisher
        new = article_id not in known
        known.add(article_id)
        return new

    policy = Frontier(note_address, frozenset({"listing"}), most)
    outlet = OutletRun(Publisher(slug="x", homepage=home, domains=("example.sa",)))
    outlet.add_source(home)
    order, done = count(), Walk()
    queue = [(0, next(order), Plan(Link(url=home, kind="section"), "source", 0, CrawlPath()))]
    while queue and len(done.lists) + len(done.others) < most:
        plan = heapq.heappop(queue)[2]
        for found in _follow(policy, outlet, plan, page, articles, done):
            heapq.heappush(queue, (-found.priority, next(order), found))
    return done


def _follow(
    policy: Frontier,
    outlet: OutletRun,
    plan: Plan,
    page: Callable[[str], str | None],
    articles: set[str],
    done: Walk,
) -> Iterator[Plan]:
    url = plan.link.url
    if make_url_id(url) in articles:
        done.articles |= {make_url_id(url)} if plan.expected_kind != "source" else set()
        return
    body = page(url)
    if body is None:
        done.others.append(url)
        return
    done.lists.append(url)
    links = read_listing(html.document_fromstring(body), url)
    yield from policy.follow(outlet, links, plan.crawl_path)
