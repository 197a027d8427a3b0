"""Outlets made of the sample newsroom's stories: plain pages whose mark-up names nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import chain

from crawler.cleaning import clean_article
from crawler.extraction import NOTHING_LEARNED, LearnedTemplate, extract, parse_page
from crawler.items import Article
from crawler.learning import OutletMemory, add_observation, build_observation, update_decisions
from crawler.publisher import find_publisher
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.story import Story, load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME = "https://nahr.example/"
_DECIDE_EVERY = 25  # articles

Lines = Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedStory:
    """A story as an outlet prints it, with lines `above` and `below` its body."""

    story: Story
    number: int
    above: Lines = ()
    below: Lines = ()
    own: bool = True  # whether those lines are part of the text
    standfirst: str = ""
    author: str | None = None
    section: str | None = None

    @property
    def url(self) -> str:
        """The address of the story's page."""
        return f"{HOME}{self.path}"

    @property
    def path(self) -> str:
        """The path of the story's page, without the first slash."""
        return f"news/2026/11/20/{9000 + self.number}.html"

    @property
    def text(self) -> str:
        """The text that must be stored."""
        body = [block.text for block in self.story.blocks]
        return "\n\n".join([*self.above, *body, *self.below] if self.own else body)

    def html(self, chrome: Lines = ()) -> bytes:
        """The page; `chrome` are boilerplate lines below the text, in elements like paragraphs."""
        names = [self.author] if self.author else self.story.authors
        head = "".join(
            f'<meta property="{name}" content="{escape(value)}">'
            for name, value in (
                ("og:type", "article"),
                ("article:published_time", "2026-11-20T10:00:00+00:00"),
                ("article:section", self.section or self.story.section),
                *(("author", name) for name in names),
            )
        ).replace('property="author"', 'name="author"')
        body = [block.text for block in self.story.blocks]
        lines = [*self.above, *body, *self.below, *chrome]
        text = "".join(f"<p>{escape(line)}</p>" for line in lines)
        standfirst = (
            f'<p class="standfirst">{escape(self.standfirst)}</p>' if self.standfirst else ""
        )
        page = (
            f'<!doctype html><html lang="ar"><head><meta charset="utf-8">{head}'
            f"<title>{escape(self.story.title)}</title></head><body><div><h1>"
            f"{escape(self.story.title)}</h1>{standfirst}<div>{text}</div></div></body></html>"
        )
        return page.encode()


@cache
def load_stories() -> tuple[Story, ...]:
    """Return the sample newsroom's articles, the outlets in turn, each text once."""
    outlets = chain.from_iterable(zip(*(load(outlet.slug, 1) for outlet in OUTLETS), strict=False))
    by_text = {story.text: story for story in outlets if story.fate == "article" and story.body}
    return tuple(by_text.values())


def extract_piece(
    piece: PrintedStory, chrome: Lines = (), learned: LearnedTemplate = NOTHING_LEARNED
) -> Article:
    """Extract and clean the article of a piece's page."""
    page = parse_page(piece.html(chrome), url=piece.url, content_type="text/html")
    return clean_article(extract(page, find_publisher(piece.url, {}), now=NOW, learned=learned))


def learn_outlet(
    pieces: Sequence[PrintedStory], chrome: Callable[[PrintedStory], Lines] = lambda piece: ()
) -> OutletMemory:
    """Learn an outlet from pieces in this order, with decisions as often as a crawl makes them."""
    memory = OutletMemory()
    for number, piece in enumerate(pieces, 1):
        observation = build_observation(extract_piece(piece, chrome(piece), memory.learned))
        assert observation
        add_observation(memory, observation)
        if number % _DECIDE_EVERY == 0 or number == len(pieces):
            update_decisions(memory, NOW)
    return memory


def find_wrong_texts(
    pieces: Sequence[PrintedStory],
    memory: OutletMemory,
    chrome: Callable[[PrintedStory], Lines] = lambda piece: (),
) -> list[str]:
    """Return the addresses whose text, extracted with what was learned, is not the piece's."""
    return [
        piece.url
        for piece in pieces
        if extract_piece(piece, chrome(piece), memory.learned).text != piece.text
    ]
