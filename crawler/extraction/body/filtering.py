"""Cuts: the blocks of a region that are not article text, with their reasons. Pure.

First each block is judged alone (rules.py), then both ends of the text, then headings left without
text.
"""

from itertools import pairwise

from crawler.extraction.body.block_filters import (
    ALL_FILTERS,
    COMMON_FILTERS,
    WORD_FILTERS,
    BlockFilter,
)
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.inline_text import LIST_SIGN
from crawler.extraction.body.page_lines import is_opening_line
from crawler.extraction.body.region import HEADING_TAGS, SENTENCE_END, BodyRegion
from crawler.extraction.body.trailers import cut_trailers
from crawler.extraction.lexicon.chrome import COMMENTS_HEADING

# What a comment holds beside its words: its age, a button to answer it.
_COMMENT_SIGNS = frozenset({"counter", "date line"})
# Lines above the first paragraph: name, place, kicker.
_MAX_OPENING_LINES = 3
# Between a teaser and the paragraph that it begins stands the photo's caption.
_MAX_CAPTION_CHARS = 120
# Lines of a poem have so many words, and stand in so many lines.
_MIN_VERSE_WORDS = 3
_MIN_VERSES = 3
# A last paragraph may be of links for the most part; a call to read another article is shorter.
_MIN_PARAGRAPH_CHARS = 200
_MAX_LINK_SHARE = 0.7


def find_cut_reasons(region: BodyRegion) -> dict[int, str]:
    """Return the reason for every block that is not text, by its index in the region."""
    cut_reasons = _judge_blocks(region, ALL_FILTERS)
    _cut_comments(region, cut_reasons)
    region.update_text_range()
    _cut_opening_lines(region, cut_reasons)
    region.update_text_range()
    cut_trailers(region, cut_reasons)
    region.update_text_range()
    _extend_text_with_lists(region, cut_reasons)
    _cut_outside_text(region, cut_reasons)
    _cut_empty_headings(region, cut_reasons)
    return cut_reasons


def find_word_cuts(region: BodyRegion) -> dict[int, str]:
    """Return the reason for every block that its words, not its place, show to be no text."""
    cut_reasons = _judge_blocks(region, WORD_FILTERS)
    _cut_comments(region, cut_reasons)
    cut_trailers(region, cut_reasons)
    return cut_reasons


def _judge_blocks(region: BodyRegion, filters: tuple[BlockFilter, ...]) -> dict[int, str]:
    """Judge each block alone; one that articleBody repeats by the common filters only."""
    cut_reasons: dict[int, str] = {}
    for index in range(len(region.blocks)):
        for find_reason in COMMON_FILTERS if index in region.article_body_blocks else filters:
            reason = find_reason(region, index)
            if reason:
                cut_reasons[index] = reason
                region.prose_weights[index] = 0
                break
    return cut_reasons


