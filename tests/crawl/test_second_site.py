"""The whole way over the second sample site, which its authors laid out without the crawler."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.crawl.truth import check_sums, compare, readable
from tests.crawl.workbench import Workbench
from tests.newsroom import Expected, Way
from tests.secondsite import SecondSite

# Requests for pages of a calendar or filter without end, an outlet; it holds no article.
_TRAP_LIMIT = 50


def truth_of(site: SecondSite) -> list[Expected]:
    return [expected for outlet in site.outlets for expected in outlet.truth]


def credits_of(article: Mapping[str, Any]) -> tuple[str | None, ...]:
    return tuple(image["credit"] for image in article["images"] if image["caption"])


@pytest.mark.parametrize("way", ["sitemap", "feed", "listing", None])
def test_every_article_is_found_and_right(bench: Workbench, way: Way | None) -> None:
    with SecondSite(port=0, only={way} if way else None) as site:
        bench.scrapy("harvest", *(outlet.address for outlet in site.outlets))
        stored = bench.articles()
        assert compare(stored, truth_of(site)) == []  # type: ignore[arg-type]
        [run] = bench.runs()
        check_sums(bench, run, len(site.log))
        outcomes = {page["url"]: page["outcome"] for page in bench.pages()}
        for outlet in site.outlets:
            assert not outlet.never_stored & stored.keys()
            for url, outcome in outlet.others.items():
                assert outcomes.get(url, outcome).startswith(outcome), url


def test_photos_have_their_makers(bench: Workbench) -> None:
    with SecondSite(port=0) as site:
        bench.scrapy("harvest", *(outlet.address for outlet in site.outlets))
        stored = bench.articles()
        wanted = {expected.url: expected.credits for expected in truth_of(site)}
    assert {url: credits_of(one) for url, one in stored.items()} == wanted


def test_pages_without_end_are_left(bench: Workbench) -> None:
    with SecondSite(port=0, only={"listing"}) as site:
        bench.scrapy("harvest", *(outlet.address for outlet in site.outlets))
        for outlet in site.outlets:
            paths = tuple(readable(trap) for trap in outlet.traps)
            asked = [r for r in site.log if r.address == outlet.address]
            assert sum(r.path.startswith(paths) for r in asked) <= _TRAP_LIMIT, outlet.slug
