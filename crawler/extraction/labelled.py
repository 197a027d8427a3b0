"""Section and tags by the words on the page, whatever its names. Pure."""

import re
from collections.abc import Sequence

from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import chrome, labels
from crawler.extraction.markup import text_of
from crawler.text.normalise import fold

_LIST = re.compile(r"\s*[،,؛|#•·\n]\s*")
_LONGEST_NAME = 40
_LONGEST_LINE = 160
_TAG_WORDS = 5
_MOST_TAGS = 20
# The share of a list of links that may be the signs between them.
_SIGNS = 0.4
# How many blocks below the text a list of tags is looked for.
_BELOW = 8


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
    """Return the links, else the words, behind a label of tags: on its line or on the next ones."""
    blocks = body.blocks.blocks
    first, last = body.span
    start = first if body.headline is None else body.headline
    for at in [*range(last, min(last + _BELOW, len(blocks))), *range(start, first)]:
        folded = fold(blocks[at].text)
        label = labels.TAG_LABEL.match(folded)
        if label is None or chrome.READ_ALSO.match(folded) or len(folded) > 3 * _LONGEST_LINE:
            continue
        found = _tags_of_line(body, at, label) or _tags_below(body, at, label)
        if found:
            return found
    return []


def _tags_of_line(body: Body, at: int, label: re.Match[str]) -> list[str]:
    """«Label: a | b», linked or, behind a colon, in plain words."""
    block = body.blocks.blocks[at]
    element = body.blocks.places[block.place].element
    links = [text_of(link, 80) for link in element.iter("a")] if block.links else []
    found = [name for name in links if name and not labels.TAG_LABEL.fullmatch(fold(name))]
    if found or ":" not in label.group():
        return found
    rest = " ".join(block.text.split()[len(label.group().split()) :])
    return _names(_LIST.split(rest))


def _tags_below(body: Body, at: int, label: re.Match[str]) -> list[str]:
    """The short links, or the one line of words, below a label that stands alone."""
    blocks = body.blocks.blocks
    if label.end() < len(fold(blocks[at].text)):
        return []
    found: list[str] = []
    for block in blocks[at + 1 : at + 1 + _MOST_TAGS]:
        if not block.links or block.size > _SIGNS * len(block.text):
            break
        places = body.blocks.places[block.place].element
        names = [text_of(link, 80) for link in places.iter("a")]
        if any(len(name) > _LONGEST_NAME or len(name.split()) > _TAG_WORDS for name in names):
            break
        found += [name for name in names if name not in found]
    rest = blocks[at + 1].text if at + 1 < len(blocks) else ""
    listed = not found and len(rest) <= _LONGEST_LINE and len(_LIST.split(rest)) > 1
    return found or (_names(_LIST.split(rest)) if listed else [])


def _names(pieces: Sequence[str]) -> list[str]:
    """The pieces of a list of tags; none where one of them is no name but prose."""
    names = [piece.strip() for piece in pieces if piece.strip()]
    short = all(len(name) <= _LONGEST_NAME and len(name.split()) <= _TAG_WORDS for name in names)
    return names if short else []


def _around(body: Body) -> Sequence[Block]:
    """The blocks below the text, then those between headline and text."""
    blocks = body.blocks.blocks
    first, last = body.span
    start = body.headline if body.headline is not None else first
    return [*blocks[last:], *blocks[start:first]]


def _is_label(text: str) -> bool:
    folded = fold(text)
    return bool(chrome.READ_ALSO.match(folded) or chrome.LABEL.fullmatch(folded))
