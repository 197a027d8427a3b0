"""Shingles: words are those a pattern finds, hashes tell runs of three of them apart."""

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


def runs(text: str, most: int) -> list[tuple[str, ...]]:
    """The runs of three words; where there are fewer, one of what there is."""
    words = WORD.findall(text)[:most]
    return [tuple(words[at : at + 3]) for at in range(max(min(1, len(words)), len(words) - 2))]


def test_every_run_of_three_words_has_a_hash_of_its_own() -> None:
    chance = random.Random(7)
    known: dict[tuple[str, ...], int] = {}
    for _ in range(5_000):
        text = "".join(chance.choices(LETTERS, k=chance.randrange(60)))
        found = [int(one) for one in hash_shingles(text, 12)]
        expected = runs(text, 12)
        assert len(found) == len(expected), text
        for run, number in zip(expected, found, strict=True):
            assert known.setdefault(run, number) == number, text
    assert len(set(known.values())) == len(known) > 10_000


def test_the_same_words_elsewhere_in_a_text_have_the_same_hash() -> None:
    text = "استقبل الميناء سفينة"
    [alone] = hash_shingles(text, 100)
    assert alone in hash_shingles(f"{'كلمة ' * 500}{text} أخرى", 1_000)
    assert alone not in hash_shingles("الميناء استقبل سفينة", 100)


@pytest.mark.parametrize("text", ["", " ،. ", "\U0001f600"])
def test_no_words_have_none(text: str) -> None:
    assert not len(hash_shingles(text, 10))


def test_hashes_are_compared_as_sets() -> None:
    one, two = (np.array(numbers, np.uint64) for numbers in ([5, 1, 5, 9], [9, 2, 2, 1]))
    assert sort_distinct_hashes(one).tolist() == [1, 5, 9]
    assert count_shared_hashes(sort_distinct_hashes(one), sort_distinct_hashes(two)) == 2
    assert count_shared_hashes(sort_distinct_hashes(one), sort_distinct_hashes(one[:0])) == 0
