"""Rules: each says why one block of a region is no part of the text, or nothing. Pure."""

import re
from collections.abc import Callable

from crawler.extraction.blocks import Block
from crawler.extraction.chrome import names_a_card, names_of
from crawler.extraction.lexicon import chrome as lexicon
from crawler.extraction.lexicon import labels
from crawler.extraction.lexicon.people import BY, BY_WITH_COLON
from crawler.extraction.region import HEADINGS, LABEL_SIZE, SENTENCE_END, TEXT_TAGS, Region
from crawler.extraction.sameness import begins, is_cut_off, letters
from crawler.text.normalise import ascii_digits

Rule = Callable[[Region, int], str | None]

_CREDIT = re.compile(r"^\W*(?:©|ⓒ|\(c\)|copyright\b)", re.IGNORECASE)
_OWNER = re.compile("[©ⓒ]")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BYLINE_WORDS = 8
# Letters from which a quotation found elsewhere in the text is no chance.
_QUOTED_LETTERS = 25
_AFTER_LABEL = ":؛;-–—|»>.…"


def sign(region: Region, at: int) -> str | None:
    """Nothing to read in it."""
    return None if any(char.isalnum() for char in region.blocks[at].text) else "sign"


def told(region: Region, at: int) -> str | None:
    """What the publisher's file calls chrome."""
    mine = region.folded[at]
    return "publisher" if any(mine.startswith(phrase) for phrase in region.phrases) else None


def headline(region: Region, at: int) -> str | None:
    """The headline once more."""
    if region.blocks[at].tag == "h1":
        return "headline"
    same = region.title and at <= region.start and region.letters[at] == letters(region.title)
    return "headline" if same else None


def trail(region: Region, at: int) -> str | None:
    """The steps from the front page, the headline perhaps the last of them."""
    block = region.blocks[at]
    if not block.links or at > region.start or block.tag in HEADINGS:
        return None
    return "breadcrumb" if labels.TRAIL.match(region.folded[at]) else None


def read_also(region: Region, at: int) -> str | None:
    """A line that leads to other articles, by its first words."""
    block, mine = region.blocks[at], region.folded[at]
    found = lexicon.READ_ALSO.match(mine)
    if not found:
        return None
    rest = mine[found.end() :].lstrip()
    short = len(block.text) < 120 and not SENTENCE_END.search(block.text)
    if block.links or not rest or rest[0] in _AFTER_LABEL:
        return "read also"
    plain = short and (block.tag in HEADINGS or lexicon.SURELY_READ_ALSO.match(mine))
    return "read also" if plain else None


def announced(region: Region, at: int) -> str | None:
    """The headline of an article that the page links to in another place.

    Sub-headings stay: a table of contents links to them.
    """
    if region.blocks[at].tag in HEADINGS:
        return None
    return "headline of another" if region.letters[at] in region.announced else None


def labelled_link(region: Region, at: int) -> str | None:
    """«Label: headline of another article», the headline a link."""
    block = region.blocks[at]
    rest = len(block.text) - block.links
    if block.links < 20 or rest > 35 or SENTENCE_END.search(block.text):
        return None
    return "read also" if block.links > 0.4 * len(block.text) else None


def credit(region: Region, at: int) -> str | None:
    """Whose photo or text it is."""
    text = region.blocks[at].text
    if len(text) < 120 and _CREDIT.match(text):
        return "credit"
    return "caption" if len(text) < 200 and _OWNER.search(text) else None


def teaser(region: Region, at: int) -> str | None:
    """A copy of a paragraph's beginning that stands before it."""
    text = region.blocks[at].text
    if len(text) < 25:
        return None
    mine, cut = region.letters[at], is_cut_off(text)
    if any(begins(mine, later, cut=cut) for later in region.letters[at + 1 : at + 8]):
        return "teaser" if cut or at <= region.start + 1 else "repeated"
    return None


def pulled_quote(region: Region, at: int) -> str | None:
    """A quotation set apart that another block of the text says too."""
    mine = region.letters[at]
    if len(mine) < _QUOTED_LETTERS or not _is_quotation(region, at):
        return None
    said = any(len(mine) < len(one) and mine in one for one in region.letters)
    return "repeated" if said else None


def _is_quotation(region: Region, at: int) -> bool:
    above = region.seen.ancestors(region.blocks[at].place)
    return any(region.seen.places[place].element.tag == "blockquote" for place in above)


def unsaid(region: Region, at: int) -> str | None:
    """What articleBody does not repeat, though it repeats the text; it may leave headings out."""
    if not region.sure or at in region.sure:
        return None
    block = region.blocks[at]
    between = min(region.sure) < at < max(region.sure)
    return (
        None
        if between and (block.tag in HEADINGS or len(block.text) > 250)
        else "not in articleBody"
    )


