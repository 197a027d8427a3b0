"""Block filters for what the page says twice: teasers, pull quotes, copies of the text. Pure."""

from crawler.extraction.body.region import SENTENCE_END, BodyRegion
from crawler.extraction.page.text_match import extract_letters, is_beginning_of, is_cut_off

# A quotation with fewer letters may occur elsewhere in the text by chance.
_MIN_QUOTED_LETTERS = 25


def match_teaser(region: BodyRegion, block_index: int) -> str | None:
    """A copy of the beginning of a paragraph below."""
    text = region.blocks[block_index].text
    if len(text) < 25:
        return None
    letters, is_cut = region.block_letters[block_index], is_cut_off(text)
    if any(
        is_beginning_of(letters, region.block_letters[later], is_cut=is_cut)
        for later in range(block_index + 1, min(block_index + 8, len(region.blocks)))
        if later not in region.repeated_blocks
    ):
        return "teaser" if is_cut or block_index <= region.first_text_block + 1 else "repeated"
    return None


def match_pull_quote(region: BodyRegion, block_index: int) -> str | None:
    """A quotation set apart that another block repeats."""
    quoted = region.block_letters[block_index]
    if len(quoted) < _MIN_QUOTED_LETTERS or not _is_quotation(region, block_index):
        return None
    is_repeated = any(
        len(quoted) < len(letters) and quoted in letters for letters in region.block_letters
    )
    return "repeated" if is_repeated else None


def _is_quotation(region: BodyRegion, block_index: int) -> bool:
    nodes = region.page_blocks.nodes
    node_and_ancestors = region.page_blocks.walk_up(region.blocks[block_index].node_index)
    return any(nodes[index].element.tag == "blockquote" for index in node_and_ancestors)


def match_repeated_paragraph(region: BodyRegion, block_index: int) -> str | None:
    """A paragraph of a second copy of the text: for phones, for printing."""
    return "repeated" if block_index in region.repeated_blocks else None


def match_alt_text(region: BodyRegion, block_index: int) -> str | None:
    """A line that a photo beside it has for its alternative text, and that is no sentence."""
    block = region.blocks[block_index]
    if len(block.text) > 220 or SENTENCE_END.search(block.text):
        return None
    node = region.page_blocks.nodes[block.node_index]
    holder = region.page_blocks.nodes[max(0, node.parent_index)].element
    letters = region.block_letters[block_index]
    is_alt = any(letters == extract_letters(photo.get("alt") or "") for photo in holder.iter("img"))
    return "caption" if is_alt else None
