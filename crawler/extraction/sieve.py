"""Which blocks inside the body's container are no part of the text, and why. Pure.

First every block alone, then the ends of the text, then headings that head nothing.
"""

import re

from crawler.extraction.blocks import Block
from crawler.extraction.lexicon.chrome import COMMENTS_HEADING, SOURCE_LABEL
from crawler.extraction.lexicon.people import AGENCY_BYLINE, BYLINE_LABEL_WITH_COLON
from crawler.extraction.region import HEADING_TAGS, MAX_LABEL_CHARS, SENTENCE_END, BodyRegion
from crawler.extraction.rules import ALL_FILTERS, COMMON_FILTERS

# An e-mail address, a handle, a web address.
_CONTACT = re.compile(r"\w@\w|(?:^|[\s(])@\w|://|www\.", re.IGNORECASE)
_WHOLLY_BRACKETED = re.compile(r"^\([^()]{3,}\)\.?$|^\[[^\[\]]{3,}\]\.?$")
_MAX_TRAILER_CHARS = 220
_MAX_LINKED_TRAILER_CHARS = 90
_MAX_SOURCE_CHARS = 60
# An article with more lines in italics than this has them for its own ends.
_MAX_NOTES = 2
# A line that parts the text from the note below it.
_SEPARATOR_LINE = re.compile(r"^([_*=~#•\-–—])\s*(?:\1\s*){2,}$")
_QUOTE_SIGNS = "\"'«“”‘„‹"


def find_cut_reasons(region: BodyRegion) -> dict[int, str]:
    """Return the reason for every block of the region (by index in it) that is no text."""
    verdicts: dict[int, str] = {}
    for at in range(len(region.blocks)):
        for rule in COMMON_FILTERS if at in region.article_body_blocks else ALL_FILTERS:
            reason = rule(region, at)
            if reason:
                verdicts[at] = reason
                region.prose_weights[at] = 0
                break
    _cut_comments(region, verdicts)
    region.update_text_range()
    _cut_trailers(region, verdicts)
    region.update_text_range()
    _extend_text_with_lists(region, verdicts)
    _cut_outside_text(region, verdicts)
    _cut_empty_headings(region, verdicts)
    return verdicts


def _extend_text_with_lists(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Below the last paragraph, headed or not, lists beside it that lead nowhere are text too."""
    at, pending = region.last_text_block + 1, 0
    known: dict[int, bool] = {}  # lists, which may have as many items as the page has room for
    while at < len(region.blocks) and pending < 2:
        if at in cut_reasons or not _is_item_of_text_list(region, region.blocks[at], known):
            pending += 1
        else:
            region.prose_weights[at] = 1
            region.last_text_block, pending = at, 0
        at += 1


def _is_item_of_text_list(region: BodyRegion, block: Block, text_lists: dict[int, bool]) -> bool:
    """An item without a link, of a list of three or more that stands beside the paragraphs."""
    if block.tag != "li":
        return False
    items = region.page_blocks.nodes[block.node_index].parent_index
    if items not in text_lists:
        text_lists[items] = _is_text_list(region, items)
    return text_lists[items]


def _is_text_list(region: BodyRegion, list_node: int) -> bool:
    here = region.page_blocks.nodes[list_node]
    if here.parent_index not in region.text_parent_nodes:
        return False
    inner = region.page_blocks.blocks[here.first_block : here.end_block]
    return len(inner) > 2 and not any(one.link_chars for one in inner)


def _cut_comments(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """All below the line that heads the readers' comments."""
    heads = (at for at, line in enumerate(region.folded_texts) if COMMENTS_HEADING.fullmatch(line))
    start = next((at for at in heads if at > region.first_text_block), len(region.blocks))
    for at in range(start, len(region.blocks)):
        cut_reasons.setdefault(at, "comments")
        region.prose_weights[at] = 0


def _cut_trailers(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """From the end up: lines that tell how to reach or follow someone, or who helped."""
    left = [at for at in range(len(region.blocks)) if at not in cut_reasons]
    notes = _find_editor_notes(region, left)
    while len(left) > 2:
        at = left.pop()
        known = (
            at in notes
            or _is_trailer(region.blocks[at])
            or _is_source_line(region.folded_texts[at])
        )
        if not known:
            return
        cut_reasons[at] = "trailer"
        region.prose_weights[at] = 0


def _find_editor_notes(region: BodyRegion, remaining: list[int]) -> set[int]:
    """The editor's notes: the few lines in italics, and the last line, below a separator.

    A quotation or a question in italics is none.
    """
    italic = {at for at in remaining if _is_italic_note(region.blocks[at])}
    notes = italic if len(italic) <= _MAX_NOTES else set()
    parted = [at for at, block in enumerate(region.blocks) if _SEPARATOR_LINE.match(block.text)]
    if len(parted) == 1 and remaining[-1:] == [parted[0] + 1]:
        notes |= {remaining[-1]}
    return {at for at in notes if len(region.blocks[at].text) <= _MAX_TRAILER_CHARS}


def _is_italic_note(block: Block) -> bool:
    said = block.italic_chars and block.italic_chars + block.link_chars >= 0.9 * len(block.text)
    spoken = block.text[0] in _QUOTE_SIGNS or block.text.endswith(("?", "؟"))
    return bool(said) and not spoken and block.tag not in HEADING_TAGS


def _is_source_line(folded_text: str) -> bool:
    """«المصدر: وكالات», an agency's name alone, «ترجمة: فلان»."""
    if len(folded_text) > _MAX_SOURCE_CHARS:
        return False
    return bool(
        SOURCE_LABEL.match(folded_text)
        or AGENCY_BYLINE.match(folded_text)
        or BYLINE_LABEL_WITH_COLON.match(folded_text)
    )


def _is_trailer(block: Block) -> bool:
    size = len(block.text)
    if size > _MAX_TRAILER_CHARS or block.tag in HEADING_TAGS:
        return False
    if _CONTACT.search(block.text) or _WHOLLY_BRACKETED.search(block.text):
        return True
    if block.bold_chars >= 0.9 * size:
        return bool(block.link_chars) or size < MAX_LABEL_CHARS
    least = 0.3 if SENTENCE_END.search(block.text) else 0.12
    return block.link_chars > least * size and size < _MAX_LINKED_TRAILER_CHARS


def _cut_outside_text(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Before the first and after the last paragraph only what is written like a paragraph stays."""
    for at, block in enumerate(region.blocks):
        if (
            at in cut_reasons
            or at in region.article_body_blocks
            or region.first_text_block <= at <= region.last_text_block
        ):
            continue
        if not _is_like_text(region, at, block):
            cut_reasons[at] = (
                "before the text" if at < region.first_text_block else "after the text"
            )


def _is_like_text(region: BodyRegion, block_index: int, block: Block) -> bool:
    near = (
        block.node_index in region.text_nodes
        or region.read_signature(block) in region.text_signatures
    )
    if not near or block.link_chars > 0.3 * len(block.text):
        return False
    if block_index < region.first_text_block:
        return block.tag not in HEADING_TAGS
    return bool(SENTENCE_END.search(block.text))


def _cut_empty_headings(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """A heading stands over text: one followed only by what was cut, or by nothing, goes too."""
    followed = False
    for at in range(len(region.blocks) - 1, -1, -1):
        block = region.blocks[at]
        if at in cut_reasons:
            if cut_reasons[at] in ("link", "read also"):
                followed = False
            continue
        if region.is_heading(block) and not region.prose_weights[at]:
            if not followed:
                cut_reasons[at] = "heading of nothing"
            continue
        followed = True
