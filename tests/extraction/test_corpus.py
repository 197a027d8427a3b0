"""Floors for the quality of extraction on real pages; the benchmark measures more."""

import gzip
from pathlib import Path

import pytest

from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.extraction import extract
from crawler.publisher import find_publisher
from tests.extraction.corpus import (
    extract_corpus_page,
    has_same_day,
    has_same_time,
    read_corpus_pages,
    score_text,
    split_compared_words,
)
from tests.extraction.pages import NOW, parse_html


def mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize(
    ("name", "f1", "clean_share"), [("real", 0.98, 0.85), ("arabized", 0.965, 0.72)]
)
def test_texts_days_and_times(shared: Path, name: str, f1: float, clean_share: float) -> None:
    extracted = [
        (page, extract_corpus_page(page)) for page in read_corpus_pages(shared / "corpus" / name)
    ]
    scores = [score_text(page, article) for page, article in extracted]
    assert mean([score[2] for score in scores]) >= f1
    assert (
        mean([precision >= 0.99 and recall > 0.5 for precision, recall, _ in scores]) >= clean_share
    )
    dated = [(page, article) for page, article in extracted if page.gold["published_at"]]
    assert mean([has_same_day(page, article) for page, article in dated]) >= 0.99
    if name == "arabized":
        timed = [
            (page, article) for page, article in dated if page.gold["published_at"][-6] in "+-"
        ]
        assert mean([has_same_time(page, article) for page, article in timed]) >= 0.97
    titled = [(page, article) for page, article in extracted if page.gold["title"]]
    titles_right = [
        split_compared_words(article.title) == split_compared_words(page.gold["title"])
        for page, article in titled
    ]
    assert mean(titles_right) >= (1.0 if name == "real" else 0.86)
    are_articles = [article.kind == "article" for _, article in extracted]
    assert mean(are_articles) >= 0.99


def test_no_other_language_and_no_encyclopedia_is_an_arabic_article(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "negatives").glob("*.html.gz")):
        url = f"https://{path.name.split('__')[0]}/news/1"
        page = parse_html(gzip.decompress(path.read_bytes()), url=url)
        article = clean_article(extract(page, find_publisher(url, {}), now=NOW))
        assert reason_to_reject(article), path.name
