"""A page boiled down to its blocks, for another extractor to judge: a tenth of the elements. Pure.

What was stepped over is not in it; the elements of the blocks are, with their classes and ids.
"""

import re

from lxml import etree, html

from crawler.extraction.blocks import Block, Blocks
from crawler.text.normalise import ENDLESS

# What holds text itself; in any other element a block becomes a paragraph of its own.
_TEXT_TAGS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dd", "dt"}
)
_CELLS = frozenset({"td", "th"})
_TABLE = _CELLS | {"tr", "tbody", "thead", "tfoot", "table"}
_WHOLE = frozenset({"html", "body"})
# What the parser takes for a tag may be none that can be made.
_TAG = re.compile("[a-z][a-z0-9]*")
# A block that is link for more than this share counts as one to judges of link density.
_LINK_SHARE = 0.8
_PARSER = html.HTMLParser()
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))


def digest(seen: Blocks) -> html.HtmlElement:
    """Return a new page that holds the blocks in their order and nesting."""
    page: html.HtmlElement = _PARSER.makeelement("html")
    body = etree.SubElement(page, "body")
    layout = _layout(seen)
    made: dict[int, html.HtmlElement] = {-1: body}
    for block in seen.blocks:
        _write(block, _element(seen, block.place, made, layout))
    return page


def _layout(seen: Blocks) -> set[int]:
    """Return the parts of tables that lay a page out: a cell of theirs holds blocks of its own."""
    found: set[int] = set()
    for at, place in enumerate(seen.places):
        if place.element.tag in _CELLS and place.children:
            found.update(
                above for above in seen.ancestors(at) if seen.places[above].element.tag in _TABLE
            )
    return found


def _element(
    seen: Blocks, place: int, made: dict[int, html.HtmlElement], layout: set[int]
) -> html.HtmlElement:
    """Make the element of a place, and those around it that are not made yet."""
    missing = []
    while place not in made:
        missing.append(place)
        place = seen.places[place].parent
    for at in reversed(missing):
        own = seen.places[at].element
        whole = own.tag in _WHOLE or at in layout or seen.places[at].parent in layout
        tag = own.tag if not whole and _TAG.fullmatch(own.tag) else "div"
        named = {name: own.get(name) for name in ("id", "class") if own.get(name)}
        made[at] = etree.SubElement(made[place], tag, named)
        place = at
    return made[place]


def _write(block: Block, home: html.HtmlElement) -> None:
    # Written out in the text, it would be resolved once more, which Python refuses.
    text = ENDLESS.sub("", block.text) if "&#" in block.text else block.text
    if home.tag not in _TEXT_TAGS:
        home = etree.SubElement(home, "p")
    elif home.text or len(home):
        etree.SubElement(home, "br").tail = text
        return
    if block.links > _LINK_SHARE * len(block.text):
        home = etree.SubElement(home, "a", {"href": "#"})
    home.text = text
