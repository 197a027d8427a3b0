"""Cells of a CSV export that spreadsheets would run as formulas."""

import pytest

from crawler.extensions.exports import escape_formula


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_formulas_become_text(value: str) -> None:
    assert escape_formula(value) == f"'{value}"


@pytest.mark.parametrize("value", ["خبر = خبر", "", "a-b", -1, None, ["=1"]])
def test_the_rest_stays(value: object) -> None:
    assert escape_formula(value) == value
