"""Scores of extracted fields: words, overlap, dates, authors."""

from pathlib import Path

import pytest

from tests.bench.quality.corpus import GoldPage, ScoredText
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.scores import is_same_day, score_page, summarise
from tests.bench.quality.words import measure_overlap, split_words

BODY = "ا ب ج د ه و ز ح ط ي"
BOILERPLATE = "اقرأ أيضا"


def make_page(**gold: object) -> GoldPage:
    row: dict[str, object] = {"id": "p", "url": "https://example.org/1", "file": Path("p.gz")}
    return GoldPage(**(row | {"scored": "text", "text": BODY} | gold))  # type: ignore[arg-type]


def test_words_are_folded() -> None:
    assert split_words("مُحمَّـد\u200f ١٢ ۳ ﻻ، A-b") == ("محمد", "12", "3", "لا", "A", "b")


def test_overlap_counts_shingles() -> None:
    assert measure_overlap(BODY, BODY) == (1, 1)
    assert measure_overlap(BODY, f"{BODY} {BOILERPLATE}") == (7 / 9, 1)
    assert measure_overlap(BODY, "ا ب ج د ه") == (1, 2 / 7)
    assert measure_overlap(BODY, "") == (0, 0)
    assert measure_overlap("ا ب", "ا ب") == (1, 1)


@pytest.mark.parametrize(
    ("scored", "lead", "f1"),
    [("text", None, 1), ("lead and text", BOILERPLATE, 0.875), ("better", BOILERPLATE, 1)],
)
def test_the_scored_text_is_text_or_standfirst_and_text(
    scored: ScoredText, lead: str | None, f1: float
) -> None:
    assert score_page(
        make_page(scored=scored), ExtractedFields(lead=lead, text=BODY)
    ).text.f1 == pytest.approx(f1)


def test_clean_forgives_one_missing_half_and_no_boilerplate() -> None:
    assert score_page(make_page(), ExtractedFields(text="ا ب ج د ه و ز")).clean
    assert not score_page(make_page(), ExtractedFields(text="ا ب ج د ه و")).clean
    assert not score_page(make_page(), ExtractedFields(text=f"{BODY} {BOILERPLATE}")).clean


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        ("2024-05-03", "2024-05-03", True),
        ("2024-05-03", "2024-05-02T23:00:00+00:00", False),
        ("2024-05-03T01:00:00+03:00", "2024-05-02T22:00:00+00:00", True),
        ("2024-05-03T01:00:00+03:00", "2024-05-03", True),
        ("2024-05-03 15:47:42.389000+00:00", "2024-05-04", False),
        ("2024-05-03", "yesterday", False),
        ("2024-05-03", None, False),
    ],
)
def test_the_day_in_either_zone(gold: str, said: str | None, right: bool) -> None:
    assert is_same_day(gold, said) is right


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        ("2024-05-03T01:00:00+03:00", "2024-05-02T22:05:00+00:00", True),
        ("2024-05-03T01:00:00+03:00", "2024-05-02T22:06:00+00:00", False),
        ("2024-05-03T01:00:00+03:00", "2024-05-03T01:00:00", False),
        ("2024-05-03T01:00:00+03:00", None, False),
        ("2024-05-03T01:00:00", "2024-05-03T01:00:00", None),
        ("2024-05-03", "2024-05-03T01:00:00+03:00", None),
    ],
)
def test_the_time_counts_where_zone_and_clock_are_known(
    gold: str, said: str | None, right: bool | None
) -> None:
    assert score_page(make_page(published=gold), ExtractedFields(published=said)).time is right


def test_authors_are_counted_over_all_pages() -> None:
    first = score_page(
        make_page(authors=("سمر حدّاد", "ليلى")), ExtractedFields(authors=("سمر حداد",))
    )
    without_authors = score_page(
        make_page(title="خبر"), ExtractedFields(title="خبر", authors=("محرر",))
    )
    summary = summarise([first, without_authors])
    assert (summary.author, summary.title, summary.date) == (0.5, 1, None)
