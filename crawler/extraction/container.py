"""Which element holds the article's body. Pure.

Prose is summed up the tree; from the root the walk goes down as long as one child holds nearly all of
it. Names that say «body» confirm or sharpen the choice.
"""

import re

from lxml import html

from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.chrome import words_of

_BODY_NAMES = re.compile(
    r"(?:^| )(?:article ?body|articlebody|article ?text|article content|article ?detail ?body"
    r"|story ?body|story ?text|story content|entry content|post ?content|post ?body|post ?text"
    r"|news ?body|news ?text|news ?content|body ?text|body ?content|field ?name ?body|field body"
    r"|content body|detail ?text|details ?text|details ?body|article details|news details)(?: |$)"
)
# Prose of a block: what is not link, where it is long enough to be a sentence.
_SENTENCE = 45
_LINKED = 0.45
# A child that holds this share of its parent's prose stands for it.
_MOST = 0.72
# A named body is believed above this share of the prose around it.
_NAMED_SHARE = 0.4


def prose(block: Block) -> int:
    """Weigh a block as running text: its characters outside links, 0 for labels and link lists."""
    if block.size < _SENTENCE or block.links > _LINKED * len(block.text):
        return 0
    if block.tag in ("h1", "h2", "h3", "h4", "td", "th") and block.size < 200:
        return 0
    return block.size


def sums(seen: Blocks) -> list[int]:
    """Return the prose below every place."""
    total = [0] * len(seen.places)
    for block in seen.blocks:
        total[block.place] += prose(block)
    for place in range(len(seen.places) - 1, 0, -1):
        total[seen.places[place].parent] += total[place]
    return total


def choose(seen: Blocks) -> int | None:
    """Return the index of the place that holds the body; None where there is no prose."""
    if not seen.places:
        return None
    total = sums(seen)
    if not total[0]:
        return None
    named = _named(seen, total)
    if named is not None:
        return named
    at = 0
    while True:
        children = seen.places[at].children
        best = max(children, key=lambda child: total[child], default=None)
        if best is None or total[best] < _MOST * total[at]:
            return at
        at = best


def _named(seen: Blocks, total: list[int]) -> int | None:
    """The place its mark-up calls the body, if it holds a good share of the page's prose."""
    best, most = None, 0
    for index, place in enumerate(seen.places):
        if (
            total[index] > most
            and total[index] >= _NAMED_SHARE * total[0]
            and is_named_body(place.element)
        ):
            best, most = index, total[index]
    return best


def is_named_body(element: html.HtmlElement) -> bool:
    """Say whether the mark-up calls an element the article's body."""
    if "articleBody" in (element.get("itemprop") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(_BODY_NAMES.search(words_of(name)) for name in names.split())
