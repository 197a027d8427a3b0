"""The region of a body: its container's blocks, with what the block filters need of them. Pure."""

import re
from collections import Counter
from dataclasses import dataclass, field

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.page.boilerplate_elements import (
    has_card_name,
    has_subheading_name,
    read_class_and_id,
)
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import fold_text

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT_TAGS = frozenset({"p", "li", "blockquote", "dd", "dt", "pre", "td", "th", "center"}) | (
    HEADING_TAGS - {"h1"}
)
SENTENCE_END = re.compile(r"[.!?؟…:][\"”»'’)\]]*$")
# A label is shorter than this.
MAX_LABEL_CHARS = 60
# Elements that lay out parts of a text, each with at most so many blocks.
_LAYOUT_TAGS = frozenset({"div", "section", "details", "article"})
_MAX_LAYOUT_BLOCKS = 12
_MAX_HEADING_CHARS = 90
_MIN_HEADLINE_CHARS = 25
# articleBody is believed where it and the text share so much of each other.
_MIN_ARTICLE_BODY_SHARE = 0.6
_MIN_ARTICLE_BODY_CHARS = 200
# A second copy of the text repeats so many paragraphs, and this share of it.
_MIN_COPIED_PARAGRAPHS = 2
_MIN_COPIED_SHARE = 0.3
# A card with a larger share of the text is no teaser, unless it holds a link.
_MIN_CARD_SHARE = 0.2
# A fact box is looked for beside paragraphs with this share of the text, …
_MIN_MAIN_SHARE = 0.6
# … and holds less than this share.
_MAX_BOX_SHARE = 0.3


def is_linked_headline(block: Block) -> bool:
    """Say whether a block is a headline that links to its article."""
    return len(block.text) > _MIN_HEADLINE_CHARS and block.link_chars > 0.8 * len(block.text)


