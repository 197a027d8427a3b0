"""Trailers: contacts, sources, credits and editor's notes below the last paragraph. Pure."""

import re

from crawler.extraction.body.blocks import Block
from crawler.extraction.body.page_lines import find_page_line_kind
from crawler.extraction.body.region import HEADING_TAGS, MAX_LABEL_CHARS, SENTENCE_END, BodyRegion
from crawler.extraction.lexicon.chrome import SOURCE_LABEL
from crawler.extraction.lexicon.people import BYLINE_LABEL_WITH_COLON

# An e-mail address, a handle, a web address.
_CONTACT = re.compile(r"\w@\w|(?:^|[\s(])@\w|://|www\.", re.IGNORECASE)
_WHOLLY_BRACKETED = re.compile(r"^\([^()]{3,}\)$|^\[[^\[\]]{3,}\]$")
_MAX_TRAILER_CHARS = 220
_MAX_LINKED_TRAILER_CHARS = 90
_MAX_SOURCE_CHARS = 60
# An article with more lines in italics than this uses italics for its own text.
_MAX_NOTES = 2
# A line of signs between the text and a note below it.
_SEPARATOR_LINE = re.compile(r"^([_*=~#•\-–—])\s*(?:\1\s*){2,}$")
_QUOTE_SIGNS = "\"'«“”‘„‹"


def cut_trailers(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Cut, from the end up, contacts, calls to follow, sources, credits and editor's notes."""
    remaining = [index for index in range(len(region.blocks)) if index not in cut_reasons]
    notes = _find_editor_notes(region, remaining)
    while len(remaining) > 2:
        index = remaining.pop()
        is_trailer = (
            index in notes
            or _is_trailer(region.blocks[index])
            or _is_source_line(region.folded_texts[index])
            or find_page_line_kind(region.blocks[index].text, at_edge=True)
        )
        if not is_trailer:
            return
        cut_reasons[index] = "trailer"
        region.prose_weights[index] = 0


def _find_editor_notes(region: BodyRegion, remaining: list[int]) -> set[int]:
    """Find the editor's notes: the few lines in italics, and a last line below a separator."""
    italic = {index for index in remaining if _is_italic_note(region.blocks[index])}
    notes = italic if len(italic) <= _MAX_NOTES else set()
    separators = [
        index for index, block in enumerate(region.blocks) if _SEPARATOR_LINE.match(block.text)
    ]
    if len(separators) == 1 and remaining[-1:] == [separators[0] + 1]:
        notes |= {remaining[-1]}
    return {index for index in notes if len(region.blocks[index].text) <= _MAX_TRAILER_CHARS}


def _is_italic_note(block: Block) -> bool:
    """A line in italics but for its links; a quotation, a question or a heading is none."""
    is_italic = block.italic_chars and (
        block.italic_chars + block.link_chars >= 0.9 * len(block.text)
    )
    is_speech = block.text[0] in _QUOTE_SIGNS or block.text.endswith(("?", "؟"))
    return bool(is_italic) and not is_speech and block.tag not in HEADING_TAGS


def _is_source_line(folded_text: str) -> bool:
    """«المصدر: وكالات», «ترجمة: فلان», «مسقط - العمانية:»."""
    if len(folded_text) > _MAX_SOURCE_CHARS:
        return False
    is_labelled = SOURCE_LABEL.match(folded_text) or BYLINE_LABEL_WITH_COLON.match(folded_text)
    return bool(is_labelled) or folded_text.endswith(":")


def _is_trailer(block: Block) -> bool:
    size = len(block.text)
    if size > _MAX_TRAILER_CHARS or block.tag in HEADING_TAGS:
        return False
    if _CONTACT.search(block.text) or _WHOLLY_BRACKETED.search(block.text):
        return True
    if block.bold_chars >= 0.9 * size:
        return bool(block.link_chars) or size < MAX_LABEL_CHARS
    min_link_share = 0.3 if SENTENCE_END.search(block.text) else 0.12
    return block.link_chars > min_link_share * size and size < _MAX_LINKED_TRAILER_CHARS
