"""The text of an article: its paragraphs, its standfirst, and what was left out. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import html

from crawler.extraction import container
from crawler.extraction.blocks import Block, Blocks, Cut, read_blocks
from crawler.extraction.chrome import words_of
from crawler.extraction.sameness import is_cut_off, is_teaser_of, letters
from crawler.extraction.sieve import Region, sift
from crawler.text import fold

# Below this a page has no text worth the name, and the walk is done again without names.
_ENOUGH = 140
_LEAD_NAMES = re.compile(
    r"(?:^| )(?:lead|lede|standfirst|stand first|intro|introtext|introduction|summary|subtitle|sub title|subheadline|sub headline"
    r"|subheading|deck|dek|excerpt|abstract|chapo|chapeau|sapo|kicker text|tagline|teaser text|article teaser|description|article description|perex|preamble|bajada|entradilla|sommario|occhiello)(?: |$)"
)


@dataclass(slots=True)
class Body:
    """What was found; `place` is the container's element, `cuts` what was left out of it."""

    paragraphs: list[str] = field(default_factory=list)
    lead: str | None = None
    element: html.HtmlElement | None = None
    cuts: list[Cut] = field(default_factory=list)
    blocks: Blocks = field(default_factory=Blocks)
    span: tuple[int, int] = (0, 0)
    headline: int | None = None

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
) -> Body:
    """Find the text of a page.

    `descriptions` are the meta ones, `removed` elements to leave out, `within` those a selector says
    hold the text, `phrases` what the publisher's file calls chrome.
    """
    asked = _Asked(title, descriptions, frozenset(within), tuple(map(fold, phrases)))
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


def _find(seen: Blocks, asked: _Asked) -> Body:
    chosen = _chosen(seen, asked.within)
    if not chosen:
        return Body(blocks=seen)
    at = [
        index
        for place in chosen
        for index in range(seen.places[place].first, seen.places[place].last)
    ]
    if not at:
        return Body(blocks=seen)
    region = Region([seen.blocks[index] for index in at], seen, asked.title, asked.phrases)
    verdicts = sift(region)
    kept = [block for index, block in enumerate(region.blocks) if index not in verdicts]
    cuts = [Cut(reason, region.blocks[index].text) for index, reason in sorted(verdicts.items())]
    span = (at[region.start], at[region.end] + 1)
    headline = _headline(seen, span[0], asked.title)
    lead = _lead(seen, span[0], headline, kept, asked.descriptions)
    paragraphs = [
        block.text for block in kept if lead is None or letters(block.text) != letters(lead)
    ]
    return Body(paragraphs, lead, seen.places[chosen[0]].element, cuts, seen, span, headline)


def _chosen(seen: Blocks, within: frozenset[html.HtmlElement]) -> list[int]:
    """The places a selector names, else the one that holds the body."""
    if not within:
        place = container.choose(seen)
        return [] if place is None else [place]
    return [index for index, place in enumerate(seen.places) if place.element in within]


def _lead(
    seen: Blocks, first: int, headline: int | None, kept: list[Block], descriptions: tuple[str, ...]
) -> str | None:
    """The standfirst: between headline and text, by name, by meta description, or alone there."""
    start = max(first - 12, 0) if headline is None else max(headline + 1, first - 12)
    between = [block for block in seen.blocks[start:first] if _may_lead(block)]
    text = [block.text for block in kept[:4] if block not in between]
    fresh = [
        block for block in between if not any(is_teaser_of(block.text, later) for later in text)
    ]
    for block in fresh:
        if _named_lead(seen, block) or _described(block.text, descriptions):
            return block.text
    if (
        headline is not None
        and len(fresh) == 1
        and len(fresh[0].text) > 60
        and not is_cut_off(fresh[0].text)
    ):
        return fresh[0].text
    return None


def _headline(seen: Blocks, before: int, title: str | None) -> int | None:
    for at in range(before - 1, -1, -1):
        block = seen.blocks[at]
        if block.tag == "h1" or (title and letters(block.text) == letters(title)):
            return at
    return None


def _may_lead(block: Block) -> bool:
    return (
        block.tag not in ("li", "h1")
        and block.links < 0.3 * len(block.text)
        and len(block.text.split()) >= 5
    )


def _named_lead(seen: Blocks, block: Block) -> bool:
    for place in list(seen.ancestors(block.place))[:3]:
        element = seen.places[place].element
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if any(_LEAD_NAMES.search(words_of(name)) for name in names.split()):
            return True
    return False


def _described(text: str, descriptions: tuple[str, ...]) -> bool:
    mine = letters(text)
    return any(
        letters(one)[:60] == mine[:60]
        for one in descriptions
        if len(mine) > 20 and len(letters(one)) > 20
    )
