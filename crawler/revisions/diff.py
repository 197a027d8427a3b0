"""The paragraphs that differ, for people to look at. Pure."""

from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from crawler.revisions.alignment import iter_changed_ranges, pair_sentences
from crawler.revisions.tokens import split_tokens

# A copy in `revisions` may be little larger than its document: entries of a diff, and characters of
# what each shows.
MAX_DIFFERENCES, MAX_CHARACTERS_SHOWN = 20, 300
# Characters shown before the first that differs.
_CONTEXT_CHARACTERS = 40
_ELLIPSIS = "…"

Paragraphs = list[tuple[int, str]]
ArticlePart = Literal["title", "lead", "text"]
DiffOperation = Literal["insert", "delete", "replace"]


class Difference(NamedTuple):
    """One paragraph that differs.

    `at` counts paragraphs of the earlier version's part from 0; what is inserted stands before that
    one. `before` and `after` are None where there is nothing.
    """

    part: ArticlePart
    op: DiffOperation
    at: int
    before: str | None
    after: str | None


def diff_lines(part: ArticlePart, old: str | None, new: str | None) -> Iterator[Difference]:
    """Compare headlines or standfirsts."""
    if split_tokens(old or "") != split_tokens(new or ""):
        yield _make_difference(part, 0, old or None, new or None)


def diff_paragraphs(old: Paragraphs, new: Paragraphs) -> Iterator[Difference]:
    """Compare paragraphs, each given with its place; equal stretches are left out."""
    keys = [[split_tokens(one) for _, one in side] for side in (old, new)]
    for a, b, c, d in iter_changed_ranges(*keys):
        became = dict(pair_sentences(keys[0][a:b], keys[1][c:d]))
        shown = c
        for at in range(a, b):
            to = became.get(at - a)
            if to is not None:
                yield from _iter_insertions(old, new, at, range(shown, c + to))
                shown = c + to + 1
            after = None if to is None else new[c + to][1]
            if to is None or keys[0][at] != keys[1][c + to]:
                yield _make_difference("text", old[at][0], old[at][1], after)
        yield from _iter_insertions(old, new, b, range(shown, d))


def limit_differences(differences: Iterator[Difference]) -> tuple[list[Difference], int]:
    """Return the first differences and how many more there are."""
    shown = list(islice(differences, MAX_DIFFERENCES))
    return shown, sum(1 for _ in differences)


def _iter_insertions(
    old: Paragraphs, new: Paragraphs, index: int, indices: range
) -> Iterator[Difference]:
    before = old[index][0] if index < len(old) else old[-1][0] + 1 if old else 0
    for place in indices:
        yield _make_difference("text", before, None, new[place][1])


def _make_difference(
    part: ArticlePart, index: int, before: str | None, after: str | None
) -> Difference:
    if before is None or after is None:
        op: DiffOperation = "insert" if before is None else "delete"
        return Difference(part, op, index, _cut_excerpt(before, 0), _cut_excerpt(after, 0))
    same = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = max(0, (min(len(before), len(after)) if same is None else same) - _CONTEXT_CHARACTERS)
    return Difference(
        part, "replace", index, _cut_excerpt(before, start), _cut_excerpt(after, start)
    )


def _cut_excerpt(value: str | None, start: int) -> str | None:
    if value is None or len(value) <= MAX_CHARACTERS_SHOWN:
        return value
    end = start + MAX_CHARACTERS_SHOWN
    return (_ELLIPSIS if start else "") + value[start:end] + (_ELLIPSIS if end < len(value) else "")
