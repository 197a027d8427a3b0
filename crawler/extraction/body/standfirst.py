"""The standfirst: a sentence between headline and text that belongs to neither. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.lexicon.people import BYLINE_LABEL
from crawler.extraction.page.class_names import STANDFIRST_NAMES
from crawler.extraction.page.class_words import split_class_name
from crawler.extraction.page.text_match import extract_letters, is_cut_off, is_teaser_of
from crawler.text.normalise import fold_text, to_ascii_digits

_FULL_STOP = re.compile(r"[.؟!…][»\"”)]*$")
# A short block with a time or a date is a byline, not a standfirst.
_TIME_OR_DATE = re.compile(r"\d{1,2}:\d{2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
# Blocks above the text in which a standfirst is looked for.
_MAX_BLOCKS_ABOVE = 12
_MIN_WORDS = 5
# A lone block between headline and text is a standfirst only if it is a sentence.
_MIN_SENTENCE_CHARS = 40


@dataclass(frozen=True, slots=True)
class StandfirstResult:
    """A standfirst, or a first paragraph in an element of its own; at most one of them."""

    standfirst: str | None = None
    first_paragraph: str | None = None


def find_standfirst(
    page_blocks: PageBlocks,
    first_block: int,
    headline_index: int | None,
    kept_blocks: list[Block],
    meta_descriptions: tuple[str, ...],
) -> StandfirstResult:
    """Look for a standfirst between the headline and `first_block`, where the text begins.

    A block is the standfirst by its class names, by repeating a meta description, or by standing
    alone, apart from the text. A copy of the first paragraph, cut off or whole, is none. A lone
    sentence of which the page has a cut copy, or that touches the text, is the first paragraph. The
    first block of the text (`kept_blocks`) is a standfirst only by its class names.
    """
    start = max(
        first_block - _MAX_BLOCKS_ABOVE, 0 if headline_index is None else headline_index + 1
    )
    first_paragraphs = [block.text for block in kept_blocks[:4]]
    candidates = [
        index
        for index in range(start, first_block)
        if _may_be_standfirst(page_blocks.blocks[index])
        and not any(is_teaser_of(page_blocks.blocks[index].text, text) for text in first_paragraphs)
    ]
    candidates = _drop_copies(page_blocks, candidates)
    blocks = [page_blocks.blocks[index] for index in candidates]
    for block in [*blocks, *(kept_blocks[:1] if len(kept_blocks) > 2 else [])]:
        node_index = _find_standfirst_node(page_blocks, block)
        if node_index is not None:
            return StandfirstResult(
                standfirst=_join_standfirst(page_blocks, node_index, blocks) or block.text
            )
    for block in blocks:
        if _is_repeated_in_description(block.text, meta_descriptions):
            return StandfirstResult(standfirst=block.text)
    if headline_index is None or len(blocks) != 1 or len(blocks[0].text) <= _MIN_SENTENCE_CHARS:
        return StandfirstResult()
    return _classify_lone_sentence(page_blocks, candidates[0], first_block, meta_descriptions)


def _drop_copies(page_blocks: PageBlocks, block_indexes: list[int]) -> list[int]:
    """Drop the blocks that copy another's beginning."""
    texts = [page_blocks.blocks[index].text for index in block_indexes]
    return [
        index
        for index, text in zip(block_indexes, texts, strict=True)
        if not any(text != other and is_teaser_of(text, other) for other in texts)
    ]


def _classify_lone_sentence(
    page_blocks: PageBlocks, block_index: int, first_block: int, meta_descriptions: tuple[str, ...]
) -> StandfirstResult:
    """Classify the only sentence above the text.

    It is a standfirst if it stands apart from the text, else the first paragraph.
    """
    text = page_blocks.blocks[block_index].text
    if is_cut_off(text):
        return StandfirstResult()
    earlier_texts = [block.text for block in page_blocks.blocks[:block_index]]
    possible_copies = [*earlier_texts, *meta_descriptions]
    if any(is_cut_off(copy) and is_teaser_of(copy, text) for copy in possible_copies):
        return StandfirstResult(first_paragraph=text)
    stands_apart = first_block - block_index > 1 or any(
        block_index < next_block <= first_block for _, _, next_block in page_blocks.skipped_elements
    )
    stands_apart = stands_apart or (
        first_block < len(page_blocks.blocks) and page_blocks.blocks[first_block].after_image
    )
    if stands_apart:
        return StandfirstResult(standfirst=text)
    return StandfirstResult(first_paragraph=text)


def find_headline_index(
    page_blocks: PageBlocks, before_block: int, title: str | None
) -> int | None:
    """Return the index of the last headline above a block: an h1, or the title again."""
    title_letters = extract_letters(title) if title else None
    for index in range(before_block - 1, -1, -1):
        block = page_blocks.blocks[index]
        if block.tag == "h1" or extract_letters(block.text) == title_letters:
            return index
    return None


def _may_be_standfirst(block: Block) -> bool:
    """Say whether a block is a sentence: no caption, byline, list item, headline or link."""
    if block.after_image and len(block.text) < 220 and not _FULL_STOP.search(block.text):
        return False  # a caption
    mostly_link = block.link_chars > 0.3 * len(block.text)
    if len(block.text) < 200 and (
        _TIME_OR_DATE.search(to_ascii_digits(block.text))
        or BYLINE_LABEL.match(fold_text(block.text))
    ):
        return False
    return (
        block.tag not in ("li", "h1") and not mostly_link and len(block.text.split()) >= _MIN_WORDS
    )


def _find_standfirst_node(page_blocks: PageBlocks, block: Block) -> int | None:
    """Return the node of a block, or one of the two around it, that is named a standfirst."""
    for node_index in list(page_blocks.walk_up(block.node_index))[:3]:
        node = page_blocks.nodes[node_index]
        element = node.element
        names = (element.get("class"), element.get("id"), element.get("itemprop"))
        if any(_is_standfirst_name(name) for value in names if value for name in value.split()):
            return node_index if node.end_block - node.first_block <= 4 else None
    return None


@lru_cache(maxsize=8192)
def _is_standfirst_name(class_name: str) -> bool:
    return bool(STANDFIRST_NAMES.search(split_class_name(class_name)))


def _join_standfirst(
    page_blocks: PageBlocks, node_index: int, candidate_blocks: list[Block]
) -> str:
    """Join the candidate blocks inside a node: each sentence may have its own element."""
    return " ".join(
        block.text
        for block in candidate_blocks
        if node_index in page_blocks.walk_up(block.node_index)
    )


def _is_repeated_in_description(text: str, meta_descriptions: tuple[str, ...]) -> bool:
    """Say whether a meta description repeats a text; one that was cut off is an excerpt."""
    letters = extract_letters(text)
    if len(letters) < 20:
        return False
    return any(
        extract_letters(description)[:60] == letters[:60]
        for description in meta_descriptions
        if not is_cut_off(description) and not _is_cut_description(description, letters)
    )


def _is_cut_description(description: str, text_letters: str) -> bool:
    """Say whether a description was cut off in mid-text, without an ellipsis."""
    letters = extract_letters(description)
    return 100 < len(letters) < len(text_letters) and text_letters.startswith(letters)
