"""Precision and recall, together and of each class."""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.near_duplicates import Fingerprint, are_copies, compute_story_keys, make_fingerprint
from tests.bench.dedupe.pair import Pair, Piece


@dataclass(slots=True)
class Score:
    """Pairs of copies found and missed, of others told apart and taken for copies."""

    found: int = 0
    missed: int = 0
    apart: int = 0
    taken: int = 0

    def count(self, pair: Pair, *, called: bool) -> None:
        """Add a verdict."""
        if pair.copies:
            self.found, self.missed = self.found + called, self.missed + (not called)
        else:
            self.taken, self.apart = self.taken + called, self.apart + (not called)

    @property
    def precision(self) -> float:
        """The share of copies among what was called copies."""
        return self.found / max(1, self.found + self.taken)

    @property
    def recall(self) -> float:
        """The share of copies that were called so."""
        return self.found / max(1, self.found + self.missed)


def called_copies(pair: Pair) -> bool:
    """Say whether the store would give both one story: they meet under a key, and are copies."""
    one, two = _face(pair.one), _face(pair.two)
    return not set(compute_story_keys(one)).isdisjoint(compute_story_keys(two)) and are_copies(
        one, two
    )


def scored(pairs: Iterable[Pair]) -> dict[str, Score]:
    """Return the score of each class, and of `all`."""
    scores: dict[str, Score] = {"all": Score()}
    for pair in pairs:
        called = called_copies(pair)
        for name in ("all", pair.kind):
            scores.setdefault(name, Score()).count(pair, called=called)
    return scores


def _face(piece: Piece) -> Fingerprint:
    return make_fingerprint(piece.title, piece.lead, piece.text)
