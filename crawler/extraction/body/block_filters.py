"""Block filters: each returns why one block of a region is not text, or None. Pure.

The docstring of a filter names the blocks it matches.
"""

import re
from collections.abc import Callable

from crawler.dates import names_month
from crawler.extraction.body.blocks import Block
from crawler.extraction.body.copies import (
    match_alt_text,
    match_pull_quote,
    match_repeated_paragraph,
    match_teaser,
)
from crawler.extraction.body.inline_text import LIST_SIGN
from crawler.extraction.body.page_lines import find_page_line_kind
from crawler.extraction.body.region import (
    HEADING_TAGS,
    SENTENCE_END,
    TEXT_TAGS,
    BodyRegion,
    find_cards_around,
)
from crawler.extraction.fields.bylines import read_byline_line
from crawler.extraction.lexicon import chrome as lexicon
from crawler.extraction.lexicon import labels
from crawler.extraction.page.text_match import extract_letters
from crawler.text.normalise import to_ascii_digits

BlockFilter = Callable[[BodyRegion, int], str | None]

_COPYRIGHT_START = re.compile(r"^\W*(?:©|ⓒ|\(c\)|copyright\b)", re.IGNORECASE)
_COPYRIGHT_SIGN = re.compile("[©ⓒ]")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
)
_FULL_STOP = re.compile(r"[.!?؟…:]$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SIGNS_AFTER_LABEL = ":؛;-–—|»>.…"


def match_symbols_only(region: BodyRegion, block_index: int) -> str | None:
    """A block of signs alone."""
    letters = region.block_letters[block_index]  # without the tatweel, of which lines are drawn
    return None if any(map(str.isalnum, letters)) else "sign"


def match_publisher_phrase(region: BodyRegion, block_index: int) -> str | None:
    """A block that begins with a phrase the publisher's file calls boilerplate."""
    text = region.folded_texts[block_index]
    matches = any(text.startswith(phrase) for phrase in region.boilerplate_phrases)
    return "publisher" if matches else None


def match_headline(region: BodyRegion, block_index: int) -> str | None:
    """The headline again."""
    if region.blocks[block_index].tag == "h1":
        return "headline"
    is_title = (
        region.title
        and block_index <= region.first_text_block
        and region.block_letters[block_index] == extract_letters(region.title)
    )
    return "headline" if is_title else None


def match_breadcrumb(region: BodyRegion, block_index: int) -> str | None:
    """The steps from the front page, which may end in the headline."""
    block = region.blocks[block_index]
    if not block.link_chars or block_index > region.first_text_block or block.tag in HEADING_TAGS:
        return None
    return "breadcrumb" if labels.BREADCRUMB_START.match(region.folded_texts[block_index]) else None


def match_read_also(region: BodyRegion, block_index: int) -> str | None:
    """A line that points to other articles, by its first words."""
    block, text = region.blocks[block_index], region.folded_texts[block_index]
    label = lexicon.READ_ALSO.match(text)
    if not label:
        return None
    rest = text[label.end() :].lstrip()
    if block.link_chars or not rest or rest[0] in _SIGNS_AFTER_LABEL:
        return "read also"
    is_short = len(block.text) < 120 and not SENTENCE_END.search(block.text)
    matches = is_short and (block.tag in HEADING_TAGS or lexicon.SURELY_READ_ALSO.match(text))
    return "read also" if matches else None


def match_linked_headline(region: BodyRegion, block_index: int) -> str | None:
    """The headline of another article that the page links to."""
    if region.blocks[block_index].tag in HEADING_TAGS:
        return None  # a table of contents links to sub-headings
    is_linked = region.block_letters[block_index] in region.linked_headlines
    return "headline of another" if is_linked else None


def match_labelled_link(region: BodyRegion, block_index: int) -> str | None:
    """«Label: headline of another article», the headline a link."""
    block = region.blocks[block_index]
    if block.link_chars < 20 or block.unlinked_chars > 35 or SENTENCE_END.search(block.text):
        return None
    return "read also" if block.link_chars > 0.4 * len(block.text) else None


def match_credit(region: BodyRegion, block_index: int) -> str | None:
    """A line on the owner of a photo or text."""
    text = region.blocks[block_index].text
    if len(text) < 120 and _COPYRIGHT_START.match(text):
        return "credit"
    return "caption" if len(text) < 200 and _COPYRIGHT_SIGN.search(text) else None


def match_missing_in_article_body(region: BodyRegion, block_index: int) -> str | None:
    """A block that articleBody, which repeats the text, leaves out (as it may headings)."""
    if not region.article_body_blocks or block_index in region.article_body_blocks:
        return None
    block = region.blocks[block_index]
    between = min(region.article_body_blocks) < block_index < max(region.article_body_blocks)
    may_be_text = between and (block.tag in HEADING_TAGS or len(block.text) > 250)
    return None if may_be_text else "not in articleBody"


def match_page_line(region: BodyRegion, block_index: int) -> str | None:
    """A line of the page by what it says: labels, counters, calls, disclaimers, credits, tags."""
    block = region.blocks[block_index]
    return find_page_line_kind(
        block.text,
        at_edge=not region.first_text_block < block_index < region.last_text_block,
        is_heading=block.tag in HEADING_TAGS,
    )


def match_link_only(region: BodyRegion, block_index: int) -> str | None:
    """A block that is almost all link."""
    block = region.blocks[block_index]
    return "link" if block.link_chars and block.link_chars >= 0.8 * len(block.text) else None


def match_date_line(region: BodyRegion, block_index: int) -> str | None:
    """A date, with at most a byline."""
    block = region.blocks[block_index]
    if len(block.text) > 90 or block.tag in HEADING_TAGS or SENTENCE_END.search(block.text):
        return None
    in_text = region.first_text_block < block_index < region.last_text_block
    if in_text and (block.tag == "li" or LIST_SIGN.match(block.text)):
        return None  # an item of a chronology
    text = to_ascii_digits(block.text)
    numeric_date = _NUMERIC_DATE.search(text)
    if not numeric_date and not (_YEAR.search(text) and names_month(text)):
        return None
    max_words = 20 if numeric_date and not numeric_date.start() else 12
    return "date line" if len(text.split()) <= (8 if in_text else max_words) else None


def match_byline(region: BodyRegion, block_index: int) -> str | None:
    """A line above the text that names writers, agencies or a source."""
    text, folded_text = region.blocks[block_index].text, region.folded_texts[block_index]
    if block_index > region.first_text_block or len(text) > 110:
        return None
    if lexicon.SOURCE_LABEL.match(folded_text) and not SENTENCE_END.search(text):
        return "byline"
    return "byline" if read_byline_line(text) else None


def match_caption(region: BodyRegion, block_index: int) -> str | None:
    """A line right below an image, in an element that holds no paragraph."""
    block = region.blocks[block_index]
    is_text = block.tag in ("p", "li", "blockquote") or block.tag in HEADING_TAGS
    is_text = is_text and not _is_alone_with_photo(region, block)
    if (
        not block.after_image
        or block.unlinked_chars > 220
        or is_text
        or block.node_index in region.text_nodes
    ):
        return None
    return "caption"


def _is_alone_with_photo(region: BodyRegion, block: Block) -> bool:
    """A line that is no sentence, alone with one photo in an element."""
    if block.tag != "p" or _FULL_STOP.search(block.text):
        return False
    node = region.page_blocks.nodes[block.node_index]
    return any(
        holder.end_block - holder.first_block == 1
        and sum(1 for _ in holder.element.iter("img")) == 1
        for holder in (node, region.page_blocks.nodes[node.parent_index])
    )


def match_link_list(region: BodyRegion, block_index: int) -> str | None:
    """A list item below the text, where all items are links."""
    in_list = block_index >= region.link_list_start and region.blocks[block_index].tag == "li"
    return "list of links" if in_list else None


def match_fact_box(region: BodyRegion, block_index: int) -> str | None:
    """Part of a fact box."""
    if not region.fact_box_nodes:
        return None
    node_and_ancestors = region.page_blocks.walk_up(region.blocks[block_index].node_index)
    in_box = any(index in region.fact_box_nodes for index in node_and_ancestors)
    return "box" if in_box else None


def match_teaser_card(region: BodyRegion, block_index: int) -> str | None:
    """A block below the first of the text, in an element that its names call a teaser or card.

    Where the text itself begins in one of the same names, the page lays out paragraphs in cards.
    """
    if block_index <= region.first_text_block:
        return None
    cards = find_cards_around(region, block_index)
    text_cards = find_cards_around(region, region.first_text_block) if cards else {}
    return "teaser of another" if any(cards[name] for name in cards.keys() - text_cards) else None


def match_stray_block(region: BodyRegion, block_index: int) -> str | None:
    """A short block in an element unlike those that hold the paragraphs."""
    block = region.blocks[block_index]
    if (
        region.prose_weights[block_index]
        or block.tag in TEXT_TAGS
        or block.node_index in region.text_nodes
    ):
        return None
    node_and_ancestors = region.page_blocks.walk_up(block.node_index)
    if not block.link_chars and not region.layout_nodes.isdisjoint(node_and_ancestors):
        return None
    signature = region.read_signature(block)
    is_beside = region.page_blocks.nodes[block.node_index].parent_index in region.text_parent_nodes
    is_sentence = is_beside and not block.link_chars and bool(SENTENCE_END.search(block.text))
    is_like_text = signature in region.text_signatures and (bool(signature[1]) or is_sentence)
    return None if is_like_text or region.is_heading(block) else "stray"


# For every block: articleBody often repeats «read also» lines too.
COMMON_FILTERS: tuple[BlockFilter, ...] = (
    match_symbols_only, match_publisher_phrase, match_headline, match_breadcrumb,
    match_linked_headline, match_read_also, match_page_line, match_labelled_link, match_credit,
    match_teaser, match_pull_quote, match_repeated_paragraph, match_alt_text,
)  # fmt: skip
# For blocks that trafilatura takes where the page's own choice holds little of them.
WORD_FILTERS: tuple[BlockFilter, ...] = (
    *COMMON_FILTERS, match_link_only, match_date_line, match_byline,
)  # fmt: skip
# For blocks that articleBody does not repeat.
ALL_FILTERS: tuple[BlockFilter, ...] = (
    *COMMON_FILTERS, match_missing_in_article_body, match_link_only, match_date_line, match_byline,
    match_caption, match_link_list, match_fact_box, match_teaser_card, match_stray_block,
)  # fmt: skip
