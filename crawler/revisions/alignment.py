"""Which sentence, or paragraph, of the earlier version became which of the later one. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain

from crawler.revisions.tokens import Sentence, folded_words
from crawler.revisions.typos import is_slip

# Share of common words from which two sentences are versions of one.
_ALIKE = 0.4
# Sentences of a changed passage times those it became: beyond, it is another text.
_MOST_PAIRS = 10_000

Block = tuple[int, int, int, int]


@dataclass(slots=True)
class Changes:
    """What became of sentences; `kept` counts words that stand in both versions."""

    kept: int = 0
    slips: int = 0
    changed: int = 0
    moved: int = 0
    lost: list[Sentence] = field(default_factory=list)
    gained: list[Sentence] = field(default_factory=list)

    @property
    def only_slips(self) -> bool:
        """Whether nothing but slips of the pen, or nothing at all, was changed."""
        return not (self.changed or self.moved or self.lost or self.gained)


def changes(old: Sequence[Sentence], new: Sequence[Sentence]) -> Changes:
    """Compare two texts sentence by sentence."""
    found = Changes()
    for a, b, c, d in blocks(old, new):
        _compare(old[a:b], new[c:d], found)
    gone, come = Counter(found.lost), Counter(found.gained)
    for sentence, times in (gone & come).items():
        found.moved += times
        found.kept += times * len(folded_words(sentence))
    found.lost, found.gained = list((gone - come).elements()), list((come - gone).elements())
    found.kept += sum(len(folded_words(one)) for one in equal(old, new))
    return found


def blocks(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Block]:
    """Yield the stretches that differ, those left out that only break lines elsewhere."""
    for op, a, b, c, d in _matcher(old, new).get_opcodes():
        if op != "equal" and _joined(old[a:b]) != _joined(new[c:d]):
            yield a, b, c, d


def equal(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences that stand as they stood."""
    for op, a, b, c, d in _matcher(old, new).get_opcodes():
        if op == "equal" or _joined(old[a:b]) == _joined(new[c:d]):
            yield from old[a:b]


def pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return which of the old became which of the new, by index, in the order of both.

    Those with the most words in common over all; one alone became the other alone.
    """
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    bags = [[Counter(folded_words(one)) for one in side] for side in (old, new)]
    likeness = [[_alike(one, other) for other in bags[1]] for one in bags[0]]
    return _best(likeness, len(old), len(new))


def _compare(old: Sequence[Sentence], new: Sequence[Sentence], found: Changes) -> None:
    whole, became = _joined(old), _joined(new)
    if old and new and is_slip(whole, became):
        found.slips += 1
        found.kept += _common(whole, became)
        return
    matched = pairs(old, new) if old and new else []
    for one, other in matched:
        found.kept += _common(old[one], new[other])
        if old[one] == new[other]:
            continue
        if is_slip(old[one], new[other]):
            found.slips += 1
        else:
            found.changed += 1
    taken = [{pair[side] for pair in matched} for side in (0, 1)]
    found.lost += [one for at, one in enumerate(old) if at not in taken[0]]
    found.gained += [one for at, one in enumerate(new) if at not in taken[1]]


def _best(likeness: list[list[float]], rows: int, columns: int) -> list[tuple[int, int]]:
    """Return the pairs, in order, whose likeness sums up to the most."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _alike(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of common words; 0 below what makes two versions of one sentence."""
    words = old.total() + new.total()
    share = 2 * (old & new).total() / words if words else 0.0
    return share if share >= _ALIKE else 0.0


def _common(old: Sentence, new: Sentence) -> int:
    return (Counter(folded_words(old)) & Counter(folded_words(new))).total()


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    return tuple(chain.from_iterable(sentences))


def _matcher(old: Sequence[Sentence], new: Sequence[Sentence]) -> SequenceMatcher[Sentence]:
    return SequenceMatcher(None, old, new, autojunk=False)
