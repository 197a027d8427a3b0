"""What tells a block from every other of its outlet: its folded text and its place. Pure."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice

from lxml import html

from crawler.text.normalise import fold_text

# Hex digits of a text's mark and of a place's; a trace is the one behind the other.
_TEXT_HASH_DIGITS, _POSITION_HASH_DIGITS = 16, 8
# The place of a standfirst, wherever it was found.
_STANDFIRST_SUFFIX = "lead"
# What is left of an article has at least this many words, or nothing is cut from it.
_MIN_WORDS_LEFT = 10
# Names that differ from page to page: `post-4711`, `css-1x9k`, `category-sport`.
_VOLATILE_NAME = re.compile(r"\d|^(?:category|cat|tag|author|format|topic)-")
_POSITION_CLASSES = frozenset({"first", "last", "odd", "even", "active", "current"})
_MAX_CLASS_NAMES = 6
# A path is stored: steps from the container up, and characters of each.
_MAX_STEPS, _MAX_STEP_CHARS = 12, 80
# Content systems print the page's number, kind and section on these.
_PAGE_TAGS = frozenset({"html", "body", "main", "article"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedTemplate:
    """What an outlet's own pages have taught: traces of its chrome, paths of its body's containers.

    A container is listed once it is confirmed.
    """

    boilerplate_ids: frozenset[str] = frozenset()
    container_paths: tuple[str, ...] = ()


NOTHING_LEARNED = LearnedTemplate()


def compute_block_id(text: str, element: html.HtmlElement) -> str:
    """Return the trace of a block in an element: hex, 24 digits.

    The place is the element and its parent, so that one line has one trace whichever of two nested
    elements a page's text was found in.
    """
    parent = element.getparent()
    above = build_path_step(parent) if parent is not None else ""
    return hash_block_text(text) + _hash_position(above, build_path_step(element))


@lru_cache(maxsize=8192)
def _hash_position(parent_step: str, own_step: str) -> str:
    return _hash_to_hex(f"{parent_step}>{own_step}", _POSITION_HASH_DIGITS)


def compute_standfirst_id(standfirst: str) -> str:
    """Return the trace of a standfirst."""
    return hash_block_text(standfirst) + _STANDFIRST_SUFFIX


def hash_block_text(text: str) -> str:
    """Return the part of a trace that the text alone gives; folding it changes nothing."""
    return _hash_to_hex(fold_text(text), _TEXT_HASH_DIGITS)


def extract_text_hash(block_id: str) -> str:
    """Return the text's mark in a trace; a standfirst's trace stays as it is."""
    return block_id if block_id.endswith(_STANDFIRST_SUFFIX) else block_id[:_TEXT_HASH_DIGITS]


def build_element_path(element: html.HtmlElement) -> str:
    """Return the last steps from the root down to an element."""
    above = islice(element.iterancestors(), _MAX_STEPS - 1)
    return ">".join(reversed([build_path_step(element), *map(build_path_step, above)]))


def build_path_step(element: html.HtmlElement) -> str:
    """Return tag, id and classes, without what differs from page to page."""
    tag = str(element.tag)
    if tag in _PAGE_TAGS:
        return tag
    return _format_path_step(tag, element.get("id") or "", element.get("class") or "")


@lru_cache(maxsize=8192)
def _format_path_step(tag: str, element_id: str, classes: str) -> str:
    own = f"#{element_id}" if element_id and not _VOLATILE_NAME.search(element_id) else ""
    stable = sorted(
        {
            name
            for name in classes.split()[:_MAX_CLASS_NAMES]
            if not _VOLATILE_NAME.search(name) and name not in _POSITION_CLASSES
        }
    )
    step = ".".join([tag + own, *stable]).replace(">", "")[:_MAX_STEP_CHARS]
    return step.encode("utf-8", "replace").decode()


def find_learned_boilerplate(
    texts: Sequence[str], block_ids: Sequence[str], boilerplate_ids: AbstractSet[str]
) -> set[int]:
    """Return which paragraphs are learned chrome, by index; `block_ids` stand beside the `texts`.

    None at all where what is left would be no text.
    """
    found = {at for at, mark in enumerate(block_ids) if mark in boilerplate_ids}
    if not found:
        return found
    left = (text for at, text in enumerate(texts) if at not in found)
    return found if _count_words(left) >= _MIN_WORDS_LEFT else set()


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _hash_to_hex(value: str, digits: int) -> str:
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