def label(region: Region, at: int) -> str | None:
    """A word of the template alone on its line."""
    short = len(region.blocks[at].text) < LABEL_SIZE
    return "label" if short and lexicon.LABEL.fullmatch(region.folded[at]) else None


def boilerplate(region: Region, at: int) -> str | None:
    """The outlet speaking of itself."""
    block = region.blocks[at]
    if len(block.text) > 400 or not lexicon.BOILERPLATE.search(region.folded[at]):
        return None
    sure = block.links or len(block.text) < 200 or at > region.end - 2
    return "boilerplate" if sure else None


def link(region: Region, at: int) -> str | None:
    """Nothing but a link."""
    block = region.blocks[at]
    return "link" if block.links and block.links >= 0.8 * len(block.text) else None


def date_line(region: Region, at: int) -> str | None:
    """A date, with at most a byline."""
    block = region.blocks[at]
    if len(block.text) > 90 or block.tag in HEADINGS or SENTENCE_END.search(block.text):
        return None
    if block.tag == "li" and region.start < at < region.end:
        return None  # a list of what happened when
    text = ascii_digits(block.text)
    numeric = _NUMERIC_DATE.search(text)
    if not numeric and not (_YEAR.search(text) and labels.MONTH.search(region.folded[at])):
        return None
    most = 20 if numeric and not numeric.start() else 12
    return "date line" if len(text.split()) <= most else None


def byline(region: Region, at: int) -> str | None:
    """Who wrote it or whose news it is, on a line above the text."""
    text, mine = region.blocks[at].text, region.folded[at]
    if at > region.start or len(text) > 90 or SENTENCE_END.search(text):
        return None
    if BY_WITH_COLON.match(mine) or lexicon.SOURCE.match(mine):
        return "byline"
    return "byline" if BY.match(mine) and len(text.split()) <= _BYLINE_WORDS else None


def caption(region: Region, at: int) -> str | None:
    """A line right below an image, in an element that holds no paragraph."""
    block = region.blocks[at]
    written = block.tag in ("p", "li", "blockquote") or block.tag in HEADINGS
    written = written and not _shares_photos_box(region, block)
    if not block.after_image or block.size > 220 or written or block.place in region.homes:
        return None
    return "caption"


def _shares_photos_box(region: Region, block: Block) -> bool:
    """A line that is no sentence, alone with one photo in an element."""
    parent = region.seen.places[region.seen.places[block.place].parent]
    if block.tag != "p" or parent.last - parent.first > 1 or SENTENCE_END.search(block.text):
        return False
    return sum(1 for _ in parent.element.iter("img")) == 1


def list_of_links(region: Region, at: int) -> str | None:
    """An item of a list after the text whose items all lead away."""
    below = at >= region.linked_tail and region.blocks[at].tag == "li"
    return "list of links" if below else None


def box(region: Region, at: int) -> str | None:
    """Part of a fact box."""
    if not region.boxes:
        return None
    above = region.seen.ancestors(region.blocks[at].place)
    return "box" if any(place in region.boxes for place in above) else None


def card(region: Region, at: int) -> str | None:
    """Inside the text, what its names call a teaser or a card is another article's.

    Unless the text begins in one of the same names: such a page lays its paragraphs out in cards.
    """
    if at <= region.start:
        return None
    cards = _cards_around(region, at)
    own = _cards_around(region, region.start) if cards else ()
    return "teaser of another" if set(cards) - set(own) else None


def _cards_around(region: Region, at: int) -> list[str]:
    """The names of the cards a block stands in, inside the container."""
    found = []
    for place in region.seen.ancestors(region.blocks[at].place):
        if place in region.within:
            break
        spoken = names_of(region.seen.places[place].element.attrib)
        if names_a_card(spoken):
            found.append(spoken)
    return found


def stray(region: Region, at: int) -> str | None:
    """A short piece in an element of a kind that holds no paragraph of this body."""
    block = region.blocks[at]
    if region.weights[at] or block.tag in TEXT_TAGS or block.place in region.homes:
        return None
    mark = region.signature(block)
    beside = region.seen.places[block.place].parent in region.parents
    sentence = beside and not block.links and bool(SENTENCE_END.search(block.text))
    kin = mark in region.kin and (bool(mark[1]) or sentence)
    return None if kin or region.is_heading(block) else "stray"


# Asked of every block; articleBody often repeats «read also» lines too.
ALWAYS: tuple[Rule, ...] = (
    sign,
    told,
    headline,
    trail,
    announced,
    read_also,
    labelled_link,
    credit,
    teaser,
    pulled_quote,
)
# Asked of blocks that articleBody does not vouch for.
UNVOUCHED: tuple[Rule, ...] = (
    *ALWAYS, unsaid, label, boilerplate, link, date_line, byline, caption, list_of_links, box, card,
    stray,
)  # fmt: skip
