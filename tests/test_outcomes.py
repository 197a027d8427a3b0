"""Kinds of outcomes: a new one is known to every reader of the stats."""

import pytest

from crawler.commands.crawl_report import build_outcome_table
from crawler.extensions.progress_figures import OutcomeCounts, read_crawl_figures
from crawler.outcomes import (
    DUPLICATE,
    NOT_MODIFIED,
    OUTCOME_KINDS,
    REVISED,
    ROBOTS_DENIED,
    STORED,
    UNCHANGED,
    OutcomeKind,
    find_outcome_kind,
    make_failed_outcome,
    make_rejected_outcome,
    name_outcome_stats,
)
from pipelines.recorders.runs import summarize_run_stats


@pytest.mark.parametrize(
    ("outcome", "group"),
    [
        (STORED, "new"),
        (REVISED, "new"),
        (UNCHANGED, "known"),
        (NOT_MODIFIED, "known"),
        (DUPLICATE, "known"),
        (ROBOTS_DENIED, "left_out"),
        (make_rejected_outcome("no-text"), "left_out"),
        (make_failed_outcome("dns"), "failed"),
    ],
)
def test_every_outcome_is_of_one_kind(outcome: str, group: str) -> None:
    kind = find_outcome_kind(outcome)
    assert kind == outcome.partition(":")[0]
    assert OUTCOME_KINDS[kind].group == group


@pytest.mark.parametrize("word", ["started", "lost", "dropped", "stored:twice", "failed", ""])
def test_other_words_are_no_outcome(word: str) -> None:
    assert find_outcome_kind(word) is None


def test_a_new_kind_is_counted_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OUTCOME_KINDS, "embargoed", OutcomeKind("left_out", has_reason=True))
    stats = dict.fromkeys(name_outcome_stats("a.example", "embargoed:until-noon"), 3)
    figures = read_crawl_figures(stats, seconds=1, queue=0)
    assert figures.publishers == {"a.example": OutcomeCounts(left_out=3)}
    assert "3 left out" in figures.format_line(0)
    table = build_outcome_table(stats)
    assert table
    assert [column.header for column in table.columns] == ["publisher", "embargoed"]
    assert table.caption == "    3 embargoed:until-noon"
    counted = {"embargoed:until-noon": 3}
    run = summarize_run_stats(stats)
    assert run["outcomes"] == counted
    assert run["publishers"] == [{"publisher": "a.example", "pages": 0, "outcomes": counted}]
