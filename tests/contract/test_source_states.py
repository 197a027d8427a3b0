"""What a round leaves of its outlet's sources, in the database."""

from collections.abc import Callable
from typing import Any

from pymongo.database import Database
from scrapy.http import Request
from scrapy.utils.test import get_crawler

from crawler.crawl.ledger import Ledger
from crawler.crawl.options import read_crawl_options
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.sources import SourceTracker
from crawler.discovery.links import Link
from pipelines.collections.sources import MongoCrawlState
from tests.contract.crawl import run

Stored = Database[dict[str, Any]]
HOME = "https://misal.example/"


def leave(settings: dict[str, Any], work: Callable[[SourceTracker, OutletRun], None]) -> None:
    """Let something happen to the sources of an outlet, and its round be over."""

    async def round_of() -> None:
        crawler = get_crawler(settings_dict=settings | {"DISCOVERY_SOURCES": ["listing"]})
        crawler._apply_settings()
        setup = read_crawl_options([HOME], crawler.settings)
        outlet = OutletRun(setup.targets[0].publisher)
        sources = SourceTracker(
            MongoCrawlState.for_crawler(crawler), setup, Ledger(crawler), lambda _: None
        )
        await sources.open()
        work(sources, outlet)
        await sources.close_round(outlet, lease_lost=False)
        await sources.close([], finished=False)

    run(round_of)


def asked(outlet: OutletRun, path: str = "") -> Request:
    """The request of a listing of the outlet that nothing is known of."""
    plan = Plan(Link(url=HOME + path, kind="section"), "source", 1, CrawlPath())
    return Request(
        HOME + path, meta={"plan": plan, "publisher": outlet.publisher.slug, "state": None}
    )


def test_a_source_that_answers_and_cannot_be_read_has_failed(
    settings: dict[str, Any], stored: Stored
) -> None:
    def fail(sources: SourceTracker, outlet: OutletRun) -> None:
        sources.note_read(outlet, asked(outlet), [Link(url=f"{HOME}s", kind="section")], "html")
        sources.note_failed(asked(outlet, "s"), "failed:extraction-timeout", 200)

    leave(settings, fail)
    failed, home = stored.sources.find().sort("failures", -1)
    assert (failed["url"], failed["failures"], failed["last_status"]) == (f"{HOME}s", 1, 200)
    assert failed["next_due"] - failed["last_at"] > home["next_due"] - home["last_at"]
    assert home["read_at"]
    assert [link["url"] for link in home["leads"]] == [f"{HOME}s"]
