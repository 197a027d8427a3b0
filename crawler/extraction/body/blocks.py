"""Blocks: a page's visible text in reading order, each with its node in the tree. Pure."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import html

from crawler.extraction.page.boilerplate_elements import NOT_TEXT


@dataclass(slots=True)
class BlockNode:
    """A block-level element that holds text: its parent's index and the blocks it spans.

    `mark` is the kind of boilerplate its own mark-up makes it, `is_boilerplate` whether its size
    agrees.
    """

    element: html.HtmlElement
    parent_index: int
    depth: int
    first_block: int = 0
    end_block: int = 0
    child_indexes: list[int] = field(default_factory=list)
    mark: str | None = None
    is_boilerplate: bool = False


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item or line."""

    text: str
    tag: str
    node_index: int
    link_chars: int = 0
    bold_chars: int = 0
    after_image: bool = False
    italic_chars: int = 0

    @property
    def unlinked_chars(self) -> int:
        """Characters outside links."""
        return len(self.text) - self.link_chars


@dataclass(slots=True)
class Cut:
    """Something left out of the text, and why."""

    reason: str
    text: str


@dataclass(slots=True)
class PageBlocks:
    """The blocks of a page in reading order, and its block-level elements; node 0 is the root.

    `skipped_elements` holds the reason, the element and the index of the next block.
    """

    blocks: list[Block] = field(default_factory=list)
    nodes: list[BlockNode] = field(default_factory=list)
    skipped_elements: list[tuple[str, html.HtmlElement, int]] = field(default_factory=list)

    def walk_up(self, node_index: int) -> Iterator[int]:
        """Yield the node and its ancestors, the innermost first."""
        while node_index >= 0:
            yield node_index
            node_index = self.nodes[node_index].parent_index

    def unmark_all_but(self, mark: str) -> None:
        """Take every element for text, but those of one kind of boilerplate."""
        for node in self.nodes:
            node.is_boilerplate = node.is_boilerplate and node.mark == mark

    def drop_boilerplate(self, chosen_blocks: AbstractSet[int] = frozenset()) -> list[int]:
        """Drop boilerplate elements that hold no chosen block; they become skipped ones.

        Return the new index of every block (of a dropped one that of the next).
        """
        dropped = self._find_dropped_nodes(chosen_blocks)
        is_kept = [True] * len(self.blocks)
        for node in dropped:
            is_kept[node.first_block : node.end_block] = [False] * (
                node.end_block - node.first_block
            )
        new_indexes = [0, *accumulate(is_kept)]
        outer = {node.element for node in dropped}
        skipped = [
            (reason, element, new_indexes[at])
            for reason, element, at in self.skipped_elements
            if reason == NOT_TEXT or outer.isdisjoint(element.iterancestors())
        ]
        skipped += [
            (str(node.mark), node.element, new_indexes[node.first_block]) for node in dropped
        ]
        self.skipped_elements = sorted(skipped, key=lambda entry: entry[2])
        self.blocks = [block for block, kept in zip(self.blocks, is_kept, strict=True) if kept]
        for node in self.nodes:
            node.first_block = new_indexes[node.first_block]
            node.end_block = new_indexes[node.end_block]
        return new_indexes

    def _find_dropped_nodes(self, chosen_blocks: AbstractSet[int]) -> list[BlockNode]:
        """Find the outermost boilerplate elements that hold no chosen block."""
        chosen = [0, *accumulate(index in chosen_blocks for index in range(len(self.blocks)))]
        dropped: list[BlockNode] = []
        inside: set[int] = set()  # indexes of nodes in a dropped one
        for index, node in enumerate(self.nodes):
            if node.parent_index in inside:
                inside.add(index)
            elif node.is_boilerplate and chosen[node.first_block] == chosen[node.end_block]:
                inside.add(index)
                dropped.append(node)
        return dropped
