"""Other articles among the chosen blocks: loaded below the page's own, or as cards. Pure."""

from collections.abc import Iterator, Sequence

from crawler.dates import names_month
from crawler.extraction.body.blocks import Block, PageBlocks
from crawler.extraction.body.container import measure_prose
from crawler.extraction.body.region import HEADING_TAGS, is_linked_headline
from crawler.extraction.body.standfirst import find_headline_index
from crawler.extraction.page.text_match import extract_letters

# An article begins with its headline; a kicker or a date may stand above it.
_MAX_LINES_ABOVE = 3
_MIN_HEADLINE_CHARS = 20
_MAX_DATE_CHARS = 60
# A card holds a headline, a date and at most so many paragraphs.
_MAX_CARD_PARAGRAPHS = 2
_MAX_CARD_DEPTH = 5


def drop_other_articles(
    page_blocks: PageBlocks, block_indexes: list[int], title: str | None
) -> list[int]:
    """Drop the blocks of other articles: of the next one below, of cards with linked headlines."""
    first_text = next((i for i in block_indexes if measure_prose(page_blocks.blocks[i])), None)
    if first_text is None:
        return block_indexes
    block_indexes = _drop_below_headline(page_blocks, block_indexes, first_text, title)
    others = [
        *_find_next_articles(page_blocks, first_text, title),
        *_find_cards(page_blocks, block_indexes, first_text),
    ]
    return [
        index
        for index in block_indexes
        if not any(
            page_blocks.nodes[node].first_block <= index < page_blocks.nodes[node].end_block
            for node in others
        )
    ]


def _drop_below_headline(
    page_blocks: PageBlocks, block_indexes: list[int], first_text: int, title: str | None
) -> list[int]:
    """Drop what follows the headline of another article: one in an `<article>` of its own."""
    around_text = set(page_blocks.walk_up(page_blocks.blocks[first_text].node_index))
    title_letters = extract_letters(title or "")
    for index in range(first_text + 1, block_indexes[-1] + 1):
        block = page_blocks.blocks[index]
        if block.tag != "h1" or extract_letters(block.text) == title_letters:
            continue
        own_nodes = set(page_blocks.walk_up(block.node_index)) - around_text
        if any(page_blocks.nodes[node].element.tag == "article" for node in own_nodes):
            return [other for other in block_indexes if other < index]
    return block_indexes


def _find_next_articles(
    page_blocks: PageBlocks, first_text: int, title: str | None
) -> Iterator[int]:
    """Find the elements beside the one that holds headline and text, like it, with a headline."""
    headline = find_headline_index(page_blocks, first_text, title)
    if headline is None:
        return
    around_text = set(page_blocks.walk_up(page_blocks.blocks[first_text].node_index))
    letters = extract_letters(page_blocks.blocks[headline].text)
    for own in page_blocks.walk_up(page_blocks.blocks[headline].node_index):
        if own not in around_text or page_blocks.nodes[own].parent_index < 0:
            continue
        for sibling in _list_siblings(page_blocks, own):
            node = page_blocks.nodes[sibling]
            blocks = page_blocks.blocks[node.first_block : node.end_block]
            if sibling > own and _begins_article(blocks, letters):
                yield sibling


def _list_siblings(page_blocks: PageBlocks, node_index: int) -> list[int]:
    """Return the nodes beside a node, and itself, that have its tag and classes."""
    element = page_blocks.nodes[node_index].element
    return [
        child
        for child in page_blocks.nodes[page_blocks.nodes[node_index].parent_index].child_indexes
        if (other := page_blocks.nodes[child].element).tag == element.tag
        and other.get("class") == element.get("class")
    ]


def _begins_article(blocks: Sequence[Block], own_letters: str) -> bool:
    """Say whether blocks begin with another headline: of first level, linked, or with a date."""
    for index, block in enumerate(blocks[:_MAX_LINES_ABOVE]):
        if (
            block.tag not in HEADING_TAGS
            or len(block.text) < _MIN_HEADLINE_CHARS
            or extract_letters(block.text) == own_letters
        ):
            continue
        below = blocks[index + 1 : index + 3]
        return block.tag == "h1" or is_linked_headline(block) or any(map(_is_dated, below))
    return False


def _is_dated(block: Block) -> bool:
    has_digit = any(map(str.isdigit, block.text))
    return len(block.text) < _MAX_DATE_CHARS and has_digit and bool(names_month(block.text))


def _find_cards(page_blocks: PageBlocks, block_indexes: list[int], first_text: int) -> set[int]:
    """Find the cards of other articles: like elements that begin with a linked headline."""
    linked = [index for index in block_indexes if is_linked_headline(page_blocks.blocks[index])]
    cards: set[int] = set()
    for index in linked:
        path = list(page_blocks.walk_up(page_blocks.blocks[index].node_index))
        for node_index in path[:_MAX_CARD_DEPTH]:
            node = page_blocks.nodes[node_index]
            if node.parent_index < 0 or node.first_block <= first_text < node.end_block:
                break
            if not _is_card(page_blocks, node_index):
                continue
            if (
                sum(
                    _is_card(page_blocks, sibling)
                    for sibling in _list_siblings(page_blocks, node_index)
                )
                > 1
            ):
                cards.add(node_index)
                break
    return cards if _stand_below_text(page_blocks, cards, block_indexes) else set()


def _stand_below_text(page_blocks: PageBlocks, cards: set[int], block_indexes: list[int]) -> bool:
    """Say whether cards stand below all other text, and hold less of it: a list's items do not."""
    nodes = [page_blocks.nodes[card] for card in cards]
    start = min((node.first_block for node in nodes), default=0)
    in_cards = {index for node in nodes for index in range(node.first_block, node.end_block)}
    prose = {index: measure_prose(page_blocks.blocks[index]) for index in block_indexes}
    above = sum(size for index, size in prose.items() if index < start)
    below = sum(size for index, size in prose.items() if index >= start and index not in in_cards)
    return not below and above > sum(size for index, size in prose.items() if index in in_cards)


def _is_card(page_blocks: PageBlocks, node_index: int) -> bool:
    node = page_blocks.nodes[node_index]
    blocks = page_blocks.blocks[node.first_block : node.end_block]
    has_headline = any(map(is_linked_headline, blocks[:_MAX_LINES_ABOVE]))
    paragraphs = sum(1 for block in blocks if measure_prose(block))
    return has_headline and 0 < paragraphs <= _MAX_CARD_PARAGRAPHS
