"""Requests of pages, as the tests of the ledger and of canonical duplicates need them."""

from typing import Literal

from scrapy.http import Request

from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.state.request_context import CONTEXT_KEY
from crawler.urls.canonical_form import make_url_id


def make_page_request(url: str, expected_kind: Literal["article", "page"] = "page") -> Request:
    """Return the request of a page of the outlet example.org."""
    plan = Plan(Link(url=url, kind=expected_kind), expected_kind, 0, CrawlPath())
    context = PlanContext(publisher="example.org", plan=plan, article_id=make_url_id(url))
    return Request(url, meta={CONTEXT_KEY: context})
