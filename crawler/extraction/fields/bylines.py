"""Bylines found by their words near the text: labels, a name by the date, a signature. Pure."""

import re
from collections.abc import Iterable, Iterator

from lxml import html

from crawler.dates import names_month
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.lexicon import chrome
from crawler.extraction.lexicon.people import BYLINE_LABEL, CORRESPONDENT_PLACE
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.text.normalise import fold_text, to_ascii_digits

_PIECE_SEPARATOR = re.compile(r"\s*[|•·●]\s*|\s+[-–—]\s+|\s*\n\s*")
_DATE_OR_TIME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|\d:\d\d")
_SENTENCE_END = re.compile(r"[.!?؟…:]$")
_LEFT_ALIGNED = re.compile(r"text-align\s*:\s*(?:left|end)", re.IGNORECASE)
_MAX_LINE_CHARS = 160
_MAX_BYLINE_WORDS = 9
_MAX_UNLABELLED_NAME_WORDS, _MAX_SIGNATURE_WORDS = 4, 9
# A byline is looked for this many blocks above the text, a signature this many below it.
_BLOCKS_ABOVE_TEXT, _BLOCKS_BELOW_TEXT = 6, 2
_BYLINE_SKIP_REASONS = frozenset({"date", "byline"})


def find_visible_bylines(body: Body, site_names: Iterable[str] = ()) -> list[str]:
    """Return the bylines above the text, else the signature below it."""
    above = [
        name for line in read_lines_above_text(body) for name in _find_names_in_line(line, body)
    ]
    return above or list(_find_signatures(body)) or _find_name_beside_site(body, site_names)


def read_lines_above_text(body: Body) -> Iterator[str]:
    """Yield the short lines from the headline to the first paragraph."""
    first = body.block_span[0]
    start = (
        body.headline_index
        if body.headline_index is not None
        else max(0, first - _BLOCKS_ABOVE_TEXT)
    )
    lines = [block.text for block in body.page_blocks.blocks[start : first + 1]]
    lines += [
        read_element_text(element, _MAX_LINE_CHARS + 1)
        for reason, element, index in body.page_blocks.skipped_elements
        if reason in _BYLINE_SKIP_REASONS and start <= index <= first
    ]
    return (line for line in lines if len(line) <= _MAX_LINE_CHARS)


def _find_names_in_line(line: str, body: Body) -> list[str]:
    """Find the names of «بقلم: a - b», else of «a | date»."""
    pieces = [piece for piece in _PIECE_SEPARATOR.split(line) if piece]
    labelled_indexes = [
        index for index, piece in enumerate(pieces) if BYLINE_LABEL.match(fold_text(piece))
    ]
    if labelled_indexes:
        first = labelled_indexes[0]
        next_names = [piece for piece in pieces[first + 1 : first + 2] if _may_be_name(piece, body)]
        names = [pieces[index] for index in labelled_indexes] + next_names
        return [piece for piece in names if len(piece.split()) <= _MAX_BYLINE_WORDS]
    date_index = next(
        (
            index
            for index, piece in enumerate(pieces)
            if _DATE_OR_TIME.search(to_ascii_digits(piece))
        ),
        0,
    )
    return [piece for piece in pieces[:date_index] if _may_be_name(piece, body)]


def _may_be_name(piece: str, body: Body) -> bool:
    """Accept two to four words that are neither a place nor the text of a link (a section)."""
    folded = fold_text(piece)
    if not 2 <= len(piece.split()) <= _MAX_UNLABELLED_NAME_WORDS or any(
        char.isdigit() for char in piece
    ):
        return False
    if CORRESPONDENT_PLACE.fullmatch(folded) or _is_label(folded) or names_month(piece):
        return False
    return body.container is not None and folded not in _read_link_texts(body.container)


def _read_link_texts(element: html.HtmlElement) -> set[str]:
    return {fold_text(read_element_text(link, 60)) for link in element.getroottree().iter("a")}


def _find_signatures(body: Body) -> Iterator[str]:
    """Yield what stands alone below the text: labelled, in bold or at the left edge."""
    last = body.block_span[1]
    for block in body.page_blocks.blocks[last : last + _BLOCKS_BELOW_TEXT]:
        folded = fold_text(block.text)
        words = len(block.text.split())
        if words > _MAX_SIGNATURE_WORDS or block.link_chars or _SENTENCE_END.search(block.text):
            return
        if chrome.SOURCE_LABEL.match(folded) or _is_label(folded):
            return
        if BYLINE_LABEL.match(folded) or (words > 1 and _is_styled_as_signature(block, body)):
            yield block.text


def _find_name_beside_site(body: Body, site_names: Iterable[str]) -> list[str]:
    """Find the name in «site / name», on the last line of the text or the first below it."""
    folded_site_names = {fold_text(name) for name in site_names if name}
    for block in body.page_blocks.blocks[max(0, body.block_span[1] - 1) : body.block_span[1] + 1]:
        sides = [side.strip() for side in block.text.split("/")]
        if len(sides) == 2 and len(block.text.split()) <= _MAX_SIGNATURE_WORDS:
            other_sides = [
                side for side in sides if side and fold_text(side) not in folded_site_names
            ]
            if len(other_sides) == 1 and len(other_sides[0].split()) <= _MAX_UNLABELLED_NAME_WORDS:
                return other_sides
    return []


def _is_styled_as_signature(block: Block, body: Body) -> bool:
    """Say whether a block is in bold, or at the left edge, where Arabic lines end."""
    if block.bold_chars >= 0.9 * len(block.text):
        return True
    element = body.page_blocks.nodes[block.node_index].element
    return element.get("align") == "left" or bool(_LEFT_ALIGNED.search(element.get("style") or ""))


def _is_label(folded: str) -> bool:
    return bool(chrome.READ_ALSO.match(folded) or chrome.TEMPLATE_LABEL.fullmatch(folded))
