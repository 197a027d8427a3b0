"""One outlet of the second site: its pages by path, and what a crawl of them must come to."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from html import escape
from typing import ClassVar
from urllib.parse import quote

from tests.newsroom import Expected, SourceKind
from tests.newsroom.server import Reply
from tests.newsroom.site import OutletPages
from tests.second_site.story import Fate, Story, load

# The outcome of an address that is no article; "rejected" leaves the reason open.
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


class SecondSitePages(OutletPages):
    """The pages of one outlet of the second site, built once from its stories."""

    page_size: ClassVar[int] = 3

    def __init__(self, home: str, ways: frozenset[SourceKind], now: datetime) -> None:
        super().__init__(home, ways)
        self.now = now
        self.stories = load(self.slug)
        self.articles = [story for story in self.stories if story.fate == "article"]
        for story in self.stories:
            self.replies[story.path] = self._reply(story)
        for name, path in self.sections.items():
            self._section(name, path)
        self.add_other_pages()

    @abstractmethod
    def article(self, story: Story) -> str:
        """Return a story's page."""

    @abstractmethod
    def video(self, story: Story) -> str:
        """Return the page of a video."""

    @abstractmethod
    def gallery(self, story: Story) -> str:
        """Return the page of a set of photos."""

    @abstractmethod
    def missing_page(self) -> str:
        """Return the page for an address that does not exist."""

    @abstractmethod
    def section_page(self, name: str, stories: Sequence[Story], following: str | None) -> str:
        """Return one page of a section; `following` is the path of the next."""

    @abstractmethod
    def page_path(self, path: str, stories: Sequence[Story], number: int) -> str:
        """Return the path of a section's page from the second on; `stories` are the section's."""

    @abstractmethod
    def escape_path(self, path: str) -> str:
        """Escape a decoded path as this outlet's pages do."""

    def endless_page(self, target: str) -> str | None:
        """Return a page of no story or section, such as a calendar's; None where there is none."""
        return None

    def answer(self, target: str) -> Reply:
        """Answer a decoded path and query; tracking parameters change nothing."""
        plain = _TRACKING.sub("", target).rstrip("?&")
        reply = self.replies.get(plain)
        if reply is None and (html := self.endless_page(plain)):
            return self.html_reply(html)
        if reply is None and plain.startswith("/media/"):
            return Reply(body=_PICTURE, content_type="image/svg+xml")
        return reply or self.html_reply(self.missing_page(), status=404)

    @cached_property
    def expected_articles(self) -> tuple[Expected, ...]:
        """Every article that must be stored."""
        return tuple(self._expected(story) for story in self.articles)

    @cached_property
    def canonical_urls(self) -> dict[str, str]:
        """Second addresses of articles, and the canonical ones they declare."""
        twins = [story for story in self.stories if story.fate == "twin"]
        return {self.url(twin): self.url(self.original(twin)) for twin in twins}

    @cached_property
    def other_outcomes(self) -> dict[str, str]:
        """How the outcome begins of every address that looks like an article and is none."""
        return {
            self.url(story): OUTCOMES[story.fate]
            for story in self.stories
            if story.fate in OUTCOMES
        }

    def url(self, story: Story) -> str:
        """Return a story's address, unescaped."""
        return self.home + story.path.lstrip("/")

    def absolute(self, path: str) -> str:
        """Return the escaped address of a decoded path."""
        return self.home + quote(path.lstrip("/"), safe="/?=&-._~")

    def link(self, story: Story, words: str | None = None, more: str = "", query: str = "") -> str:
        """Link to a story; without an address where listings are switched off."""
        text = escape(words or story.title, quote=False)
        if "listing" not in self.ways:
            return f"<a{more}>{text}</a>"
        return f'<a{more} href="{escape(self.escape_path(story.path) + query)}">{text}</a>'

    def pick_articles(self, story: Story | None, count: int, skip: int = 1) -> list[Story]:
        """Choose articles for a box of related or most-read ones."""
        start = skip + (self.articles.index(story) if story in self.articles else 0)
        return [self.articles[(start + i) % len(self.articles)] for i in range(count)]

    def html_reply(self, html: str, status: int = 200, charset: str = "UTF-8") -> Reply:
        """Return the reply with a page; a meta element alone declares windows-1256."""
        declared = html.replace("charset=UTF-8", f"charset={charset}")
        body = declared.replace('encoding="UTF-8"', f'encoding="{charset}"')
        content_type = "text/html" + (f"; charset={charset}" if charset != "windows-1256" else "")
        encoded = body.encode(charset, "xmlcharrefreplace")
        return Reply(body=encoded, status=status, content_type=content_type)

    def _section(self, name: str, path: str) -> None:
        stories = [story for story in self.stories if story.section == name]
        starts = range(0, max(len(stories), 1), self.page_size)
        numbers = range(2, len(starts) + 1)
        paths = [path] + [self.page_path(path, stories, number) for number in numbers]
        for page_path, start, following in zip(paths, starts, [*paths[1:], None], strict=True):
            linked = following if "listing" in self.ways else None
            part = stories[start : start + self.page_size]
            self.page(page_path, self.section_page(name, part, linked))

    def _reply(self, story: Story) -> Reply:
        match story.fate:
            case "missing":
                return self.html_reply(self.missing_page(), status=404)
            case "gone":
                return self.html_reply(self.missing_page(), status=410)
            case "soft":
                return self.html_reply(self.missing_page())
            case "moved":
                target = self.absolute(self.original(story).path)
                return Reply(status=301, headers=(("Location", target),))
            case "video":
                return self.html_reply(self.video(story))
            case "gallery":
                return self.html_reply(self.gallery(story))
            case _:
                return self.html_reply(self.article(self.original(story)), charset=story.charset)

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
            published_at=story.published_at,
            modified_at=story.modified_at,
            precision="day" if story.day_only else "minute",
            zone_known=story.printed_time.tzinfo is not None,
        )


def joined(parts: Iterable[str]) -> str:
    """Join pieces of a page, one a line."""
    return "\n".join(parts)
