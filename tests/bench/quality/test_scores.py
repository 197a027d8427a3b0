"""The scorer measures what the corpora say."""

from pathlib import Path

import pytest

from tests.bench.quality.answer import Answer
from tests.bench.quality.corpus import Case, Scored
from tests.bench.quality.scores import same_day, score, summarise
from tests.bench.quality.words import overlap, words

BODY = "ا ب ج د ه و ز ح ط ي"
CHROME = "اقرأ أيضا"


def case(**gold: object) -> Case:
    row: dict[str, object] = {"id": "p", "url": "https://example.org/1", "file": Path("p.gz")}
    return Case(**(row | {"scored": "text", "text": BODY} | gold))  # type: ignore[arg-type]


def test_words_are_folded() -> None:
    assert words("مُحمَّـد\u200f ١٢ ۳ ﻻ، A-b") == ("محمد", "12", "3", "لا", "A", "b")


def test_overlap_counts_shingles() -> None:
    assert overlap(BODY, BODY) == (1, 1)
    assert overlap(BODY, f"{BODY} {CHROME}") == (7 / 9, 1)
    assert overlap(BODY, "ا ب ج د ه") == (1, 2 / 7)
    assert overlap(BODY, "") == (0, 0)
    assert overlap("ا ب", "ا ب") == (1, 1)


@pytest.mark.parametrize(
    ("scored", "lead", "f1"),
    [("text", None, 1), ("lead and text", CHROME, 0.875), ("better", CHROME, 1)],
)
def test_what_of_an_answer_is_scored(scored: Scored, lead: str | None, f1: float) -> None:
    assert score(case(scored=scored), Answer(lead=lead, text=BODY)).text.f1 == pytest.approx(f1)


def test_clean_forgives_one_missing_half_and_no_chrome() -> None:
    assert score(case(), Answer(text="ا ب ج د ه و ز")).clean
    assert not score(case(), Answer(text="ا ب ج د ه و")).clean
    assert not score(case(), Answer(text=f"{BODY} {CHROME}")).clean


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
    assert same_day(gold, said) is right


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
    assert score(case(published=gold), Answer(published=said)).time is right


def test_authors_are_counted_over_all_pages() -> None:
    one = score(case(authors=("سمر حدّاد", "ليلى")), Answer(authors=("سمر حداد",)))
    none = score(case(title="خبر"), Answer(title="خبر", authors=("محرر",)))
    whole = summarise([one, none])
    assert (whole.author, whole.title, whole.date) == (0.5, 1, None)
