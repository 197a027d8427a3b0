"""An archive's sitemaps take turns, and what they name knows how deep it stands."""

from collections import Counter

from scrapy import Request

from crawler.crawl.plans import NESTED_SITEMAP, PRIORITY, Plan, Trail
from crawler.crawl.scheduler import FEW, Held
from crawler.crawl.sources import trail_below
from crawler.discovery.links import Link


def sitemap(name: str, publisher: str = "one", *, nested: bool = True) -> Request:
    link = Link(url=f"https://{publisher}.example/{name}.xml", kind="sitemap")
    priority = NESTED_SITEMAP if nested else PRIORITY["sitemap"]
    plan = Plan(link, "source", priority, Trail(source="sitemap", nesting=int(nested)))
    return Request(link.url, meta={"publisher": publisher, "plan": plan})


def test_only_sitemaps_of_an_index_are_held() -> None:
    held = Held()
    assert not held.takes(sitemap("index", nested=False))
    assert not held.takes(Request("https://one.example/robots.txt", meta={"publisher": "one"}))
    assert held.takes(sitemap("a"))
    assert len(held) == 1


def test_one_of_an_outlet_is_ready_when_few_of_its_addresses_are_left() -> None:
    held, first, second = Held(), sitemap("a"), sitemap("b")
    held.takes(first)
    held.takes(second)
    assert held.ready(Counter(one=FEW + 2), ()) is None
    assert held.ready(Counter(one=FEW + 1), ()) is first
    assert held.ready(Counter(one=1), [first]) is None
    assert held.ready(Counter(one=1), ()) is second
    assert held.ready(Counter(one=0), ()) is None


def test_an_outlet_that_is_busy_keeps_no_other_waiting() -> None:
    held, busy, other = Held(), sitemap("a"), sitemap("a", "two")
    held.takes(busy)
    held.takes(other)
    assert held.ready(Counter(one=FEW + 9, two=1), ()) is other
    assert held.all() == [busy]
    assert len(held) == 0


def test_what_a_part_of_an_index_names_stands_as_deep_as_what_the_whole_names() -> None:
    plan: Plan = sitemap("a").meta["plan"]
    assert trail_below("sitemap", plan) == Trail(source="sitemap", nesting=1)
    assert trail_below("feed", plan).source == "feed"
