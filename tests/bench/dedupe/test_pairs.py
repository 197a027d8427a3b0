"""A small floor: copies and moulds of the project's own texts are told apart."""

from tests.bench.dedupe.pairs import labelled
from tests.bench.dedupe.scores import scored


def test_the_sites_and_moulds_own_pairs_are_told_apart() -> None:
    pairs = [pair for pair in labelled(None) if not pair.fixes_thresholds]
    assert len({pair.id for pair in pairs}) == len(pairs) > 300
    together = scored(pairs)["all"]
    assert together.precision >= 0.98
    assert together.recall >= 0.98
