"""The blocks inside the body's container, and what is known of them together. Pure."""

import re
from dataclasses import dataclass, field

from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.chrome import names_a_heading, names_of
from crawler.extraction.container import prose
from crawler.extraction.sameness import letters
from crawler.text.normalise import fold

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TEXT_TAGS = frozenset({"p", "li", "blockquote", "dd", "dt", "pre", "td", "th", "center"}) | (
    HEADINGS - {"h1"}
)
SENTENCE_END = re.compile(r"[.!?؟…:][\"”»'’)\]]*$")
# Characters of a label or a sub-heading at most.
LABEL_SIZE = 60
_HEADING_SIZE = 90
_HEADLINE_SIZE = 25
# articleBody is believed where it repeats this share of the text, and the text of it.
_TOLD_SHARE = 0.6
_LEAST_TOLD = 200
# Paragraphs side by side hold this share of the text where a box beside them can be told.
_MAIN_SHARE = 0.6
_BOX_SHARE = 0.3


def leads_away(block: Block) -> bool:
    """Say whether a block is a headline that links to its article."""
    return len(block.text) > _HEADLINE_SIZE and block.links > 0.8 * len(block.text)


@dataclass(slots=True)
class Region:
    """The container's blocks with what the rules need to know of them.

    `start` and `end` are the first and last block of running text; `homes` the places that hold
    such, `kin` how these are marked; `boxes` places of fact boxes, `sure` the blocks that JSON-LD's
    articleBody (`told`, letters only) repeats, `announced` the letters of headlines that the page
    links elsewhere.
    """

    blocks: list[Block]
    seen: Blocks
    title: str | None
    phrases: tuple[str, ...] = ()
    told: str = ""
    within: frozenset[int] = frozenset()
    folded: list[str] = field(init=False)
    letters: list[str] = field(init=False)
    weights: list[int] = field(init=False)
    start: int = field(init=False)
    end: int = field(init=False)
    homes: set[int] = field(init=False)
    kin: set[tuple[str, str]] = field(init=False)
    parents: set[int] = field(init=False)
    boxes: set[int] = field(init=False)
    sure: set[int] = field(init=False)
    linked_tail: int = field(init=False)
    announced: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = [fold(block.text[:200]) for block in self.blocks]
        self.letters = [letters(block.text) for block in self.blocks]
        self.weights = [prose(block) for block in self.blocks]
        self.find_edges()
        heavy = [block for block, weight in zip(self.blocks, self.weights, strict=True) if weight]
        self.homes = {block.place for block in heavy}
        self.parents = {self.seen.places[place].parent for place in self.homes}
        self.kin = {self.signature(block) for block in heavy}
        self.boxes = _boxes(self)
        self.sure = _in_article_body(self)
        self.linked_tail = _linked_tail(self)
        self.announced = {letters(block.text) for block in self.seen.blocks if leads_away(block)}

    def find_edges(self) -> None:
        """Note the first and the last block that is running text."""
        heavy = [at for at, weight in enumerate(self.weights) if weight]
        self.start = heavy[0] if heavy else 0
        self.end = heavy[-1] if heavy else len(self.blocks) - 1

    def is_heading(self, block: Block) -> bool:
        """A heading by its tag, or a short line in bold or named so beside the paragraphs."""
        if block.tag in HEADINGS:
            return True
        if len(block.text) > _HEADING_SIZE or block.links or block.tag in ("p", "li"):
            return False
        here = self.seen.places[block.place]
        if here.parent not in self.parents and here.parent not in self.homes:
            return False
        bold = block.bold >= 0.9 * len(block.text)
        return bold or names_a_heading(names_of(here.element.attrib))

    def signature(self, block: Block) -> tuple[str, str]:
        """Tag and classes of the element a block stands in."""
        element = self.seen.places[block.place].element
        return str(element.tag), element.get("class") or ""


def _in_article_body(region: Region) -> set[int]:
    """The blocks that articleBody repeats; none where it does not cover the text."""
    told = region.told
    if len(told) < _LEAST_TOLD:
        return set()
    inside = {
        at
        for at, text in enumerate(region.letters)
        if len(text) > 8 and (text in told or text[5:60] in told)
    }
    shared = sum(len(region.letters[at]) for at in inside)
    pairs = zip(region.letters, region.weights, strict=True)
    whole = sum(len(text) for text, weight in pairs if weight)
    covers = shared > _TOLD_SHARE * whole and shared > _TOLD_SHARE * len(told)
    return inside if covers else set()


def _boxes(region: Region) -> set[int]:
    """Places of fact boxes: a headed group beside the paragraphs, with little of the text."""
    places = region.seen.places
    own: dict[int, int] = {}
    for block, weight in zip(region.blocks, region.weights, strict=True):
        here = places[block.place]
        home = here.parent if here.element.tag in TEXT_TAGS else block.place
        own[home] = own.get(home, 0) + weight
    total = sum(own.values())
    main = max(own, key=lambda place: own[place], default=-1)
    if main < 0 or own[main] < _MAIN_SHARE * total:
        return set()
    return {child for child in places[main].children if _is_box(region, child, total)}


def _is_box(region: Region, place: int, total: int) -> bool:
    here = region.seen.places[place]
    if here.element.tag not in ("div", "section", "article") or here.last - here.first < 2:
        return False
    inner = region.seen.blocks[here.first : here.last]
    first = inner[0]
    label = len(first.text) < LABEL_SIZE and not SENTENCE_END.search(first.text)
    headed = first.tag in HEADINGS or label
    return headed and sum(map(prose, inner)) < _BOX_SHARE * total


def _linked_tail(region: Region) -> int:
    """Where, after the last paragraph, a list begins whose items all link; the end where none."""
    last = max(
        (
            at
            for at, weight in enumerate(region.weights)
            if weight and region.blocks[at].tag != "li"
        ),
        default=0,
    )
    items = [block for block in region.blocks[last:] if block.tag == "li"]
    linked = all(block.links > 0.2 * len(block.text) for block in items)
    return last if items and linked else len(region.blocks)
