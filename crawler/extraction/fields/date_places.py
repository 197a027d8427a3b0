"""Where on a page a date may stand: by the headline, another article, the frame. Pure."""

import re
from itertools import chain, islice
from typing import Literal

from lxml import html

from crawler.extraction.body.body import Body
from crawler.extraction.page.semantic_markup import SemanticElements, read_element_text

DatePlace = Literal["by headline", "above headline", "below text", "far above"]

DATE_PLACES: tuple[DatePlace, ...] = ("by headline", "above headline", "below text", "far above")
# A date with its labels and a byline is shorter.
MAX_LINE_CHARS = 160
_BLOCKS_ABOVE_HEADLINE = 3
_MAX_ELEMENTS_ABOVE_HEADLINE = 12
# A menu has more links.
_MAX_LINKS_ABOVE_HEADLINE = 3
_MAX_BOX_LEVELS, _MAX_BOX_ELEMENTS = 3, 60
_MAX_LINKS = 20
_MENU_REASONS = frozenset({"nav", "navigation", "role"})
_FRAME_TAGS = frozenset({"nav", "header", "footer", "li", "a"})
_ARTICLE_TYPE = re.compile(r"(?:article|posting|comment|review|report|story)\b", re.IGNORECASE)
_HEADLINE_TAGS = ("h1", "h2", "h3", "h4", "a")
_COMMENT_NAME = re.compile(r"(?<![a-z])comment(?:s|list|item)?(?![a-z])", re.IGNORECASE)
_MAX_CARD_LEVELS = 3  # a teaser's date stands near its headline
_CARD_HEADINGS = ("h2", "h3", "h4", "h5")
_MAX_ANCESTORS = 40
_MIN_TEASER_CHARS = 25


class DatePlaces:
    """The places of a page around its headline and its text.

    `anchor` is the headline, or where there is none the element of the text.
    """

    def __init__(self, body: Body, semantic_elements: SemanticElements) -> None:
        self.body, self.semantic_elements = body, semantic_elements
        self._headline = _find_headline(body, semantic_elements)
        anchors = [element for element in (self._headline, body.container) if element is not None]
        self.anchor = anchors[0] if anchors else None
        self._own_elements = {
            ancestor for anchor in anchors for ancestor in (anchor, *anchor.iterancestors())
        }

    def find_headline_box(self) -> list[html.HtmlElement]:
        """Return the elements of the largest short box around the headline."""
        box: list[html.HtmlElement] = []
        if self._headline is None:
            return box
        max_chars = len(read_element_text(self._headline)) + MAX_LINE_CHARS
        for ancestor in islice(self._headline.iterancestors(), _MAX_BOX_LEVELS):
            if len(read_element_text(ancestor, max_chars + 1)) > max_chars:
                break
            box = list(islice(ancestor.iter("*"), _MAX_BOX_ELEMENTS))
        return box

    def is_in_site_frame(self, element: html.HtmlElement) -> bool:
        """Say whether an element stands in the page's menu, head or foot, or aside of the text."""
        positions = self.semantic_elements.positions
        first_paragraph = next(iter(self.body.paragraph_elements), None)
        text_position = 0 if first_paragraph is None else positions.get(first_paragraph, 0)
        is_above_text = positions.get(element, 0) < text_position
        frame_tags = _FRAME_TAGS if is_above_text else _FRAME_TAGS | {"aside"}
        return any(
            ancestor.tag in frame_tags and ancestor not in self._own_elements
            for ancestor in islice(element.iterancestors(), _MAX_ANCESTORS)
        )

    def belongs_to_another_article(self, element: html.HtmlElement) -> bool:
        """Say whether an element stands in an article or teaser that holds not this text."""
        if not self._own_elements:
            return False
        chain_of_parents = chain([element], element.iterancestors())
        for level, ancestor in enumerate(islice(chain_of_parents, _MAX_ANCESTORS)):
            if ancestor in self._own_elements:
                return False
            if level and _is_comment_or_card(ancestor, level):
                return True
            if _is_article_element(ancestor):
                return True
            if ancestor.tag == "li" and any(
                len(read_element_text(link, _MIN_TEASER_CHARS + 1)) > _MIN_TEASER_CHARS
                for link in islice(ancestor.iter("a"), _MAX_LINKS)
            ):
                return True
        return False

    def stands_with_headline(self, element: html.HtmlElement) -> bool:
        """Say whether an element stands below the headline, or in one small box with it."""
        headline = self._headline
        if headline is None:
            return False
        positions = self.semantic_elements.positions
        if positions.get(element, 0) > positions.get(headline, len(positions)):
            return True
        ancestors = set(islice(element.iterancestors(), _MAX_BOX_LEVELS))
        box = next(
            (
                ancestor
                for ancestor in islice(headline.iterancestors(), _MAX_BOX_LEVELS)
                if ancestor in ancestors
            ),
            None,
        )
        links = 0 if box is None else sum(1 for _ in islice(box.iter("a"), _MAX_LINKS))
        if box is None or links > _MAX_LINKS_ABOVE_HEADLINE:
            return False
        beside = len(read_element_text(box)) - len(read_element_text(headline))
        return beside <= MAX_LINE_CHARS

    def _find_position(self, element: html.HtmlElement | None) -> int | None:
        return None if element is None else self.semantic_elements.positions.get(element)

    def rank_position(self, element: html.HtmlElement) -> int:
        """Return the index in `DATE_PLACES` of where an element stands."""
        headline_position = self._find_position(self._headline)
        text_position = self._find_position(self.body.container)
        position = self.semantic_elements.positions[element]
        if headline_position is None:
            return 0 if text_position is None or position < text_position else 2
        if position < headline_position:
            is_near = headline_position - position <= _MAX_ELEMENTS_ABOVE_HEADLINE
            links = self.semantic_elements.count_links_between(position, headline_position)
            return 1 if is_near and links <= _MAX_LINKS_ABOVE_HEADLINE else 3
        is_below = text_position is not None and headline_position < text_position < position
        return 2 if is_below else 0


