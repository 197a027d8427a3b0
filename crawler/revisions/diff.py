"""The paragraphs that differ, for people to look at. Pure."""

from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from crawler.revisions.alignment import blocks, pairs
from crawler.revisions.tokens import tokens

# A copy in `revisions` may be little larger than its document: entries of a diff, and characters of
# what each shows.
MOST, LONGEST = 20, 300
# Characters shown before the first that differs.
_BEFORE = 40
_CUT = "…"

Paragraphs = list[tuple[int, str]]
Part = Literal["title", "lead", "text"]
Op = Literal["insert", "delete", "replace"]


class Difference(NamedTuple):
    """One paragraph that differs.

    `at` counts paragraphs of the earlier version's part from 0; what is inserted stands before that
    one. `before` and `after` are None where there is nothing.
    """

    part: Part
    op: Op
    at: int
    before: str | None
    after: str | None


def line_diff(part: Part, old: str | None, new: str | None) -> Iterator[Difference]:
    """Compare headlines or standfirsts."""
    if tokens(old or "") != tokens(new or ""):
        yield _difference(part, 0, old or None, new or None)


def text_diff(old: Paragraphs, new: Paragraphs) -> Iterator[Difference]:
    """Compare paragraphs, each given with its place; equal stretches are left out."""
    keys = [[tokens(one) for _, one in side] for side in (old, new)]
    for a, b, c, d in blocks(*keys):
        became = dict(pairs(keys[0][a:b], keys[1][c:d]))
        shown = c
        for at in range(a, b):
            to = became.get(at - a)
            if to is not None:
                yield from _inserted(old, new, at, range(shown, c + to))
                shown = c + to + 1
            after = None if to is None else new[c + to][1]
            if to is None or keys[0][at] != keys[1][c + to]:
                yield _difference("text", old[at][0], old[at][1], after)
        yield from _inserted(old, new, b, range(shown, d))


def bounded(found: Iterator[Difference]) -> tuple[list[Difference], int]:
    """Return the first differences and how many more there are."""
    shown = list(islice(found, MOST))
    return shown, sum(1 for _ in found)


def _inserted(old: Paragraphs, new: Paragraphs, at: int, places: range) -> Iterator[Difference]:
    before = old[at][0] if at < len(old) else old[-1][0] + 1 if old else 0
    for place in places:
        yield _difference("text", before, None, new[place][1])


def _difference(part: Part, at: int, before: str | None, after: str | None) -> Difference:
    if before is None or after is None:
        op: Op = "insert" if before is None else "delete"
        return Difference(part, op, at, _window(before, 0), _window(after, 0))
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = max(0, (min(len(before), len(after)) if same is None else same) - _BEFORE)
    return Difference(part, "replace", at, _window(before, start), _window(after, start))


def _window(value: str | None, start: int) -> str | None:
    if value is None or len(value) <= LONGEST:
        return value
    end = start + LONGEST
    return (_CUT if start else "") + value[start:end] + (_CUT if end < len(value) else "")