def _extend_text_with_lists(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Move the end of the text below lists and headed parts that follow the last paragraph.

    One block, such as the list's heading, may stand between.
    """
    index, blocks_between = region.last_text_block + 1, 0
    text_lists: dict[int, bool] = {}  # each list is read once: it may have any number of items
    while index < len(region.blocks) and blocks_between < 2:
        block = region.blocks[index]
        is_item = (
            _is_item_of_text_list(region, block, text_lists)
            or _is_signed_line(region, index)
            or region.is_in_headed_part(block)
        )
        if index in cut_reasons or not is_item:
            blocks_between += 1
        else:
            region.prose_weights[index] = 1
            region.last_text_block, blocks_between = index, 0
        index += 1


def _is_item_of_text_list(region: BodyRegion, block: Block, text_lists: dict[int, bool]) -> bool:
    if block.tag != "li":
        return False
    list_node = region.page_blocks.nodes[block.node_index].parent_index
    if list_node not in text_lists:
        text_lists[list_node] = _is_text_list(region, list_node)
    return text_lists[list_node]


def _is_signed_line(region: BodyRegion, block_index: int) -> bool:
    """A line beside the paragraphs that begins with a sign («◄»), as the next or last line does."""
    block = region.blocks[block_index]
    sign = LIST_SIGN.match(block.text)
    parent = region.page_blocks.nodes[block.node_index].parent_index
    if not sign or block.link_chars or parent not in region.text_parent_nodes:
        return False
    around = (
        region.blocks[block_index - 1 : block_index]
        + region.blocks[block_index + 1 : block_index + 2]
    )
    return any(
        LIST_SIGN.match(other.text) and (sign[0][0].isdigit() or other.text[0] == block.text[0])
        for other in around
    )


def _is_text_list(region: BodyRegion, list_node: int) -> bool:
    """A list of three or more items without links, beside the paragraphs."""
    node = region.page_blocks.nodes[list_node]
    if node.parent_index not in region.text_parent_nodes:
        return False
    items = region.page_blocks.blocks[node.first_block : node.end_block]
    return len(items) > 2 and not any(item.link_chars for item in items)


def _cut_comments(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Cut the headings of the readers' comments, and the comments below them.

    A counter «3 تعليقات» may stand anywhere: what follows it is cut only if it is unlike the text.
    """
    for start, text in enumerate(region.folded_texts):
        if not COMMENTS_HEADING.fullmatch(text) or start <= region.first_text_block:
            continue
        cut_reasons.setdefault(start, "comments")
        if _continues_text(region, cut_reasons, start):
            continue
        for index in range(start, len(region.blocks)):
            cut_reasons.setdefault(index, "comments")
            region.prose_weights[index] = 0


def _continues_text(region: BodyRegion, cut_reasons: dict[int, str], start: int) -> bool:
    """Say whether the text goes on below a heading of comments, without their signs."""
    nodes, blocks = region.page_blocks.nodes, region.blocks
    above = [index for index in range(start) if region.prose_weights[index]]
    below = [index for index in range(start + 1, len(blocks)) if region.prose_weights[index]]
    holders = {nodes[blocks[index].node_index].parent_index for index in above}
    is_beside = all(nodes[blocks[index].node_index].parent_index in holders for index in below)
    if not is_beside or any(
        cut_reasons.get(index) in _COMMENT_SIGNS for index in range(start + 1, len(blocks))
    ):
        return False
    has_more_below = sum(region.prose_weights[start + 1 :]) > sum(region.prose_weights[:start])
    return blocks[start].tag not in HEADING_TAGS or has_more_below


def _cut_opening_lines(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Cut bylines, datelines, kickers and captions above the first paragraph."""
    remaining = [index for index in range(len(region.blocks)) if index not in cut_reasons]
    for index, next_index in pairwise(remaining[: _MAX_OPENING_LINES + 1]):
        block = region.blocks[index]
        follows_teaser = any(cut_reasons.get(above) == "teaser" for above in range(index))
        is_line = block.tag not in HEADING_TAGS and (
            is_opening_line(block.text) or (follows_teaser and len(block.text) < _MAX_CAPTION_CHARS)
        )
        if not is_line or not any(region.prose_weights[next_index:]):
            return
        cut_reasons[index] = "opening line"
        region.prose_weights[index] = 0


def _cut_outside_text(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Cut what stands before the first or after the last paragraph and is unlike them."""
    for index, block in enumerate(region.blocks):
        if (
            index in cut_reasons
            or index in region.article_body_blocks
            or region.first_text_block <= index <= region.last_text_block
        ):
            continue
        if not _is_like_text(region, index, block):
            cut_reasons[index] = (
                "before the text" if index < region.first_text_block else "after the text"
            )


def _is_like_text(region: BodyRegion, block_index: int, block: Block) -> bool:
    shares_markup = (
        block.node_index in region.text_nodes
        or region.read_signature(block) in region.text_signatures
    )
    if not shares_markup or block.link_chars > _MAX_LINK_SHARE * len(block.text):
        return False
    if block.link_chars > 0.3 * len(block.text):
        return block_index > region.last_text_block and len(block.text) >= _MIN_PARAGRAPH_CHARS
    if block_index < region.first_text_block:
        return block.tag not in HEADING_TAGS
    return (
        bool(SENTENCE_END.search(block.text))
        or _continues_list(region, block)
        or _is_verse(region, block_index)
    )


def _is_verse(region: BodyRegion, block_index: int) -> bool:
    """Say whether a line below the text is one of three or more in a row, alike and unlinked.

    A poem ends so; a name and an office below a text are two lines.
    """
    signature = region.read_signature(region.blocks[block_index])
    row = 0
    for index in range(max(region.last_text_block + 1, block_index - 2), block_index + 3):
        block = region.blocks[index] if index < len(region.blocks) else None
        is_alike = (
            block is not None
            and region.read_signature(block) == signature
            and block.tag == "p"
            and not block.link_chars
            and len(block.text.split()) >= _MIN_VERSE_WORDS
        )
        row = row + 1 if is_alike else 0
        if row >= _MIN_VERSES:
            return True
    return False


def _continues_list(region: BodyRegion, block: Block) -> bool:
    """Say whether a line begins with a sign («◄») that the last paragraph begins with too."""
    sign = LIST_SIGN.match(block.text)
    last_text = region.blocks[region.last_text_block].text
    return bool(sign) and not block.link_chars and block.text[0] == last_text[0]


def _cut_empty_headings(region: BodyRegion, cut_reasons: dict[int, str]) -> None:
    """Cut headings that no text follows: they stand at the end, or right above cut links."""
    has_text_below = False
    for index in range(len(region.blocks) - 1, -1, -1):
        block = region.blocks[index]
        if index in cut_reasons:
            if cut_reasons[index] in ("link", "read also"):
                has_text_below = False
            continue
        if region.is_heading(block) and not region.prose_weights[index]:
            if not has_text_below:
                cut_reasons[index] = "heading of nothing"
            continue
        has_text_below = True
