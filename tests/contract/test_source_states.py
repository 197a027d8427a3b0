"""States of an outlet's sources in the database after a round."""

from collections.abc import Callable
from typing import Any

from pymongo.database import Database
from scrapy.utils.test import get_crawler

from crawler.crawl.options import read_crawl_options
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.sources import SourceTracker
from crawler.discovery.links import Link
from crawler.urls.canonical_form import make_url_id
from pipelines.collections.sources import MongoCrawlState
from tests.contract.crawl import run_async

Stored = Database[dict[str, Any]]
HOME = "https://misal.example/"


def run_round(settings: dict[str, Any], work: Callable[[SourceTracker, OutletRun], None]) -> None:
    """Run `work` on an outlet's sources within a round, and end the round."""

    async def run() -> None:
        crawler = get_crawler(settings_dict=settings | {"DISCOVERY_SOURCES": ["listing"]})
        crawler._apply_settings()
        setup = read_crawl_options([HOME], crawler.settings)
        outlet = OutletRun(setup.targets[0].publisher)
        sources = SourceTracker(MongoCrawlState.for_crawler(crawler), setup, lambda _: None)
        await sources.open()
        work(sources, outlet)
        await sources.close_round(outlet, lease_lost=False)
        await sources.close([], finished=False)

    run_async(run)


def make_listing_context(outlet: OutletRun, path: str = "") -> PlanContext:
    """Return the context of a listing of the outlet that has no stored state."""
    plan = Plan(Link(url=HOME + path, kind="section"), "source", 1, CrawlPath())
    return PlanContext(
        publisher=outlet.publisher.slug, plan=plan, article_id=make_url_id(plan.link.url)
    )


def test_a_source_that_answers_and_cannot_be_read_has_failed(
    settings: dict[str, Any], stored: Stored
) -> None:
    def fail(sources: SourceTracker, outlet: OutletRun) -> None:
        sources.note_read(
            outlet, make_listing_context(outlet), [Link(url=f"{HOME}s", kind="section")], "html"
        )
        sources.note_failed(
            outlet, make_listing_context(outlet, "s"), "failed:extraction-timeout", 200
        )

    run_round(settings, fail)
    failed, home = stored.sources.find().sort("failures", -1)
    assert (failed["url"], failed["failures"], failed["last_status"]) == (f"{HOME}s", 1, 200)
    assert failed["next_due"] - failed["last_at"] > home["next_due"] - home["last_at"]
    assert home["read_at"]
    assert [link["url"] for link in home["leads"]] == [f"{HOME}s"]
