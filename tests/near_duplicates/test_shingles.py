"""Shingles: words as a pattern finds them, and a different hash for each run of three."""

import random
import re

import numpy as np
import pytest

from crawler.near_duplicates.shingles import (
    count_shared_hashes,
    hash_shingles,
    sort_distinct_hashes,
)

WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+")
LETTERS = "ابتثجح دذ  ،.:/0123456789٣٤ abcXY_-\n()é\U0001f600ß"


def split_runs(text: str, max_words: int) -> list[tuple[str, ...]]:
    """Return the runs of three words; fewer words are one run."""
    words = WORD.findall(text)[:max_words]
    count = max(min(1, len(words)), len(words) - 2)
    return [tuple(words[start : start + 3]) for start in range(count)]


def test_every_run_of_three_words_has_a_hash_of_its_own() -> None:
    chance = random.Random(7)
    hash_by_run: dict[tuple[str, ...], int] = {}
    for _ in range(5_000):
        text = "".join(chance.choices(LETTERS, k=chance.randrange(60)))
        hashes = [int(number) for number in hash_shingles(text, 12)]
        runs = split_runs(text, 12)
        assert len(hashes) == len(runs), text
        for run, number in zip(runs, hashes, strict=True):
            assert hash_by_run.setdefault(run, number) == number, text
    assert len(set(hash_by_run.values())) == len(hash_by_run) > 10_000


def test_the_same_words_elsewhere_in_a_text_have_the_same_hash() -> None:
    text = "استقبل الميناء سفينة"
    [alone] = hash_shingles(text, 100)
    assert alone in hash_shingles(f"{'كلمة ' * 500}{text} أخرى", 1_000)
    assert alone not in hash_shingles("الميناء استقبل سفينة", 100)


@pytest.mark.parametrize("text", ["", " ،. ", "\U0001f600"])
def test_a_text_without_words_has_no_shingles(text: str) -> None:
    assert not len(hash_shingles(text, 10))


def test_hashes_are_compared_as_sets() -> None:
    first, second = (np.array(numbers, np.uint64) for numbers in ([5, 1, 5, 9], [9, 2, 2, 1]))
    assert sort_distinct_hashes(first).tolist() == [1, 5, 9]
    assert count_shared_hashes(sort_distinct_hashes(first), sort_distinct_hashes(second)) == 2
    assert count_shared_hashes(sort_distinct_hashes(first), sort_distinct_hashes(first[:0])) == 0
