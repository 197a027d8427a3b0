"""The fuzzer: a fixed few thousand cases of the sample sites' bodies, baits, tokens."""

import re
from itertools import islice

import pytest

from tests.bench.fuzz.patterns import collect_patterns, make_baits
from tests.bench.fuzz.report import Report
from tests.bench.fuzz.running import run_cases
from tests.bench.fuzz.tokens import split

SEED = 7
SLICES, CASES = 6, 350


@pytest.mark.timeout(60)
@pytest.mark.parametrize("part", range(SLICES))
def test_no_mutated_body_raises_and_harmless_changes_keep_the_text(part: int) -> None:
    report = Report()
    for outcome in run_cases(SEED, range(part * CASES, (part + 1) * CASES), None):
        report.add(outcome)
    assert report.good, "\n".join(report.format_lines())


@pytest.mark.timeout(60)
def test_every_regular_expression_ends_on_its_baits() -> None:
    patterns = collect_patterns()
    assert len(patterns) > 200
    for pattern in patterns.values():
        for bait in islice(make_baits(pattern, 200), 12):
            text = bait.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else bait
            pattern.search(text)


def test_baits_reach_the_loops() -> None:
    baits = list(make_baits(re.compile("x(a+)+$"), 12))
    assert any(re.fullmatch("x+a{9,}\x00", bait) for bait in baits)


def test_tokens_join_to_the_page() -> None:
    page = "<!doctype html><p class='a'>x<!-- <p> --><script>if (a<b) {}</script><b>1 < 2</ b>"
    assert "".join(split(page)) == page
