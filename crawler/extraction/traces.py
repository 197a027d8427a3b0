"""What tells a block from every other of its outlet: its folded text and its place. Pure."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice

from lxml import html

from crawler.text.normalise import fold

# Hex digits of a text's mark and of a place's; a trace is the one behind the other.
_TEXT, _PLACE = 16, 8
# The place of a standfirst, wherever it was found.
_LEAD = "lead"
# What is left of an article has at least this many words, or nothing is cut from it.
_LEAST_WORDS = 10
# Names that differ from page to page: `post-4711`, `css-1x9k`, `category-sport`.
_VOLATILE = re.compile(r"\d|^(?:category|cat|tag|author|format|topic)-")
_POSITIONS = frozenset({"first", "last", "odd", "even", "active", "current"})
_NAMES_MAX = 6
# A path is stored: steps from the container up, and characters of each.
_STEPS_MAX, _STEP_MAX = 12, 80
# Content systems print the page's number, kind and section on these.
_WHOLE = frozenset({"html", "body", "main", "article"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """What an outlet's own pages have taught: traces of its chrome, paths of its body's containers.

    A container is listed once it is confirmed.
    """

    chrome: frozenset[str] = frozenset()
    containers: tuple[str, ...] = ()


NOTHING = Learned()


def trace_of(text: str, home: html.HtmlElement) -> str:
    """Return the trace of a block in an element: hex, 24 digits.

    The place is the element and its parent, so that one line has one trace whichever of two nested
    elements a page's text was found in.
    """
    parent = home.getparent()
    above = step_of(parent) if parent is not None else ""
    return text_mark(text) + _place_mark(above, step_of(home))


@lru_cache(maxsize=8192)
def _place_mark(above: str, own: str) -> str:
    return _mark(f"{above}>{own}", _PLACE)


def lead_trace(lead: str) -> str:
    """Return the trace of a standfirst."""
    return text_mark(lead) + _LEAD


def text_mark(text: str) -> str:
    """Return the part of a trace that the text alone gives; folding it changes nothing."""
    return _mark(fold(text), _TEXT)


def mark_in(trace: str) -> str:
    """Return the text's mark in a trace; a standfirst's trace stays as it is."""
    return trace if trace.endswith(_LEAD) else trace[:_TEXT]


def path_of(element: html.HtmlElement) -> str:
    """Return the last steps from the root down to an element."""
    above = islice(element.iterancestors(), _STEPS_MAX - 1)
    return ">".join(reversed([step_of(element), *map(step_of, above)]))


def step_of(element: html.HtmlElement) -> str:
    """Return tag, id and classes, without what differs from page to page."""
    tag = str(element.tag)
    if tag in _WHOLE:
        return tag
    return _step(tag, element.get("id") or "", element.get("class") or "")


@lru_cache(maxsize=8192)
def _step(tag: str, identity: str, classes: str) -> str:
    own = f"#{identity}" if identity and not _VOLATILE.search(identity) else ""
    stable = sorted(
        {
            name
            for name in classes.split()[:_NAMES_MAX]
            if not _VOLATILE.search(name) and name not in _POSITIONS
        }
    )
    step = ".".join([tag + own, *stable]).replace(">", "")[:_STEP_MAX]
    return step.encode("utf-8", "replace").decode()


def learned_in(texts: Sequence[str], marks: Sequence[str], chrome: AbstractSet[str]) -> set[int]:
    """Return which paragraphs are learned chrome, by index; `marks` stand beside the `texts`.

    None at all where what is left would be no text.
    """
    found = {at for at, mark in enumerate(marks) if mark in chrome}
    if not found:
        return found
    left = (text for at, text in enumerate(texts) if at not in found)
    return found if _words(left) >= _LEAST_WORDS else set()


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _mark(value: str, digits: int) -> str:
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
