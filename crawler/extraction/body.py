"""The text of an article: its paragraphs, its standfirst, and what was left out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import html

from crawler.extraction.blocks import Blocks, Cut, read_blocks
from crawler.extraction.choice import Judge, choose
from crawler.extraction.lead import find_headline, find_opening
from crawler.extraction.region import Region
from crawler.extraction.sameness import begins, letters
from crawler.extraction.sieve import sift
from crawler.text.normalise import fold

# Below this a page has no text worth the name, and the walk is done again without names.
_ENOUGH = 140


@dataclass(slots=True)
class Body:
    """What was found; `element` is the container, `cuts` what was left out of it.

    `rung`, `agrees` and `sure` are those of the choice, `homes` the elements the paragraphs stand
    in, in the same order.
    """

    paragraphs: list[str] = field(default_factory=list)
    lead: str | None = None
    element: html.HtmlElement | None = None
    cuts: list[Cut] = field(default_factory=list)
    blocks: Blocks = field(default_factory=Blocks)
    span: tuple[int, int] = (0, 0)
    headline: int | None = None
    rung: str = "markup"
    agrees: bool | None = None
    sure: bool = False
    homes: list[html.HtmlElement] = field(default_factory=list)

    @property
    def headline_element(self) -> html.HtmlElement | None:
        """The element the headline above the text stands in."""
        if self.headline is None:
            return None
        return self.blocks.places[self.blocks.blocks[self.headline].place].element

    @property
    def text(self) -> str | None:
        """The paragraphs joined by a blank line; None where there are none."""
        return "\n\n".join(self.paragraphs) or None


def find_body(
    root: html.HtmlElement,
    *,
    title: str | None,
    descriptions: tuple[str, ...] = (),
    removed: frozenset[html.HtmlElement] = frozenset(),
    within: Sequence[html.HtmlElement] = (),
    phrases: tuple[str, ...] = (),
    told: str = "",
    judge: Judge = lambda _: [],
    containers: tuple[str, ...] = (),
) -> Body:
    """Find the text of a page.

    `descriptions` are the meta ones, `removed` elements to leave out, `within` those a selector
    says hold the text, `phrases` what the publisher's file calls chrome, `told` is JSON-LD's
    articleBody, `judge` gives the paragraphs of another extractor, asked until the shape is
    confirmed; `containers` are the paths that the outlet's other pages have confirmed.
    """
    asked = _Asked(
        title,
        descriptions,
        frozenset(within),
        tuple(map(fold, phrases)),
        letters(told),
        judge,
        containers,
    )
    body = _find(read_blocks(root, removed=removed, kept=asked.within), asked)
    if sum(map(len, body.paragraphs)) < _ENOUGH and not within:
        second = _find(read_blocks(root, lenient=True, removed=removed), asked)
        if sum(map(len, second.paragraphs)) > 2 * sum(map(len, body.paragraphs)):
            return second
    return body


@dataclass(frozen=True, slots=True)
class _Asked:
    title: str | None
    descriptions: tuple[str, ...]
    within: frozenset[html.HtmlElement]
    phrases: tuple[str, ...]
    told: str
    judge: Judge
    containers: tuple[str, ...]


def _find(seen: Blocks, asked: _Asked) -> Body:
    choice = choose(
        seen,
        within=asked.within,
        containers=asked.containers,
        told=asked.told,
        judge=asked.judge,
    )
    chosen = choice.places
    at = [
        index
        for place in chosen
        for index in range(seen.places[place].first, seen.places[place].last)
    ]
    if not at:
        return Body(blocks=seen)
    region = Region(
        [seen.blocks[index] for index in at],
        seen,
        asked.title,
        asked.phrases,
        asked.told,
        frozenset(chosen),
    )
    verdicts = sift(region)
    kept = [block for index, block in enumerate(region.blocks) if index not in verdicts]
    cuts = [Cut(reason, region.blocks[index].text) for index, reason in sorted(verdicts.items())]
    span = (at[region.start], at[region.end] + 1)
    headline = find_headline(seen, span[0], asked.title)
    opening = find_opening(seen, span[0], headline, kept, asked.descriptions)
    lead = letters(opening.lead) if opening.lead else None
    text = [block for block in kept if not (lead and begins(letters(block.text), lead, cut=False))]
    if opening.paragraph:
        text.insert(0, next(one for one in seen.blocks if one.text == opening.paragraph))
    return Body(
        [block.text for block in text],
        opening.lead,
        seen.places[chosen[0]].element,
        cuts,
        seen,
        span,
        headline,
        choice.rung,
        choice.agrees,
        choice.sure,
        [seen.places[block.place].element for block in text],
    )
