"""Paragraphs that adjoin the body's container. Pure."""

from collections.abc import Set as AbstractSet

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.body.region import SENTENCE_END


def add_adjoining_paragraphs(
    page_blocks: PageBlocks, node_indexes: list[int], block_indexes: list[int]
) -> list[int]:
    """Add the paragraphs right below a container that look like its own.

    A stray end tag, or an early `</body>`, leaves them outside: beside the container or one of the
    elements around it.
    """
    if not block_indexes:
        return block_indexes
    around = set(page_blocks.walk_up(node_indexes[-1]))
    own = {_read_signature(page_blocks, page_blocks.blocks[index]) for index in block_indexes}
    end = block_indexes[-1] + 1
    while end < len(page_blocks.blocks):
        block = page_blocks.blocks[end]
        node = page_blocks.nodes[block.node_index]
        is_like_own = (
            _continues_around(page_blocks, node.parent_index, around)
            and _read_signature(page_blocks, block) in own
        )
        if not (is_like_own and _is_paragraph(block)):
            break
        end += 1
    return [*block_indexes, *range(block_indexes[-1] + 1, end)]


def _continues_around(page_blocks: PageBlocks, holder: int, around: AbstractSet[int]) -> bool:
    """Say whether a node is around the text, or beside such a node and like it."""
    if holder in around or holder < 0:
        return holder in around
    element, parent = page_blocks.nodes[holder].element, page_blocks.nodes[holder].parent_index
    return bool(element.get("class")) and any(
        page_blocks.nodes[node].element.tag == element.tag
        and page_blocks.nodes[node].element.get("class") == element.get("class")
        for node in around
        if page_blocks.nodes[node].parent_index in around and parent in around
    )


def _is_paragraph(block: Block) -> bool:
    return (
        block.tag == "p"
        and measure_prose(block) > 0
        and not block.link_chars
        and bool(SENTENCE_END.search(block.text))
    )


def _read_signature(page_blocks: PageBlocks, block: Block) -> tuple[str, str | None, str | None]:
    element = page_blocks.nodes[block.node_index].element
    return str(element.tag), element.get("class"), element.get("style")
