"""A page's visible text as blocks in reading order, each with its place in the tree. Pure.

One iterative walk: chrome that its own mark-up names is stepped over (and noted), `<br>` splits,
and every block knows how much of it is link and how much is bold.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from crawler.extraction import runs
from crawler.extraction.chrome import (
    NOT_TEXT,
    holds_too_much,
    is_named_body,
    reason_to_skip,
    text_sizes,
)

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "data", "ruby", "rt", "nobr", "o:p", "img",
    "picture", "source",
})  # fmt: skip
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"em", "i"})

# A photo's box holds at most this much of caption and credit.
_CAPTION_SIZE = 400


@dataclass(slots=True)
class Place:
    """A block-level element that holds text: its parent's index and the blocks it spans."""

    element: html.HtmlElement
    parent: int
    depth: int
    first: int = 0
    last: int = 0
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item or line; `links`, `bold` and `italic` count characters."""

    text: str
    tag: str
    place: int
    links: int = 0
    bold: int = 0
    after_image: bool = False
    italic: int = 0

    @property
    def size(self) -> int:
        """Characters that are not link."""
        return len(self.text) - self.links


@dataclass(slots=True)
class Cut:
    """Something left out of the text, and why."""

    reason: str
    text: str


@dataclass(slots=True)
class Blocks:
    """What the walk saw: blocks in order, their places (0 is the root), what was stepped over."""

    blocks: list[Block] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    skipped: list[tuple[str, html.HtmlElement, int]] = field(default_factory=list)

    def ancestors(self, place: int) -> Iterator[int]:
        """Yield the place and its ancestors, inner first."""
        while place >= 0:
            yield place
            place = self.places[place].parent


class _Walk:
    def __init__(
        self,
        root: html.HtmlElement,
        lenient: bool,
        removed: frozenset[html.HtmlElement],
        kept: frozenset[html.HtmlElement],
    ) -> None:
        self.seen = Blocks()
        self.lenient = lenient
        self.removed = removed
        self.run: list[str] = []
        self.at = -1
        self.image = False
        self.linked = 0
        self.marked = False  # whether anything but text stands in the run
        self.sizes = {} if lenient else text_sizes(root)
        self.total = max(1, self.sizes.get(root, 0))
        self.headline = _above_headline(root)
        self.kept = kept | {above for element in kept for above in element.iterancestors()}

    def reason(self, element: html.HtmlElement) -> str | None:
        """Why to step over an element, None to enter it."""
        if self.removed and element in self.removed:
            return "selector"
        if self.kept and element in self.kept:
            return None
        reason = reason_to_skip(element, self.lenient)
        if reason is None or reason == NOT_TEXT:
            return reason
        size = self.sizes.get(element, 0)
        if reason == "photo":
            return reason if size <= _CAPTION_SIZE and element.find(".//img") is not None else None
        share = size / self.total
        return None if holds_too_much(reason, share, element in self.headline) else reason

    def open(self, element: html.HtmlElement) -> bool:
        """Enter an element; True where its subtree is to be stepped over."""
        tag = element.tag
        reason = self.reason(element)
        if reason is not None:
            self.seen.skipped.append((reason, element, len(self.seen.blocks)))
            if tag not in INLINE:
                self.flush()
            return True
        if tag == "br":
            self._mark(runs.BREAK)
        elif tag == "img":
            self.flush()
            self.image = True
        elif tag == "a":
            if _is_link(element):
                self.linked += 1
                self._mark(runs.LINK)
        elif tag in _BOLD:
            self._mark(runs.BOLD_ON)
        elif tag in _ITALIC:
            self._mark(runs.ITALIC_ON)
        elif tag not in INLINE or is_named_body(element):
            self.flush()
            self._push(element)
        if element.text:
            self.run.append(element.text)
        return False

    def close(self, element: html.HtmlElement, skipped: bool) -> None:
        tag = element.tag
        if not skipped:
            if tag == "a":
                if _is_link(element):
                    self.linked -= 1
                    self._mark(runs.LINK_END)
            elif tag in _BOLD:
                self._mark(runs.BOLD_OFF)
            elif tag in _ITALIC:
                self._mark(runs.ITALIC_OFF)
            elif self.seen.places and self.seen.places[self.at].element is element:
                self.flush()
                self._pop()
        if element.tail:
            self.run.append(element.tail)

    def _mark(self, mark: str) -> None:
        self.run.append(mark)
        self.marked = True

    def _push(self, element: html.HtmlElement) -> None:
        places = self.seen.places
        depth = places[self.at].depth + 1 if self.at >= 0 else 0
        start = len(self.seen.blocks)
        places.append(Place(element, self.at, depth, start, start))
        if self.at >= 0:
            places[self.at].children.append(len(places) - 1)
        self.at = len(places) - 1

    def _pop(self) -> None:
        place = self.seen.places[self.at]
        place.last = len(self.seen.blocks)
        self.at = place.parent

    def flush(self) -> None:
        if not self.run:
            return
        raw, marked = "".join(self.run), self.marked
        self.run = [runs.LINK] if self.linked else []
        self.marked = self.linked > 0
        if self.at < 0 or not raw.strip(runs.BLANK):
            return
        tag = str(self.seen.places[self.at].element.tag)
        if not marked:
            if text := " ".join(raw.split()):
                self._add(Block(text, tag, self.at))
            return
        for piece in runs.paragraphs(runs.SPACES.sub(" ", raw)):
            if block := _block(piece, tag, self.at):
                self._add(block)

    def _add(self, block: Block) -> None:
        block.after_image, self.image = self.image, False
        self.seen.blocks.append(block)


def read_blocks(
    root: html.HtmlElement,
    *,
    lenient: bool = False,
    removed: frozenset[html.HtmlElement] = frozenset(),
    kept: frozenset[html.HtmlElement] = frozenset(),
) -> Blocks:
    """Walk a tree.

    `lenient` steps over scripts only; `removed` are elements to step over, `kept` elements to enter
    whatever their names.
    """
    walk = _Walk(root, lenient, removed, kept)
    events = etree.iterwalk(root, events=("start", "end"))
    skipping: html.HtmlElement | None = None
    for event, element in events:
        if event == "start":
            if walk.open(element):
                skipping = element
                events.skip_subtree()
        else:
            walk.close(element, element is skipping)
            skipping = None
    walk.flush()
    return walk.seen


def _is_link(element: html.HtmlElement) -> bool:
    """An anchor that only names a place is no link."""
    # `<a name>` marks a place; one with neither leads somewhere by script, or did.
    return bool(element.get("href")) or not (element.get("name") or element.get("id"))


def _above_headline(root: html.HtmlElement) -> set[html.HtmlElement]:
    """The ancestors of the page's first-level headings."""
    return {ancestor for heading in root.iter("h1") for ancestor in heading.iterancestors()}


def _block(piece: str, tag: str, place: int) -> Block | None:
    if not runs.MARKS.search(piece):
        text = piece.strip()
        return Block(text, tag, place) if text else None
    text = runs.SPACES.sub(" ", runs.MARKS.sub("", piece)).strip()
    if not text:
        return None
    links = runs.marked(piece, runs.LINK, runs.LINK_END)
    bold = runs.marked(piece, runs.BOLD_ON, runs.BOLD_OFF)
    italic = runs.marked(piece, runs.ITALIC_ON, runs.ITALIC_OFF)
    size = len(text)
    return Block(text, tag, place, min(links, size), min(bold, size), italic=min(italic, size))
