"""Floors for the quality on real pages and printed lines; `make bench-quality` measures more."""

from pathlib import Path

import pytest

from tests.bench.quality import floor, shared_floor


@pytest.mark.parametrize("name", shared_floor.SETS)
def test_no_score_is_below_the_floor(shared: Path, name: str) -> None:
    lowest, measured = floor.read_floor()[name], shared_floor.SETS[name](shared)
    if measured.inputs != lowest.inputs:
        pytest.skip(f"{name}: other pages than the floor was set on (make quality-floor)")
    assert floor.list_lower_scores(measured, lowest) == []
