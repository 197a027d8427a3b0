"""Block ids and element paths, and the `LearnedTemplate` of an outlet, made of them. Pure."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice

from lxml import html

from crawler.text.normalise import fold_text

# Hex digits of the two hashes that a block id joins.
_TEXT_HASH_DIGITS, _POSITION_HASH_DIGITS = 16, 8
# Stands for the position in a standfirst's id, wherever the standfirst was found.
_STANDFIRST_SUFFIX = "lead"
# Nothing is cut from an article that would be left with fewer words.
_MIN_WORDS_LEFT = 10
# Names that differ from page to page: `post-4711`, `css-1x9k`, `category-sport`.
_VOLATILE_NAME = re.compile(r"\d|^(?:category|cat|tag|author|format|topic)-")
_POSITION_CLASSES = frozenset({"first", "last", "odd", "even", "active", "current"})
_MAX_CLASS_NAMES = 6
# Paths are stored: steps from the container up, and characters of each.
_MAX_STEPS, _MAX_STEP_CHARS = 12, 80
# Content systems print the page's number, kind and section into their names.
_PAGE_TAGS = frozenset({"html", "body", "main", "article"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedTemplate:
    """A template learned from an outlet's own pages.

    It holds the block ids of the boilerplate and the paths of confirmed body containers.
    """

    boilerplate_ids: frozenset[str] = frozenset()
    container_paths: tuple[str, ...] = ()


NOTHING_LEARNED = LearnedTemplate()


def compute_block_id(text: str, element: html.HtmlElement) -> str:
    """Return the id of a block in an element: 24 hex digits.

    Only the element and its parent count as its position, so that a line has the same id whichever
    container the page's text was found in.
    """
    parent = element.getparent()
    parent_step = build_path_step(parent) if parent is not None else ""
    return hash_block_text(text) + _hash_position(parent_step, build_path_step(element))


@lru_cache(maxsize=8192)
def _hash_position(parent_step: str, own_step: str) -> str:
    return _hash_to_hex(f"{parent_step}>{own_step}", _POSITION_HASH_DIGITS)


def compute_standfirst_id(standfirst: str) -> str:
    """Return the id of a standfirst, the same in every position."""
    return hash_block_text(standfirst) + _STANDFIRST_SUFFIX


def hash_block_text(text: str) -> str:
    """Return the part of a block id that comes from the text, folded or not."""
    return _hash_to_hex(fold_text(text), _TEXT_HASH_DIGITS)


def extract_text_hash(block_id: str) -> str:
    """Return the part of a block id that comes from the text; a standfirst's id stays whole."""
    return block_id if block_id.endswith(_STANDFIRST_SUFFIX) else block_id[:_TEXT_HASH_DIGITS]


def build_element_path(element: html.HtmlElement) -> str:
    """Return the last steps from the root down to an element."""
    ancestors = islice(element.iterancestors(), _MAX_STEPS - 1)
    return ">".join(reversed([build_path_step(element), *map(build_path_step, ancestors)]))


def build_path_step(element: html.HtmlElement) -> str:
    """Return an element's tag, id and classes, without those that differ from page to page."""
    tag = str(element.tag)
    if tag in _PAGE_TAGS:
        return tag
    return _format_path_step(tag, element.get("id") or "", element.get("class") or "")


@lru_cache(maxsize=8192)
def _format_path_step(tag: str, element_id: str, classes: str) -> str:
    id_part = f"#{element_id}" if element_id and not _VOLATILE_NAME.search(element_id) else ""
    stable_classes = sorted(
        {
            name
            for name in classes.split()[:_MAX_CLASS_NAMES]
            if not _VOLATILE_NAME.search(name) and name not in _POSITION_CLASSES
        }
    )
    step = ".".join([tag + id_part, *stable_classes]).replace(">", "")[:_MAX_STEP_CHARS]
    return step.encode("utf-8", "replace").decode()


def find_learned_boilerplate(
    texts: Sequence[str], block_ids: Sequence[str], boilerplate_ids: AbstractSet[str]
) -> set[int]:
    """Return the indexes of paragraphs that are learned boilerplate.

    `block_ids` are those of the `texts`, in their order. The set is empty where too little text
    would be left.
    """
    indexes = {index for index, block_id in enumerate(block_ids) if block_id in boilerplate_ids}
    if not indexes:
        return indexes
    remaining_texts = (text for index, text in enumerate(texts) if index not in indexes)
    return indexes if _count_words(remaining_texts) >= _MIN_WORDS_LEFT else set()


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _hash_to_hex(value: str, digits: int) -> str:
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
