"""Visible dates of a page, each with where it stands: in date elements and in short lines. Pure.

Boilerplate and what belongs to another article are skipped. Far above the headline, and beside
logo, search or menu, only a date that is labelled or named as published counts: others there are
the page's clock.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice

from lxml import html

from crawler.dates import ParsedDate, find_labels
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.fields.date_places import (
    DATE_PLACES,
    MAX_LINE_CHARS,
    DatePlace,
    DatePlaces,
    find_range_above,
)
from crawler.extraction.fields.date_reader import DateCandidate, DateRole, PageDateReader
from crawler.extraction.page.semantic_markup import SemanticElements, read_element_text
from crawler.extraction.page.site_header import is_beside_site_header

_MAX_MARKED_ELEMENTS = 40
_BLOCKS_BELOW_TEXT = 6
_DATE_SKIP_REASONS = frozenset({"date", "byline", "tools", "share"})
_ONE_DAY = timedelta(days=1)
# A line of more words beside its dates mentions a date, of an event perhaps.
_MAX_WORDS_BESIDE_DATE = 8
_NUMBERS, _YEAR = re.compile(r"\d"), re.compile(r"\d{4}|/\d\d\b")
# Class names that say what a masthead's clock never is.
_NAMED_PUBLISHED = re.compile(
    r"publish(?!er)|pub-?_?date|posted|post-?_?date|entry-?_?date", re.IGNORECASE
)
_DATE_ATTRIBUTE = re.compile(
    r"datetime|content|title|aria-label|data-.*(?:date|time|publish|utc|title|tooltip|tip).*"
)
_MAX_INNER_ELEMENTS = 12


def find_visible_dates(
    body: Body, semantic_elements: SemanticElements, date_reader: PageDateReader
) -> list[DateCandidate]:
    """Return the dates of date elements, then those of lines around headline and text.

    Texts without a digit can only hold relative dates, and are read where there is no other.
    """
    finder = _VisibleDateFinder(body, semantic_elements, date_reader)
    candidates: list[DateCandidate] = []
    for place, role, element in finder.find_marked_elements():
        text = read_element_text(element, MAX_LINE_CHARS + 1)
        candidates.extend(finder.read_element(text, element, place, role, is_marked=True))
    for place, text, element in finder.find_date_lines():
        candidates.extend(finder.read_element(text, element, place, "published"))
    if date_reader.now is not None and all(each.date.is_relative for each in candidates):
        for text, element, place, role in finder.wordy_texts:
            candidates.extend(finder.read_text(text, element, place, role))
    return candidates


def find_remaining_dates(
    body: Body, semantic_elements: SemanticElements, date_reader: PageDateReader
) -> list[DateCandidate]:
    """Return the dates of a page that shows none where dates stand.

    Those in one box with the headline, whatever its name; else those of `<time>` elements.
    """
    finder = _VisibleDateFinder(body, semantic_elements, date_reader)
    beside = [
        candidate
        for element in finder.places.find_headline_box()
        for candidate in finder.read_element(
            element.text or "", element, "by headline", "published"
        )
    ]
    times = (element for element in semantic_elements.elements if element.tag == "time")
    return beside or [
        replace(candidate, evidence="below text")
        for element in islice(times, _MAX_MARKED_ELEMENTS)
        if not finder.places.is_in_site_frame(element)
        for candidate in finder.read_element("", element, "by headline", "published")
    ]


class _VisibleDateFinder:
    """The search for visible dates on one page; a text is read once."""

    def __init__(
        self, body: Body, semantic_elements: SemanticElements, date_reader: PageDateReader
    ) -> None:
        self.body, self.semantic_elements, self.date_reader = body, semantic_elements, date_reader
        self._read_texts: set[tuple[str, DatePlace]] = set()
        self.wordy_texts: list[tuple[str, html.HtmlElement, DatePlace, DateRole]] = []
        self.places = DatePlaces(body, semantic_elements)

    def read_element(
        self,
        text: str,
        element: html.HtmlElement,
        place: DatePlace,
        role: DateRole,
        *,
        is_marked: bool = False,
    ) -> Iterator[DateCandidate]:
        """Yield the dates in the attributes and the text of an element."""
        if self.places.belongs_to_another_article(element):
            return
        is_named = _is_named_published(element)
        dates = [
            date
            for value in _read_date_attributes(element)
            if (date := self.date_reader.parse(value))
        ]
        if dates:
            labels = find_labels(text[:MAX_LINE_CHARS])
            is_labelled = is_named or "published" in labels
            evidence = _name_evidence(element, place, is_labelled=is_labelled)
            own_role: DateRole = "modified" if labels == {"modified"} else role
            for date in dates:
                if self._may_count(date, element, place, is_labelled):
                    yield DateCandidate("markup", own_role, date, evidence)
        if len(text) > MAX_LINE_CHARS or (text, place) in self._read_texts:
            return
        self._read_texts.add((text, place))
        if _NUMBERS.search(text):
            yield from self.read_text(text, element, place, role, is_marked=is_marked)
        else:
            self.wordy_texts.append((text, element, place, role))

    def read_text(
        self,
        text: str,
        element: html.HtmlElement,
        place: DatePlace,
        role: DateRole,
        *,
        is_marked: bool = False,
    ) -> Iterator[DateCandidate]:
        """Yield the dates in the text of an element."""
        is_named = _is_named_published(element)
        for date in self.date_reader.find_all(text):
            is_labelled = is_named or date.label == "published"
            if not self._may_count(date, element, place, is_labelled):
                continue
            evidence = _name_evidence(element, place, is_labelled=is_labelled)
            if not is_labelled and not is_marked and _is_mention(text, date):
                evidence = "mention by headline" if place == "by headline" else "mention"
            yield DateCandidate("markup", date.label or role, date, evidence)

    def find_marked_elements(self) -> Iterator[tuple[DatePlace, DateRole, html.HtmlElement]]:
        """Yield the date elements, those between headline and text first."""
        modified = self.semantic_elements.get("modified")
        dated = [*self.semantic_elements.get("time"), *self.semantic_elements.get("date")]
        ranked = [
            (self.places.rank_position(element), index, element)
            for index, element in enumerate(dated)
            if element not in modified
        ]
        for element in modified[:_MAX_MARKED_ELEMENTS]:
            yield "by headline", "modified", element
        for rank, _, element in sorted(ranked, key=lambda entry: entry[:2])[:_MAX_MARKED_ELEMENTS]:
            yield DATE_PLACES[rank], "published", element

    def find_date_lines(self) -> Iterator[tuple[DatePlace, str, html.HtmlElement]]:
        """Yield the short lines around headline and text, then the skipped elements near them."""
        blocks, nodes = self.body.page_blocks.blocks, self.body.page_blocks.nodes
        first, last = self.body.block_span
        start = first if self.body.headline_index is None else self.body.headline_index
        above = find_range_above(self.body, start)
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
                yield place, read_element_text(element, MAX_LINE_CHARS + 1), element

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
        now = self.date_reader.now
        is_today = now is None or abs(date.day - now.date()) <= _ONE_DAY
        if not is_today or self.places.anchor is None or self.places.stands_with_headline(element):
            return True
        return not is_beside_site_header(element, self.places.anchor)


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
        if _is_date_attribute(name) and _NUMBERS.search(value)
    ]


def _may_be_date_line(block: Block, place: DatePlace) -> bool:
    """Accept a block that is neither a link nor a sentence."""
    is_line = block.unlinked_chars > 0.3 * len(block.text) and not block.text.endswith(
        (".", "؟", "!")
    )
    if place == "far above":
        is_short = len(block.text) <= MAX_LINE_CHARS and bool(_YEAR.search(block.text))
        return is_line and is_short and bool(find_labels(block.text))
    return is_line
