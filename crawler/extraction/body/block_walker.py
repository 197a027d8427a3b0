"""The walk through a page's tree that reads its blocks. Pure.

It is iterative. Elements whose own mark-up makes them boilerplate are entered where they may hold a
paragraph, and their nodes marked. It splits at `<br>`, and counts how much of every block is link,
bold and italic.
"""

from lxml import etree, html

from crawler.extraction.body import inline_text
from crawler.extraction.body.blocks import Block, BlockNode, PageBlocks
from crawler.extraction.body.glued_words import strip_glued_words
from crawler.extraction.body.marked_text import may_hold_text
from crawler.extraction.page.boilerplate_elements import (
    NOT_TEXT,
    find_skip_reason,
    is_named_body,
    is_too_large_to_skip,
    measure_text_sizes,
)

INLINE_TAGS = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "data", "ruby", "rt", "nobr", "o:p", "img",
    "picture", "source",
})  # fmt: skip
_BOLD_TAGS = frozenset({"b", "strong"})
_ITALIC_TAGS = frozenset({"em", "i"})

# A photo's box holds at most this much of caption and credit.
_MAX_CAPTION_CHARS = 400
# Elements without text of an article, which swallow one where their end tag is missing.
_OFTEN_UNCLOSED = frozenset({"button", "object", "map", "marquee"})


class _BlockWalker:
    """A builder of `PageBlocks`; its `enter` and `leave` follow a walk through the tree."""

    def __init__(
        self,
        root: html.HtmlElement,
        removed_elements: frozenset[html.HtmlElement],
        kept_elements: frozenset[html.HtmlElement],
        enters_all: bool,
    ) -> None:
        self.enters_all = enters_all
        self.page_blocks = PageBlocks()
        self.removed_elements = removed_elements
        self.inline_pieces: list[str] = []
        self.current_node = -1
        self.after_image = False
        self.open_links = 0
        self.has_markers = False
        self.text_sizes = measure_text_sizes(root)
        self.total_chars = max(1, self.text_sizes.get(root, 0))
        self.headline_ancestors = _find_headline_ancestors(root)
        self.kept_elements = kept_elements | {
            ancestor for element in kept_elements for ancestor in element.iterancestors()
        }

    def is_skipped(self, element: html.HtmlElement, mark: str | None) -> bool:
        """Say whether to skip an element: what is never text, and small marked parts of a line."""
        if mark == NOT_TEXT:
            return not (element.tag in _OFTEN_UNCLOSED and element.find(".//p") is not None)
        return mark == "selector" or (
            mark is not None
            and element.tag in INLINE_TAGS
            and self.text_sizes.get(element, 0) < _MAX_CAPTION_CHARS
        )

    def find_mark(self, element: html.HtmlElement) -> str | None:
        """Return the kind of boilerplate an element's own mark-up makes it."""
        if self.removed_elements and element in self.removed_elements:
            return "selector"
        if self.kept_elements and element in self.kept_elements:
            return None
        mark = find_skip_reason(element)
        is_inline = element.tag in INLINE_TAGS and mark not in (None, NOT_TEXT)
        return None if mark and is_inline and not self.is_boilerplate(element, mark) else mark

    def is_boilerplate(self, element: html.HtmlElement, mark: str) -> bool:
        """Say whether a marked element's size agrees with its mark."""
        size = self.text_sizes.get(element, 0)
        if mark == "photo":
            return size <= _MAX_CAPTION_CHARS and element.find(".//img") is not None
        has_headline = element in self.headline_ancestors
        return not is_too_large_to_skip(mark, size / self.total_chars, has_headline)

    def enter(self, element: html.HtmlElement) -> bool:
        """Enter an element; True where its subtree is to be skipped."""
        tag = element.tag
        mark = self.find_mark(element)
        if self.is_skipped(element, mark):
            self._record_skipped(element, str(mark))
            if tag not in INLINE_TAGS:
                self.flush()
            return True
        if tag == "br":
            self._append_marker(inline_text.BREAK_MARKER)
        elif tag == "img":
            self.flush()
            self.after_image = True
        elif tag == "a":
            if _is_link(element):
                self.open_links += 1
                self._append_marker(inline_text.LINK_START)
        elif tag in _BOLD_TAGS:
            self._append_marker(inline_text.BOLD_START)
        elif tag in _ITALIC_TAGS:
            self._append_marker(inline_text.ITALIC_START)
        elif mark or tag not in INLINE_TAGS or is_named_body(element):
            self.flush()
            return not self._enter_block(element, None if mark == NOT_TEXT else mark)
        if element.text:
            self.inline_pieces.append(element.text)
        return False

    def _enter_block(self, element: html.HtmlElement, mark: str | None) -> bool:
        """Enter a block-level element; False where it is boilerplate without any paragraph."""
        is_boilerplate = mark is not None and self.is_boilerplate(element, mark)
        if (
            is_boilerplate
            and not self.enters_all
            and not may_hold_text(element, mark, self.text_sizes)
        ):
            self._record_skipped(element, str(mark))
            self.after_image = False
            return False
        self._push_node(element, mark, is_boilerplate)
        if element.text:
            self.inline_pieces.append(element.text)
        return True

    def _record_skipped(self, element: html.HtmlElement, reason: str) -> None:
        self.page_blocks.skipped_elements.append((reason, element, len(self.page_blocks.blocks)))

    def leave(self, element: html.HtmlElement, was_skipped: bool) -> None:
        tag = element.tag
        if not was_skipped:
            if tag == "a":
                if _is_link(element):
                    self.open_links -= 1
                    self._append_marker(inline_text.LINK_END)
            elif tag in _BOLD_TAGS:
                self._append_marker(inline_text.BOLD_END)
            elif tag in _ITALIC_TAGS:
                self._append_marker(inline_text.ITALIC_END)
            elif (
                self.page_blocks.nodes
                and self.page_blocks.nodes[self.current_node].element is element
            ):
                self.flush()
                self._pop_node()
        if element.tail:
            self.inline_pieces.append(element.tail)

    def _append_marker(self, marker: str) -> None:
        self.inline_pieces.append(marker)
        self.has_markers = True

    def _push_node(self, element: html.HtmlElement, mark: str | None, is_boilerplate: bool) -> None:
        nodes = self.page_blocks.nodes
        depth = nodes[self.current_node].depth + 1 if self.current_node >= 0 else 0
        next_block = len(self.page_blocks.blocks)
        node = BlockNode(element, self.current_node, depth, next_block, next_block, mark=mark)
        node.is_boilerplate = is_boilerplate
        nodes.append(node)
        if self.current_node >= 0:
            nodes[self.current_node].child_indexes.append(len(nodes) - 1)
        self.current_node = len(nodes) - 1

    def _pop_node(self) -> None:
        node = self.page_blocks.nodes[self.current_node]
        node.end_block = len(self.page_blocks.blocks)
        self.current_node = node.parent_index
        if node.is_boilerplate:
            self.after_image = False

    def flush(self) -> None:
        if not self.inline_pieces:
            return
        raw_text, has_markers = "".join(self.inline_pieces), self.has_markers
        self.inline_pieces = [inline_text.LINK_START] if self.open_links else []
        self.has_markers = self.open_links > 0
        if self.current_node < 0 or not raw_text.strip(inline_text.BLANK_CHARS):
            return
        tag = str(self.page_blocks.nodes[self.current_node].element.tag)
        if tag == "pre" and "\n" in raw_text:
            raw_text, has_markers = raw_text.replace("\n", inline_text.BREAK_MARKER), True
        if not has_markers:
            if text := " ".join(raw_text.split()):
                self._add_block(Block(text, tag, self.current_node))
            return
        for piece in inline_text.split_inline_text(inline_text.SPACES.sub(" ", raw_text)):
            if block := _build_block(piece, tag, self.current_node):
                self._add_block(block)

    def _add_block(self, block: Block) -> None:
        block.text = strip_glued_words(block.text)
        if not block.text:
            return
        block.after_image, self.after_image = self.after_image, False
        self.page_blocks.blocks.append(block)


