"""Visible dates of a page: in date elements, and in lines around headline and text. Pure.

Boilerplate is skipped. A date far above the headline is the page's clock, and so is today's date
beside the logo, search or menu: neither counts.
"""

from collections.abc import Iterator
from datetime import timedelta

from lxml import html

from crawler.dates import find_labels
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.fields.date_reader import DateCandidate, DateRole, PageDateReader
from crawler.extraction.page.semantic_markup import SemanticElements, read_element_text
from crawler.extraction.page.site_header import is_beside_site_header

_MAX_LINE_CHARS = 160
_MAX_MARKED_ELEMENTS = 40
_BLOCKS_ABOVE_HEADLINE, _BLOCKS_BELOW_TEXT = 3, 6
_MAX_ELEMENTS_ABOVE_HEADLINE = 12
# A menu has more links.
_MAX_LINKS_ABOVE_HEADLINE = 3
_FAR_ABOVE_RANK = 3
_MENU_REASONS = frozenset({"nav", "navigation", "role"})
_DATE_SKIP_REASONS = frozenset({"date", "byline", "tools", "share"})
_ONE_DAY = timedelta(days=1)


def find_visible_dates(
    body: Body, semantic_elements: SemanticElements, date_reader: PageDateReader
) -> Iterator[DateCandidate]:
    """Yield the dates of date elements, then those of lines around headline and text."""
    read_texts: set[str] = set()
    for role, element in _find_marked_elements(body, semantic_elements):
        candidates = [
            DateCandidate("markup", _find_element_role(element, role), date)
            for date in map(date_reader.parse, _read_date_attributes(element))
            if date is not None
        ]
        candidates += _find_dates_in_line(
            read_element_text(element, _MAX_LINE_CHARS + 1), role, date_reader, read_texts
        )
        yield from _drop_site_header_dates(candidates, element, body, date_reader)
    for text, element in _find_date_lines(body):
        candidates = list(_find_dates_in_line(text, "published", date_reader, read_texts))
        yield from _drop_site_header_dates(candidates, element, body, date_reader)


def _drop_site_header_dates(
    candidates: list[DateCandidate],
    element: html.HtmlElement,
    body: Body,
    date_reader: PageDateReader,
) -> Iterator[DateCandidate]:
    """Leave out the clock of the site's header: today's date, printed on every page.

    Any date there may be today's where it is unknown when the page was fetched.
    """
    anchor = body.headline_element if body.headline_index is not None else body.container
    for candidate in candidates:
        now = date_reader.now
        is_today = now is None or abs(candidate.date.day - now.date()) <= _ONE_DAY
        if not (is_today and anchor is not None and is_beside_site_header(element, anchor)):
            yield candidate


def _find_dates_in_line(
    text: str, role: DateRole, date_reader: PageDateReader, read_texts: set[str]
) -> Iterator[DateCandidate]:
    # No cheaper test comes before the reader: it saved 0.1 ms a page, and what it missed was lost.
    if text in read_texts or len(text) > _MAX_LINE_CHARS:
        return
    read_texts.add(text)
    for date in date_reader.find_all(text):
        yield DateCandidate("markup", date.label or role, date)


def _find_marked_elements(
    body: Body, semantic_elements: SemanticElements
) -> Iterator[tuple[DateRole, html.HtmlElement]]:
    """Yield the date elements, those between headline and text first.

    Elements far above the headline hold the page's clock and are left out.
    """
    modified = semantic_elements.get("modified")
    for element in modified[:_MAX_MARKED_ELEMENTS]:
        yield "modified", element
    time_elements = [
        element for element in semantic_elements.get("time") if element not in modified
    ]
    headline_position = _find_position(semantic_elements, body.headline_element)
    text_position = _find_position(semantic_elements, body.container)
    ranked = [
        (
            _rank_position(
                semantic_elements,
                semantic_elements.positions[element],
                headline_position,
                text_position,
            ),
            index,
            element,
        )
        for index, element in enumerate([*time_elements, *semantic_elements.get("date")])
        if element not in modified
    ]
    for rank, _, element in sorted(ranked, key=lambda entry: entry[:2])[:_MAX_MARKED_ELEMENTS]:
        if rank < _FAR_ABOVE_RANK:
            yield "published", element


def _find_position(
    semantic_elements: SemanticElements, element: html.HtmlElement | None
) -> int | None:
    return None if element is None else semantic_elements.positions.get(element)


def _rank_position(
    semantic_elements: SemanticElements,
    position: int,
    headline_position: int | None,
    text_position: int | None,
) -> int:
    """Rank a position by how likely the article's date stands there.

    0 between headline and text, 1 just above the headline, 2 from the text on, 3 far above.
    """
    if headline_position is None:
        return 0
    if position < headline_position:
        is_near = headline_position - position <= _MAX_ELEMENTS_ABOVE_HEADLINE
        return (
            1
            if is_near
            and semantic_elements.count_links_between(position, headline_position)
            <= _MAX_LINKS_ABOVE_HEADLINE
            else _FAR_ABOVE_RANK
        )
    return (
        2
        if text_position is not None
        and text_position > headline_position
        and position > text_position
        else 0
    )


def _read_date_attributes(element: html.HtmlElement) -> list[str]:
    values = (element.get(name) for name in ("datetime", "content", "data-time", "data-date"))
    return [value for value in values if value]


def _find_element_role(element: html.HtmlElement, default_role: DateRole) -> DateRole:
    """Find what the date of an element dates, by the words in it."""
    labels = find_labels(read_element_text(element, _MAX_LINE_CHARS))
    return "modified" if labels == {"modified"} else default_role


def _find_date_lines(body: Body) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the short lines around headline and text, then the skipped elements near them.

    Lines between headline and text first, then those above the headline, then those below the text.
    """
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    start = first if body.headline_index is None else body.headline_index
    above = _find_range_above(body, start)
    for index in [*range(start, first + 2), *above, *range(last, last + _BLOCKS_BELOW_TEXT)]:
        if 0 <= index < len(blocks) and _may_be_date_line(blocks[index]):
            yield blocks[index].text, body.page_blocks.nodes[blocks[index].node_index].element
    for reason, element, index in body.page_blocks.skipped_elements:
        if above.start <= index <= last + 2 and reason in _DATE_SKIP_REASONS:
            yield read_element_text(element, _MAX_LINE_CHARS + 1), element


def _may_be_date_line(block: Block) -> bool:
    """Accept a block that is neither a link nor a sentence."""
    return block.unlinked_chars > 0.3 * len(block.text) and not block.text.endswith((".", "؟", "!"))


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
