"""Rules: each says why one block of a region is no part of the text, or nothing. Pure."""

import re
from collections.abc import Callable

from crawler.extraction.blocks import Block
from crawler.extraction.chrome import has_card_name, read_class_and_id
from crawler.extraction.lexicon import chrome as lexicon
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import BYLINE_LABEL, BYLINE_LABEL_WITH_COLON
from crawler.extraction.region import (
    HEADING_TAGS,
    MAX_LABEL_CHARS,
    SENTENCE_END,
    TEXT_TAGS,
    BodyRegion,
)
from crawler.extraction.sameness import extract_letters, is_beginning_of, is_cut_off
from crawler.text.normalise import to_ascii_digits

BlockFilter = Callable[[BodyRegion, int], str | None]

_COPYRIGHT_START = re.compile(r"^\W*(?:©|ⓒ|\(c\)|copyright\b)", re.IGNORECASE)
_COPYRIGHT_SIGN = re.compile("[©ⓒ]")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAX_BYLINE_WORDS = 8
# Letters from which a quotation found elsewhere in the text is no chance.
_MIN_QUOTED_LETTERS = 25
_SIGNS_AFTER_LABEL = ":؛;-–—|»>.…"


def match_symbols_only(region: BodyRegion, block_index: int) -> str | None:
    """Nothing to read in it."""
    return None if any(char.isalnum() for char in region.blocks[block_index].text) else "sign"


def match_publisher_phrase(region: BodyRegion, block_index: int) -> str | None:
    """What the publisher's file calls chrome."""
    mine = region.folded_texts[block_index]
    return (
        "publisher"
        if any(mine.startswith(phrase) for phrase in region.boilerplate_phrases)
        else None
    )


def match_headline(region: BodyRegion, block_index: int) -> str | None:
    """The headline once more."""
    if region.blocks[block_index].tag == "h1":
        return "headline"
    same = (
        region.title
        and block_index <= region.first_text_block
        and region.block_letters[block_index] == extract_letters(region.title)
    )
    return "headline" if same else None


def match_breadcrumb(region: BodyRegion, block_index: int) -> str | None:
    """The steps from the front page, the headline perhaps the last of them."""
    block = region.blocks[block_index]
    if not block.link_chars or block_index > region.first_text_block or block.tag in HEADING_TAGS:
        return None
    return "breadcrumb" if labels.BREADCRUMB_START.match(region.folded_texts[block_index]) else None


def match_read_also(region: BodyRegion, block_index: int) -> str | None:
    """A line that leads to other articles, by its first words."""
    block, mine = region.blocks[block_index], region.folded_texts[block_index]
    found = lexicon.READ_ALSO.match(mine)
    if not found:
        return None
    rest = mine[found.end() :].lstrip()
    short = len(block.text) < 120 and not SENTENCE_END.search(block.text)
    if block.link_chars or not rest or rest[0] in _SIGNS_AFTER_LABEL:
        return "read also"
    plain = short and (block.tag in HEADING_TAGS or lexicon.SURELY_READ_ALSO.match(mine))
    return "read also" if plain else None


def match_linked_headline(region: BodyRegion, block_index: int) -> str | None:
    """The headline of an article that the page links to in another place.

    Sub-headings stay: a table of contents links to them.
    """
    if region.blocks[block_index].tag in HEADING_TAGS:
        return None
    return (
        "headline of another"
        if region.block_letters[block_index] in region.linked_headlines
        else None
    )


def match_labelled_link(region: BodyRegion, block_index: int) -> str | None:
    """«Label: headline of another article», the headline a link."""
    block = region.blocks[block_index]
    rest = len(block.text) - block.link_chars
    if block.link_chars < 20 or rest > 35 or SENTENCE_END.search(block.text):
        return None
    return "read also" if block.link_chars > 0.4 * len(block.text) else None


