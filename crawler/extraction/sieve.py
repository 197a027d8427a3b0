"""Which blocks inside the body's container are no part of the text, and why. Pure.

Every rule speaks of one block and what stands around it; the first that applies names the reason.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.chrome import names_a_card, names_a_heading, names_of
from crawler.extraction.container import prose
from crawler.extraction.lexicon import chrome as lexicon
from crawler.extraction.lexicon.labels import MONTH
from crawler.extraction.sameness import begins, is_cut_off, letters
from crawler.text import ascii_digits, fold

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_TAGS = frozenset(
    {"p", "li", "blockquote", "dd", "dt", "pre", "h2", "h3", "h4", "h5", "h6", "td", "th", "center"}
)
_SENTENCE_END = re.compile(r"[.!?؟…:][\"”»'’)\]]*$")
_CREDIT = re.compile(r"^\W*(?:©|ⓒ|\(c\)|copyright\b)", re.IGNORECASE)
# An e-mail address, a handle, a web address.
_CONTACT = re.compile(r"\w@\w|(?:^|[\s(])@\w|://|www\.", re.IGNORECASE)
_WHOLLY_BRACKETED = re.compile(r"^\([^()]{3,}\)\.?$|^\[[^\[\]]{3,}\]\.?$")
_MAX_TRAILER = 220
_NUMERIC_DATE = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LABEL_SIZE = 60
# articleBody is believed where it repeats this share of the text, and the text of it.
_TOLD_SHARE = 0.6
# Paragraphs side by side hold this share of the text where a box beside them can be told.
_MAIN_SHARE = 0.6
_BOX_SHARE = 0.3


@dataclass(slots=True)
class Region:
    """The container's blocks with what the rules need to know of them."""

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

    def __post_init__(self) -> None:
        self.folded = [fold(block.text[:160]) for block in self.blocks]
        self.letters = [letters(block.text) for block in self.blocks]
        self.weights = [prose(block) for block in self.blocks]
        self.find_edges()
        self.homes = {
            block.place for block, weight in zip(self.blocks, self.weights, strict=True) if weight
        }
        self.parents = {self.seen.places[place].parent for place in self.homes}
        self.kin = {
            self.signature(block)
            for block, weight in zip(self.blocks, self.weights, strict=True)
            if weight
        }

        self.boxes = _boxes(self)
        self.sure = _in_article_body(self)

    def find_edges(self) -> None:
        """Note the first and the last block that is running text."""
        heavy = [at for at, weight in enumerate(self.weights) if weight]
        self.start = heavy[0] if heavy else 0
        self.end = heavy[-1] if heavy else len(self.blocks) - 1

    @property
    def end_of_paragraphs(self) -> int:
        """Where the last paragraph that is no list item stands."""
        last = [
            at for at, block in enumerate(self.blocks) if self.weights[at] and block.tag != "li"
        ]
        return last[-1] if last else 0

    def is_heading(self, block: Block) -> bool:
        """A heading by its tag, or a short line in bold or named so beside the paragraphs."""
        if block.tag in _HEADINGS:
            return True
        if len(block.text) > 90 or block.links or block.tag in ("p", "li"):
            return False
        here = self.seen.places[block.place]
        beside = here.parent in self.parents or here.parent in self.homes
        return beside and (
            block.bold >= 0.9 * len(block.text) or names_a_heading(names_of(here.element.attrib))
        )

    def signature(self, block: Block) -> tuple[str, str]:
        """Tag and classes of the element a block stands in."""
        element = self.seen.places[block.place].element
        return str(element.tag), element.get("class") or ""


def _in_article_body(region: Region) -> set[int]:
    """The blocks that JSON-LD's articleBody repeats; none where it does not cover the text."""
    if len(region.told) < 200:
        return set()
    mine = region.letters
    inside = {
        at
        for at, text in enumerate(mine)
        if len(text) > 8 and (text in region.told or text[5:60] in region.told)
    }
    shared = sum(len(mine[at]) for at in inside)
    whole = sum(len(text) for at, text in enumerate(mine) if region.weights[at])
    return (
        inside
        if shared > _TOLD_SHARE * whole and shared > _TOLD_SHARE * len(region.told)
        else set()
    )


def _boxes(region: Region) -> set[int]:
    """Places of fact boxes: a headed group beside the paragraphs, with little of the text."""
    places = region.seen.places
    own: dict[int, int] = {}
    for block, weight in zip(region.blocks, region.weights, strict=True):
        if weight:
            home = (
                block.place
                if places[block.place].element.tag not in _TEXT_TAGS
                else places[block.place].parent
            )
            own[home] = own.get(home, 0) + weight
    total = sum(own.values())
    main = max(own, key=lambda place: own[place], default=None)
    if main is None or own[main] < _MAIN_SHARE * total:
        return set()
    return {child for child in places[main].children if _is_box(region, child, total)}


def _is_box(region: Region, place: int, total: int) -> bool:
    here = region.seen.places[place]
    if here.element.tag not in ("div", "section", "article") or here.last - here.first < 2:
        return False
    inner = region.seen.blocks[here.first : here.last]
    headed = inner[0].tag in _HEADINGS or (
        len(inner[0].text) < _LABEL_SIZE and not _SENTENCE_END.search(inner[0].text)
    )
    return headed and sum(prose(block) for block in inner) < _BOX_SHARE * total


def sift(region: Region) -> dict[int, str]:
    """Return the reason for every block of the region (by index in it) that is no text."""
    verdicts: dict[int, str] = {}
    for at, block in enumerate(region.blocks):
        for rule in _RULES if at not in region.sure else _ALWAYS:
            reason = rule(region, at, block)
            if reason:
                verdicts[at] = reason
                region.weights[at] = 0
                break
    region.find_edges()
    _sift_trailers(region, verdicts)
    region.find_edges()
    _sift_edges(region, verdicts)
    _sift_headings(region, verdicts)
    return verdicts


