"""Text in elements marked as boilerplate, where trafilatura takes it for text. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from lxml import html

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container import MIN_SENTENCE_CHARS, measure_prose
from crawler.extraction.body.region import HEADING_TAGS, SENTENCE_END
from crawler.extraction.page.text_match import extract_letters

# Marks that an article's own text bears too: hidden tails, unclosed adverts, live entries.
_WEAK_MARKS = frozenset({"hidden", "navigation", "sidebar", "advert", "share"})
# Marks of boxes that may hold a quotation beside the paragraphs.
_BOX_MARKS = frozenset({"aside", "box", "sidebar", "figure"})
# A quotation, and who said it.
_MAX_ASIDE_BLOCKS = 3
_PARAGRAPH_TAGS = frozenset({"p", "blockquote", "li", "pre", "td"})


def may_hold_text(
    element: html.HtmlElement, mark: str | None, text_sizes: Mapping[html.HtmlElement, int]
) -> bool:
    """Say whether a boilerplate element may hold text: a paragraph, or a box without a photo.

    `text_sizes` are the characters of elements outside links.
    """
    if text_sizes.get(element, 0) < MIN_SENTENCE_CHARS:
        return False
    if mark in _BOX_MARKS and element.find(".//img") is None:
        return True
    return mark in _WEAK_MARKS and any(
        text_sizes.get(paragraph, 0) >= MIN_SENTENCE_CHARS
        for paragraph in element.iter(*_PARAGRAPH_TAGS)
    )


def find_text_in_boilerplate(
    page_blocks: PageBlocks, other_extractor: Callable[[PageBlocks], list[str]]
) -> frozenset[int]:
    """Return the blocks of running text in weakly marked elements that the extractor takes too.

    They stand beside unmarked text, or are the larger part of what the extractor takes. So do the
    sentences of a box between the paragraphs that are said nowhere else.
    """
    marked_nodes = _find_marked_nodes(page_blocks)
    prose = {
        index: size
        for index, block in enumerate(page_blocks.blocks)
        if block.node_index in marked_nodes and (size := measure_prose(block))
    }
    shown = {index for index in prose if marked_nodes[page_blocks.blocks[index].node_index] is None}
    shown_texts = {page_blocks.blocks[index].text for index in shown}
    quoted = frozenset(_find_asides(page_blocks, shown))
    candidates = [
        index
        for index in prose.keys() - shown
        if page_blocks.blocks[index].tag in _PARAGRAPH_TAGS
        and page_blocks.blocks[index].text not in shown_texts
    ]
    if not candidates:
        return quoted
    extracted = set(map(extract_letters, other_extractor(page_blocks)))
    taken = {
        index for index in prose if extract_letters(page_blocks.blocks[index].text) in extracted
    }
    taken_shown = sorted(taken & shown)
    found = taken.intersection(candidates)
    if sum(prose[index] for index in found) > sum(prose[index] for index in taken_shown):
        return quoted.union(found)
    beside = (
        index
        for index in found
        if _stands_beside(
            page_blocks, marked_nodes[page_blocks.blocks[index].node_index], taken_shown
        )
    )
    return quoted.union(beside)


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


def _find_asides(page_blocks: PageBlocks, shown: AbstractSet[int]) -> Iterator[int]:
    """Find the blocks of boxes between paragraphs: a sentence or two, no heading, link or photo."""
    text_parents = {
        page_blocks.nodes[page_blocks.blocks[index].node_index].parent_index for index in shown
    }
    for node in page_blocks.nodes:
        blocks = page_blocks.blocks[node.first_block : node.end_block]
        if (
            node.is_boilerplate
            and node.mark in _BOX_MARKS
            and node.parent_index in text_parents
            and {node.first_block - 1, node.end_block} <= shown
            and _is_aside(blocks)
            and node.element.find(".//img") is None
            and not _is_said_elsewhere(page_blocks, blocks[0], shown)
        ):
            yield from range(node.first_block, node.end_block)


def _is_aside(blocks: Sequence[Block]) -> bool:
    is_sentence = 0 < len(blocks) <= _MAX_ASIDE_BLOCKS and bool(SENTENCE_END.search(blocks[0].text))
    has_other = any(block.link_chars or block.tag in HEADING_TAGS for block in blocks)
    return is_sentence and measure_prose(blocks[0]) > 0 and not has_other


def _is_said_elsewhere(page_blocks: PageBlocks, block: Block, shown: AbstractSet[int]) -> bool:
    letters = extract_letters(block.text)
    return any(letters in extract_letters(page_blocks.blocks[index].text) for index in shown)


def _stands_beside(page_blocks: PageBlocks, node_index: int | None, text_blocks: list[int]) -> bool:
    """Say whether the parent of a node holds one of the blocks."""
    if node_index is None:
        return False
    parent = page_blocks.nodes[page_blocks.nodes[node_index].parent_index]
    return any(parent.first_block <= index < parent.end_block for index in text_blocks)
