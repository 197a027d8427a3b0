"""A floor for near-duplicates, on pairs of the project's own texts."""

from tests.bench.dedupe.pairs import make_pairs
from tests.bench.dedupe.scores import score_pairs


def test_copies_of_the_sites_and_templates_are_found_and_nothing_else() -> None:
    pairs = [pair for pair in make_pairs(None) if not pair.tunes_thresholds]
    assert len({pair.id for pair in pairs}) == len(pairs) > 300
    total = score_pairs(pairs)["all"]
    assert total.precision >= 0.98
    assert total.recall >= 0.98