def _is_comment_or_card(element: html.HtmlElement, level: int) -> bool:
    """Say whether an element is a reader's comment, or a teaser with its linked headline."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    if _COMMENT_NAME.search(names):
        return True
    return level <= _MAX_CARD_LEVELS and any(
        len(read_element_text(heading, _MIN_TEASER_CHARS + 1)) > _MIN_TEASER_CHARS
        and (heading.getparent().tag == "a" or next(heading.iter("a"), None) is not None)
        for heading in islice(element.iter(*_CARD_HEADINGS), 3)
    )


def _find_headline(body: Body, semantic_elements: SemanticElements) -> html.HtmlElement | None:
    """Return the element of the headline, or else the last first-level heading above the text."""
    if body.headline_element is not None or body.container is None:
        return body.headline_element
    heading = None
    for element in semantic_elements.elements:
        if element is body.container:
            return heading
        words = len(read_element_text(element, 60).split()) if element.tag == "h1" else 0
        # A count of votes may be a heading too.
        if words > 2 or (words and heading is None):
            heading = element
    return None


def find_range_above(body: Body, headline_index: int) -> range:
    """Find the few blocks above a headline, up to a menu or a list of links."""
    blocks = body.page_blocks.blocks
    menu_positions = {
        position
        for reason, _, position in body.page_blocks.skipped_elements
        if reason in _MENU_REASONS
    }
    start = headline_index
    while (
        start > 0
        and headline_index - start < _BLOCKS_ABOVE_HEADLINE
        and start not in menu_positions
    ):
        if blocks[start - 1].link_chars >= 0.5 * len(blocks[start - 1].text):
            break
        start -= 1
    return range(start, headline_index)


def _is_article_element(element: html.HtmlElement) -> bool:
    """Say whether an element is an article: by its tag with text, or a scope with a headline.

    A scope without heading and link describes the page itself.
    """
    if element.tag == "article":
        return bool(read_element_text(element, 20))
    return bool(_ARTICLE_TYPE.search(element.get("itemtype") or "")) and any(
        read_element_text(named, 20) for named in islice(element.iter(*_HEADLINE_TAGS), _MAX_LINKS)
    )
