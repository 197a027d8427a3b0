"""What the project's own pages and date strings come to never falls below the floor."""

import pytest

from tests.bench.quality import floor


@pytest.mark.parametrize("name", floor.SETS)
def test_no_score_is_below_the_floor(name: str) -> None:
    held, measured = floor.read()[name], floor.SETS[name]()
    assert floor.below(measured, held) == []
    assert measured.inputs == held.inputs, "other inputs: set the floor anew by make quality-floor"


def test_every_set_has_a_floor() -> None:
    assert floor.read().keys() == floor.SETS.keys()


def test_a_score_that_is_gone_is_below() -> None:
    held = floor.Measured("", {"title": 0.5, "text": 0.5})
    measured = floor.Measured("", {"title": 0.5})
    assert floor.below(measured, held) == ["text: 0.0000 is below 0.5000"]
