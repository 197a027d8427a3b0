"""Scores of extracted fields: words, overlap, dates, authors."""

import json
from pathlib import Path

import pytest

from tests.bench.quality.answer_cache import Answer, AnswerCache
from tests.bench.quality.corpus import GoldPage, ScoredText, read_corpus
from tests.bench.quality.extractor import ExtractedFields
from tests.bench.quality.options import read_options
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
        ("2024-05-03", "2024-05-02T18:00:00+00:00", False),
        ("2024-05-03", "2024-05-02T19:00:00+00:00", True),
        ("2024-05-03", "2024-05-04T07:59:00+00:00", True),
        ("2024-05-03", "2024-05-04T08:00:00+00:00", False),
        ("2024-05-03", "2024-05-02T23:00:00", False),
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


def test_pieces_stand_word_for_word() -> None:
    page = make_page(has=("ا ب", "ي"), lacks=("ب د", "اقرأ"))
    score = score_page(page, ExtractedFields(text=BODY))
    assert (score.kept, score.leaked) == ((2, 2), (0, 2))


@pytest.mark.parametrize(("names_authors", "named"), [(True, 0.5), (False, None)])
def test_wrong_authors_count_where_the_gold_names_them(
    names_authors: bool, named: float | None
) -> None:
    page = make_page(authors=("ليلى",), names_authors=names_authors)
    score = score_page(page, ExtractedFields(authors=("ليلى", "معلق")))
    assert summarise([score]).named == named


def test_a_page_without_a_text_is_lost() -> None:
    assert score_page(make_page(), ExtractedFields(rejected="not-an-article")).lost
    assert not score_page(make_page(), ExtractedFields(text=BODY)).lost


def test_authors_are_counted_over_all_pages() -> None:
    first = score_page(
        make_page(authors=("سمر حدّاد", "ليلى")), ExtractedFields(authors=("سمر حداد",))
    )
    without_authors = score_page(
        make_page(title="خبر"), ExtractedFields(title="خبر", authors=("محرر",))
    )
    summary = summarise([first, without_authors])
    assert (summary.author, summary.title, summary.date) == (0.5, 1, None)


def write_manifest(folder: Path, *rows: dict[str, object]) -> None:
    gold: dict[str, object] = {"text": BODY, "title": None, "authors": [], "published_at": None}
    folder.mkdir()
    lines = (json.dumps({"url": "", "gold": gold} | row) for row in rows)
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_pages_set_aside_are_read_by_themselves(tmp_path: Path) -> None:
    write_manifest(tmp_path / "made", {"id": "1", "aside": True}, {"id": "2"})
    assert [page.id for page in read_corpus(tmp_path, "made")] == ["2"]
    assert [page.id for page in read_corpus(tmp_path, "made", aside=True)] == ["1"]


def test_a_page_without_an_address_gets_one(tmp_path: Path) -> None:
    write_manifest(tmp_path / "made", {"id": "2"})
    assert read_corpus(tmp_path, "made")[0].url == "https://page.invalid/2"


@pytest.mark.parametrize("option", ["--worse", "--by=page", "--part=newsroom"])
def test_pages_set_aside_are_scored_as_a_whole_only(option: str) -> None:
    with pytest.raises(SystemExit):
        read_options(["--aside", option], "")


def test_answers_are_kept_until_peer_or_page_changes(tmp_path: Path) -> None:
    lock, page_file = tmp_path / "lock", tmp_path / "p.gz"
    lock.write_text("1", encoding="utf-8")
    page_file.write_bytes(b"page")
    page, answer = make_page(file=page_file), Answer(ExtractedFields(text=BODY, ms=1.5))

    def open_again(*, fresh: bool = False) -> AnswerCache:
        return AnswerCache(tmp_path / "cache" / "peer.jsonl", "peer", (lock,), fresh)

    open_again().add(page, answer)
    assert open_again().find(page) == answer
    assert open_again(fresh=True).find(page) is None
    page_file.write_bytes(b"other page")
    assert open_again().find(page) is None
    page_file.write_bytes(b"page")
    lock.write_text("2", encoding="utf-8")
    assert open_again().find(page) is None
