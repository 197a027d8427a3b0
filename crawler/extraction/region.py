"""The blocks inside the body's container, and what is known of them together. Pure."""

import re
from dataclasses import dataclass, field

from crawler.extraction.blocks import Block, PageBlocks
from crawler.extraction.chrome import has_subheading_name, read_class_and_id
from crawler.extraction.container import measure_prose
from crawler.extraction.sameness import extract_letters
from crawler.text.normalise import fold_text

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT_TAGS = frozenset({"p", "li", "blockquote", "dd", "dt", "pre", "td", "th", "center"}) | (
    HEADING_TAGS - {"h1"}
)
SENTENCE_END = re.compile(r"[.!?؟…:][\"”»'’)\]]*$")
# Characters of a label or a sub-heading at most.
MAX_LABEL_CHARS = 60
_MAX_HEADING_CHARS = 90
_MIN_HEADLINE_CHARS = 25
# articleBody is believed where it repeats this share of the text, and the text of it.
_MIN_ARTICLE_BODY_SHARE = 0.6
_MIN_ARTICLE_BODY_CHARS = 200
# Paragraphs side by side hold this share of the text where a box beside them can be told.
_MIN_MAIN_SHARE = 0.6
_MAX_BOX_SHARE = 0.3


def is_linked_headline(block: Block) -> bool:
    """Say whether a block is a headline that links to its article."""
    return len(block.text) > _MIN_HEADLINE_CHARS and block.link_chars > 0.8 * len(block.text)


@dataclass(slots=True)
class BodyRegion:
    """The container's blocks with what the rules need to know of them.

    `start` and `end` are the first and last block of running text; `homes` the places that hold
    such, `kin` how these are marked; `boxes` places of fact boxes, `sure` the blocks that JSON-LD's
    articleBody (`told`, letters only) repeats, `announced` the letters of headlines that the page
    links elsewhere.
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
    fact_box_nodes: set[int] = field(init=False)
    article_body_blocks: set[int] = field(init=False)
    link_list_start: int = field(init=False)
    linked_headlines: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folded_texts = [fold_text(block.text[:200]) for block in self.blocks]
        self.block_letters = [extract_letters(block.text) for block in self.blocks]
        self.prose_weights = [measure_prose(block) for block in self.blocks]
        self.update_text_range()
        heavy = [
            block for block, weight in zip(self.blocks, self.prose_weights, strict=True) if weight
        ]
        self.text_nodes = {block.node_index for block in heavy}
        self.text_parent_nodes = {
            self.page_blocks.nodes[place].parent_index for place in self.text_nodes
        }
        self.text_signatures = {self.read_signature(block) for block in heavy}
        self.fact_box_nodes = _find_fact_boxes(self)
        self.article_body_blocks = _find_article_body_blocks(self)
        self.link_list_start = _find_link_list_start(self)
        self.linked_headlines = {
            extract_letters(block.text)
            for block in self.page_blocks.blocks
            if is_linked_headline(block)
        }

    def update_text_range(self) -> None:
        """Note the first and the last block that is running text."""
        heavy = [at for at, weight in enumerate(self.prose_weights) if weight]
        self.first_text_block = heavy[0] if heavy else 0
        self.last_text_block = heavy[-1] if heavy else len(self.blocks) - 1

    def is_heading(self, block: Block) -> bool:
        """A heading by its tag, or a short line in bold or named so beside the paragraphs."""
        if block.tag in HEADING_TAGS:
            return True
        if len(block.text) > _MAX_HEADING_CHARS or block.link_chars or block.tag in ("p", "li"):
            return False
        here = self.page_blocks.nodes[block.node_index]
        if (
            here.parent_index not in self.text_parent_nodes
            and here.parent_index not in self.text_nodes
        ):
            return False
        bold = block.bold_chars >= 0.9 * len(block.text)
        return bold or has_subheading_name(read_class_and_id(here.element.attrib))

    def read_signature(self, block: Block) -> tuple[str, str]:
        """Tag and classes of the element a block stands in."""
        element = self.page_blocks.nodes[block.node_index].element
        return str(element.tag), element.get("class") or ""


def _find_article_body_blocks(region: BodyRegion) -> set[int]:
    """The blocks that articleBody repeats; none where it does not cover the text."""
    told = region.article_body_letters
    if len(told) < _MIN_ARTICLE_BODY_CHARS:
        return set()
    inside = {
        at
        for at, text in enumerate(region.block_letters)
        if len(text) > 8 and (text in told or text[5:60] in told)
    }
    shared = sum(len(region.block_letters[at]) for at in inside)
    pairs = zip(region.block_letters, region.prose_weights, strict=True)
    whole = sum(len(text) for text, weight in pairs if weight)
    covers = shared > _MIN_ARTICLE_BODY_SHARE * whole and shared > _MIN_ARTICLE_BODY_SHARE * len(
        told
    )
    return inside if covers else set()


def _find_fact_boxes(region: BodyRegion) -> set[int]:
    """Places of fact boxes: a headed group beside the paragraphs, with little of the text."""
    places = region.page_blocks.nodes
    own: dict[int, int] = {}
    for block, weight in zip(region.blocks, region.prose_weights, strict=True):
        here = places[block.node_index]
        home = here.parent_index if here.element.tag in TEXT_TAGS else block.node_index
        own[home] = own.get(home, 0) + weight
    total = sum(own.values())
    main = max(own, key=lambda place: own[place], default=-1)
    if main < 0 or own[main] < _MIN_MAIN_SHARE * total:
        return set()
    return {child for child in places[main].child_indexes if _is_fact_box(region, child, total)}


def _is_fact_box(region: BodyRegion, node_index: int, total_prose: int) -> bool:
    here = region.page_blocks.nodes[node_index]
    if (
        here.element.tag not in ("div", "section", "article")
        or here.end_block - here.first_block < 2
    ):
        return False
    inner = region.page_blocks.blocks[here.first_block : here.end_block]
    first = inner[0]
    label = len(first.text) < MAX_LABEL_CHARS and not SENTENCE_END.search(first.text)
    headed = first.tag in HEADING_TAGS or label
    return headed and sum(map(measure_prose, inner)) < _MAX_BOX_SHARE * total_prose


def _find_link_list_start(region: BodyRegion) -> int:
    """Where, after the last paragraph, a list begins whose items all link; the end where none."""
    last = max(
        (
            at
            for at, weight in enumerate(region.prose_weights)
            if weight and region.blocks[at].tag != "li"
        ),
        default=0,
    )
    items = [block for block in region.blocks[last:] if block.tag == "li"]
    linked = all(block.link_chars > 0.2 * len(block.text) for block in items)
    return last if items and linked else len(region.blocks)
