"""A page boiled down to its blocks, for another extractor to judge: a tenth of the elements. Pure.

What was stepped over is not in it; the elements of the blocks are, with their classes and ids.
"""

import re

from lxml import etree, html

from crawler.extraction.blocks import Block, Blocks

# What holds text itself; in any other element a block becomes a paragraph of its own.
_TEXT_TAGS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dd", "dt"}
)
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
    made: dict[int, html.HtmlElement] = {-1: body}
    for block in seen.blocks:
        _write(block, _element(seen, block.place, made))
    return page


def _element(seen: Blocks, place: int, made: dict[int, html.HtmlElement]) -> html.HtmlElement:
    """Make the element of a place, and those around it that are not made yet."""
    missing = []
    while place not in made:
        missing.append(place)
        place = seen.places[place].parent
    for at in reversed(missing):
        own = seen.places[at].element
        tag = own.tag if own.tag not in _WHOLE and _TAG.fullmatch(own.tag) else "div"
        named = {name: own.get(name) for name in ("id", "class") if own.get(name)}
        made[at] = etree.SubElement(made[place], tag, named)
        place = at
    return made[place]


def _write(block: Block, home: html.HtmlElement) -> None:
    if home.tag not in _TEXT_TAGS:
        home = etree.SubElement(home, "p")
    elif home.text or len(home):
        etree.SubElement(home, "br").tail = block.text
        return
    if block.links > _LINK_SHARE * len(block.text):
        home = etree.SubElement(home, "a", {"href": "#"})
    home.text = block.text
