"""Which blocks inside the body's container are no part of the text, and why. Pure.

First every block alone, then the ends of the text, then headings that head nothing.
"""

import re

from crawler.extraction.blocks import Block
from crawler.extraction.lexicon.chrome import COMMENTS, SOURCE
from crawler.extraction.lexicon.people import AGENCIES, BY_WITH_COLON
from crawler.extraction.region import HEADINGS, LABEL_SIZE, SENTENCE_END, Region
from crawler.extraction.rules import ALWAYS, UNVOUCHED

# An e-mail address, a handle, a web address.
_CONTACT = re.compile(r"\w@\w|(?:^|[\s(])@\w|://|www\.", re.IGNORECASE)
_WHOLLY_BRACKETED = re.compile(r"^\([^()]{3,}\)\.?$|^\[[^\[\]]{3,}\]\.?$")
_MAX_TRAILER = 220
_LINKED_TRAILER = 90
_LONGEST_SOURCE = 60
# An article with more lines in italics than this has them for its own ends.
_MOST_NOTES = 2
# A line that parts the text from the note below it.
_SEPARATOR = re.compile(r"^([_*=~#•\-–—])\s*(?:\1\s*){2,}$")
_QUOTE_SIGNS = "\"'«“”‘„‹"


def sift(region: Region) -> dict[int, str]:
    """Return the reason for every block of the region (by index in it) that is no text."""
    verdicts: dict[int, str] = {}
    for at in range(len(region.blocks)):
        for rule in ALWAYS if at in region.sure else UNVOUCHED:
            reason = rule(region, at)
            if reason:
                verdicts[at] = reason
                region.weights[at] = 0
                break
    _sift_comments(region, verdicts)
    region.find_edges()
    _sift_trailers(region, verdicts)
    region.find_edges()
    _go_on_with_lists(region, verdicts)
    _sift_edges(region, verdicts)
    _sift_headings(region, verdicts)
    return verdicts


def _go_on_with_lists(region: Region, verdicts: dict[int, str]) -> None:
    """Below the last paragraph, headed or not, lists beside it that lead nowhere are text too."""
    at, pending = region.end + 1, 0
    known: dict[int, bool] = {}  # lists, which may have as many items as the page has room for
    while at < len(region.blocks) and pending < 2:
        if at in verdicts or not _is_item_beside(region, region.blocks[at], known):
            pending += 1
        else:
            region.weights[at] = 1
            region.end, pending = at, 0
        at += 1


def _is_item_beside(region: Region, block: Block, known: dict[int, bool]) -> bool:
    """An item without a link, of a list of three or more that stands beside the paragraphs."""
    if block.tag != "li":
        return False
    items = region.seen.places[block.place].parent
    if items not in known:
        known[items] = _stands_beside(region, items)
    return known[items]


def _stands_beside(region: Region, items: int) -> bool:
    here = region.seen.places[items]
    if here.parent not in region.parents:
        return False
    inner = region.seen.blocks[here.first : here.last]
    return len(inner) > 2 and not any(one.links for one in inner)


def _sift_comments(region: Region, verdicts: dict[int, str]) -> None:
    """All below the line that heads the readers' comments."""
    heads = (at for at, line in enumerate(region.folded) if COMMENTS.fullmatch(line))
    start = next((at for at in heads if at > region.start), len(region.blocks))
    for at in range(start, len(region.blocks)):
        verdicts.setdefault(at, "comments")
        region.weights[at] = 0


def _sift_trailers(region: Region, verdicts: dict[int, str]) -> None:
    """From the end up: lines that tell how to reach or follow someone, or who helped."""
    left = [at for at in range(len(region.blocks)) if at not in verdicts]
    notes = _notes(region, left)
    while len(left) > 2:
        at = left.pop()
        known = at in notes or _is_trailer(region.blocks[at]) or _is_source(region.folded[at])
        if not known:
            return
        verdicts[at] = "trailer"
        region.weights[at] = 0


def _notes(region: Region, left: list[int]) -> set[int]:
    """The editor's notes: the few lines in italics, and the last line, below a separator.

    A quotation or a question in italics is none.
    """
    italic = {at for at in left if _is_italic(region.blocks[at])}
    notes = italic if len(italic) <= _MOST_NOTES else set()
    parted = [at for at, block in enumerate(region.blocks) if _SEPARATOR.match(block.text)]
    if len(parted) == 1 and left[-1:] == [parted[0] + 1]:
        notes |= {left[-1]}
    return {at for at in notes if len(region.blocks[at].text) <= _MAX_TRAILER}


def _is_italic(block: Block) -> bool:
    said = block.italic and block.italic + block.links >= 0.9 * len(block.text)
    spoken = block.text[0] in _QUOTE_SIGNS or block.text.endswith(("?", "؟"))
    return bool(said) and not spoken and block.tag not in HEADINGS


def _is_source(folded: str) -> bool:
    """«المصدر: وكالات», an agency's name alone, «ترجمة: فلان»."""
    if len(folded) > _LONGEST_SOURCE:
        return False
    return bool(SOURCE.match(folded) or AGENCIES.match(folded) or BY_WITH_COLON.match(folded))


def _is_trailer(block: Block) -> bool:
    size = len(block.text)
    if size > _MAX_TRAILER or block.tag in HEADINGS:
        return False
    if _CONTACT.search(block.text) or _WHOLLY_BRACKETED.search(block.text):
        return True
    if block.bold >= 0.9 * size:
        return bool(block.links) or size < LABEL_SIZE
    least = 0.3 if SENTENCE_END.search(block.text) else 0.12
    return block.links > least * size and size < _LINKED_TRAILER


def _sift_edges(region: Region, verdicts: dict[int, str]) -> None:
    """Before the first and after the last paragraph only what is written like a paragraph stays."""
    for at, block in enumerate(region.blocks):
        if at in verdicts or at in region.sure or region.start <= at <= region.end:
            continue
        if not _like_text(region, at, block):
            verdicts[at] = "before the text" if at < region.start else "after the text"


def _like_text(region: Region, at: int, block: Block) -> bool:
    near = block.place in region.homes or region.signature(block) in region.kin
    if not near or block.links > 0.3 * len(block.text):
        return False
    if at < region.start:
        return block.tag not in HEADINGS
    return bool(SENTENCE_END.search(block.text))


def _sift_headings(region: Region, verdicts: dict[int, str]) -> None:
    """A heading stands over text: one followed only by what was cut, or by nothing, goes too."""
    followed = False
    for at in range(len(region.blocks) - 1, -1, -1):
        block = region.blocks[at]
        if at in verdicts:
            if verdicts[at] in ("link", "read also"):
                followed = False
            continue
        if region.is_heading(block) and not region.weights[at]:
            if not followed:
                verdicts[at] = "heading of nothing"
            continue
        followed = True
