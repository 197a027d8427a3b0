"""Kinds of addresses."""

import re
from collections import Counter
from pathlib import Path

import pytest

from crawler.discovery.url_classifier.classify import classify, judge_url
from crawler.urls.canonical_form import canonical
from tests.bench.quality.corpus import read_corpus

# Addresses of many patterns, one file a kind; real hosts where the pattern is a real outlet's.
FILES = sorted((Path(__file__).parent / "addresses").glob("*.txt"))
ROWS = [(file.stem, url) for file in FILES for url in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("kind", "url"), ROWS)
def test_kind_of_address(kind: str, url: str) -> None:
    assert classify(url) == kind


@pytest.mark.parametrize(("kind", "url"), ROWS)
def test_the_canonical_form_has_the_same_kind(kind: str, url: str) -> None:
    canonical_url = canonical(url)
    assert canonical_url is None or classify(canonical_url) == kind


def test_publishers_patterns_win() -> None:
    pattern = (re.compile(r"/kitab/\w+$"),)
    assert classify("https://example.com/kitab/alif", allow=pattern) == "article"
    assert classify("https://example.com/tag/kitab/alif", allow=pattern) == "article"
    assert classify("https://example.com/kitab/alif", allow=pattern, deny=pattern) == "skip"
    assert classify("https://example.com/news/123456", allow=pattern) == "article"
    assert classify("https://example.com/sport", allow=pattern) == "section"


def test_patterns_are_searched_in_the_readable_address() -> None:
    assert classify("https://example.com/نعي/1", deny=(re.compile("/نعي/"),)) == "skip"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "not an address",
        "https://",
        "https://[::1/x",
        "http:///x",
        "https://e.com/%",
        "?p=1",
    ],
)
def test_no_address_is_skipped_or_judged_but_never_raises(url: str) -> None:
    assert classify(url) in {"skip", "page", "section"}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", ["/rss", "/page/1", "/page/2", "/feed/1", "/a_p1", "/amp", "/"])
@pytest.mark.parametrize("times", [12, 28, 1000])
def test_paths_that_go_on_and_on_are_judged_at_once(piece: str, times: int) -> None:
    article = "https://example.com/2026/11/20/old-market-reopens-4821"
    assert classify(article + piece * times) in {"article", "page", "paging", "skip", "feed"}
    assert classify(f"{article}{piece * times}?page=1&x=y")


def test_surely_an_article_only_with_evidence_no_section_has() -> None:
    assert judge_url("https://example.com/news/123456").sure
    assert not judge_url("https://example.com/أخبار-المحافظات-و-الأقاليم").sure
    assert not judge_url("https://example.com/محليات-الخليج").sure


def test_known_articles_of_the_corpora_are_never_lost(shared: Path) -> None:
    kinds: Counter[str] = Counter()
    for folder in ("real", "arabized"):
        kinds.update(classify(page.url) for page in read_corpus(shared / "corpus", folder))
    assert set(kinds) <= {"article", "page"}
    assert kinds["article"] >= 0.95 * kinds.total()


def test_most_known_feeds_are_recognised_by_their_address(shared: Path) -> None:
    lines = (shared / "publishers" / "rss_urls.tsv").read_text(encoding="utf-8").splitlines()[1:]
    kinds = Counter(classify(line.split("\t")[2]) for line in lines)
    assert kinds["feed"] >= 0.95 * kinds.total()
