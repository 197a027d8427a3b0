"""Crawls of the sample newsroom: its articles are found, stored, and as the truth says."""

from contextlib import ExitStack
from itertools import chain
from typing import Any

import pytest

from tests.newsroom import Newsroom, Request, SourceKind
from tests.whole_crawls.truth import addresses, check_sums, compare, truth_of
from tests.whole_crawls.workbench import Workbench

EVERYTHING = ("-s", "REFETCH=all")
Stored = dict[str, dict[str, Any]]


@pytest.mark.parametrize("ways", [
    ("listing", None), pytest.param(("sitemap", "feed"), marks=pytest.mark.soak),
])  # fmt: skip
def test_every_article_is_found_and_right_by_every_way(
    bench: Workbench, ways: tuple[SourceKind | None, ...]
) -> None:
    with ExitStack() as stack:
        newsrooms = {
            way: stack.enter_context(Newsroom(port=0, only={way} if way else None, slow_seconds=10))
            for way in ways
        }
        bench.scrapy("harvest", *chain.from_iterable(map(addresses, newsrooms.values())))
    truth = [expected for newsroom in newsrooms.values() for expected in truth_of(newsroom)]
    assert compare(bench.articles(), truth) == []
    [run] = bench.runs()
    check_sums(bench, run, sum(len(newsroom.log) for newsroom in newsrooms.values()))
    outcomes = {page["url"]: page["outcome"] for page in bench.pages()}
    for way, newsroom in newsrooms.items():
        for outlet in newsroom.outlets:
            missing = {url for url in outlet.other_outcomes if url not in outcomes}
            # Print views are denied by robots.txt, and not asked for in the first place.
            assert way or {outlet.other_outcomes[url] for url in missing} <= {"robots-denied"}
            for url, outcome in outlet.other_outcomes.items():
                # Of two addresses of one article the first to arrive is stored.
                found = outcomes.get(url, outcome).replace("stored", "duplicate")
                assert found.startswith(outcome), url


def test_crawled_again_and_again(bench: Workbench) -> None:
    with Newsroom(port=0, slow_seconds=10) as newsroom:
        bench.scrapy("harvest", *addresses(newsroom))
        first = bench.articles()
        assert_wire_stories_are_kept_at_every_outlet(newsroom, first)
        requests_of_first = len(newsroom.log)
        bench.scrapy("harvest", *addresses(newsroom))
        assert bench.articles() == first
        assert_only_sources_were_asked(bench, newsroom, newsroom.log[requests_of_first:])
        bench.scrapy("harvest", *addresses(newsroom), *EVERYTHING)
        assert_nothing_is_stored_twice(first, bench.articles())
        assert "stored" not in bench.runs()[2]["outcomes"]
        newsroom.set_edition(2)
        bench.scrapy("harvest", *addresses(newsroom), *EVERYTHING)
        assert compare(bench.articles(), truth_of(newsroom)) == []
    revised = {url for url, article in bench.articles().items() if article["revision"] == 2}
    assert len(revised) == 2
    earlier = {revision["url"]: revision["text"] for revision in bench.db.revisions.find()}
    assert earlier == {url: first[url]["text"] for url in revised}


# The sources of each outlet: named by its front page or robots.txt, or at well-known paths.
SOURCES = {
    "almarfa": (
        *("/", "/feed/", "/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml"),
        *("/wp-sitemap-posts-post-2.xml", "/wp-sitemap-posts-page-1.xml"),
        "/wp-sitemap-taxonomies-category-1.xml",
        *(f"/category/{name}/" for name in ("أخبار", "اقتصاد", "ثقافة", "رياضة")),
    ),
    "duroob": (
        *("/", "/ar/atom.xml", "/sitemap.xml", "/sitemaps/1/sitemap.xml.gz"),
        *(f"/ar/{name}" for name in ("health", "news", "reports", "science")),
    ),
    "sanabel": (
        *("/", "/default.aspx", "/sitemap.ashx"),
        *(
            f"/{name}.aspx?SectionId={number}"
            for name in ("rss", "section")
            for number in range(1, 5)
        ),
    ),
    "shurufat": (
        *("/", "/rss", "/sitemap.xml"),
        *(f"/section/{name}" for name in ("akhbar", "bia", "mojtama", "thaqafa")),
    ),
    "madar": (
        *("/", "/rss.xml", "/sitemap-news.xml", "/sitemap-archive.xml"),
        *("/economy", "/society", "/sport", "/tech"),
    ),
}


def assert_only_sources_were_asked(
    bench: Workbench, newsroom: Newsroom, log: list[Request]
) -> None:
    """Assert that each source was fetched once, with 304 where its validator is true."""
    robots = [request for request in log if request.path == "/robots.txt"]
    asked = sorted((request.address, request.path) for request in log if request not in robots)
    sources = {
        (outlet.address, path): outlet
        for outlet in newsroom.outlets
        for path in SOURCES[outlet.slug]
    }
    assert asked == sorted(sources)
    for request in log:
        if outlet := sources.get((request.address, request.path)):
            honest = outlet.site.validator in ("etag", "modified")
            assert request.status == (304 if honest else 200)
    run = bench.runs()[1]
    assert run["outcomes"] == {}
    assert run["requests"] == {"robots": len(robots), "source": len(sources)}
    for source in bench.db.sources.find({"url": {"$in": addresses(newsroom)}}):
        assert source["read_at"] > run["started_at"]


def assert_nothing_is_stored_twice(before: Stored, after: Stored) -> None:
    assert before.keys() == after.keys()
    for url, article in after.items():
        assert article["revision"] == 1
        assert article["first_seen_at"] == before[url]["first_seen_at"]


def assert_wire_stories_are_kept_at_every_outlet(newsroom: Newsroom, stored: Stored) -> None:
    texts: dict[str, set[str]] = {}
    for outlet in newsroom.outlets:
        for expected in outlet.expected_articles:
            texts.setdefault(expected.text, set()).add(outlet.address)
    reports = {text for text, outlets in texts.items() if len(outlets) >= 3}
    assert reports
    for text in reports:
        copies = [article for article in stored.values() if article["text"] == text]
        assert len({copy["publisher"] for copy in copies}) >= 3
        assert len({copy["story"] for copy in copies}) == 1
