"""The standfirst: what stands between headline and text and is neither. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.blocks import Block, PageBlocks
from crawler.extraction.lexicon.people import BYLINE_LABEL
from crawler.extraction.names import STANDFIRST_NAMES
from crawler.extraction.sameness import extract_letters, is_cut_off, is_teaser_of
from crawler.extraction.spoken import split_class_name
from crawler.text.normalise import fold_text, to_ascii_digits

_FULL_STOP = re.compile(r"[.؟!…][»\"”)]*$")
# A byline with its date is no standfirst.
_TIME_OR_DATE = re.compile(r"\d{1,2}:\d{2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
# How many blocks above the text a standfirst is looked for.
_MAX_BLOCKS_ABOVE = 12
_MIN_WORDS = 5
# A lone block between headline and text is a standfirst only if it is a sentence.
_MIN_SENTENCE_CHARS = 40


@dataclass(frozen=True, slots=True)
class StandfirstResult:
    """What stands above the text: a standfirst, or a first paragraph in an element of its own."""

    standfirst: str | None = None
    first_paragraph: str | None = None


def find_standfirst(
    page_blocks: PageBlocks,
    first_block: int,
    headline_index: int | None,
    kept_blocks: list[Block],
    meta_descriptions: tuple[str, ...],
) -> StandfirstResult:
    """Judge what stands between headline and block `first_block`, where the text begins.

    A standfirst by its names, by repeating a meta description, or standing alone apart from the
    text. A copy of the first paragraph, cut off or whole, is none. A sentence of which the page
    has a cut copy, or that touches the text, is its first paragraph. The first block of the text
    (`kept_blocks`) is a standfirst only by name.
    """
    start = max(
        first_block - _MAX_BLOCKS_ABOVE, 0 if headline_index is None else headline_index + 1
    )
    between = [at for at in range(start, first_block) if _may_be_standfirst(page_blocks.blocks[at])]
    text = [block.text for block in kept_blocks[:4]]
    fresh = [
        at
        for at in between
        if not any(is_teaser_of(page_blocks.blocks[at].text, one) for one in text)
    ]
    fresh = _drop_copies(page_blocks, fresh)
    blocks = [page_blocks.blocks[at] for at in fresh]
    for block in [*blocks, *(kept_blocks[:1] if len(kept_blocks) > 2 else [])]:
        place = _find_standfirst_node(page_blocks, block)
        if place is not None:
            return StandfirstResult(
                standfirst=_join_standfirst(page_blocks, place, blocks) or block.text
            )
    for block in blocks:
        if _is_repeated_in_description(block.text, meta_descriptions):
            return StandfirstResult(standfirst=block.text)
    if headline_index is None or len(blocks) != 1 or len(blocks[0].text) <= _MIN_SENTENCE_CHARS:
        return StandfirstResult()
    return _classify_lone_sentence(page_blocks, fresh[0], first_block, meta_descriptions)


def _drop_copies(page_blocks: PageBlocks, block_indexes: list[int]) -> list[int]:
    """Drop the copies of one another's beginnings."""
    texts = [page_blocks.blocks[at].text for at in block_indexes]
    return [
        at
        for at, text in zip(block_indexes, texts, strict=True)
        if not any(text != other and is_teaser_of(text, other) for other in texts)
    ]


def _classify_lone_sentence(
    page_blocks: PageBlocks, block_index: int, first_block: int, meta_descriptions: tuple[str, ...]
) -> StandfirstResult:
    """The one sentence above the text: apart from it a standfirst, else its first paragraph."""
    text = page_blocks.blocks[block_index].text
    if is_cut_off(text):
        return StandfirstResult()
    copied = [block.text for block in page_blocks.blocks[:block_index]] + list(meta_descriptions)
    if any(is_cut_off(one) and is_teaser_of(one, text) for one in copied):
        return StandfirstResult(first_paragraph=text)
    apart = first_block - block_index > 1 or any(
        block_index < where <= first_block for _, _, where in page_blocks.skipped_elements
    )
    apart = apart or (
        first_block < len(page_blocks.blocks) and page_blocks.blocks[first_block].after_image
    )
    return StandfirstResult(standfirst=text) if apart else StandfirstResult(first_paragraph=text)


def find_headline_index(
    page_blocks: PageBlocks, before_block: int, title: str | None
) -> int | None:
    """Return the index of the last headline above a block."""
    wanted = extract_letters(title) if title else None
    for at in range(before_block - 1, -1, -1):
        block = page_blocks.blocks[at]
        if block.tag == "h1" or extract_letters(block.text) == wanted:
            return at
    return None


def _may_be_standfirst(block: Block) -> bool:
    """A sentence, not a list item or a link."""
    if block.after_image and len(block.text) < 220 and not _FULL_STOP.search(block.text):
        return False  # a caption
    linked = block.link_chars > 0.3 * len(block.text)
    if len(block.text) < 200 and (
        _TIME_OR_DATE.search(to_ascii_digits(block.text))
        or BYLINE_LABEL.match(fold_text(block.text))
    ):
        return False
    return block.tag not in ("li", "h1") and not linked and len(block.text.split()) >= _MIN_WORDS


def _find_standfirst_node(page_blocks: PageBlocks, block: Block) -> int | None:
    """The place at or near a block whose names call it a standfirst."""
    for place in list(page_blocks.walk_up(block.node_index))[:3]:
        element = page_blocks.nodes[place].element
        names = (element.get("class"), element.get("id"), element.get("itemprop"))
        if any(_is_standfirst_name(name) for value in names if value for name in value.split()):
            here = page_blocks.nodes[place]
            return place if here.end_block - here.first_block <= 4 else None
    return None


@lru_cache(maxsize=8192)
def _is_standfirst_name(class_name: str) -> bool:
    return bool(STANDFIRST_NAMES.search(split_class_name(class_name)))


def _join_standfirst(
    page_blocks: PageBlocks, node_index: int, candidate_blocks: list[Block]
) -> str:
    """A standfirst of several sentences, each in an element of its own."""
    return " ".join(
        block.text
        for block in candidate_blocks
        if node_index in page_blocks.walk_up(block.node_index)
    )


def _is_repeated_in_description(text: str, meta_descriptions: tuple[str, ...]) -> bool:
    """Say whether a meta description repeats a text; one cut off is a machine's excerpt."""
    mine = extract_letters(text)
    if len(mine) < 20:
        return False
    return any(
        extract_letters(one)[:60] == mine[:60]
        for one in meta_descriptions
        if not is_cut_off(one) and not _is_cut_description(one, mine)
    )


def _is_cut_description(description: str, text_letters: str) -> bool:
    """A description that ends in mid-text was cut by the machine, without a sign."""
    told = extract_letters(description)
    return len(told) < len(text_letters) and text_letters.startswith(told) and len(told) > 100
