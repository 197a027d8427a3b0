"""An archive's sitemaps take turns, and what they name knows how deep it stands."""

from collections import Counter

from scrapy import Request

from crawler.crawl.plans import NESTED_SITEMAP_PRIORITY, PRIORITY, CrawlPath, Plan
from crawler.crawl.scheduler import NEXT_SITEMAP_BELOW, DeferredSitemaps
from crawler.crawl.sources import start_source_path
from crawler.discovery.links import Link


def sitemap(name: str, publisher: str = "one", *, nested: bool = True) -> Request:
    link = Link(url=f"https://{publisher}.example/{name}.xml", kind="sitemap")
    priority = NESTED_SITEMAP_PRIORITY if nested else PRIORITY["sitemap"]
    plan = Plan(link, "source", priority, CrawlPath(source="sitemap", nesting=int(nested)))
    return Request(link.url, meta={"publisher": publisher, "plan": plan})


def test_only_sitemaps_of_an_index_are_held() -> None:
    held = DeferredSitemaps()
    assert not held.defer_if_nested(sitemap("index", nested=False))
    assert not held.defer_if_nested(
        Request("https://one.example/robots.txt", meta={"publisher": "one"})
    )
    assert held.defer_if_nested(sitemap("a"))
    assert len(held) == 1


def test_one_of_an_outlet_is_ready_when_few_of_its_addresses_are_left() -> None:
    held, first, second = DeferredSitemaps(), sitemap("a"), sitemap("b")
    held.defer_if_nested(first)
    held.defer_if_nested(second)
    assert held.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 2), ()) is None
    assert held.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 1), ()) is first
    assert held.pop_ready(Counter(one=1), [first]) is None
    assert held.pop_ready(Counter(one=1), ()) is second
    assert held.pop_ready(Counter(one=0), ()) is None


def test_an_outlet_that_is_busy_keeps_no_other_waiting() -> None:
    held, busy, other = DeferredSitemaps(), sitemap("a"), sitemap("a", "two")
    held.defer_if_nested(busy)
    held.defer_if_nested(other)
    assert held.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 9, two=1), ()) is other
    assert held.pop_all() == [busy]
    assert len(held) == 0


def test_what_a_part_of_an_index_names_stands_as_deep_as_what_the_whole_names() -> None:
    plan: Plan = sitemap("a").meta["plan"]
    assert start_source_path("sitemap", plan) == CrawlPath(source="sitemap", nesting=1)
    assert start_source_path("feed", plan).source == "feed"
