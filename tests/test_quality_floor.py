"""The quality floor: scores of the project's own pages and date strings, never to fall below it.

`tests/extraction/test_corpus.py` has those of the shared folder.
"""

import pytest

from tests.bench.quality import floor, shared_floor


@pytest.mark.parametrize("name", floor.OWN_SETS)
def test_no_score_is_below_the_floor(name: str) -> None:
    lowest, measured = floor.read_floor()[name], floor.OWN_SETS[name]()
    assert floor.list_lower_scores(measured, lowest) == []
    assert measured.inputs == lowest.inputs, (
        "other inputs: set the floor anew by make quality-floor"
    )


def test_every_set_has_a_floor() -> None:
    assert floor.read_floor().keys() == floor.OWN_SETS.keys() | shared_floor.SETS.keys()


def test_a_score_that_is_gone_is_below() -> None:
    lowest = shared_floor.SetScores("", {"title": 0.5, "text": 0.5})
    measured = shared_floor.SetScores("", {"title": 0.5})
    assert floor.list_lower_scores(measured, lowest) == ["text: 0.0000 is below 0.5000"]
