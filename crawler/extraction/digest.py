"""A page boiled down to its blocks, for another extractor to judge: a tenth of the elements. Pure.

What was stepped over is not in it; the elements of the blocks are, with their classes and ids.
"""

import re

from lxml import etree, html

from crawler.extraction.blocks import Block, PageBlocks
from crawler.text.normalise import OVERLONG_REFERENCE

# What holds text itself; in any other element a block becomes a paragraph of its own.
_TEXT_TAGS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dd", "dt"}
)
_CELL_TAGS = frozenset({"td", "th"})
_TABLE_TAGS = _CELL_TAGS | {"tr", "tbody", "thead", "tfoot", "table"}
_PAGE_TAGS = frozenset({"html", "body"})
# What the parser takes for a tag may be none that can be made.
_VALID_TAG = re.compile("[a-z][a-z0-9]*")
# A block that is link for more than this share counts as one to judges of link density.
_MIN_LINK_SHARE = 0.8
_PARSER = html.HTMLParser()
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))


def build_page_from_blocks(page_blocks: PageBlocks) -> html.HtmlElement:
    """Return a new page that holds the blocks in their order and nesting."""
    page: html.HtmlElement = _PARSER.makeelement("html")
    body = etree.SubElement(page, "body")
    layout = _find_layout_table_nodes(page_blocks)
    made: dict[int, html.HtmlElement] = {-1: body}
    for block in page_blocks.blocks:
        _write_block(block, _make_element(page_blocks, block.node_index, made, layout))
    return page


def _find_layout_table_nodes(page_blocks: PageBlocks) -> set[int]:
    """Return the parts of tables that lay a page out: a cell of theirs holds blocks of its own."""
    found: set[int] = set()
    for at, place in enumerate(page_blocks.nodes):
        if place.element.tag in _CELL_TAGS and place.child_indexes:
            found.update(
                above
                for above in page_blocks.walk_up(at)
                if page_blocks.nodes[above].element.tag in _TABLE_TAGS
            )
    return found


def _make_element(
    page_blocks: PageBlocks,
    node_index: int,
    made_elements: dict[int, html.HtmlElement],
    layout_nodes: set[int],
) -> html.HtmlElement:
    """Make the element of a place, and those around it that are not made yet."""
    missing = []
    while node_index not in made_elements:
        missing.append(node_index)
        node_index = page_blocks.nodes[node_index].parent_index
    for at in reversed(missing):
        own = page_blocks.nodes[at].element
        whole = (
            own.tag in _PAGE_TAGS
            or at in layout_nodes
            or page_blocks.nodes[at].parent_index in layout_nodes
        )
        tag = own.tag if not whole and _VALID_TAG.fullmatch(own.tag) else "div"
        named = {name: own.get(name) for name in ("id", "class") if own.get(name)}
        made_elements[at] = etree.SubElement(made_elements[node_index], tag, named)
        node_index = at
    return made_elements[node_index]


def _write_block(block: Block, element: html.HtmlElement) -> None:
    # Written out in the text, it would be resolved once more, which Python refuses.
    text = OVERLONG_REFERENCE.sub("", block.text) if "&#" in block.text else block.text
    if element.tag not in _TEXT_TAGS:
        element = etree.SubElement(element, "p")
    elif element.text or len(element):
        etree.SubElement(element, "br").tail = text
        return
    if block.link_chars > _MIN_LINK_SHARE * len(block.text):
        element = etree.SubElement(element, "a", {"href": "#"})
    element.text = text