@dataclass(slots=True)
class BodyRegion:
    """The container's blocks, with what the block filters need to know of them.

    Block indexes are positions in `blocks`, node indexes positions in `page_blocks.nodes`.

    - `folded_texts`, `block_letters`, `prose_weights`: one for each block; a block without running
      text weighs 0
    - `first_text_block`, `last_text_block`: the first and last block of running text
    - `text_nodes`: the nodes of running text; `text_parent_nodes` their parents,
      `text_signatures` their tags and classes
    - `layout_nodes`: like nodes that hold sentences and no links: questions and answers, chapters
    - `fact_box_nodes`: the nodes of fact boxes
    - `article_body_blocks`: the blocks that JSON-LD's articleBody repeats
    - `repeated_blocks`: the paragraphs of a second copy of the text
    - `link_list_start`: the block from which list items are links to other pages
    - `linked_headlines`: the letters of headlines on the page that link to their articles
    """

    blocks: list[Block]
    page_blocks: PageBlocks
    title: str | None
    boilerplate_phrases: tuple[str, ...] = ()
    article_body_letters: str = ""
    container_nodes: frozenset[int] = frozenset()
    folded_texts: list[str] = field(init=False)
    block_letters: list[str] = field(init=False)
    prose_weights: list[int] = field(init=False)
    first_text_block: int = field(init=False)
    last_text_block: int = field(init=False)
    text_nodes: set[int] = field(init=False)
    text_signatures: set[tuple[str, str]] = field(init=False)
    text_parent_nodes: set[int] = field(init=False)
    layout_nodes: set[int] = field(init=False)
    fact_box_nodes: set[int] = field(init=False)
    article_body_blocks: set[int] = field(init=False)
    repeated_blocks: set[int] = field(init=False)
    link_list_start: int = field(init=False)
    linked_headlines: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folded_texts = [fold_text(block.text[:200]) for block in self.blocks]
        self.block_letters = [extract_letters(block.text) for block in self.blocks]
        self.prose_weights = [measure_prose(block) for block in self.blocks]
        self.update_text_range()
        text_blocks = [
            block for block, weight in zip(self.blocks, self.prose_weights, strict=True) if weight
        ]
        self.text_nodes = {block.node_index for block in text_blocks}
        self.text_parent_nodes = {
            self.page_blocks.nodes[index].parent_index for index in self.text_nodes
        }
        self.text_signatures = {self.read_signature(block) for block in text_blocks}
        self.layout_nodes = _find_layout_nodes(self)
        self.fact_box_nodes = _find_fact_boxes(self)
        self.article_body_blocks = _find_article_body_blocks(self)
        self.repeated_blocks = _find_repeated_blocks(self)
        self.link_list_start = _find_link_list_start(self)
        self.linked_headlines = {
            extract_letters(block.text)
            for block in self.page_blocks.blocks
            if is_linked_headline(block)
        }

    def update_text_range(self) -> None:
        """Set the first and the last block of running text from `prose_weights`."""
        text_blocks = [index for index, weight in enumerate(self.prose_weights) if weight]
        self.first_text_block = text_blocks[0] if text_blocks else 0
        self.last_text_block = text_blocks[-1] if text_blocks else len(self.blocks) - 1

    def is_heading(self, block: Block) -> bool:
        """Say whether a block is a heading: by its tag, or in bold or named so among the text."""
        if block.tag in HEADING_TAGS:
            return True
        if len(block.text) > _MAX_HEADING_CHARS or block.link_chars or block.tag in ("p", "li"):
            return False
        node = self.page_blocks.nodes[block.node_index]
        if (
            node.parent_index not in self.text_parent_nodes
            and node.parent_index not in self.text_nodes
        ):
            return False
        is_bold = block.bold_chars >= 0.9 * len(block.text)
        return is_bold or has_subheading_name(read_class_and_id(node.element.attrib))

    def is_in_headed_part(self, block: Block) -> bool:
        """Say whether a block stands in one of several like elements that begin with a heading."""
        return any(
            index in self.layout_nodes
            and self.page_blocks.blocks[self.page_blocks.nodes[index].first_block].tag
            in HEADING_TAGS
            for index in self.page_blocks.walk_up(block.node_index)
        )

    def read_signature(self, block: Block) -> tuple[str, str]:
        """Return tag and classes of a block's element."""
        element = self.page_blocks.nodes[block.node_index].element
        return str(element.tag), element.get("class") or ""


def _find_article_body_blocks(region: BodyRegion) -> set[int]:
    """Find the blocks that articleBody repeats; none where it does not cover the text."""
    article_body = region.article_body_letters
    if len(article_body) < _MIN_ARTICLE_BODY_CHARS:
        return set()
    repeated = {
        index
        for index, letters in enumerate(region.block_letters)
        if len(letters) > 8 and (letters in article_body or letters[5:60] in article_body)
    }
    shared_chars = sum(len(region.block_letters[index]) for index in repeated)
    pairs = zip(region.block_letters, region.prose_weights, strict=True)
    text_chars = sum(len(letters) for letters, weight in pairs if weight)
    covers_text = shared_chars > _MIN_ARTICLE_BODY_SHARE * text_chars
    covers_article_body = shared_chars > _MIN_ARTICLE_BODY_SHARE * len(article_body)
    return repeated if covers_text and covers_article_body else set()


def _find_repeated_blocks(region: BodyRegion) -> set[int]:
    """Find the second copies of paragraphs, where much of the text is there twice.

    A refrain, a standfirst or a pull quote is little of it.
    """
    first_blocks: dict[str, int] = {}
    repeated: set[int] = set()
    for index, letters in enumerate(region.block_letters):
        if region.prose_weights[index] and first_blocks.setdefault(letters, index) != index:
            repeated.add(index)
    copied = {region.block_letters[index] for index in repeated}
    is_copy = len(copied) >= _MIN_COPIED_PARAGRAPHS and sum(map(len, copied)) >= (
        _MIN_COPIED_SHARE * sum(map(len, first_blocks))
    )
    return repeated if is_copy else set()


