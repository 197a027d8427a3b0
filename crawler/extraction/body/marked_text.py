"""Text in elements marked as boilerplate, where trafilatura takes it for text. Pure."""

from collections.abc import Callable

from crawler.extraction.body.blocks import PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.page.text_match import extract_letters

# Marks that an article's own text bears too: hidden tails, unclosed adverts, live entries.
_WEAK_MARKS = frozenset({"hidden", "navigation", "sidebar", "advert", "share"})
_PARAGRAPH_TAGS = frozenset({"p", "blockquote", "li", "pre", "td"})


def find_text_in_boilerplate(
    page_blocks: PageBlocks, other_extractor: Callable[[PageBlocks], list[str]]
) -> frozenset[int]:
    """Return the blocks of running text in weakly marked elements that the extractor takes too.

    They stand beside unmarked text, or are the larger part of what the extractor takes.
    """
    marked_nodes = _find_marked_nodes(page_blocks)
    prose = {
        index: size
        for index, block in enumerate(page_blocks.blocks)
        if block.node_index in marked_nodes and (size := measure_prose(block))
    }
    shown = {index for index in prose if marked_nodes[page_blocks.blocks[index].node_index] is None}
    shown_texts = {page_blocks.blocks[index].text for index in shown}
    candidates = [
        index
        for index in prose.keys() - shown
        if page_blocks.blocks[index].tag in _PARAGRAPH_TAGS
        and page_blocks.blocks[index].text not in shown_texts
    ]
    if not candidates:
        return frozenset()
    extracted = set(map(extract_letters, other_extractor(page_blocks)))
    taken = {
        index for index in prose if extract_letters(page_blocks.blocks[index].text) in extracted
    }
    taken_shown = sorted(taken & shown)
    found = taken.intersection(candidates)
    if sum(prose[index] for index in found) > sum(prose[index] for index in taken_shown):
        return frozenset(found)
    beside = (
        index
        for index in found
        if _stands_beside(
            page_blocks, marked_nodes[page_blocks.blocks[index].node_index], taken_shown
        )
    )
    return frozenset(beside)


def _find_marked_nodes(page_blocks: PageBlocks) -> dict[int, int | None]:
    """Map nodes to the outermost boilerplate around them, None where there is none.

    Nodes inside an element whose mark is not a weak one are left out.
    """
    outermost: dict[int, int | None] = {}
    for index, node in enumerate(page_blocks.nodes):
        if node.parent_index >= 0 and node.parent_index not in outermost:
            continue
        if node.is_boilerplate and node.mark not in _WEAK_MARKS:
            continue
        around = outermost.get(node.parent_index)
        outermost[index] = index if around is None and node.is_boilerplate else around
    return outermost


def _stands_beside(page_blocks: PageBlocks, node_index: int | None, text_blocks: list[int]) -> bool:
    """Say whether the parent of a node holds one of the blocks."""
    if node_index is None:
        return False
    parent = page_blocks.nodes[page_blocks.nodes[node_index].parent_index]
    return any(parent.first_block <= index < parent.end_block for index in text_blocks)
