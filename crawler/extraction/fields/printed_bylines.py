"""Bylines printed near the text: at the headline, and as first or last line of the text. Pure."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from crawler.dates import names_month
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.fields.byline_parts import BylinePart, read_byline_parts
from crawler.extraction.fields.bylines import has_byline_label, read_byline_line
from crawler.extraction.lexicon import chrome
from crawler.extraction.lexicon.datelines import PLACE_NAMES
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.text.normalise import fold_text

_DATELINE = re.compile(r"^([^.:,،!?؟]{2,30}?)\s*(?:-|–|—|/|\()")
_PIECE_SIGN = re.compile(r"\s*[|•·●]\s*")
_SENTENCE_END = re.compile(r"[.!?؟…]$")
_LEFT_ALIGNED = re.compile(r"text-align\s*:\s*(?:left|end)", re.IGNORECASE)
_LINKS_OF_WORDS = etree.XPath("//a[normalize-space() = $words]")
_MAX_LINE_CHARS = 160
_MAX_NAME_WORDS, _MAX_SIGNATURE_WORDS = 4, 12
# A byline is looked for so many blocks above the text and below its beginning, a signature so many
# around its end.
_BLOCKS_ABOVE_TEXT, _FIRST_BLOCKS, _BLOCKS_AROUND_END = 6, 2, 3
_BYLINE_SKIP_REASONS = frozenset({"date", "byline"})


class PrintedByline(NamedTuple):
    """The persons of a printed line, and how it is known.

    `form` is labelled, shown, by date, by dateline, signed, styled or last.
    """

    persons: tuple[str, ...]
    form: str


def find_printed_bylines(body: Body, site_names: Collection[str]) -> Iterator[PrintedByline]:
    """Yield the bylines above the text and the signatures below it; `site_names` are folded."""
    for line, next_text in _list_lines_above(body):
        yield from _read_line_above(line, next_text, body, site_names)
    yield from _read_signatures(body, site_names)


def read_lines_above_text(body: Body) -> list[str]:
    """Return the short lines from the headline to the first paragraphs."""
    return [line for line, _ in _list_lines_above(body)]


def _list_lines_above(body: Body) -> list[tuple[str, str]]:
    """List the short lines at the beginning of the text, each with the line below it."""
    first = body.block_span[0]
    above = first - _BLOCKS_ABOVE_TEXT if body.headline_index is None else body.headline_index
    start, end = max(0, above), first + _FIRST_BLOCKS
    texts = [block.text for block in body.page_blocks.blocks[start : end + 1]]
    lines = list(zip(texts, [*texts[1:], ""], strict=True))[: end - start] if texts else []
    lines += [
        (read_element_text(element, _MAX_LINE_CHARS + 1), "")
        for reason, element, index in body.page_blocks.skipped_elements
        if reason in _BYLINE_SKIP_REASONS and start <= index <= first
    ]
    return [(line, below) for line, below in lines if len(line) <= _MAX_LINE_CHARS]


def _read_line_above(
    line: str, next_text: str, body: Body, site_names: Collection[str]
) -> Iterator[PrintedByline]:
    byline = read_byline_line(line, site_names)
    if byline is not None:
        if byline.persons and not _is_link(line, body):
            yield PrintedByline(byline.persons, "labelled" if has_byline_label(line) else "shown")
        return
    pieces = _PIECE_SIGN.split(line)
    if len(pieces) > 1:
        for piece in pieces:
            yield from _read_line_above(piece, "", body, site_names)
    parts = read_byline_parts(line, site_names) if len(line.split()) < 14 else []
    names = tuple(part.text for part in parts if _is_short_name(part))
    if not names or any(_is_link(name, body) for name in names):
        return
    if parts[0].text == names[0] and _is_followed_by_date(parts):
        yield PrintedByline(names[:1], "by date")
    elif len(names) == len(parts) and _begins_with_dateline(next_text):
        yield PrintedByline(names, "by dateline")


def _is_followed_by_date(parts: list[BylinePart]) -> bool:
    """Say whether the first part stands before a date or a time, and is no label of it."""
    return len(parts) > 1 and parts[1].kind == "date" and ":" not in parts[1].separator


def _is_short_name(part: BylinePart) -> bool:
    return (
        part.kind in ("person", "family", "name")
        and not (part.label or names_month(part.text))
        and len(part.text.split()) <= _MAX_NAME_WORDS
    )


def _begins_with_dateline(text: str) -> bool:
    dateline = _DATELINE.match(text)
    return dateline is not None and fold_text(dateline[1]) in PLACE_NAMES


def _is_link(text: str, body: Body) -> bool:
    """Say whether the words are those of a link, as a section's are."""
    if body.container is None:
        return False
    return bool(_LINKS_OF_WORDS(body.container.getroottree(), words=text))


def _read_signatures(body: Body, site_names: Collection[str]) -> Iterator[PrintedByline]:
    """Yield the signatures on the last line of the text and below it."""
    end = body.block_span[1]
    for index in range(
        max(0, end - 1), min(end + _BLOCKS_AROUND_END, len(body.page_blocks.blocks))
    ):
        block = body.page_blocks.blocks[index]
        is_short = len(block.text.split()) <= _MAX_SIGNATURE_WORDS
        if index >= end and not _may_be_signature(block):
            return
        byline = read_byline_line(block.text, site_names) if is_short else None
        if byline is not None and byline.persons:
            form = _find_signature_form(block, body)
            if form != "last" or len(byline.persons[0].split()) <= _MAX_NAME_WORDS:
                yield PrintedByline(byline.persons, form)
        elif is_short:
            yield from _read_unknown_signature(block, body, site_names)


def _read_unknown_signature(
    block: Block, body: Body, site_names: Collection[str]
) -> Iterator[PrintedByline]:
    """Yield names that only their style, or the site beside them, shows as a signature."""
    parts = read_byline_parts(block.text, site_names)
    names = tuple(part.text for part in parts if _is_short_name(part))
    others = [part for part in parts if not _is_short_name(part)]
    if names and not others and _is_styled_as_signature(block, body):
        yield PrintedByline(names, "styled")
    elif len(names) == len(others) == 1 and fold_text(others[0].text) in site_names:
        yield PrintedByline(names, "signed")


def _may_be_signature(block: Block) -> bool:
    folded = fold_text(block.text)
    return not (
        block.link_chars
        or len(block.text.split()) > _MAX_SIGNATURE_WORDS
        or _SENTENCE_END.search(block.text)
        or chrome.SOURCE_LABEL.match(folded)
        or chrome.READ_ALSO.match(folded)
        or chrome.TEMPLATE_LABEL.fullmatch(folded)
    )


def _find_signature_form(block: Block, body: Body) -> str:
    if len(read_byline_parts(block.text)) > 1 or has_byline_label(block.text):
        return "signed"
    return "styled" if _is_styled_as_signature(block, body) else "last"


def _is_styled_as_signature(block: Block, body: Body) -> bool:
    """Say whether a block is in bold, or at the left edge, where Arabic lines end."""
    if block.bold_chars >= 0.9 * len(block.text):
        return True
    element = body.page_blocks.nodes[block.node_index].element
    return element.get("align") == "left" or bool(_LEFT_ALIGNED.search(element.get("style") or ""))
