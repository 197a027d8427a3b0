"""A small page made of a page's blocks, as input for trafilatura. Pure.

It has about a tenth of the elements: those that hold blocks, with their classes and ids. Skipped
elements are left out.
"""

import re

from lxml import etree, html

from crawler.extraction.body.blocks import Block, BlockNode, PageBlocks
from crawler.text.normalise import OVERLONG_REFERENCE

# Elements that hold text themselves; in any other a block becomes a paragraph of its own.
_TEXT_TAGS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dd", "dt"}
)
_CELL_TAGS = frozenset({"td", "th"})
_TABLE_TAGS = _CELL_TAGS | {"tr", "tbody", "thead", "tfoot", "table"}
_PAGE_TAGS = frozenset({"html", "body"})
# The parser accepts tag names that no element can be made with.
_VALID_TAG = re.compile("[a-z][a-z0-9]*")
# A block with a larger share of link is written as one, for extractors that weigh link density.
_MIN_LINK_SHARE = 0.8
_PARSER = html.HTMLParser()
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))


def build_page_from_blocks(page_blocks: PageBlocks) -> html.HtmlElement:
    """Return a new page that holds the blocks in their order and nesting."""
    page: html.HtmlElement = _PARSER.makeelement("html")
    body = etree.SubElement(page, "body")
    layout_nodes = _find_layout_table_nodes(page_blocks)
    made_elements: dict[int, html.HtmlElement] = {-1: body}
    for block in page_blocks.blocks:
        element = _make_element(page_blocks, block.node_index, made_elements, layout_nodes)
        _write_block(block, element)
    return page


def _find_layout_table_nodes(page_blocks: PageBlocks) -> set[int]:
    """Return the parts of layout tables: those with a cell that holds block-level elements."""
    table_parts: set[int] = set()
    for index, node in enumerate(page_blocks.nodes):
        if node.element.tag in _CELL_TAGS and node.child_indexes:
            table_parts.update(
                ancestor
                for ancestor in page_blocks.walk_up(index)
                if page_blocks.nodes[ancestor].element.tag in _TABLE_TAGS
            )
    return table_parts


def _make_element(
    page_blocks: PageBlocks,
    node_index: int,
    made_elements: dict[int, html.HtmlElement],
    layout_nodes: set[int],
) -> html.HtmlElement:
    """Make the element of a node, and those around it that are not made yet."""
    missing = []
    while node_index not in made_elements:
        missing.append(node_index)
        node_index = page_blocks.nodes[node_index].parent_index
    for index in reversed(missing):
        original = page_blocks.nodes[index].element
        becomes_div = (
            original.tag in _PAGE_TAGS
            or index in layout_nodes
            or _is_kept(page_blocks.nodes[index])
            or page_blocks.nodes[index].parent_index in layout_nodes
        )
        tag = original.tag if not becomes_div and _VALID_TAG.fullmatch(original.tag) else "div"
        attributes = {name: value for name in ("id", "class") if (value := original.get(name))}
        made_elements[index] = etree.SubElement(made_elements[node_index], tag, attributes)
        node_index = index
    return made_elements[node_index]


def _is_kept(node: BlockNode) -> bool:
    """Say whether a node is marked as boilerplate, but too large for it: its end tag is missing."""
    return node.mark is not None and not node.is_boilerplate


def _write_block(block: Block, element: html.HtmlElement) -> None:
    # A reference written out in the text is resolved once more; one so long makes Python raise.
    text = OVERLONG_REFERENCE.sub("", block.text) if "&#" in block.text else block.text
    if element.tag not in _TEXT_TAGS:
        element = etree.SubElement(element, "p")
    elif element.text or len(element):
        etree.SubElement(element, "br").tail = text
        return
    if block.link_chars > _MIN_LINK_SHARE * len(block.text):
        element = etree.SubElement(element, "a", {"href": "#"})
    element.text = text
