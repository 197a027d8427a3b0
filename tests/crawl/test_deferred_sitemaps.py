"""Deferred sitemaps: those of an index take turns, and what they name keeps its nesting."""

from collections import Counter

from scrapy import Request

from crawler.crawl.plan_context import PlanContext, get_plan_context
from crawler.crawl.plans import (
    NESTED_SITEMAP_PRIORITY,
    PRIORITY,
    CrawlPath,
    Plan,
    start_source_path,
)
from crawler.crawl.scheduler import NEXT_SITEMAP_BELOW, DeferredSitemaps
from crawler.crawl.sitemap_rest import SitemapRest, compress_sitemap
from crawler.discovery.links import Link
from crawler.state.request_context import CONTEXT_KEY, RequestContext, update_context
from crawler.urls.canonical_form import make_url_id


def sitemap(name: str, publisher: str = "one", *, nested: bool = True) -> Request:
    link = Link(url=f"https://{publisher}.example/{name}.xml", kind="sitemap")
    priority = NESTED_SITEMAP_PRIORITY if nested else PRIORITY["sitemap"]
    plan = Plan(link, "source", priority, CrawlPath(source="sitemap", nesting=int(nested)))
    context = PlanContext(publisher=publisher, plan=plan, article_id=make_url_id(link.url))
    return Request(link.url, meta={CONTEXT_KEY: context})


def make_rest(url: str) -> SitemapRest:
    body = compress_sitemap(b"<urlset/>")
    return SitemapRest(url=url, content_type=b"", compressed_body=body, next_entry=9, links=())


def test_only_sitemaps_of_an_index_are_deferred() -> None:
    deferred = DeferredSitemaps()
    assert not deferred.defer_if_nested(sitemap("index", nested=False))
    assert not deferred.defer_if_nested(
        Request(
            "https://one.example/robots.txt", meta={CONTEXT_KEY: RequestContext(publisher="one")}
        )
    )
    assert deferred.defer_if_nested(sitemap("a"))
    assert len(deferred) == 1


def test_one_of_an_outlet_is_ready_when_few_of_its_addresses_are_left() -> None:
    deferred, first, second = DeferredSitemaps(), sitemap("a"), sitemap("b")
    deferred.defer_if_nested(first)
    deferred.defer_if_nested(second)
    assert deferred.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 2), ()) is None
    assert deferred.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 1), ()) is first
    assert deferred.pop_ready(Counter(one=1), [first]) is None
    assert deferred.pop_ready(Counter(one=1), ()) is second
    assert deferred.pop_ready(Counter(one=0), ()) is None


def test_the_rest_of_a_sitemap_comes_before_the_next_one() -> None:
    deferred, waiting, rest = DeferredSitemaps(), sitemap("b"), sitemap("a", nested=False)
    update_context(rest, rest=make_rest(rest.url))
    deferred.defer_if_nested(waiting)
    assert deferred.defer_if_nested(rest)
    assert deferred.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 2), ()) is None
    assert deferred.pop_ready(Counter(one=2), ()) is rest
    assert deferred.pop_ready(Counter(one=1), [rest]) is None
    assert deferred.pop_ready(Counter(one=1), ()) is waiting


def test_an_outlet_that_is_busy_keeps_no_other_waiting() -> None:
    deferred, busy, other = DeferredSitemaps(), sitemap("a"), sitemap("a", "two")
    deferred.defer_if_nested(busy)
    deferred.defer_if_nested(other)
    assert deferred.pop_ready(Counter(one=NEXT_SITEMAP_BELOW + 9, two=1), ()) is other
    assert deferred.pop_all() == [busy]
    assert len(deferred) == 0


def test_what_a_part_of_a_nested_sitemap_names_keeps_its_nesting() -> None:
    plan = get_plan_context(sitemap("a")).plan
    assert start_source_path("sitemap", plan) == CrawlPath(source="sitemap", nesting=1)
    assert start_source_path("feed", plan).source == "feed"
