"""Modest floors on real pages; the benchmark measures more."""

import gzip
from pathlib import Path

import pytest

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.extraction import extract
from crawler.publisher import find_publisher
from tests.extraction.corpus import article_of, cases, same_day, same_time, text_score, words
from tests.extraction.pages import NOW, read


def mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize(
    ("name", "f1", "clean_share"), [("real", 0.98, 0.85), ("arabized", 0.965, 0.72)]
)
def test_texts_days_and_times(shared: Path, name: str, f1: float, clean_share: float) -> None:
    read_cases = [(case, article_of(case)) for case in cases(shared / "corpus" / name)]
    scores = [text_score(case, article) for case, article in read_cases]
    assert mean([score[2] for score in scores]) >= f1
    assert mean([p >= 0.99 and r > 0.5 for p, r, _ in scores]) >= clean_share
    dated = [(case, article) for case, article in read_cases if case.gold["published_at"]]
    assert mean([same_day(case, article) for case, article in dated]) >= 0.99
    if name == "arabized":
        timed = [
            (case, article) for case, article in dated if case.gold["published_at"][-6] in "+-"
        ]
        assert mean([same_time(case, article) for case, article in timed]) >= 0.97
    titled = [(case, article) for case, article in read_cases if case.gold["title"]]
    right = [words(article.title) == words(case.gold["title"]) for case, article in titled]
    assert mean(right) >= (1.0 if name == "real" else 0.86)
    kinds = [article.kind == "article" for _, article in read_cases]
    assert mean(kinds) >= 0.99


def test_no_other_language_and_no_encyclopedia_is_an_arabic_article(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "negatives").glob("*.html.gz")):
        url = f"https://{path.name.split('__')[0]}/news/1"
        page = read(gzip.decompress(path.read_bytes()), url=url)
        article = clean_article(extract(page, find_publisher(url, {}), now=NOW))
        assert reason_to_reject(article), path.name
