"""Crawls of the second sample site, which was written without regard to the crawler."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.newsroom import Expected, SourceKind
from tests.second_site import Outlet, SecondSite
from tests.whole_crawls.truth import addresses, check_sums, compare, readable, truth_of
from tests.whole_crawls.workbench import Workbench

# Requests an outlet for pages of a calendar or filter without end, which name no article.
_TRAP_LIMIT = 50


def wrong_credits(stored: Mapping[str, Mapping[str, Any]], truth: list[Expected]) -> Iterator[str]:
    """Yield a line for every article whose captioned photos have other credits."""
    for expected in truth:
        images = stored[expected.url]["images"] if expected.url in stored else []
        stored_credits = tuple(image["credit"] for image in images if image["caption"])
        if stored_credits != expected.credits:
            yield f"{expected.url}: credits: {stored_credits!r} != {expected.credits!r}"


def wrong_outcomes(outlet: Outlet, outcomes: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for every address with another outcome; of a pair, one is a duplicate."""
    for url, wanted in outlet.other_outcomes.items():
        if not outcomes.get(url, wanted).startswith(wanted):
            yield f"{url}: {outcomes[url]} != {wanted}"
    for pair in outlet.canonical_urls.items():
        counts = Counter(outcomes[url] for url in pair if url in outcomes)
        if counts not in ({"stored": 1}, {"stored": 1, "duplicate": 1}):
            yield f"{pair}: {dict(counts)}"


@pytest.mark.parametrize("way", [
    *(pytest.param(way, marks=pytest.mark.soak) for way in ("sitemap", "feed", "listing")), None,
])  # fmt: skip
def test_every_article_is_found_and_right(bench: Workbench, way: SourceKind | None) -> None:
    with SecondSite(port=0, only={way} if way else None) as site:
        bench.scrapy("harvest", *addresses(site))
    stored = bench.articles()
    truth = truth_of(site)
    wrong = compare(stored, truth)
    assert wrong + list(wrong_credits(stored, truth)) == []
    [run] = bench.runs()
    check_sums(bench, run, len(site.log))
    outcomes = {page["url"]: page["outcome"] for page in bench.pages() if page.get("outcome")}
    for outlet in site.outlets:
        assert not outlet.never_stored & stored.keys()
        assert list(wrong_outcomes(outlet, outcomes)) == []
        trapped = tuple(readable(trap) for trap in outlet.traps)
        asked = [request.path for request in site.log if request.address == outlet.address]
        assert sum(path.startswith(trapped) for path in asked) <= _TRAP_LIMIT
