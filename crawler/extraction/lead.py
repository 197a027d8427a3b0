"""The standfirst: what stands between headline and text and is neither. Pure."""

import re
from functools import lru_cache

from crawler.extraction import lexicon
from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.chrome import words_of
from crawler.extraction.sameness import is_cut_off, is_teaser_of, letters
from crawler.text import ascii_digits, fold

_NAMES = re.compile(
    r"(?:^| )(?:lead|lede|standfirst|stand first|intro|introtext|intro text|introduction|summary"
    r"|subtitle|sub title|subheadline|sub headline|subheading|sub heading|deck|dek|excerpt|abstract"
    r"|chapo|chapeau|sapo|tagline|teaser text|article teaser|description|article description"
    r"|field teaser|field name field teaser|perex|preamble|bajada|entradilla|sommario|occhiello)(?: |$)"
)
# A byline with its date is no standfirst.
_CLOCK = re.compile(r"\d{1,2}:\d{2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
# How many blocks above the text a standfirst is looked for.
_REACH = 12
_MIN_WORDS = 5
# A lone block between headline and text is a standfirst only if it is a sentence.
_SENTENCE = 40


def find_lead(
    seen: Blocks,
    first: int,
    headline: int | None,
    kept: list[Block],
    descriptions: tuple[str, ...],
) -> str | None:
    """Return the standfirst above block `first`, None where there is no real one.

    By its names, else by repeating a meta description, else by standing there alone. A copy of the
    first paragraph, cut off or whole, is none; the first block of the text (`kept`) only by name.
    """
    start = max(first - _REACH, 0 if headline is None else headline + 1)
    between = [block for block in seen.blocks[start:first] if _may_lead(block)]
    text = [block for block in kept[:4] if block not in between]
    fresh = [one for one in between if not any(is_teaser_of(one.text, later.text) for later in text)]
    for block in [*fresh, *(text[:1] if len(kept) > 2 else [])]:
        place = _named_place(seen, block)
        if place is not None:
            return _whole(seen, place, fresh) or block.text
    for block in fresh:
        if _described(block.text, descriptions):
            return block.text
    if headline is None or len(fresh) != 1:
        return None
    alone = fresh[0].text
    return alone if len(alone) > _SENTENCE and not is_cut_off(alone) else None


def find_headline(seen: Blocks, before: int, title: str | None) -> int | None:
    """Return the index of the last headline above a block."""
    wanted = letters(title) if title else None
    for at in range(before - 1, -1, -1):
        block = seen.blocks[at]
        if block.tag == "h1" or letters(block.text) == wanted:
            return at
    return None


def _may_lead(block: Block) -> bool:
    """A sentence, not a list item or a link."""
    linked = block.links > 0.3 * len(block.text)
    if len(block.text) < 200 and (_CLOCK.search(ascii_digits(block.text)) or lexicon.BY.match(fold(block.text))):
        return False
    return block.tag not in ("li", "h1") and not linked and len(block.text.split()) >= _MIN_WORDS


def _named_place(seen: Blocks, block: Block) -> int | None:
    """The place at or near a block whose names call it a standfirst."""
    for place in list(seen.ancestors(block.place))[:3]:
        element = seen.places[place].element
        names = (element.get("class"), element.get("id"), element.get("itemprop"))
        if any(_says_lead(name) for value in names if value for name in value.split()):
            here = seen.places[place]
            return place if here.last - here.first <= 4 else None
    return None


@lru_cache(maxsize=8192)
def _says_lead(name: str) -> bool:
    return bool(_NAMES.search(words_of(name)))


def _whole(seen: Blocks, place: int, fresh: list[Block]) -> str:
    """A standfirst of several sentences, each in an element of its own."""
    return " ".join(block.text for block in fresh if place in seen.ancestors(block.place))


def _described(text: str, descriptions: tuple[str, ...]) -> bool:
    mine = letters(text)[:60]
    return len(mine) > 20 and any(
        letters(one)[:60] == mine for one in descriptions if len(one) > 20
    )
