"""Readers' comments whose elements no name gives away: found by their heading. Pure."""

from collections.abc import Sequence

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.lexicon.chrome import COMMENTS_HEADING
from crawler.extraction.page.boilerplate_elements import is_named_body
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import fold_text

_MAX_HEADING_CHARS = 40
# The shortest news above comments.
_MIN_NEWS_CHARS = 45


def mark_reader_comments(page_blocks: PageBlocks, title: str | None) -> None:
    """Mark as boilerplate the elements that begin with a heading of comments and hold comments.

    A counter «3 تعليقات» above the text begins no such element: comments stand below some text, and
    each has a line of its own for name, age or answer.
    """
    title_letters = extract_letters(title or "")
    for index, block in enumerate(page_blocks.blocks):
        if len(block.text) > _MAX_HEADING_CHARS or not COMMENTS_HEADING.fullmatch(
            fold_text(block.text)
        ):
            continue
        holder = _find_holder(page_blocks, index)
        if holder is None or not _has_news_above(page_blocks.blocks[:index], title_letters):
            continue
        node = page_blocks.nodes[holder]
        if _holds_comments(page_blocks.blocks[index + 1 : node.end_block], title_letters):
            node.mark, node.is_boilerplate = "comments", True


def _find_holder(page_blocks: PageBlocks, heading_index: int) -> int | None:
    """Return the outermost node that begins with a heading and holds more, but no named body."""
    holder = None
    for index in page_blocks.walk_up(page_blocks.blocks[heading_index].node_index):
        node = page_blocks.nodes[index]
        if node.first_block < heading_index or is_named_body(node.element):
            break
        if node.end_block > heading_index + 1:
            holder = index
    return holder


def _has_news_above(blocks: Sequence[Block], title_letters: str) -> bool:
    """Say whether running text stands above, below the headline where the page has one."""
    for block in reversed(blocks):
        if _is_headline(block, title_letters):
            return False
        if measure_prose(block) >= _MIN_NEWS_CHARS:
            return True
    return False


def _holds_comments(blocks: Sequence[Block], title_letters: str) -> bool:
    """Say whether every comment has a short line beside it, and none is the headline."""
    comments = sum(1 for block in blocks if measure_prose(block))
    has_headline = any(_is_headline(block, title_letters) for block in blocks)
    return 0 < comments <= len(blocks) - comments and not has_headline


def _is_headline(block: Block, title_letters: str) -> bool:
    return block.tag == "h1" or extract_letters(block.text) == title_letters
