"""Differences between two versions, paragraph by paragraph, for people. Pure."""

from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from crawler.revisions.alignment import iter_changed_ranges, pair_sentences
from crawler.revisions.tokens import split_tokens

# Bounds that keep a stored revision little larger than its article: differences, and characters of
# each side.
MAX_DIFFERENCES, MAX_CHARACTERS_SHOWN = 20, 300
# Characters shown before the first that differs.
_CONTEXT_CHARACTERS = 40
_ELLIPSIS = "…"

Paragraphs = list[tuple[int, str]]
ArticlePart = Literal["title", "lead", "text"]
DiffOperation = Literal["insert", "delete", "replace"]


class Difference(NamedTuple):
    """One paragraph that differs.

    `at` is the index of the paragraph in that part of the earlier version; an inserted paragraph
    stands before it. `before` is None for an insertion, `after` for a deletion.
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
    """Yield the differences between paragraphs, each given as (stored index, text)."""
    old_tokens = [split_tokens(paragraph) for _, paragraph in old]
    new_tokens = [split_tokens(paragraph) for _, paragraph in new]
    for a, b, c, d in iter_changed_ranges(old_tokens, new_tokens):
        pairs = dict(pair_sentences(old_tokens[a:b], new_tokens[c:d]))
        next_new = c
        for i in range(a, b):
            offset = pairs.get(i - a)
            if offset is None:
                yield _make_difference("text", old[i][0], old[i][1], None)
                continue
            j = c + offset
            yield from _iter_insertions(old, new, i, range(next_new, j))
            next_new = j + 1
            if old_tokens[i] != new_tokens[j]:
                yield _make_difference("text", old[i][0], old[i][1], new[j][1])
        yield from _iter_insertions(old, new, b, range(next_new, d))


def limit_differences(differences: Iterator[Difference]) -> tuple[list[Difference], int]:
    """Return the first differences, and the number of the others."""
    shown = list(islice(differences, MAX_DIFFERENCES))
    return shown, sum(1 for _ in differences)


def _iter_insertions(
    old: Paragraphs, new: Paragraphs, index: int, indices: range
) -> Iterator[Difference]:
    stored_index = old[index][0] if index < len(old) else old[-1][0] + 1 if old else 0
    for j in indices:
        yield _make_difference("text", stored_index, None, new[j][1])


def _make_difference(
    part: ArticlePart, index: int, before: str | None, after: str | None
) -> Difference:
    if before is None or after is None:
        op: DiffOperation = "insert" if before is None else "delete"
        return Difference(part, op, index, _cut_excerpt(before, 0), _cut_excerpt(after, 0))
    pairs = enumerate(zip(before, after, strict=False))
    first_change = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, first_change - _CONTEXT_CHARACTERS)
    return Difference(
        part, "replace", index, _cut_excerpt(before, start), _cut_excerpt(after, start)
    )


def _cut_excerpt(value: str | None, start: int) -> str | None:
    if value is None or len(value) <= MAX_CHARACTERS_SHOWN:
        return value
    end = start + MAX_CHARACTERS_SHOWN
    return (_ELLIPSIS if start else "") + value[start:end] + (_ELLIPSIS if end < len(value) else "")