def match_credit(region: BodyRegion, block_index: int) -> str | None:
    """Whose photo or text it is."""
    text = region.blocks[block_index].text
    if len(text) < 120 and _COPYRIGHT_START.match(text):
        return "credit"
    return "caption" if len(text) < 200 and _COPYRIGHT_SIGN.search(text) else None


def match_teaser(region: BodyRegion, block_index: int) -> str | None:
    """A copy of a paragraph's beginning that stands before it."""
    text = region.blocks[block_index].text
    if len(text) < 25:
        return None
    mine, cut = region.block_letters[block_index], is_cut_off(text)
    if any(
        is_beginning_of(mine, later, is_cut=cut)
        for later in region.block_letters[block_index + 1 : block_index + 8]
    ):
        return "teaser" if cut or block_index <= region.first_text_block + 1 else "repeated"
    return None


def match_pull_quote(region: BodyRegion, block_index: int) -> str | None:
    """A quotation set apart that another block of the text says too."""
    mine = region.block_letters[block_index]
    if len(mine) < _MIN_QUOTED_LETTERS or not _is_quotation(region, block_index):
        return None
    said = any(len(mine) < len(one) and mine in one for one in region.block_letters)
    return "repeated" if said else None


def _is_quotation(region: BodyRegion, block_index: int) -> bool:
    above = region.page_blocks.walk_up(region.blocks[block_index].node_index)
    return any(region.page_blocks.nodes[place].element.tag == "blockquote" for place in above)


def match_missing_in_article_body(region: BodyRegion, block_index: int) -> str | None:
    """What articleBody does not repeat, though it repeats the text; it may leave headings out."""
    if not region.article_body_blocks or block_index in region.article_body_blocks:
        return None
    block = region.blocks[block_index]
    between = min(region.article_body_blocks) < block_index < max(region.article_body_blocks)
    return (
        None
        if between and (block.tag in HEADING_TAGS or len(block.text) > 250)
        else "not in articleBody"
    )


def match_template_label(region: BodyRegion, block_index: int) -> str | None:
    """A word of the template alone on its line."""
    short = len(region.blocks[block_index].text) < MAX_LABEL_CHARS
    return (
        "label"
        if short and lexicon.TEMPLATE_LABEL.fullmatch(region.folded_texts[block_index])
        else None
    )


def match_boilerplate(region: BodyRegion, block_index: int) -> str | None:
    """The outlet speaking of itself."""
    block = region.blocks[block_index]
    if len(block.text) > 400 or not lexicon.BOILERPLATE.search(region.folded_texts[block_index]):
        return None
    sure = block.link_chars or len(block.text) < 200 or block_index > region.last_text_block - 2
    return "boilerplate" if sure else None


def match_link_only(region: BodyRegion, block_index: int) -> str | None:
    """Nothing but a link."""
    block = region.blocks[block_index]
    return "link" if block.link_chars and block.link_chars >= 0.8 * len(block.text) else None


def match_date_line(region: BodyRegion, block_index: int) -> str | None:
    """A date, with at most a byline."""
    block = region.blocks[block_index]
    if len(block.text) > 90 or block.tag in HEADING_TAGS or SENTENCE_END.search(block.text):
        return None
    if block.tag == "li" and region.first_text_block < block_index < region.last_text_block:
        return None  # a list of what happened when
    text = to_ascii_digits(block.text)
    numeric = _NUMERIC_DATE.search(text)
    if not numeric and not (
        _YEAR.search(text) and labels.MONTH_NAME.search(region.folded_texts[block_index])
    ):
        return None
    most = 20 if numeric and not numeric.start() else 12
    return "date line" if len(text.split()) <= most else None


def match_byline(region: BodyRegion, block_index: int) -> str | None:
    """Who wrote it or whose news it is, on a line above the text."""
    text, mine = region.blocks[block_index].text, region.folded_texts[block_index]
    if block_index > region.first_text_block or len(text) > 90 or SENTENCE_END.search(text):
        return None
    if BYLINE_LABEL_WITH_COLON.match(mine) or lexicon.SOURCE_LABEL.match(mine):
        return "byline"
    return "byline" if BYLINE_LABEL.match(mine) and len(text.split()) <= _MAX_BYLINE_WORDS else None


