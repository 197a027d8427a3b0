"""Section and tags found by labels in the visible text, whatever the class names. Pure."""

import re
from collections.abc import Sequence

from crawler.extraction.body.blocks import Block
from crawler.extraction.body.body import Body
from crawler.extraction.lexicon import chrome, labels
from crawler.extraction.page.semantic_markup import read_element_text
from crawler.text.normalise import fold_text

_TAG_SEPARATOR = re.compile(r"\s*[،,؛|#•·\n]\s*")
_MAX_NAME_CHARS = 40
_MAX_LINE_CHARS = 160
_MAX_TAG_WORDS = 5
_MAX_TAGS = 20
# In a list of links at most this share of the text may be unlinked signs.
_MAX_SIGN_SHARE = 0.4
# A list of tags is looked for this many blocks below the text.
_BLOCKS_BELOW_TEXT = 8


def find_labelled_section(body: Body) -> str | None:
    """Return the section behind a label («أقسام: أخبار»), on the same line or on the next."""
    lines = [block.text for block in _find_blocks_around_text(body) if len(block.text) < 90]
    for index, line in enumerate(lines):
        label = labels.SECTION_LABEL.match(fold_text(line))
        if label is None:
            continue
        rest = " ".join(line.split()[len(label.group().split()) :])
        name = rest or (lines[index + 1] if index + 1 < len(lines) else "")
        if 2 <= len(name) <= _MAX_NAME_CHARS and len(name.split()) <= 4 and not _is_label(name):
            return name
    return None


def find_labelled_tags(body: Body) -> list[str]:
    """Return the tags behind a label, links before words, on the same line or on the next ones."""
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    start = first if body.headline_index is None else body.headline_index
    for index in [*range(last, min(last + _BLOCKS_BELOW_TEXT, len(blocks))), *range(start, first)]:
        folded = fold_text(blocks[index].text)
        label = labels.TAG_LABEL.match(folded)
        if label is None or chrome.READ_ALSO.match(folded) or len(folded) > 3 * _MAX_LINE_CHARS:
            continue
        tags = _read_tags_on_line(body, index, label) or _read_tags_below(body, index, label)
        if tags:
            return tags
    return []


def _read_tags_on_line(body: Body, index: int, label: re.Match[str]) -> list[str]:
    """Read «label: a | b»: the links or, behind a colon, plain words."""
    block = body.page_blocks.blocks[index]
    element = body.page_blocks.nodes[block.node_index].element
    links = [read_element_text(link, 80) for link in element.iter("a")] if block.link_chars else []
    tags = [name for name in links if name and not labels.TAG_LABEL.fullmatch(fold_text(name))]
    if tags or ":" not in label.group():
        return tags
    rest = " ".join(block.text.split()[len(label.group().split()) :])
    return _accept_tag_names(_TAG_SEPARATOR.split(rest))


def _read_tags_below(body: Body, index: int, label: re.Match[str]) -> list[str]:
    """Read the short links, or the one line of words, below a label that stands alone."""
    blocks = body.page_blocks.blocks
    if label.end() < len(fold_text(blocks[index].text)):
        return []
    tags: list[str] = []
    for block in blocks[index + 1 : index + 1 + _MAX_TAGS]:
        if not block.link_chars or block.unlinked_chars > _MAX_SIGN_SHARE * len(block.text):
            break
        element = body.page_blocks.nodes[block.node_index].element
        names = [read_element_text(link, 80) for link in element.iter("a")]
        if any(len(name) > _MAX_NAME_CHARS or len(name.split()) > _MAX_TAG_WORDS for name in names):
            break
        tags += [name for name in names if name not in tags]
    rest = blocks[index + 1].text if index + 1 < len(blocks) else ""
    is_word_list = not tags and len(rest) <= _MAX_LINE_CHARS and len(_TAG_SEPARATOR.split(rest)) > 1
    return tags or (_accept_tag_names(_TAG_SEPARATOR.split(rest)) if is_word_list else [])


def _accept_tag_names(pieces: Sequence[str]) -> list[str]:
    """Return the names in a list of tags; none where any piece is prose."""
    names = [piece.strip() for piece in pieces if piece.strip()]
    all_short = all(
        len(name) <= _MAX_NAME_CHARS and len(name.split()) <= _MAX_TAG_WORDS for name in names
    )
    return names if all_short else []


def _find_blocks_around_text(body: Body) -> Sequence[Block]:
    """Return the blocks below the text, then those between headline and text."""
    blocks = body.page_blocks.blocks
    first, last = body.block_span
    start = body.headline_index if body.headline_index is not None else first
    return [*blocks[last:], *blocks[start:first]]


def _is_label(text: str) -> bool:
    folded = fold_text(text)
    return bool(chrome.READ_ALSO.match(folded) or chrome.TEMPLATE_LABEL.fullmatch(folded))
