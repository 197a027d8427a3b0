"""The standfirst: what stands between headline and text and is neither. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.blocks import Block, Blocks
from crawler.extraction.lexicon.people import BY
from crawler.extraction.names import LEAD
from crawler.extraction.sameness import is_cut_off, is_teaser_of, letters
from crawler.extraction.spoken import words_of
from crawler.text.normalise import ascii_digits, fold

_FULL_STOP = re.compile(r"[.؟!…][»\"”)]*$")
# A byline with its date is no standfirst.
_CLOCK = re.compile(r"\d{1,2}:\d{2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
# How many blocks above the text a standfirst is looked for.
_REACH = 12
_MIN_WORDS = 5
# A lone block between headline and text is a standfirst only if it is a sentence.
_SENTENCE = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the text: a standfirst, or a first paragraph in an element of its own."""

    lead: str | None = None
    paragraph: str | None = None


def find_opening(
    seen: Blocks,
    first: int,
    headline: int | None,
    kept: list[Block],
    descriptions: tuple[str, ...],
) -> Opening:
    """Judge what stands between headline and block `first`, where the text begins.

    A standfirst by its names, by repeating a meta description, or standing alone apart from the
    text. A copy of the first paragraph, cut off or whole, is none. A sentence of which the page
    has a cut copy, or that touches the text, is its first paragraph. The first block of the text
    (`kept`) is a standfirst only by name.
    """
    start = max(first - _REACH, 0 if headline is None else headline + 1)
    between = [at for at in range(start, first) if _may_lead(seen.blocks[at])]
    text = [block.text for block in kept[:4]]
    fresh = [
        at for at in between if not any(is_teaser_of(seen.blocks[at].text, one) for one in text)
    ]
    fresh = _without_copies(seen, fresh)
    blocks = [seen.blocks[at] for at in fresh]
    for block in [*blocks, *(kept[:1] if len(kept) > 2 else [])]:
        place = _named_place(seen, block)
        if place is not None:
            return Opening(lead=_whole(seen, place, blocks) or block.text)
    for block in blocks:
        if _described(block.text, descriptions):
            return Opening(lead=block.text)
    if headline is None or len(blocks) != 1 or len(blocks[0].text) <= _SENTENCE:
        return Opening()
    return _alone(seen, fresh[0], first, descriptions)


def _without_copies(seen: Blocks, fresh: list[int]) -> list[int]:
    """Drop the copies of one another's beginnings."""
    texts = [seen.blocks[at].text for at in fresh]
    return [
        at
        for at, text in zip(fresh, texts, strict=True)
        if not any(text != other and is_teaser_of(text, other) for other in texts)
    ]


def _alone(seen: Blocks, at: int, first: int, descriptions: tuple[str, ...]) -> Opening:
    """The one sentence above the text: apart from it a standfirst, else its first paragraph."""
    text = seen.blocks[at].text
    if is_cut_off(text):
        return Opening()
    copied = [block.text for block in seen.blocks[:at]] + list(descriptions)
    if any(is_cut_off(one) and is_teaser_of(one, text) for one in copied):
        return Opening(paragraph=text)
    apart = first - at > 1 or any(at < where <= first for _, _, where in seen.skipped)
    apart = apart or (first < len(seen.blocks) and seen.blocks[first].after_image)
    return Opening(lead=text) if apart else Opening(paragraph=text)


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
    if block.after_image and len(block.text) < 220 and not _FULL_STOP.search(block.text):
        return False  # a caption
    linked = block.links > 0.3 * len(block.text)
    if len(block.text) < 200 and (
        _CLOCK.search(ascii_digits(block.text)) or BY.match(fold(block.text))
    ):
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
    return bool(LEAD.search(words_of(name)))


def _whole(seen: Blocks, place: int, fresh: list[Block]) -> str:
    """A standfirst of several sentences, each in an element of its own."""
    return " ".join(block.text for block in fresh if place in seen.ancestors(block.place))


def _described(text: str, descriptions: tuple[str, ...]) -> bool:
    """Say whether a meta description repeats a text; one cut off is a machine's excerpt."""
    mine = letters(text)
    if len(mine) < 20:
        return False
    return any(
        letters(one)[:60] == mine[:60]
        for one in descriptions
        if not is_cut_off(one) and not _is_cut(one, mine)
    )


def _is_cut(description: str, mine: str) -> bool:
    """A description that ends in mid-text was cut by the machine, without a sign."""
    told = letters(description)
    return len(told) < len(mine) and mine.startswith(told) and len(told) > 100
