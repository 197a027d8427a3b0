"""Section and tags by the words on the page, whatever its names. Pure."""

import re
from collections.abc import Sequence

from crawler.extraction.blocks import Block
from crawler.extraction.body import Body
from crawler.extraction.lexicon import chrome, labels
from crawler.extraction.markup import read_element_text
from crawler.text.normalise import fold_text

_TAG_SEPARATOR = re.compile(r"\s*[،,؛|#•·\n]\s*")
_MAX_NAME_CHARS = 40
_MAX_LINE_CHARS = 160
_MAX_TAG_WORDS = 5
_MAX_TAGS = 20
# The share of a list of links that may be the signs between them.
_MAX_SIGN_SHARE = 0.4
# How many blocks below the text a list of tags is looked for.
_BLOCKS_BELOW_TEXT = 8


def find_labelled_section(body: Body) -> str | None:
    """Return what stands behind a label («أقسام: أخبار»), on its line or on the next."""
    rows = [block.text for block in _find_blocks_around_text(body) if len(block.text) < 90]
    for at, row in enumerate(rows):
        label = labels.SECTION_LABEL.match(fold_text(row))
        if label is None:
            continue
        rest = " ".join(row.split()[len(label.group().split()) :])
        name = rest or (rows[at + 1] if at + 1 < len(rows) else "")
        if 2 <= len(name) <= _MAX_NAME_CHARS and len(name.split()) <= 4 and not _is_label(name):
            return name
    return None


def find_labelled_tags(body: Body) -> list[str]:
    """Return the links, else the words, behind a label of tags: on its line or on the next ones."""
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    start = first if body.headline_index is None else body.headline_index
    for at in [*range(last, min(last + _BLOCKS_BELOW_TEXT, len(blocks))), *range(start, first)]:
        folded = fold_text(blocks[at].text)
        label = labels.TAG_LABEL.match(folded)
        if label is None or chrome.READ_ALSO.match(folded) or len(folded) > 3 * _MAX_LINE_CHARS:
            continue
        found = _read_tags_on_line(body, at, label) or _read_tags_below(body, at, label)
        if found:
            return found
    return []


def _read_tags_on_line(body: Body, index: int, label: re.Match[str]) -> list[str]:
    """«Label: a | b», linked or, behind a colon, in plain words."""
    block = body.page_blocks.blocks[index]
    element = body.page_blocks.nodes[block.node_index].element
    links = [read_element_text(link, 80) for link in element.iter("a")] if block.link_chars else []
    found = [name for name in links if name and not labels.TAG_LABEL.fullmatch(fold_text(name))]
    if found or ":" not in label.group():
        return found
    rest = " ".join(block.text.split()[len(label.group().split()) :])
    return _accept_tag_names(_TAG_SEPARATOR.split(rest))


def _read_tags_below(body: Body, index: int, label: re.Match[str]) -> list[str]:
    """The short links, or the one line of words, below a label that stands alone."""
    blocks = body.page_blocks.blocks
    if label.end() < len(fold_text(blocks[index].text)):
        return []
    found: list[str] = []
    for block in blocks[index + 1 : index + 1 + _MAX_TAGS]:
        if not block.link_chars or block.unlinked_chars > _MAX_SIGN_SHARE * len(block.text):
            break
        places = body.page_blocks.nodes[block.node_index].element
        names = [read_element_text(link, 80) for link in places.iter("a")]
        if any(len(name) > _MAX_NAME_CHARS or len(name.split()) > _MAX_TAG_WORDS for name in names):
            break
        found += [name for name in names if name not in found]
    rest = blocks[index + 1].text if index + 1 < len(blocks) else ""
    listed = not found and len(rest) <= _MAX_LINE_CHARS and len(_TAG_SEPARATOR.split(rest)) > 1
    return found or (_accept_tag_names(_TAG_SEPARATOR.split(rest)) if listed else [])


def _accept_tag_names(pieces: Sequence[str]) -> list[str]:
    """The pieces of a list of tags; none where one of them is no name but prose."""
    names = [piece.strip() for piece in pieces if piece.strip()]
    short = all(
        len(name) <= _MAX_NAME_CHARS and len(name.split()) <= _MAX_TAG_WORDS for name in names
    )
    return names if short else []


def _find_blocks_around_text(body: Body) -> Sequence[Block]:
    """The blocks below the text, then those between headline and text."""
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    start = body.headline_index if body.headline_index is not None else first
    return [*blocks[last:], *blocks[start:first]]


def _is_label(text: str) -> bool:
    folded = fold_text(text)
    return bool(chrome.READ_ALSO.match(folded) or chrome.TEMPLATE_LABEL.fullmatch(folded))
