"""Context of a request: what is known of it lasts as long as the request."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Spider
from scrapy.squeues import PickleFifoDiskQueue
from scrapy.utils.test import get_crawler

from crawler.crawl.plan_context import PlanContext, find_plan_context, get_plan_context
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.sitemap_rest import SitemapRest
from crawler.discovery.links import Link
from crawler.state.records import PageState, SourceState
from crawler.state.request_context import CONTEXT_KEY, get_publisher_slug, update_context
from crawler.state.validators import Validators
from tests.crawl.requests import make_page_request

PAGE = "https://example.org/news/1"


def make_full_context() -> PlanContext:
    """Return a context in which every value is set."""
    now, validators = datetime(2026, 11, 23, tzinfo=UTC), Validators(etag="x", told_same=3)
    crawl_path = CrawlPath(depth=2, shown_ids=frozenset({"a"}), pages_left=4)
    return PlanContext(
        publisher="example.org",
        page_kind="article",
        known=PageState(outcome="stored", last_at=now, validators=validators),
        is_conditional=True,
        validators=validators,
        plan=Plan(Link(url=PAGE, kind="page", published=now), "page", 7, crawl_path, role="named"),
        article_id="id",
        state=SourceState(url=PAGE, publisher="example.org", kind="page", read_at=now),
        is_taken_as_is=True,
        rest=SitemapRest(
            url=PAGE,
            content_type=b"text/xml",
            compressed_body=b"x",
            next_entry=9,
            links=(Link(url=PAGE, kind="page"),),
        ),
    )


def test_the_disk_queue_of_a_job_keeps_it(tmp_path: Path) -> None:
    crawler, context = get_crawler(), make_full_context()
    crawler.spider = Spider.from_crawler(crawler, name="any")
    queue = PickleFifoDiskQueue.from_crawler(crawler, str(tmp_path / "queue"))  # type: ignore[attr-defined]
    queue.push(make_page_request(PAGE).replace(meta={CONTEXT_KEY: context}))
    kept = queue.pop()
    queue.close()
    assert kept is not None
    assert asdict(get_plan_context(kept)) == asdict(context)


def test_a_copied_request_has_it_and_changes_it_for_itself_alone() -> None:
    first = make_page_request(PAGE)
    moved = first.replace(url=f"{PAGE}/moved")
    assert get_plan_context(moved) is get_plan_context(first)
    update_context(moved, page_kind="article")
    assert get_plan_context(moved).page_kind == "article"
    assert get_plan_context(first).page_kind == "source"


def test_a_request_of_no_outlet_has_none() -> None:
    other = make_page_request(PAGE).replace(meta={})
    assert find_plan_context(other) is None
    assert get_publisher_slug(other) == ""
