"""What every outlet has in common: its addresses, what each must end in, and the truth."""

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
from tests.newsroom.truth import OUTCOMES, STORED, Expected, expect
from tests.newsroom.xml import Item

Way = Literal["sitemap", "feed", "listing"]
WAYS: frozenset[Way] = frozenset({"sitemap", "feed", "listing"})

_PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9">
<rect width="16" height="9" fill="#b8c4cc"/>
<path d="M0 9l5-5 4 4 2-2 5 3z" fill="#8496a3"/></svg>"""


class Site(ABC):
    """One outlet's pages, built once from its stories; `home` ends in a slash."""

    name: ClassVar[str]
    slug: ClassVar[str]
    charset: ClassVar[str] = "UTF-8"
    content_type: ClassVar[str] = "text/html; charset=UTF-8"
    sections: ClassVar[Mapping[str, str]]
    """Section name to its part of an address."""
    page_size: ClassVar[int] = 4
    validator: ClassVar[Validator | None] = None
    """What its server offers to ask by, for all its pages but robots.txt."""
    traps: ClassVar[tuple[str, ...]] = ()
    """Beginnings of paths that go on for ever."""

    def __init__(
        self, home: str, stories: Iterable[Story], ways: frozenset[Way], today: date
    ) -> None:
        self.home = home
        self.ways = ways
        self.today = today
        self.stories = sorted(stories, key=lambda story: story.published_at, reverse=True)
        self.replies: dict[str, Reply] = {}
        self.never_stored: set[str] = set()
        for story in self.stories:
            self.replies[self.path(story)] = self._reply(story)
        self.install()

    @abstractmethod
    def path(self, story: Story) -> str:
        """Return the decoded path and query of a story."""

    @abstractmethod
    def article(self, story: Story) -> str:
        """Return a story's page."""

    @abstractmethod
    def install(self) -> None:
        """Add home, sections, feeds, sitemaps, robots.txt and the pages that are no articles."""

    def special(self, story: Story) -> str:
        """Return the page of a story that is an AMP twin, a video or a gallery."""
        raise NotImplementedError(story.fate)

    def beyond(self, target: str) -> Reply | None:
        """Answer an address that no page was made for; None where there is no such page."""
        return None

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query."""
        reply = self._answer(target)
        offers = reply.status == 200 and target != "/robots.txt"
        return replace(reply, validator=self.validator) if offers else reply

    def _answer(self, target: str) -> Reply:
        reply = self.replies.get(target) or self.beyond(target)
        if reply is None and target.endswith(".jpg"):
            return Reply(body=_PICTURE, content_type="image/svg+xml")
        return reply or self.missing(404)

    def spelt(self, path: str) -> str:
        """Return a decoded path as this outlet writes it in its pages."""
        return quote(path, safe="/?=&-._~")

    def absolute(self, path: str) -> str:
        """Return the address of a decoded path as this outlet writes it."""
        return self.home + self.spelt(path).lstrip("/")

    def url(self, story: Story) -> str:
        """Return the canonical address of a story, readable."""
        return self.home + self.path(story).lstrip("/")

    @cached_property
    def truth(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return tuple(
            expect(story, self.stories, self.url) for story in self.stories if story.fate in STORED
        )

    @cached_property
    def others(self) -> dict[str, str]:
        """Every other address named beside the articles, and the outcome it must end in."""
        return {self.url(s): OUTCOMES[s.fate] for s in self.stories if s.fate in OUTCOMES}

    def page(self, path: str, html: str) -> None:
        """Serve a page that is no article's."""
        self.replies[path] = self._html(html)
        self.never_stored.add(self.home + path.lstrip("/"))

    def data(self, path: str, body: bytes, content_type: str) -> None:
        """Serve a feed, a sitemap or robots.txt."""
        self.replies[path] = Reply(body=body, content_type=content_type)

    def missing(self, status: int) -> Reply:
        """Answer that there is no such page."""
        text = "<h1>الصفحة غير موجودة</h1><p>ربما حُذفت الصفحة أو نُقلت إلى عنوان آخر.</p>"
        return self._html(self.frame(title="الصفحة غير موجودة", head="", main=text), status)

    @abstractmethod
    def frame(self, *, title: str, head: str, main: str) -> str:
        """Return a whole page around `main`."""

    def link(self, story: Story, text: str | None = None, *, attributes: str = "") -> str:
        """Link to a story; only its words where listings are switched off."""
        words = escape(text or story.title)
        if "listing" not in self.ways:
            return f"<a {attributes}>{words}</a>"
        return f'<a {attributes} href="{escape(self.spelt(self.path(story)))}">{words}</a>'

    def beside(self, story: Story, count: int, skip: int = 1) -> list[Story]:
        """Choose articles for a related or most-read box."""
        articles = [other for other in self.stories if other.fate == "article"]
        place = next((i for i, other in enumerate(articles) if other.key == story.key), 0)
        return [articles[(place + skip + i) % len(articles)] for i in range(count)]

    def of_section(self, section: str) -> list[Story]:
        """List what a section names, newest first."""
        return [story for story in self.stories if story.section == section]

    def listing(self, path: str, title: str, stories: Sequence[Story]) -> None:
        """Serve a listing, a page of it at an address; all of it on one without stories."""
        count = max(1, ceil(len(stories) / self.page_size))
        paths = [path] + [self.page_path(path, number) for number in range(2, count + 1)]
        shown = paths if count > 1 and "listing" in self.ways else []
        for number, at in enumerate(paths, start=1):
            part = stories[(number - 1) * self.page_size : number * self.page_size]
            self.page(at, self.listing_page(title, part, number, shown))

    @abstractmethod
    def page_path(self, path: str, number: int) -> str:
        """Return the address of a listing's page from the second on."""

    @abstractmethod
    def listing_page(
        self, title: str, stories: Sequence[Story], number: int, paths: Sequence[str]
    ) -> str:
        """Return one page of a listing; `paths` are its pages, none where it has one only."""

    def items(self, stories: Iterable[Story] | None = None) -> list[Item]:
        """Describe stories for a feed or a sitemap, without dates."""
        chosen = self.stories if stories is None else stories
        return [
            Item(url=self.absolute(self.path(s)), title=s.title, section=s.section) for s in chosen
        ]

    def _reply(self, story: Story) -> Reply:
        match story.fate:
            case "not-found":
                return self.missing(404)
            case "gone":
                return self.missing(410)
            case "slow":
                return Reply(hold=True)
            case "moved":
                target = quote(self.path(self._original(story)), safe="/?=&-._~")
                return Reply(status=301, headers=(("Location", target),))
            case "amp" | "video" | "gallery":
                return self._html(self.special(story))
            case _:
                reply = self._html(self.article(story))
                return replace(reply, busy_once=story.fate == "busy")

    def _original(self, story: Story) -> Story:
        return next(other for other in self.stories if other.key == story.of)

    def canonical(self, story: Story) -> Story:
        """Return the story whose address a page declares canonical."""
        names_other = story.fate == "amp" or story.canonical
        return self._original(story) if names_other else story

    def _html(self, html: str, status: int = 200) -> Reply:
        body = html.encode(self.charset, "xmlcharrefreplace")
        return Reply(body=body, status=status, content_type=self.content_type)