def _find_layout_nodes(region: BodyRegion) -> set[int]:
    """Find siblings of one tag and class that each hold a line and a sentence, and no link."""
    nodes, blocks = region.page_blocks.nodes, region.page_blocks.blocks
    inside = {
        index for block in region.blocks for index in region.page_blocks.walk_up(block.node_index)
    }
    groups: dict[tuple[int, str, str | None], list[int]] = {}
    for index in sorted(inside):
        node = nodes[index]
        own = blocks[node.first_block : min(node.end_block, node.first_block + _MAX_LAYOUT_BLOCKS)]
        if (
            len(own) > 1
            and node.element.tag in _LAYOUT_TAGS
            and any(SENTENCE_END.search(block.text) for block in own[1:])
            and not any(block.link_chars for block in own)
        ):
            key = (node.parent_index, str(node.element.tag), node.element.get("class"))
            groups.setdefault(key, []).append(index)
    return {index for group in groups.values() if len(group) > 1 for index in group}


def _find_fact_boxes(region: BodyRegion) -> set[int]:
    """Find fact boxes (nodes): headed groups beside the paragraphs, with little of the text.

    Several of one class are the layout of the text: questions and answers, chapters.
    """
    nodes = region.page_blocks.nodes
    prose_by_holder: dict[int, int] = {}
    for block, weight in zip(region.blocks, region.prose_weights, strict=True):
        node = nodes[block.node_index]
        holder = node.parent_index if node.element.tag in TEXT_TAGS else block.node_index
        prose_by_holder[holder] = prose_by_holder.get(holder, 0) + weight
    total = sum(prose_by_holder.values())
    main = max(prose_by_holder, key=lambda holder: prose_by_holder[holder], default=-1)
    if main < 0 or prose_by_holder[main] < _MIN_MAIN_SHARE * total:
        return set()
    boxes = [child for child in nodes[main].child_indexes if _is_fact_box(region, child, total)]
    layout = Counter(nodes[box].element.get("class") for box in boxes)
    return {box for box in boxes if layout[nodes[box].element.get("class")] == 1}


def _is_fact_box(region: BodyRegion, node_index: int, total_prose: int) -> bool:
    node = region.page_blocks.nodes[node_index]
    if (
        node.element.tag not in ("div", "section", "article")
        or node.end_block - node.first_block < 2
    ):
        return False
    blocks = region.page_blocks.blocks[node.first_block : node.end_block]
    first = blocks[0]
    is_label = len(first.text) < MAX_LABEL_CHARS and not SENTENCE_END.search(first.text)
    has_heading = first.tag in HEADING_TAGS or is_label
    if region.layout_nodes.intersection(node.child_indexes):
        return False
    return has_heading and sum(map(measure_prose, blocks)) < _MAX_BOX_SHARE * total_prose


def _find_link_list_start(region: BodyRegion) -> int:
    """Return the index of the last paragraph if all list items below it are links, else the end."""
    last_paragraph = max(
        (
            index
            for index, weight in enumerate(region.prose_weights)
            if weight and region.blocks[index].tag != "li"
        ),
        default=0,
    )
    items = [block for block in region.blocks[last_paragraph:] if block.tag == "li"]
    all_link = all(block.link_chars > 0.2 * len(block.text) for block in items)
    return last_paragraph if items and all_link else len(region.blocks)


def find_cards_around(region: BodyRegion, block_index: int) -> dict[str, bool]:
    """The class and id names of the cards around a block, and whether they may be teasers."""
    cards: dict[str, bool] = {}
    for index in region.page_blocks.walk_up(region.blocks[block_index].node_index):
        if index in region.container_nodes:
            break
        if index in region.layout_nodes:
            return {}
        class_and_id = read_class_and_id(region.page_blocks.nodes[index].element.attrib)
        node = region.page_blocks.nodes[index]
        blocks = region.page_blocks.blocks[node.first_block : node.end_block]
        if has_card_name(class_and_id):
            is_small = sum(map(measure_prose, blocks)) < _MIN_CARD_SHARE * sum(region.prose_weights)
            cards[class_and_id] = is_small or any(block.link_chars for block in blocks)
    return cards
