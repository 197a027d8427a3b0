"""Headlines that a page offers: headings, and lines that show a piece of its title. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import html

from crawler.extraction.body.body import Body
from crawler.extraction.page.boilerplate_elements import NEVER_TEXT_TAGS
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.extraction.page.site_header import is_front_page_address
from crawler.text.normalise import clean_line, split_words

Words = tuple[str, ...]

# Signs between a headline and the name of the site or section. What stands behind them goes only
# where something else says that it is no part of the headline.
TITLE_SEPARATOR = re.compile(
    r"\s+[|\-–—•·»«:/›>~_]+\s+|\s+[-–—]+(?=\S)|(?<=\S)[-–—]+\s+|\s*(?:\||::|»»)\s*"
)
_MAX_FIRST_LEVEL_HEADINGS = 50  # a page has one or two, an attack any number
_MAX_NAMED_TITLES = 10
_LINES_ABOVE_TEXT = 6
_MIN_LINE_WORDS = 3
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_LARGE_TAGS = ("font", "big")
_MAX_SECOND_LEVEL_HEADINGS = 3  # further ones are subheadings of the text
_MAX_HEADING_CHARS = 400
MAX_KICKER_WORDS = 5
MAX_TITLE_CHARS = 500
_MAX_LINE_CHARS = 300
_MAX_LINES = 200
_MAX_SEPARATORS = 8
_MIN_PIECE_WORDS = 2


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """A headline as one rung gives it: `rung` its name, `text` the headline."""

    rung: str
    text: str


def read_first_level_headings(
    tree: html.HtmlElement, site_names: Iterable[str] = ()
) -> list[html.HtmlElement]:
    """Return the first-level headings that are no masthead, in order.

    A masthead says the site's name or is a link to the front page.
    """
    names = {tuple(split_words(name)) for name in site_names}
    headings = islice(tree.iter("h1"), _MAX_FIRST_LEVEL_HEADINGS)
    return [heading for heading in headings if not _is_masthead(heading, names)]


def _is_masthead(heading: html.HtmlElement, site_names: set[Words]) -> bool:
    text = read_heading_text(heading)
    if not 3 <= len(text) <= _MAX_HEADING_CHARS or tuple(split_words(text)) in site_names:
        return True
    links = [*heading.iter("a"), *(parent for parent in heading.iterancestors("a"))]
    return any(is_front_page_address(link.get("href")) for link in islice(links, 5))


def read_heading_text(element: html.HtmlElement) -> str:
    return read_element_text(element, _MAX_HEADING_CHARS + 100)


def read_named_titles(elements: Iterable[html.HtmlElement]) -> list[str]:
    """Return the texts of elements whose class or itemprop names them a headline."""
    texts = (read_heading_text(element) for element in islice(elements, _MAX_NAMED_TITLES))
    return [
        text
        for text in texts
        if len(split_words(text)) >= _MIN_PIECE_WORDS and len(text) <= _MAX_LINE_CHARS
    ]


def find_line_above_text(body: Body) -> str | None:
    """Return the nearest heading, bold or large line above or at the beginning of the text."""
    blocks, nodes = body.page_blocks.blocks, body.page_blocks.nodes
    first = body.block_span[0]
    for block in reversed(blocks[max(0, first - _LINES_ABOVE_TEXT) : first + 1]):
        element = nodes[block.node_index].element
        if (
            not block.link_chars
            and len(block.text.split()) >= _MIN_LINE_WORDS
            and len(block.text) <= _MAX_LINE_CHARS
            and not block.text.endswith(".")
            and (
                block.tag in _HEADING_TAGS
                or 2 * block.bold_chars > len(block.text)
                or element.tag in _LARGE_TAGS
                or next(element.iter(*_LARGE_TAGS), None) is not None
            )
        ):
            return block.text
    return None


def find_shown_titles(tree: html.HtmlElement, titles: Iterable[str]) -> list[str]:
    """Return the texts of elements that show a title or a piece of it, in page order.

    Pieces stand between separators, as the names of site and section do. Pages of old table layouts
    have their headline in any element.
    """
    usable = {clean_line(title) for title in titles if len(title) <= MAX_TITLE_CHARS}
    pieces = {piece for title in usable for piece in _iter_pieces(title)}
    first_words = {piece[0] for piece in pieces}
    shown: dict[str, None] = {}
    for text in islice(_iter_short_texts(tree, first_words), _MAX_LINES):
        if tuple(split_words(text)) in pieces:
            shown[text] = None
    return list(shown)


def _iter_pieces(title: str) -> Iterator[Words]:
    """Yield the words of a title and of all that stands between two of its separators."""
    separators = list(TITLE_SEPARATOR.finditer(title))[:_MAX_SEPARATORS]
    starts = [0, *(separator.end() for separator in separators)]
    ends = [*(separator.start() for separator in separators), len(title)]
    for index, start in enumerate(starts):
        for end in ends[index:]:
            words = tuple(split_words(title[start:end]))
            if len(words) >= _MIN_PIECE_WORDS:
                yield words


def _iter_short_texts(tree: html.HtmlElement, first_words: set[str]) -> Iterator[str]:
    """Yield the texts of elements, and lines between `<br>`, that begin with one of the words."""
    for element in tree.iter("*"):
        if element.tag in NEVER_TEXT_TAGS:
            continue
        text = element.text
        if text and len(text) <= _MAX_LINE_CHARS and _begins_with(text, first_words):
            yield clean_line(text)
            if len(element):
                yield read_element_text(element, _MAX_LINE_CHARS + 1)
        tail = element.tail if element.tag == "br" else None
        if tail and len(tail) <= _MAX_LINE_CHARS and _begins_with(tail, first_words):
            yield " ".join(tail.split())


def _begins_with(text: str, words: set[str]) -> bool:
    beginning = split_words(text[:60])
    return bool(beginning) and beginning[0] in words


def find_second_level_title(
    tree: html.HtmlElement, titles: Iterable[str], first_level: Iterable[str]
) -> str | None:
    """Return the meta data's title where a second-level heading shows it and no first-level one.

    A kicker may stand before it. Such pages keep their `h1` for search engines (seen 2024-2026 at
    publishers whose `h1` has a class like `seotitle`); readers see the other heading as the
    headline.
    """
    first_level_words = {tuple(split_words(text)) for text in first_level}
    second_level = [
        tuple(split_words(read_heading_text(heading)))
        for heading in islice(tree.iter("h2"), _MAX_SECOND_LEVEL_HEADINGS)
    ]
    for title in titles:
        key = tuple(split_words(title))
        if (
            len(key) > 2
            and key not in first_level_words
            and any(_ends_with_title(heading, key) for heading in second_level)
        ):
            return title
    return None


def _ends_with_title(heading: Words, title: Words) -> bool:
    return heading[-len(title) :] == title and len(heading) <= len(title) + MAX_KICKER_WORDS
