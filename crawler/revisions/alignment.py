"""Alignment of two versions: each sentence, or paragraph, paired with the one it became. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain

from crawler.revisions.tokens import Sentence, fold_sentence_words
from crawler.revisions.typos import is_typo

# The share of common words from which on two sentences are versions of one.
_MIN_SIMILARITY = 0.4
# Sentences of a changed passage times those it became: beyond this, it is another text.
_MAX_PAIRS = 10_000

ChangedRange = tuple[int, int, int, int]


@dataclass(slots=True)
class SentenceChanges:
    """The changes between the sentences of two versions.

    `kept_words` counts the words that stand in both; `typos`, `changed` and `moved` count
    sentences, `lost` and `gained` hold them.
    """

    kept_words: int = 0
    typos: int = 0
    changed: int = 0
    moved: int = 0
    lost: list[Sentence] = field(default_factory=list)
    gained: list[Sentence] = field(default_factory=list)

    @property
    def only_typos(self) -> bool:
        """Whether typos were put right and nothing else, or nothing at all, was changed."""
        return not (self.changed or self.moved or self.lost or self.gained)


def compare_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> SentenceChanges:
    """Compare two texts sentence by sentence."""
    changes = SentenceChanges()
    for a, b, c, d in iter_changed_ranges(old, new):
        _compare_range(old[a:b], new[c:d], changes)
    lost, gained = Counter(changes.lost), Counter(changes.gained)
    for sentence, times in (lost & gained).items():
        changes.moved += times
        changes.kept_words += times * len(fold_sentence_words(sentence))
    changes.lost = list((lost - gained).elements())
    changes.gained = list((gained - lost).elements())
    changes.kept_words += sum(
        len(fold_sentence_words(sentence)) for sentence in iter_unchanged_sentences(old, new)
    )
    return changes


def iter_changed_ranges(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[ChangedRange]:
    """Yield the ranges that differ, `old[a:b]` and `new[c:d]`, as (a, b, c, d).

    Ranges with the same tokens, only split elsewhere, are left out.
    """
    for op, a, b, c, d in _make_matcher(old, new).get_opcodes():
        if op != "equal" and _join_sentences(old[a:b]) != _join_sentences(new[c:d]):
            yield a, b, c, d


def iter_unchanged_sentences(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> Iterator[Sentence]:
    """Yield the sentences that are the same, in place, in both versions."""
    for op, a, b, c, d in _make_matcher(old, new).get_opcodes():
        if op == "equal" or _join_sentences(old[a:b]) == _join_sentences(new[c:d]):
            yield from old[a:b]


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Return (old index, new index) of each sentence and the one it became, in order.

    The pairs have the most words in common over all; a single sentence became the other single one.
    """
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > _MAX_PAIRS:
        return []
    old_words, new_words = (
        [Counter(fold_sentence_words(sentence)) for sentence in version] for version in (old, new)
    )
    similarity = [
        [_compute_similarity(earlier, later) for later in new_words] for earlier in old_words
    ]
    return _find_best_pairs(similarity, len(old), len(new))


def _compare_range(
    old: Sequence[Sentence], new: Sequence[Sentence], result: SentenceChanges
) -> None:
    old_tokens, new_tokens = _join_sentences(old), _join_sentences(new)
    if old and new and is_typo(old_tokens, new_tokens):
        result.typos += 1
        result.kept_words += _count_common_words(old_tokens, new_tokens)
        return
    pairs = pair_sentences(old, new) if old and new else []
    for i, j in pairs:
        result.kept_words += _count_common_words(old[i], new[j])
        if old[i] == new[j]:
            continue
        if is_typo(old[i], new[j]):
            result.typos += 1
        else:
            result.changed += 1
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    result.lost += [sentence for i, sentence in enumerate(old) if i not in paired_old]
    result.gained += [sentence for j, sentence in enumerate(new) if j not in paired_new]


def _find_best_pairs(
    similarity: list[list[float]], rows: int, columns: int
) -> list[tuple[int, int]]:
    """Return the pairs, in order, whose similarities have the greatest sum."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = best[i + 1][j + 1] + similarity[i][j] if similarity[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if similarity[i][j] and best[i][j] == best[i + 1][j + 1] + similarity[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _compute_similarity(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of common words; 0 where it is too low for versions of one sentence."""
    words = old.total() + new.total()
    share = 2 * (old & new).total() / words if words else 0.0
    return share if share >= _MIN_SIMILARITY else 0.0


def _count_common_words(old: Sentence, new: Sentence) -> int:
    return (Counter(fold_sentence_words(old)) & Counter(fold_sentence_words(new))).total()


def _join_sentences(sentences: Sequence[Sentence]) -> Sentence:
    return tuple(chain.from_iterable(sentences))


def _make_matcher(old: Sequence[Sentence], new: Sequence[Sentence]) -> SequenceMatcher[Sentence]:
    return SequenceMatcher(None, old, new, autojunk=False)
