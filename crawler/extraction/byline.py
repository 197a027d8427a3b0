"""Who wrote it, by the words around the text: labels, a name beside the date, a signature. Pure."""

import re
from collections.abc import Iterable, Iterator

from lxml import html

from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import chrome, labels
from crawler.extraction.lexicon.people import BY, PLACES
from crawler.extraction.markup import text_of
from crawler.text.normalise import ascii_digits, fold

_PIECE = re.compile(r"\s*[|•·●]\s*|\s+[-–—]\s+|\s*\n\s*")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|\d:\d\d")
_SENTENCE_END = re.compile(r"[.!?؟…:]$")
_LEFT = re.compile(r"text-align\s*:\s*(?:left|end)", re.IGNORECASE)
_LONGEST_LINE = 160
_BYLINE_WORDS = 9
_NAME_WORDS, _SIGNATURE_WORDS = 4, 9
# How many blocks above the text a byline, and below it a signature, is looked for.
_ABOVE, _BELOW = 6, 2
_CHROME = frozenset({"date", "byline"})


def byline(body: Body, site_names: Iterable[str] = ()) -> list[str]:
    """Return what names writers: the lines at the headline, else the signature below the text."""
    above = [name for row in rows(body) for name in _of_row(row, body)]
    return above or list(_signatures(body)) or _beside_the_site(body, site_names)


def rows(body: Body) -> Iterator[str]:
    """Return the short lines from the headline to the first paragraph."""
    first = body.span[0]
    start = body.headline if body.headline is not None else max(0, first - _ABOVE)
    lines = [block.text for block in body.blocks.blocks[start : first + 1]]
    lines += [
        text_of(element, _LONGEST_LINE + 1)
        for reason, element, at in body.blocks.skipped
        if reason in _CHROME and start <= at <= first
    ]
    return (line for line in lines if len(line) <= _LONGEST_LINE)


def _of_row(row: str, body: Body) -> list[str]:
    """«بقلم: a - b», else «a | date»."""
    pieces = [piece for piece in _PIECE.split(row) if piece]
    labelled = [at for at, piece in enumerate(pieces) if BY.match(fold(piece))]
    if labelled:
        first = labelled[0]
        further = [piece for piece in pieces[first + 1 : first + 2] if _may_be_name(piece, body)]
        found = [pieces[at] for at in labelled] + further
        return [piece for piece in found if len(piece.split()) <= _BYLINE_WORDS]
    dated = next((at for at, piece in enumerate(pieces) if _DATE.search(ascii_digits(piece))), 0)
    return [piece for piece in pieces[:dated] if _may_be_name(piece, body)]


def _may_be_name(piece: str, body: Body) -> bool:
    """Two to four words, neither a place nor what the page links to (a section)."""
    folded = fold(piece)
    if not 2 <= len(piece.split()) <= _NAME_WORDS or any(char.isdigit() for char in piece):
        return False
    if PLACES.fullmatch(folded) or _is_label(folded) or labels.MONTH.search(folded):
        return False
    return body.element is not None and folded not in _links(body.element)


def _links(element: html.HtmlElement) -> set[str]:
    return {fold(text_of(link, 60)) for link in element.getroottree().iter("a")}


def _signatures(body: Body) -> Iterator[str]:
    """What stands alone below the text, labelled, in bold or at the left edge."""
    last = body.span[1]
    for block in body.blocks.blocks[last : last + _BELOW]:
        folded = fold(block.text)
        words = len(block.text.split())
        if words > _SIGNATURE_WORDS or block.links or _SENTENCE_END.search(block.text):
            return
        if chrome.SOURCE.match(folded) or _is_label(folded):
            return
        if BY.match(folded) or (words > 1 and _is_signed(block, body)):
            yield block.text


def _beside_the_site(body: Body, site_names: Iterable[str]) -> list[str]:
    """«site / name» alone on the last line of the text or the first below it."""
    names = {fold(name) for name in site_names if name}
    for block in body.blocks.blocks[max(0, body.span[1] - 1) : body.span[1] + 1]:
        sides = [side.strip() for side in block.text.split("/")]
        if len(sides) == 2 and len(block.text.split()) <= _SIGNATURE_WORDS:
            found = [side for side in sides if side and fold(side) not in names]
            if len(found) == 1 and len(found[0].split()) <= _NAME_WORDS:
                return found
    return []


def _is_signed(block: Block, body: Body) -> bool:
    """In bold, or moved to the edge where Arabic lines end."""
    if block.bold >= 0.9 * len(block.text):
        return True
    element = body.blocks.places[block.place].element
    return element.get("align") == "left" or bool(_LEFT.search(element.get("style") or ""))


def _is_label(folded: str) -> bool:
    return bool(chrome.READ_ALSO.match(folded) or chrome.LABEL.fullmatch(folded))