def match_caption(region: BodyRegion, block_index: int) -> str | None:
    """A line right below an image, in an element that holds no paragraph."""
    block = region.blocks[block_index]
    written = block.tag in ("p", "li", "blockquote") or block.tag in HEADING_TAGS
    written = written and not _is_alone_with_photo(region, block)
    if (
        not block.after_image
        or block.unlinked_chars > 220
        or written
        or block.node_index in region.text_nodes
    ):
        return None
    return "caption"


def _is_alone_with_photo(region: BodyRegion, block: Block) -> bool:
    """A line that is no sentence, alone with one photo in an element."""
    parent = region.page_blocks.nodes[region.page_blocks.nodes[block.node_index].parent_index]
    if (
        block.tag != "p"
        or parent.end_block - parent.first_block > 1
        or SENTENCE_END.search(block.text)
    ):
        return False
    return sum(1 for _ in parent.element.iter("img")) == 1


def match_link_list(region: BodyRegion, block_index: int) -> str | None:
    """An item of a list after the text whose items all lead away."""
    below = block_index >= region.link_list_start and region.blocks[block_index].tag == "li"
    return "list of links" if below else None


def match_fact_box(region: BodyRegion, block_index: int) -> str | None:
    """Part of a fact box."""
    if not region.fact_box_nodes:
        return None
    above = region.page_blocks.walk_up(region.blocks[block_index].node_index)
    return "box" if any(place in region.fact_box_nodes for place in above) else None


def match_teaser_card(region: BodyRegion, block_index: int) -> str | None:
    """Inside the text, what its names call a teaser or a card is another article's.

    Unless the text begins in one of the same names: such a page lays its paragraphs out in cards.
    """
    if block_index <= region.first_text_block:
        return None
    cards = _find_cards_around(region, block_index)
    own = _find_cards_around(region, region.first_text_block) if cards else ()
    return "teaser of another" if set(cards) - set(own) else None


def _find_cards_around(region: BodyRegion, block_index: int) -> list[str]:
    """The names of the cards a block stands in, inside the container."""
    found = []
    for place in region.page_blocks.walk_up(region.blocks[block_index].node_index):
        if place in region.container_nodes:
            break
        spoken = read_class_and_id(region.page_blocks.nodes[place].element.attrib)
        if has_card_name(spoken):
            found.append(spoken)
    return found


def match_stray_block(region: BodyRegion, block_index: int) -> str | None:
    """A short piece in an element of a kind that holds no paragraph of this body."""
    block = region.blocks[block_index]
    if (
        region.prose_weights[block_index]
        or block.tag in TEXT_TAGS
        or block.node_index in region.text_nodes
    ):
        return None
    mark = region.read_signature(block)
    beside = region.page_blocks.nodes[block.node_index].parent_index in region.text_parent_nodes
    sentence = beside and not block.link_chars and bool(SENTENCE_END.search(block.text))
    kin = mark in region.text_signatures and (bool(mark[1]) or sentence)
    return None if kin or region.is_heading(block) else "stray"


# Asked of every block; articleBody often repeats «read also» lines too.
COMMON_FILTERS: tuple[BlockFilter, ...] = (
    match_symbols_only,
    match_publisher_phrase,
    match_headline,
    match_breadcrumb,
    match_linked_headline,
    match_read_also,
    match_labelled_link,
    match_credit,
    match_teaser,
    match_pull_quote,
)
# Asked of blocks that articleBody does not vouch for.
ALL_FILTERS: tuple[BlockFilter, ...] = (
    *COMMON_FILTERS, match_missing_in_article_body, match_template_label, match_boilerplate, match_link_only, match_date_line, match_byline, match_caption, match_link_list, match_fact_box, match_teaser_card,
    match_stray_block,
)  # fmt: skip
