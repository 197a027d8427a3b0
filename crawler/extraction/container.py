"""Which element holds the article's body. Pure.

Prose is summed up the tree; from the root the walk goes down as long as one child holds nearly all
of it. Names that say «body» confirm or sharpen the choice.
"""

from lxml import html

from crawler.extraction.blocks import Block, PageBlocks
from crawler.extraction.chrome import is_named_body
from crawler.extraction.sameness import extract_letters

# Prose of a block: what is not link, where it is long enough to be a sentence.
_MIN_SENTENCE_CHARS = 45
_MAX_LINK_SHARE = 0.45
# A child that holds this share of its parent's prose stands for it.
_DOMINANT_SHARE = 0.72
# A body named too widely is left for the child that holds this share.
NEARLY_ALL_SHARE = 0.93
# A named body is believed above this share of the prose around it.
_MIN_NAMED_SHARE = 0.25
# Another judge has missed the text where what it found is less than this share of the prose.
_MIN_EXTRACTED_SHARE = 0.18


def measure_prose(block: Block) -> int:
    """Weigh a block as running text: its characters outside links, 0 for labels and link lists."""
    if block.unlinked_chars < _MIN_SENTENCE_CHARS or block.link_chars > _MAX_LINK_SHARE * len(
        block.text
    ):
        return 0
    if block.tag in ("h1", "h2", "h3", "h4", "dt") and block.unlinked_chars < 200:
        return 0
    if block.tag == "li" and block.link_chars > 0.15 * len(block.text):
        return 0
    return block.unlinked_chars


def sum_prose_by_node(page_blocks: PageBlocks) -> list[int]:
    """Return the prose below every place."""
    total = [0] * len(page_blocks.nodes)
    for block in page_blocks.blocks:
        total[block.node_index] += measure_prose(block)
    return _sum_up_tree(page_blocks, total)


def _sum_up_tree(page_blocks: PageBlocks, prose_by_node: list[int]) -> list[int]:
    for place in range(len(page_blocks.nodes) - 1, 0, -1):
        prose_by_node[page_blocks.nodes[place].parent_index] += prose_by_node[place]
    return prose_by_node


def find_named_containers(page_blocks: PageBlocks) -> list[int]:
    """Return the places the mark-up itself calls the body, if they hold enough of the prose.

    Of several with the same names all count (a body in parts), of nested ones the outermost.
    """
    if not page_blocks.nodes:
        return []
    total = sum_prose_by_node(page_blocks)
    found = [
        at
        for at, place in enumerate(page_blocks.nodes)
        if total[at] and is_named_body(place.element)
    ]
    if not found:
        return []
    best = max(found, key=lambda at: (total[at], at))
    label = _read_markup_key(page_blocks.nodes[best].element)
    parts = [at for at in found if _read_markup_key(page_blocks.nodes[at].element) == label]
    outer = [at for at in parts if not set(parts) & set(list(page_blocks.walk_up(at))[1:])]
    if sum(total[at] for at in outer) < _MIN_NAMED_SHARE * total[0]:
        return []
    return (
        outer
        if len(outer) > 1
        else [_find_innermost_node(page_blocks, total, outer[0], NEARLY_ALL_SHARE)]
    )


def find_fullest_container(
    page_blocks: PageBlocks, extracted_letters: frozenset[str] = frozenset()
) -> list[int]:
    """Return the place that holds nearly all prose; none where there is none.

    `extracted_letters` are the letters of the paragraphs another judge takes for text: then those weigh, and
    other prose counts against a place.
    """
    total = (
        _sum_extracted_prose(page_blocks, extracted_letters)
        if extracted_letters
        else sum_prose_by_node(page_blocks)
    )
    if not total or total[0] <= 0:
        return []
    return [_find_innermost_node(page_blocks, total, 0, _DOMINANT_SHARE)]


def _find_innermost_node(
    page_blocks: PageBlocks, prose_by_node: list[int], node_index: int, share: float
) -> int:
    """Go down as long as one child holds that share of the prose."""
    while True:
        children = page_blocks.nodes[node_index].child_indexes
        best = max(children, key=lambda child: prose_by_node[child], default=None)
        if best is None or prose_by_node[best] < share * prose_by_node[node_index]:
            return node_index
        node_index = best


def _sum_extracted_prose(page_blocks: PageBlocks, extracted_letters: frozenset[str]) -> list[int]:
    """Sums of the prose another judge believes; none where that is little of the page's."""
    total = [0] * len(page_blocks.nodes)
    for block in page_blocks.blocks:
        total[block.node_index] += (
            measure_prose(block) if extract_letters(block.text) in extracted_letters else 0
        )
    total = _sum_up_tree(page_blocks, total)
    return (
        total
        if total[0] >= _MIN_EXTRACTED_SHARE * sum(map(measure_prose, page_blocks.blocks))
        else []
    )


def _read_markup_key(element: html.HtmlElement) -> tuple[str, str, str]:
    return str(element.tag), element.get("class") or "", element.get("itemprop") or ""
