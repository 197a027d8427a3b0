"""Which sentence, or paragraph, of the earlier version became which of the later one. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain

from crawler.revisions.tokens import Sentence, fold_sentence_words
from crawler.revisions.typos import is_typo

# Share of common words from which two sentences are versions of one.
_MIN_SIMILARITY = 0.4
# Sentences of a changed passage times those it became: beyond, it is another text.
_MAX_PAIRS = 10_000

ChangedRange = tuple[int, int, int, int]


@dataclass(slots=True)
class SentenceChanges:
    """What became of sentences; `kept` counts words that stand in both versions."""

    kept_words: int = 0
    typos: int = 0
    changed: int = 0
    moved: int = 0
    lost: list[Sentence] = field(default_factory=list)
    gained: list[Sentence] = field(default_factory=list)

    @property
    def only_typos(self) -> bool:
        """Whether nothing but slips of the pen, or nothing at all, was changed."""
        return not (self.changed or self.moved or self.lost or self.gained)


def compare_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> SentenceChanges:
    """Compare two texts sentence by sentence."""
    found = SentenceChanges()
    for a, b, c, d in iter_changed_ranges(old, new):
        _compare_range(old[a:b], new[c:d], found)
    gone, come = Counter(found.lost), Counter(found.gained)
    for sentence, times in (gone & come).items():
        found.moved += times
        found.kept_words += times * len(fold_sentence_words(sentence))
    found.lost, found.gained = list((gone - come).elements()), list((come - gone).elements())
    found.kept_words += sum(
        len(fold_sentence_words(one)) for one in iter_unchanged_sentences(old, new)
    )
    return found


def iter_changed_ranges(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[ChangedRange]:
    """Yield the stretches that differ, those left out that only break lines elsewhere."""
    for op, a, b, c, d in _make_matcher(old, new).get_opcodes():
        if op != "equal" and _join_sentences(old[a:b]) != _join_sentences(new[c:d]):
            yield a, b, c, d


def iter_unchanged_sentences(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> Iterator[Sentence]:
    """Yield the sentences that stand as they stood."""
    for op, a, b, c, d in _make_matcher(old, new).get_opcodes():
        if op == "equal" or _join_sentences(old[a:b]) == _join_sentences(new[c:d]):
            yield from old[a:b]


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return which of the old became which of the new, by index, in the order of both.

    Those with the most words in common over all; one alone became the other alone.
    """
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > _MAX_PAIRS:
        return []
    bags = [[Counter(fold_sentence_words(one)) for one in side] for side in (old, new)]
    likeness = [[_compute_similarity(one, other) for other in bags[1]] for one in bags[0]]
    return _find_best_pairs(likeness, len(old), len(new))


def _compare_range(
    old: Sequence[Sentence], new: Sequence[Sentence], result: SentenceChanges
) -> None:
    whole, became = _join_sentences(old), _join_sentences(new)
    if old and new and is_typo(whole, became):
        result.typos += 1
        result.kept_words += _count_common_words(whole, became)
        return
    matched = pair_sentences(old, new) if old and new else []
    for one, other in matched:
        result.kept_words += _count_common_words(old[one], new[other])
        if old[one] == new[other]:
            continue
        if is_typo(old[one], new[other]):
            result.typos += 1
        else:
            result.changed += 1
    taken = [{pair[side] for pair in matched} for side in (0, 1)]
    result.lost += [one for at, one in enumerate(old) if at not in taken[0]]
    result.gained += [one for at, one in enumerate(new) if at not in taken[1]]


def _find_best_pairs(
    similarity: list[list[float]], rows: int, columns: int
) -> list[tuple[int, int]]:
    """Return the pairs, in order, whose likeness sums up to the most."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = best[i + 1][j + 1] + similarity[i][j] if similarity[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if similarity[i][j] and best[i][j] == best[i + 1][j + 1] + similarity[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _compute_similarity(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of common words; 0 below what makes two versions of one sentence."""
    words = old.total() + new.total()
    share = 2 * (old & new).total() / words if words else 0.0
    return share if share >= _MIN_SIMILARITY else 0.0


def _count_common_words(old: Sentence, new: Sentence) -> int:
    return (Counter(fold_sentence_words(old)) & Counter(fold_sentence_words(new))).total()


def _join_sentences(sentences: Sequence[Sentence]) -> Sentence:
    return tuple(chain.from_iterable(sentences))


def _make_matcher(old: Sequence[Sentence], new: Sequence[Sentence]) -> SequenceMatcher[Sentence]:
    return SequenceMatcher(None, old, new, autojunk=False)