def _title(region: Region, at: int, block: Block) -> str | None:
    if block.tag == "h1":
        return "headline"
    if region.title and at <= region.start and region.letters[at] == letters(region.title):
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
    return "link"


def _labelled_link(region: Region, at: int, block: Block) -> str | None:
    """«Label: headline of another article», the headline a link."""
    rest = len(block.text) - block.links
    if not block.links or block.links < 20 or rest > 35 or _SENTENCE_END.search(block.text):
        return None
    return "read also" if block.links > 0.4 * len(block.text) else None


def _teaser(region: Region, at: int, block: Block) -> str | None:
    """A copy of a paragraph's beginning that stands before it."""
    if len(block.text) < 25:
        return None
    mine, cut = region.letters[at], is_cut_off(block.text)
    if any(begins(mine, later, cut=cut) for later in region.letters[at + 1 : at + 8]):
        return "teaser" if cut or at <= region.start + 1 else "repeated"
    return None


def _caption(region: Region, at: int, block: Block) -> str | None:
    if (
        not block.after_image
        or block.size > 220
        or block.tag in ("p", "li", "blockquote", *_HEADINGS)
    ):
        return None
    return None if block.place in region.homes else "caption"


def _credit(region: Region, at: int, block: Block) -> str | None:
    if _CREDIT.match(block.text) and len(block.text) < 120:
        return "credit"
    return "caption" if re.search("[©ⓒ]", block.text) and len(block.text) < 200 else None


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
    return None if region.is_heading(block) else "stray"


def _box(region: Region, at: int, block: Block) -> str | None:
    if region.boxes and any(place in region.boxes for place in region.seen.ancestors(block.place)):
        return "box"
    return None


def _named_inside(region: Region, at: int, block: Block) -> str | None:
    """Inside the text, what its names call a teaser or a card is another article's."""
    if at <= region.start:
        return None
    for place in region.seen.ancestors(block.place):
        if place in region.within:
            return None
        element = region.seen.places[place].element
        if names_a_card(names_of(element.attrib)):
            return "teaser of another"
    return None


def _date_line(region: Region, at: int, block: Block) -> str | None:
    if len(block.text) > 90 or block.tag in _HEADINGS or _SENTENCE_END.search(block.text):
        return None
    text = ascii_digits(block.text)
    if _NUMERIC_DATE.search(text) or (_YEAR.search(text) and MONTH.search(region.folded[at])):
        leads = _NUMERIC_DATE.match(text) is not None
        return "date line" if len(text.split()) <= (20 if leads else 12) else None
    return None


def _unsaid(region: Region, at: int, block: Block) -> str | None:
    """What articleBody does not repeat, though it repeats the text; sub-headings it may leave out."""
    if not region.sure or at in region.sure:
        return None
    if min(region.sure) < at < max(region.sure) and (
        block.tag in _HEADINGS or len(block.text) > 250
    ):
        return None
    return "not in articleBody"


def _list_of_links(region: Region, at: int, block: Block) -> str | None:
    """An item of a list after the text whose items all link somewhere."""
    if block.tag != "li" or not block.links or at < region.end_of_paragraphs:
        return None
    siblings = [other for other in region.blocks[region.end_of_paragraphs :] if other.tag == "li"]
    return (
        "list of links" if all(other.links > 0.2 * len(other.text) for other in siblings) else None
    )


_Rule = Callable[[Region, int, Block], str | None]
# Asked of every block; articleBody often repeats «read also» lines too.
_ALWAYS: tuple[_Rule, ...] = (_sign, _told, _title, _read_also, _labelled_link, _credit, _teaser)
# Asked of blocks that articleBody does not vouch for.
_RULES: tuple[_Rule, ...] = (
    *_ALWAYS, _unsaid, _label, _boilerplate, _links, _date_line, _caption,
    _list_of_links, _box, _named_inside, _stray,
)  # fmt: skip


def _sift_trailers(region: Region, verdicts: dict[int, str]) -> None:
    """From the end up: lines that tell how to reach or follow someone, or who helped."""
    left = [at for at in range(len(region.blocks)) if at not in verdicts]
    while len(left) > 2:
        at = left.pop()
        if not _is_trailer(region.blocks[at]):
            return
        verdicts[at] = "trailer"
        region.weights[at] = 0


def _is_trailer(block: Block) -> bool:
    size = len(block.text)
    if size > _MAX_TRAILER or block.tag in _HEADINGS:
        return False
    if _CONTACT.search(block.text) or _WHOLLY_BRACKETED.search(block.text):
        return True
    if block.bold >= 0.9 * size:
        return bool(block.links) or size < _LABEL_SIZE
    return block.links > 0.12 * size and size < 90


def _sift_edges(region: Region, verdicts: dict[int, str]) -> None:
    """Before the first and after the last paragraph only what is written like a paragraph stays."""
    for at, block in enumerate(region.blocks):
        if at in verdicts or at in region.sure or region.start <= at <= region.end:
            continue
        if not _like_text(region, at, block):
            verdicts[at] = "before the text" if at < region.start else "after the text"


def _like_text(region: Region, at: int, block: Block) -> bool:
    near = block.place in region.homes or region.signature(block) in region.kin
    if not near or block.links > 0.3 * len(block.text):
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
        if region.is_heading(block) and not region.weights[at]:
            if not followed:
                verdicts[at] = "heading of nothing"
            continue
        followed = True
