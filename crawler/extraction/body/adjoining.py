"""Paragraphs that adjoin the body's container, and articles loaded below the page's own. Pure."""

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.body.region import SENTENCE_END
from crawler.extraction.page.text_match import extract_letters


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
        is_like_own = node.parent_index in around and _read_signature(page_blocks, block) in own
        if not (is_like_own and _is_paragraph(block)):
            break
        end += 1
    return [*block_indexes, *range(block_indexes[-1] + 1, end)]


def drop_next_articles(
    page_blocks: PageBlocks, block_indexes: list[int], title: str | None
) -> list[int]:
    """Drop what follows the headline of another article: one in an `<article>` of its own."""
    first_text = next((i for i in block_indexes if measure_prose(page_blocks.blocks[i])), None)
    if first_text is None:
        return block_indexes
    around_text = set(page_blocks.walk_up(page_blocks.blocks[first_text].node_index))
    title_letters = extract_letters(title or "")
    for index in range(first_text + 1, block_indexes[-1] + 1):
        block = page_blocks.blocks[index]
        if block.tag != "h1" or extract_letters(block.text) == title_letters:
            continue
        own_nodes = set(page_blocks.walk_up(block.node_index)) - around_text
        if any(page_blocks.nodes[node].element.tag == "article" for node in own_nodes):
            return [other for other in block_indexes if other < index]
    return block_indexes


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
