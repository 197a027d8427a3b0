"""Text in elements whose mark-up makes them boilerplate, where trafilatura takes it for text. Pure."""

from collections.abc import Callable

from crawler.extraction.body.blocks import PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.page.text_match import extract_letters

# Marks that articles' own text bears too: hidden tails, quotations, boxes, live entries.
_PARAGRAPH_TAGS = frozenset({"p", "blockquote", "li", "pre", "td"})
_WEAK_MARKS = frozenset({"hidden", "navigation", "embed", "sidebar", "advert", "share"})


def find_text_in_boilerplate(
    page_blocks: PageBlocks, other_extractor: Callable[[PageBlocks], list[str]]
) -> frozenset[int]:
    """Return the blocks of running text in weakly marked elements that the extractor takes too."""
    candidates = _list_weakly_marked_prose(page_blocks)
    if not candidates:
        return frozenset()
    extracted = set(map(extract_letters, other_extractor(page_blocks)))
    return frozenset(
        index
        for index in candidates
        if extract_letters(page_blocks.blocks[index].text) in extracted
    )


def _list_weakly_marked_prose(page_blocks: PageBlocks) -> list[int]:
    is_weak: list[bool | None] = []  # of every node: None outside of boilerplate
    for node in page_blocks.nodes:
        around = is_weak[node.parent_index] if node.parent_index >= 0 else None
        own = node.mark in _WEAK_MARKS if node.is_boilerplate else None
        is_weak.append(around if own is None else own and around is not False)
    prose = [
        (index, block) for index, block in enumerate(page_blocks.blocks) if measure_prose(block)
    ]
    shown = {block.text for _, block in prose if is_weak[block.node_index] is None}
    return [
        index
        for index, block in prose
        if is_weak[block.node_index] and block.tag in _PARAGRAPH_TAGS and block.text not in shown
    ]
