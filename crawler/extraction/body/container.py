"""The container of an article's body, found by its prose and its names. Pure.

Prose is summed up the tree; from the root the search goes down as long as one child holds most of
it. Elements whose mark-up says «body» come first.
"""

from lxml import html

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.page.boilerplate_elements import is_named_body
from crawler.extraction.page.text_match import extract_letters

# A block counts as prose where this much stands outside links, and links are no larger share.
MIN_SENTENCE_CHARS = 45
_MAX_LINK_SHARE = 0.45
# A heading this long that ends in a full stop is a paragraph.
_MIN_HEADED_SENTENCE_CHARS = 120
# The search goes on in a child that holds this share of its parent's prose.
_DOMINANT_SHARE = 0.72
# From a named body it goes on only in a child that holds this share.
NEARLY_ALL_SHARE = 0.93
# A named body is believed above this share of the prose around it.
_MIN_NAMED_SHARE = 0.25
# Another extractor has missed the text where it found less than this share of the prose.
_MIN_EXTRACTED_SHARE = 0.18


def measure_prose(block: Block) -> int:
    """Return a block's characters of running text: those outside links, 0 for labels and lists of
    links."""
    if block.unlinked_chars < MIN_SENTENCE_CHARS or block.link_chars > _MAX_LINK_SHARE * len(
        block.text
    ):
        return 0
    if block.tag in ("h1", "h2", "h3", "h4", "dt") and block.unlinked_chars < (
        _MIN_HEADED_SENTENCE_CHARS if block.text.endswith(".") else 200
    ):
        return 0
    if block.tag == "li" and block.link_chars > 0.15 * len(block.text):
        return 0
    return block.unlinked_chars


def sum_prose_by_node(page_blocks: PageBlocks) -> list[int]:
    """Return the characters of prose below every node."""
    prose_by_node = [0] * len(page_blocks.nodes)
    for block in page_blocks.blocks:
        prose_by_node[block.node_index] += measure_prose(block)
    return _sum_up_tree(page_blocks, prose_by_node)


def _sum_up_tree(page_blocks: PageBlocks, prose_by_node: list[int]) -> list[int]:
    for index in range(len(page_blocks.nodes) - 1, 0, -1):
        prose_by_node[page_blocks.nodes[index].parent_index] += prose_by_node[index]
    return prose_by_node


def find_named_containers(page_blocks: PageBlocks) -> list[int]:
    """Return the nodes that the mark-up calls the body, if they hold enough of the prose.

    All nodes with the tag and classes of the fullest one are returned (a body may be in parts); of
    nested nodes only the outermost.
    """
    if not page_blocks.nodes:
        return []
    nodes, prose_by_node = page_blocks.nodes, sum_prose_by_node(page_blocks)
    named = [
        index
        for index, node in enumerate(nodes)
        if prose_by_node[index] and is_named_body(node.element)
    ]
    if not named:
        return []
    fullest = max(named, key=lambda index: (prose_by_node[index], index))
    key = _read_markup_key(nodes[fullest].element)
    parts = [index for index in named if _read_markup_key(nodes[index].element) == key]
    outermost = [
        index for index in parts if not set(parts) & set(list(page_blocks.walk_up(index))[1:])
    ]
    if sum(prose_by_node[index] for index in outermost) < _MIN_NAMED_SHARE * prose_by_node[0]:
        return []
    if len(outermost) > 1:
        return outermost
    return [_find_innermost_node(page_blocks, prose_by_node, outermost[0], NEARLY_ALL_SHARE)]


def find_fullest_container(
    page_blocks: PageBlocks, extracted_letters: frozenset[str] = frozenset()
) -> list[int]:
    """Return the innermost node that holds most of the prose, as a list; empty without prose.

    `extracted_letters` are the letters of the paragraphs that another extractor takes for text;
    where they are given, only blocks with these letters count.
    """
    prose_by_node = (
        _sum_extracted_prose(page_blocks, extracted_letters)
        if extracted_letters
        else sum_prose_by_node(page_blocks)
    )
    if not prose_by_node or prose_by_node[0] <= 0:
        return []
    return [_find_innermost_node(page_blocks, prose_by_node, 0, _DOMINANT_SHARE)]


def _find_innermost_node(
    page_blocks: PageBlocks, prose_by_node: list[int], node_index: int, share: float
) -> int:
    """Go down as long as one child holds `share` of its parent's prose."""
    while True:
        children = page_blocks.nodes[node_index].child_indexes
        fullest = max(children, key=lambda child: prose_by_node[child], default=None)
        if fullest is None or prose_by_node[fullest] < share * prose_by_node[node_index]:
            return node_index
        node_index = fullest


def _sum_extracted_prose(page_blocks: PageBlocks, extracted_letters: frozenset[str]) -> list[int]:
    """Sum the prose another extractor found by node; empty where that is little of the page's."""
    prose_by_node = [0] * len(page_blocks.nodes)
    for block in page_blocks.blocks:
        prose_by_node[block.node_index] += (
            measure_prose(block) if extract_letters(block.text) in extracted_letters else 0
        )
    prose_by_node = _sum_up_tree(page_blocks, prose_by_node)
    min_prose = _MIN_EXTRACTED_SHARE * sum(map(measure_prose, page_blocks.blocks))
    return prose_by_node if prose_by_node[0] >= min_prose else []


def _read_markup_key(element: html.HtmlElement) -> tuple[str, str, str]:
    return str(element.tag), element.get("class") or "", element.get("itemprop") or ""