def read_blocks(
    root: html.HtmlElement,
    *,
    removed_elements: frozenset[html.HtmlElement] = frozenset(),
    kept_elements: frozenset[html.HtmlElement] = frozenset(),
    enters_all: bool = False,
) -> PageBlocks:
    """Read the blocks of a tree.

    Boilerplate that cannot hold the text is skipped, or with `enters_all` entered too.

    `removed_elements` are skipped, `kept_elements` entered without a mark whatever their mark-up.
    """
    walker = _BlockWalker(root, removed_elements, kept_elements, enters_all)
    events = etree.iterwalk(root, events=("start", "end"))
    skipping: html.HtmlElement | None = None
    for event, element in events:
        if event == "start":
            if walker.enter(element):
                skipping = element
                events.skip_subtree()
        else:
            walker.leave(element, element is skipping)
            skipping = None
    walker.flush()
    return walker.page_blocks


def _is_link(element: html.HtmlElement) -> bool:
    # `<a name>` only marks a spot; an anchor with neither leads somewhere by script, or did.
    return bool(element.get("href")) or not (element.get("name") or element.get("id"))


def _find_headline_ancestors(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Return the ancestors of the page's first-level headings."""
    return {ancestor for heading in root.iter("h1") for ancestor in heading.iterancestors()}


def _build_block(piece: str, tag: str, node_index: int) -> Block | None:
    if not inline_text.MARKERS.search(piece):
        text = piece.strip()
        return Block(text, tag, node_index) if text else None
    text = inline_text.SPACES.sub(" ", inline_text.MARKERS.sub("", piece)).strip()
    if not text:
        return None
    links = inline_text.count_marked_chars(piece, inline_text.LINK_START, inline_text.LINK_END)
    bold = inline_text.count_marked_chars(piece, inline_text.BOLD_START, inline_text.BOLD_END)
    italic = inline_text.count_marked_chars(piece, inline_text.ITALIC_START, inline_text.ITALIC_END)
    size = len(text)
    return Block(
        text, tag, node_index, min(links, size), min(bold, size), italic_chars=min(italic, size)
    )
