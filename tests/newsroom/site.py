"""One outlet of a sample site: its pages by path, and what a crawl of them must come to."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from html import escape
from math import ceil
from typing import ClassVar, Literal
from urllib.parse import quote

from tests.newsroom.server import Reply, Validator
from tests.newsroom.story import Story
from tests.newsroom.truth import OUTCOMES, STORED, Expected, expected_article
from tests.newsroom.xml import Item

SourceKind = Literal["sitemap", "feed", "listing"]
SOURCE_KINDS: frozenset[SourceKind] = frozenset({"sitemap", "feed", "listing"})

_PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9">
<rect width="16" height="9" fill="#b8c4cc"/>
<path d="M0 9l5-5 4 4 2-2 5 3z" fill="#8496a3"/></svg>"""


class OutletPages(ABC):
    """The pages of one outlet of a sample site; `home` ends in a slash, paths are decoded."""

    name: ClassVar[str]
    slug: ClassVar[str]
    sections: ClassVar[Mapping[str, str]]
    """Section name to its path, or its part of a path."""
    page_size: ClassVar[int]
    """The number of stories on one page of a listing."""
    traps: ClassVar[tuple[str, ...]] = ()
    """Beginnings of paths that go on for ever."""

    def __init__(self, home: str, ways: frozenset[SourceKind]) -> None:
        self.home = home
        self.ways = ways
        self.replies: dict[str, Reply] = {}
        self.never_stored: set[str] = set()

    @property
    @abstractmethod
    def expected_articles(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""

    @property
    @abstractmethod
    def other_outcomes(self) -> Mapping[str, str]:
        """The outcome, or its beginning, of each address that looks like an article and is none."""

    @abstractmethod
    def add_other_pages(self) -> None:
        """Add the home page, sections, sources, robots.txt and other pages that are no articles."""

    @abstractmethod
    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query."""

    @abstractmethod
    def html_reply(self, html: str, status: int = 200) -> Reply:
        """Return the reply with a page in the outlet's charset."""

    def page(self, path: str, html: str) -> None:
        """Serve a page that is no article."""
        self.replies[path] = self.html_reply(html)
        self.never_stored.add(self.home + path.lstrip("/"))

    def data(self, path: str, body: bytes, content_type: str) -> None:
        """Serve a feed, a sitemap or robots.txt."""
        self.replies[path] = Reply(body=body, content_type=content_type)


class Site(OutletPages):
    """The pages of one outlet of the newsroom, built once from its stories."""

    charset: ClassVar[str] = "UTF-8"
    content_type: ClassVar[str] = "text/html; charset=UTF-8"
    page_size: ClassVar[int] = 4
    validator: ClassVar[Validator | None] = None
    """The validator its server sends with all pages but robots.txt."""

    def __init__(
        self, home: str, stories: Iterable[Story], ways: frozenset[SourceKind], today: date
    ) -> None:
        super().__init__(home, ways)
        self.today = today
        self.stories = sorted(stories, key=lambda story: story.published_at, reverse=True)
        for story in self.stories:
            self.replies[self.path(story)] = self._reply(story)
        self.add_other_pages()

    @abstractmethod
    def path(self, story: Story) -> str:
        """Return the decoded path and query of a story."""

    @abstractmethod
    def article(self, story: Story) -> str:
        """Return a story's page."""

    def non_article_page(self, story: Story) -> str:
        """Return the page of a story that is an AMP twin, a video or a gallery."""
        raise NotImplementedError(story.fate)

    def answer_endless_pages(self, target: str) -> Reply | None:
        """Answer an address without a page of its own; None where there is no such address."""
        return None

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query."""
        reply = self._answer(target)
        has_validator = reply.status == 200 and target != "/robots.txt"
        return replace(reply, validator=self.validator) if has_validator else reply

    def _answer(self, target: str) -> Reply:
        reply = self.replies.get(target) or self.answer_endless_pages(target)
        if reply is None and target.endswith(".jpg"):
            return Reply(body=_PICTURE, content_type="image/svg+xml")
        return reply or self.missing_page(404)

    def escape_path(self, path: str) -> str:
        """Escape a decoded path as this outlet's pages do."""
        return quote(path, safe="/?=&-._~")

    def absolute(self, path: str) -> str:
        """Return the address of a decoded path, escaped as this outlet's pages do."""
        return self.home + self.escape_path(path).lstrip("/")

    def url(self, story: Story) -> str:
        """Return the canonical address of a story, unescaped."""
        return self.home + self.path(story).lstrip("/")

    @cached_property
    def expected_articles(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return tuple(
            expected_article(story, self.stories, self.url)
            for story in self.stories
            if story.fate in STORED
        )

    @cached_property
    def other_outcomes(self) -> dict[str, str]:
        """The outcome of every address that looks like an article and is none of its own."""
        return {
            self.url(story): OUTCOMES[story.fate]
            for story in self.stories
            if story.fate in OUTCOMES
        }

    def missing_page(self, status: int) -> Reply:
        """Return the page for an address that does not exist, with a status."""
        text = "<h1>الصفحة غير موجودة</h1><p>ربما حُذفت الصفحة أو نُقلت إلى عنوان آخر.</p>"
        return self.html_reply(self.frame(title="الصفحة غير موجودة", head="", main=text), status)

    @abstractmethod
    def frame(self, *, title: str, head: str, main: str) -> str:
        """Return a whole page around `main`."""

    def link(self, story: Story, text: str | None = None, *, attributes: str = "") -> str:
        """Link to a story; without an address where listings are switched off."""
        words = escape(text or story.title)
        if "listing" not in self.ways:
            return f"<a {attributes}>{words}</a>"
        return f'<a {attributes} href="{escape(self.escape_path(self.path(story)))}">{words}</a>'

    def pick_articles(self, story: Story, count: int, skip: int = 1) -> list[Story]:
        """Choose articles for a box of related or most-read ones."""
        articles = [other for other in self.stories if other.fate == "article"]
        own_index = next((i for i, other in enumerate(articles) if other.key == story.key), 0)
        return [articles[(own_index + skip + i) % len(articles)] for i in range(count)]

    def of_section(self, section: str) -> list[Story]:
        """Return a section's stories, newest first."""
        return [story for story in self.stories if story.section == section]

    def listing(self, path: str, title: str, stories: Sequence[Story]) -> None:
        """Serve the pages of a listing, the first at `path`."""
        count = max(1, ceil(len(stories) / self.page_size))
        paths = [path] + [self.page_path(path, number) for number in range(2, count + 1)]
        linked = paths if count > 1 and "listing" in self.ways else []
        for number, page_path in enumerate(paths, start=1):
            part = stories[(number - 1) * self.page_size : number * self.page_size]
            self.page(page_path, self.listing_page(title, part, number, linked))

    @abstractmethod
    def page_path(self, path: str, number: int) -> str:
        """Return the path of a listing's page from the second on."""

    @abstractmethod
    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return one page of a listing; `paths` are all its pages', none where it has only one."""

    def items(self) -> list[Item]:
        """Return an entry a story for a feed or a sitemap, without dates."""
        return [
            Item(url=self.absolute(self.path(story)), title=story.title, section=story.section)
            for story in self.stories
        ]

    def _reply(self, story: Story) -> Reply:
        match story.fate:
            case "not-found":
                return self.missing_page(404)
            case "gone":
                return self.missing_page(410)
            case "slow":
                return Reply(hold=True)
            case "moved":
                target = quote(self.path(self._original(story)), safe="/?=&-._~")
                return Reply(status=301, headers=(("Location", target),))
            case "amp" | "video" | "gallery":
                return self.html_reply(self.non_article_page(story))
            case _:
                reply = self.html_reply(self.article(story))
                return replace(reply, busy_once=story.fate == "busy")

    def _original(self, story: Story) -> Story:
        return next(other for other in self.stories if other.key == story.of)

    def canonical(self, story: Story) -> Story:
        """Return the story whose address a page declares as canonical."""
        declares_original = story.fate == "amp" or story.canonical
        return self._original(story) if declares_original else story

    def html_reply(self, html: str, status: int = 200) -> Reply:
        """Return the reply with a page in the outlet's charset."""
        body = html.encode(self.charset, "xmlcharrefreplace")
        return Reply(body=body, status=status, content_type=self.content_type)
