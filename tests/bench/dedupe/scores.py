"""Scores: precision and recall over all pairs and of each class."""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.near_duplicates import Fingerprint, are_copies, compute_story_keys, make_fingerprint
from tests.bench.dedupe.pair import Pair, PublishedArticle


@dataclass(slots=True)
class Score:
    """Counts of pairs: copies `found` and `missed`, others `rejected` and `mistaken` for copies."""

    found: int = 0
    missed: int = 0
    rejected: int = 0
    mistaken: int = 0

    def count(self, pair: Pair, *, verdict: bool) -> None:
        """Count a pair by its label and the verdict (copies or not)."""
        if pair.copies:
            self.found, self.missed = self.found + verdict, self.missed + (not verdict)
        else:
            self.mistaken, self.rejected = self.mistaken + verdict, self.rejected + (not verdict)

    @property
    def precision(self) -> float:
        """The share of copies among the pairs that were called copies."""
        return self.found / max(1, self.found + self.mistaken)

    @property
    def recall(self) -> float:
        """The share of copies that were called copies."""
        return self.found / max(1, self.found + self.missed)


def share_a_story(pair: Pair) -> bool:
    """Say whether the database would give both one story: they share a key, and are copies."""
    first, second = _make_fingerprint(pair.first), _make_fingerprint(pair.second)
    if set(compute_story_keys(first)).isdisjoint(compute_story_keys(second)):
        return False
    return are_copies(first, second)


def score_pairs(pairs: Iterable[Pair]) -> dict[str, Score]:
    """Return the score of each class, and of `all`."""
    scores: dict[str, Score] = {"all": Score()}
    for pair in pairs:
        verdict = share_a_story(pair)
        for name in ("all", pair.kind):
            scores.setdefault(name, Score()).count(pair, verdict=verdict)
    return scores


def _make_fingerprint(piece: PublishedArticle) -> Fingerprint:
    return make_fingerprint(piece.title, piece.lead, piece.text)
