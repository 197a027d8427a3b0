"""Section, tags and byline by the words on the page, whatever its names. Pure."""

import re
from collections.abc import Sequence

from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import chrome, labels
from crawler.extraction.lexicon.people import BY
from crawler.extraction.markup import text_of
from crawler.text import ascii_digits, fold

_PIECE = re.compile(r"\s*[|•·●]\s*|\s+[-–—]\s+")
_LIST = re.compile(r"\s*[،,؛|#•·\n]\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_NAME = 40
_LONGEST_LINE = 160
_BYLINE_WORDS = 9
# How many blocks above the text a byline, and below it a list of tags, is looked for.
_ABOVE, _BELOW = 6, 8
_BYLINE_CHROME = frozenset({"date", "byline"})


def section(body: Body) -> str | None:
    """Return what stands behind a label («أقسام: أخبار»), on its line or on the next."""
    rows = [block.text for block in _around(body) if len(block.text) < 90]
    for at, row in enumerate(rows):
        label = labels.SECTION_LABEL.match(fold(row))
        if label is None:
            continue
        rest = " ".join(row.split()[len(label.group().split()) :])
        name = rest or (rows[at + 1] if at + 1 < len(rows) else "")
        if 2 <= len(name) <= _LONGEST_NAME and len(name.split()) <= 4 and not _is_label(name):
            return name
    return None


def tags(body: Body) -> list[str]:
    """Return the links, else the words, of a line that a label calls tags."""
    last = body.span[1]
    for block in body.blocks.blocks[last : last + _BELOW]:
        folded = fold(block.text)
        label = labels.TAG_LABEL.match(folded)
        if label is None or chrome.READ_ALSO.match(folded) or len(block.text) > 3 * _LONGEST_LINE:
            continue
        element = body.blocks.places[block.place].element
        links = [text_of(link, 80) for link in element.iter("a")]
        rest = " ".join(block.text.split()[len(label.group().split()) :])
        found = [name for name in links or _LIST.split(rest) if name]
        if found:
            return found
    return []


def byline(body: Body) -> list[str]:
    """Return the pieces of lines at the headline that begin with «بقلم» or stand beside a date.

    A name in bold right below the text signs it.
    """
    first = body.span[0]
    start = body.headline if body.headline is not None else max(0, first - _ABOVE)
    rows = [block.text for block in body.blocks.blocks[start : first + 1]]
    rows += [
        text_of(element, _LONGEST_LINE)
        for reason, element, at in body.blocks.skipped
        if reason in _BYLINE_CHROME and start <= at <= first
    ]
    found: list[str] = []
    for row in rows:
        pieces = (
            [piece for piece in _PIECE.split(row) if piece] if len(row) <= _LONGEST_LINE else []
        )
        named = [piece for piece in pieces if BY.match(fold(piece))]
        short = [piece for piece in named if len(piece.split()) <= _BYLINE_WORDS]
        found += short or _beside_date(pieces, body)
    signed = body.blocks.blocks[body.span[1] : body.span[1] + 1]
    return found or [block.text for block in signed if _is_signature(block)]


def _is_signature(block: Block) -> bool:
    """A name in bold on the line below the text."""
    bold = block.bold >= 0.9 * len(block.text) and not block.links
    return bold and 2 <= len(block.text.split()) <= 4 and not _is_label(block.text)


def _beside_date(pieces: list[str], body: Body) -> list[str]:
    """«Name | date»: two to four words that nothing on the page links to (a section's name)."""
    if len(pieces) < 2 or body.element is None:
        return []
    name, date = pieces[0], ascii_digits(pieces[1])
    if not _YEAR.search(date) or not 2 <= len(name.split()) <= 4 or re.search(r"\d", name):
        return []
    links = body.element.getroottree().iter("a")
    return [] if fold(name) in {fold(text_of(link, 60)) for link in links} else [name]


def _around(body: Body) -> Sequence[Block]:
    """The blocks below the text, then those between headline and text."""
    blocks = body.blocks.blocks
    first, last = body.span
    start = body.headline if body.headline is not None else first
    return [*blocks[last:], *blocks[start:first]]


def _is_label(text: str) -> bool:
    folded = fold(text)
    return bool(chrome.READ_ALSO.match(folded) or chrome.LABEL.fullmatch(folded))
