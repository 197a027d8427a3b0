"""Which blocks inside the body's container are no part of the text, and why. Pure.

Every rule speaks of one block and what stands around it; the first that applies names the reason.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.extraction import lexicon
from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.container import prose
from crawler.extraction.sameness import is_cut_off, is_teaser_of, letters
from crawler.text import fold

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_TAGS = frozenset(
    {"p", "li", "blockquote", "dd", "dt", "pre", "h2", "h3", "h4", "h5", "h6", "td", "th", "center"}
)
_SENTENCE_END = re.compile(r"[.!?؟…:][\"”»'’)\]]*$")
_CREDIT = re.compile(r"^\W*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_LABEL_SIZE = 60


@dataclass(slots=True)
class Region:
    """The container's blocks with what the rules need to know of them."""

    blocks: list[Block]
    seen: Blocks
    title: str | None
    phrases: tuple[str, ...] = ()
    folded: list[str] = field(init=False)
    weights: list[int] = field(init=False)
    start: int = field(init=False)
    end: int = field(init=False)
    homes: set[int] = field(init=False)
    kin: set[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = [fold(block.text[:160]) for block in self.blocks]
        self.weights = [prose(block) for block in self.blocks]
        self.find_edges()
        self.homes = {
            block.place for block, weight in zip(self.blocks, self.weights, strict=True) if weight
        }
        self.kin = {
            self.signature(block)
            for block, weight in zip(self.blocks, self.weights, strict=True)
            if weight
        }

    def find_edges(self) -> None:
        """Note the first and the last block that is running text."""
        heavy = [at for at, weight in enumerate(self.weights) if weight]
        self.start = heavy[0] if heavy else 0
        self.end = heavy[-1] if heavy else len(self.blocks) - 1

    def signature(self, block: Block) -> tuple[str, str]:
        """Tag and classes of the element a block stands in."""
        element = self.seen.places[block.place].element
        return str(element.tag), element.get("class") or ""


def sift(region: Region) -> dict[int, str]:
    """Return the reason for every block of the region (by index in it) that is no text."""
    verdicts: dict[int, str] = {}
    for at, block in enumerate(region.blocks):
        for rule in _RULES:
            reason = rule(region, at, block)
            if reason:
                verdicts[at] = reason
                region.weights[at] = 0
                break
    region.find_edges()
    _sift_edges(region, verdicts)
    _sift_headings(region, verdicts)
    return verdicts


def _title(region: Region, at: int, block: Block) -> str | None:
    if block.tag == "h1":
        return "headline"
    if region.title and at <= region.start and letters(block.text) == letters(region.title):
        return "headline"
    return None


def _read_also(region: Region, at: int, block: Block) -> str | None:
    found = lexicon.READ_ALSO.match(region.folded[at])
    if not found:
        return None
    rest = region.folded[at][found.end() :].lstrip()
    short = len(block.text) < 120 and not _SENTENCE_END.search(block.text)
    if block.links or not rest or rest[0] in ":؛;-–—|»>.…" or (short and block.tag in _HEADINGS):
        return "read also"
    return None


def _label(region: Region, at: int, block: Block) -> str | None:
    if len(block.text) < _LABEL_SIZE and lexicon.LABEL.fullmatch(region.folded[at]):
        return "label"
    return None


def _boilerplate(region: Region, at: int, block: Block) -> str | None:
    if len(block.text) < 400 and lexicon.BOILERPLATE.search(region.folded[at]):
        return (
            "boilerplate" if block.links or len(block.text) < 200 or at > region.end - 2 else None
        )
    return None


def _links(region: Region, at: int, block: Block) -> str | None:
    if not block.links or block.links < 0.8 * len(block.text):
        return None
    return "link" if len(letters(block.text)) else "sign"


def _teaser(region: Region, at: int, block: Block) -> str | None:
    """A copy of a paragraph's beginning that stands before it."""
    following = region.blocks[at + 1 : at + 8]
    if len(block.text) >= 25 and any(is_teaser_of(block.text, later.text) for later in following):
        return "teaser" if is_cut_off(block.text) or at <= region.start + 1 else "repeated"
    return None


def _caption(region: Region, at: int, block: Block) -> str | None:
    if not block.after_image or block.size > 220 or block.tag in ("li", "blockquote", *_HEADINGS):
        return None
    if block.tag == "p" and _SENTENCE_END.search(block.text):
        return None
    if block.place in region.homes and block.tag != "p":
        return None
    return "caption"


def _credit(region: Region, at: int, block: Block) -> str | None:
    if _CREDIT.match(block.text) and len(block.text) < 120:
        return "credit"
    return None


def _told(region: Region, at: int, block: Block) -> str | None:
    """What the publisher's file calls chrome."""
    mine = region.folded[at]
    return "publisher" if any(mine.startswith(phrase) for phrase in region.phrases) else None


def _sign(region: Region, at: int, block: Block) -> str | None:
    return None if any(char.isalnum() for char in block.text) else "sign"


def _stray(region: Region, at: int, block: Block) -> str | None:
    """A short piece in an element of a kind that holds no paragraph of this body."""
    if region.weights[at] or block.tag in _TEXT_TAGS or block.place in region.homes:
        return None
    if region.signature(block) in region.kin and region.signature(block)[1]:
        return None
    return "stray"


def _repeated(region: Region, at: int, block: Block) -> str | None:
    if len(block.text) < 40:
        return None
    mine = letters(block.text)
    return (
        "repeated" if any(letters(before.text) == mine for before in region.blocks[:at]) else None
    )


_RULES: tuple[Callable[[Region, int, Block], str | None], ...] = (
    _sign, _told, _title, _read_also, _label, _boilerplate, _credit, _links, _teaser, _caption, _stray,
)  # fmt: skip


def _sift_edges(region: Region, verdicts: dict[int, str]) -> None:
    """Before the first and after the last paragraph only what is written like a paragraph stays."""
    for at, block in enumerate(region.blocks):
        if at in verdicts or region.start <= at <= region.end:
            continue
        if not _like_text(region, at, block):
            verdicts[at] = "before the text" if at < region.start else "after the text"


def _like_text(region: Region, at: int, block: Block) -> bool:
    near = block.place in region.homes or region.signature(block) in region.kin
    if not near or block.links:
        return False
    if at < region.start:
        return block.tag not in _HEADINGS
    return bool(_SENTENCE_END.search(block.text))


def _sift_headings(region: Region, verdicts: dict[int, str]) -> None:
    """A heading stands over text: one followed only by what was cut, or by nothing, goes too."""
    followed = False
    for at in range(len(region.blocks) - 1, -1, -1):
        block = region.blocks[at]
        if at in verdicts:
            if verdicts[at] in ("link", "read also"):
                followed = False
            continue
        if block.tag in _HEADINGS and not region.weights[at]:
            if not followed:
                verdicts[at] = "heading of nothing"
            continue
        followed = True
