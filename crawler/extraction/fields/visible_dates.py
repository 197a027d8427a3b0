"""Visible dates of a page, each with where it stands: in date elements and in short lines. Pure.

Boilerplate and what belongs to another article are skipped. Far above the headline, and beside
logo, search or menu, only a date that is labelled or named as published counts: others there are
the page's clock.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import Literal

from lxml import html

from crawler.dates import ParsedDate, find_labels
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.fields.date_reader import DateCandidate, DateRole, PageDateReader
from crawler.extraction.page.semantic_markup import SemanticElements, read_element_text
from crawler.extraction.page.site_header import is_beside_site_header

DatePlace = Literal["by headline", "above headline", "below text", "far above"]

_MAX_LINE_CHARS = 160
_MAX_MARKED_ELEMENTS = 40
_BLOCKS_ABOVE_HEADLINE, _BLOCKS_BELOW_TEXT = 3, 6
_MAX_ELEMENTS_ABOVE_HEADLINE = 12
# A menu has more links.
_MAX_LINKS_ABOVE_HEADLINE = 3
_MENU_REASONS = frozenset({"nav", "navigation", "role"})
_DATE_SKIP_REASONS = frozenset({"date", "byline", "tools", "share"})
_ONE_DAY = timedelta(days=1)
_PLACES: tuple[DatePlace, ...] = ("by headline", "above headline", "below text", "far above")
# A line of more words beside its dates mentions a date, of an event perhaps.
_MAX_WORDS_BESIDE_DATE = 8
_NUMBERS = re.compile(r"\d")
# Class names that say what a masthead's clock never is.
_NAMED_PUBLISHED = re.compile(
    r"publish(?!er)|pub-?_?date|posted|post-?_?date|entry-?_?date", re.IGNORECASE
)
_DATE_ATTRIBUTE = re.compile(
    r"datetime|content|title|aria-label|data-.*(?:date|time|publish|utc).*"
)
_ARTICLE_TYPE = re.compile(r"(?:article|posting|comment|review|report|story)\b", re.IGNORECASE)
_MAX_ANCESTORS, _MAX_INNER_ELEMENTS = 40, 12
_MIN_TEASER_CHARS = 25


def find_visible_dates(
    body: Body, semantic_elements: SemanticElements, date_reader: PageDateReader
) -> Iterator[DateCandidate]:
    """Yield the dates of date elements, then those of lines around headline and text."""
    finder = _VisibleDateFinder(body, semantic_elements, date_reader)
    for place, role, element in finder.find_marked_elements():
        text = read_element_text(element, _MAX_LINE_CHARS + 1)
        yield from finder.read_element(text, element, place, role)
    for place, text, element in finder.find_date_lines():
        yield from finder.read_element(text, element, place, "published")


class _VisibleDateFinder:
    """The search for visible dates on one page; a text is read once."""

    def __init__(
        self, body: Body, semantic_elements: SemanticElements, date_reader: PageDateReader
    ) -> None:
        self.body, self.semantic_elements, self.date_reader = body, semantic_elements, date_reader
        self._read_texts: set[tuple[str, DatePlace]] = set()
        anchors = [
            element for element in (body.headline_element, body.container) if element is not None
        ]
        self._anchor = anchors[0] if anchors else None
        self._own_elements = {
            ancestor for anchor in anchors for ancestor in (anchor, *anchor.iterancestors())
        }

    def read_element(
        self, text: str, element: html.HtmlElement, place: DatePlace, role: DateRole
    ) -> Iterator[DateCandidate]:
        """Yield the dates in the attributes and the text of an element."""
        if self._belongs_to_another_article(element):
            return
        is_named = _is_named_published(element)
        labels = find_labels(text) if len(text) <= _MAX_LINE_CHARS else frozenset()
        attribute_role: DateRole = "modified" if labels == {"modified"} else role
        is_labelled = is_named or "published" in labels
        for value in _read_date_attributes(element):
            date = self.date_reader.parse(value) if _NUMBERS.search(value) else None
            if date is not None and self._may_count(date, element, place, is_labelled):
                evidence = _name_evidence(element, place, is_labelled=is_labelled)
                yield DateCandidate("markup", attribute_role, date, evidence)
        if len(text) > _MAX_LINE_CHARS or (text, place) in self._read_texts:
            return
        self._read_texts.add((text, place))
        for date in self.date_reader.find_all(text):
            is_labelled = is_named or date.label == "published"
            if not self._may_count(date, element, place, is_labelled):
                continue
            evidence = _name_evidence(element, place, is_labelled=is_labelled)
            if not is_labelled and _is_mention(text, date):
                evidence = "mention"
            yield DateCandidate("markup", date.label or role, date, evidence)

    def find_marked_elements(self) -> Iterator[tuple[DatePlace, DateRole, html.HtmlElement]]:
        """Yield the date elements, those between headline and text first."""
        modified = self.semantic_elements.get("modified")
        dated = [*self.semantic_elements.get("time"), *self.semantic_elements.get("date")]
        headline_position = self._find_position(self.body.headline_element)
        text_position = self._find_position(self.body.container)
        ranked = [
            (self._rank_position(element, headline_position, text_position), index, element)
            for index, element in enumerate(dated)
            if element not in modified
        ]
        for element in modified[:_MAX_MARKED_ELEMENTS]:
            yield "by headline", "modified", element
        for rank, _, element in sorted(ranked, key=lambda entry: entry[:2])[:_MAX_MARKED_ELEMENTS]:
            yield _PLACES[rank], "published", element

    def find_date_lines(self) -> Iterator[tuple[DatePlace, str, html.HtmlElement]]:
        """Yield the short lines around headline and text, then the skipped elements near them."""
        blocks, nodes = self.body.page_blocks.blocks, self.body.page_blocks.nodes
        first, last = self.body.block_span
        start = first if self.body.headline_index is None else self.body.headline_index
        above = _find_range_above(self.body, start)
        ranges: list[tuple[DatePlace, range]] = [
            ("by headline", range(start, first + 2)),
            ("by headline" if self.body.headline_index is None else "above headline", above),
            ("below text", range(last, last + _BLOCKS_BELOW_TEXT)),
            ("far above", range(above.start)),
        ]
        for place, indexes in ranges:
            for index in indexes:
                if 0 <= index < len(blocks) and _may_be_date_line(blocks[index], place):
                    yield place, blocks[index].text, nodes[blocks[index].node_index].element
        for reason, element, index in self.body.page_blocks.skipped_elements:
            if above.start <= index <= last + 2 and reason in _DATE_SKIP_REASONS:
                place = "by headline" if start <= index <= first + 1 else "above headline"
                place = "below text" if index >= last else place
                yield place, read_element_text(element, _MAX_LINE_CHARS + 1), element

    def _may_count(
        self, date: ParsedDate, element: html.HtmlElement, place: DatePlace, is_labelled: bool
    ) -> bool:
        """Leave out the clock of the site's header: today's date, printed on every page.

        Any date there may be today's where it is unknown when the page was fetched.
        """
        if is_labelled:
            return True
        if place == "far above":
            return False
        now, headline = self.date_reader.now, self.body.headline_element
        is_today = now is None or abs(date.day - now.date()) <= _ONE_DAY
        if (
            not is_today
            or self._anchor is None
            or (place == "by headline" and headline is not None)
        ):
            return True
        return not is_beside_site_header(element, self._anchor)

    def _belongs_to_another_article(self, element: html.HtmlElement) -> bool:
        """Say whether an element stands in an article or teaser that holds not this text."""
        if not self._own_elements:
            return False
        for ancestor in islice(element.iterancestors(), _MAX_ANCESTORS):
            if ancestor in self._own_elements:
                return False
            if ancestor.tag == "article" or _ARTICLE_TYPE.search(ancestor.get("itemtype") or ""):
                return True
            if ancestor.tag == "li" and any(
                len(read_element_text(link, _MIN_TEASER_CHARS + 1)) > _MIN_TEASER_CHARS
                for link in ancestor.iter("a")
            ):
                return True
        return False

    def _find_position(self, element: html.HtmlElement | None) -> int | None:
        return None if element is None else self.semantic_elements.positions.get(element)

    def _rank_position(
        self, element: html.HtmlElement, headline_position: int | None, text_position: int | None
    ) -> int:
        """Return the index in `_PLACES` of where an element stands."""
        position = self.semantic_elements.positions[element]
        if headline_position is None:
            return 0 if text_position is None or position < text_position else 2
        if position < headline_position:
            is_near = headline_position - position <= _MAX_ELEMENTS_ABOVE_HEADLINE
            links = self.semantic_elements.count_links_between(position, headline_position)
            return 1 if is_near and links <= _MAX_LINKS_ABOVE_HEADLINE else 3
        is_below = text_position is not None and headline_position < text_position < position
        return 2 if is_below else 0


def _name_evidence(element: html.HtmlElement, place: DatePlace, *, is_labelled: bool) -> str:
    if element.get("itemprop") or element.get("property"):
        return "microdata"
    if not is_labelled:
        return place
    return "label by headline" if place in {"by headline", "above headline"} else "label"


def _is_mention(text: str, date: ParsedDate) -> bool:
    return len(text.split()) - len(date.raw.split()) > _MAX_WORDS_BESIDE_DATE


def _is_named_published(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    return _NAMED_PUBLISHED.search(names) is not None


@lru_cache(maxsize=1024)
def _is_date_attribute(name: str) -> bool:
    return len(name) <= 40 and _DATE_ATTRIBUTE.fullmatch(name) is not None


def _read_date_attributes(element: html.HtmlElement) -> list[str]:
    """Read the attributes that may hold the date of an element or of the few elements in it."""
    return [
        value
        for inner in islice(element.iter("*"), _MAX_INNER_ELEMENTS)
        for name, value in inner.attrib.items()
        if value and _is_date_attribute(name)
    ]


def _may_be_date_line(block: Block, place: DatePlace) -> bool:
    """Accept a block that is neither a link nor a sentence."""
    is_line = block.unlinked_chars > 0.3 * len(block.text) and not block.text.endswith(
        (".", "؟", "!")
    )
    if place == "far above":
        return is_line and len(block.text) <= _MAX_LINE_CHARS and bool(find_labels(block.text))
    return is_line


def _find_range_above(body: Body, headline_index: int) -> range:
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
