"""What the three outlets have in common: stories, addresses, and what each must end in."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from html import escape
from typing import ClassVar
from urllib.parse import quote

from tests.newsroom import Expected, Way
from tests.newsroom.server import Reply
from tests.second_site.story import Fate, Story, as_utc, load

# "rejected" leaves the reason open: what a page is called that is no article may differ.
OUTCOMES: Mapping[Fate, str] = {
    "moved": "duplicate",
    "missing": "failed:http-404",
    "gone": "failed:http-410",
    "soft": "rejected",
    "denied": "robots-denied",
    "foreign": "rejected:not-arabic",
    "video": "rejected",
    "gallery": "rejected",
}
_TRACKING = re.compile(r"(?<=[?&])(?:fbclid|ref)=[^&]*&?")
_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3H0z"/></svg>'
)


class Paper(ABC):
    """One outlet's pages, built once; `home` ends in a slash, paths are decoded."""

    name: ClassVar[str]
    slug: ClassVar[str]
    sections: ClassVar[Mapping[str, str]]
    """Section name to the path of its first page."""
    page_size: ClassVar[int] = 3
    traps: ClassVar[tuple[str, ...]]
    """Beginnings of paths that go on for ever."""

    def __init__(self, home: str, ways: frozenset[Way], now: datetime) -> None:
        self.home = home
        self.ways = ways
        self.now = now
        self.stories = load(self.slug)
        self.articles = [story for story in self.stories if story.fate == "article"]
        self.replies: dict[str, Reply] = {}
        self.never_stored: set[str] = set()
        for story in self.stories:
            self.replies[story.path] = self._reply(story)
        for name, path in self.sections.items():
            self._section(name, path)
        self.install()

    @abstractmethod
    def install(self) -> None:
        """Add the home page, feeds, sitemaps, robots.txt and the pages that are no articles."""

    @abstractmethod
    def article(self, story: Story) -> str:
        """Return a story's page."""

    @abstractmethod
    def video(self, story: Story) -> str:
        """Return the page of a film."""

    @abstractmethod
    def gallery(self, story: Story) -> str:
        """Return the page of a set of photos."""

    @abstractmethod
    def lost(self) -> str:
        """Return the page that says that there is no such page."""

    @abstractmethod
    def section_page(self, name: str, stories: Sequence[Story], following: str | None) -> str:
        """Return one page of a section; `following` is the path of the next."""

    @abstractmethod
    def page_path(self, path: str, stories: Sequence[Story], number: int) -> str:
        """Return the path of a section's page from the second on; `stories` are the section's."""

    @abstractmethod
    def spelt(self, path: str) -> str:
        """Return a decoded path as this outlet writes it in its pages."""

    def beyond(self, target: str) -> str | None:
        """Return a page no story or section has, such as one of a calendar."""
        return None

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query; parameters that only track change nothing."""
        plain = _TRACKING.sub("", target).rstrip("?&")
        reply = self.replies.get(plain)
        if reply is None and (html := self.beyond(plain)):
            return _html(html)
        if reply is None and plain.startswith("/media/"):
            return Reply(body=_PICTURE, content_type="image/svg+xml")
        return reply or _html(self.lost(), status=404)

    @cached_property
    def truth(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return tuple(self._expected(story) for story in self.articles)

    @cached_property
    def pairs(self) -> dict[str, str]:
        """Second addresses of articles, and the canonical ones they declare."""
        twins = [story for story in self.stories if story.fate == "twin"]
        return {self.url(twin): self.url(self.original(twin)) for twin in twins}

    @cached_property
    def others(self) -> dict[str, str]:
        """Every other address named beside the articles, and how its outcome begins."""
        return {self.url(s): OUTCOMES[s.fate] for s in self.stories if s.fate in OUTCOMES}

    def url(self, story: Story) -> str:
        """Return a story's address, readable."""
        return self.home + story.path.lstrip("/")

    def absolute(self, path: str) -> str:
        """Return the encoded address of a decoded path."""
        return self.home + quote(path.lstrip("/"), safe="/?=&-._~")

    def link(self, story: Story, words: str | None = None, more: str = "", query: str = "") -> str:
        """Link to a story; only its words where listings are switched off."""
        text = escape(words or story.title, quote=False)
        if "listing" not in self.ways:
            return f"<a{more}>{text}</a>"
        return f'<a{more} href="{escape(self.spelt(story.path) + query)}">{text}</a>'

    def beside(self, story: Story | None, count: int, skip: int = 1) -> list[Story]:
        """Choose articles for a related or most-read box."""
        place = self.articles.index(story) if story in self.articles else 0
        return [self.articles[(place + skip + i) % len(self.articles)] for i in range(count)]

    def page(self, path: str, html: str) -> None:
        """Serve a page that is no article's."""
        self.replies[path] = _html(html)
        self.never_stored.add(self.home + path.lstrip("/"))

    def data(self, path: str, body: bytes, content_type: str) -> None:
        """Serve a feed, a sitemap or robots.txt."""
        self.replies[path] = Reply(body=body, content_type=content_type)

    def _section(self, name: str, path: str) -> None:
        stories = [story for story in self.stories if story.section == name]
        starts = range(0, max(len(stories), 1), self.page_size)
        paths = [path] + [self.page_path(path, stories, n) for n in range(2, len(starts) + 1)]
        for at, start, following in zip(paths, starts, [*paths[1:], None], strict=True):
            shown = following if "listing" in self.ways else None
            part = stories[start : start + self.page_size]
            self.page(at, self.section_page(name, part, shown))

    def _reply(self, story: Story) -> Reply:
        match story.fate:
            case "missing":
                return _html(self.lost(), status=404)
            case "gone":
                return _html(self.lost(), status=410)
            case "soft":
                return _html(self.lost())
            case "moved":
                place = self.absolute(self.original(story).path)
                return Reply(status=301, headers=(("Location", place),))
            case "video":
                return _html(self.video(story))
            case "gallery":
                return _html(self.gallery(story))
            case _:
                return _html(self.article(self.original(story)), story.charset)

    def original(self, story: Story) -> Story:
        """Return the story that a twin or a redirect stands for, else the story itself."""
        return next(other for other in self.stories if other.path == (story.of or story.path))

    def _expected(self, story: Story) -> Expected:
        captioned = [photo for photo in story.photos if photo.caption]
        return Expected(
            url=self.url(story),
            title=story.title,
            lead=story.lead,
            text=story.text,
            authors=story.authors,
            agencies=(),
            section=story.section,
            tags=story.tags,
            captions=tuple(photo.caption for photo in captioned if photo.caption),
            credits=tuple(photo.credit for photo in captioned),
            published_at=as_utc(story.wall),
            modified_at=as_utc(story.modified) if story.modified else None,
            precision="day" if story.day_only else "minute",
            zone_known=story.wall.tzinfo is not None,
        )


def joined(parts: Iterable[str]) -> str:
    """Put pieces of a page one a line."""
    return "\n".join(parts)


def _html(html: str, charset: str = "UTF-8", status: int = 200) -> Reply:
    """Encode a page; the server says nothing of windows-1256, the page itself does."""
    declared = html.replace("charset=UTF-8", f"charset={charset}")
    body = declared.replace('encoding="UTF-8"', f'encoding="{charset}"')
    kind = "text/html" if charset == "windows-1256" else f"text/html; charset={charset}"
    return Reply(body=body.encode(charset, "xmlcharrefreplace"), status=status, content_type=kind)
