"""What a round leaves of its outlet's sources, in the database."""

from collections.abc import Callable
from typing import Any

from pymongo.database import Database
from scrapy.http import Request
from scrapy.utils.test import get_crawler

from crawler.crawl.ledger import Ledger
from crawler.crawl.options import read_setup
from crawler.crawl.outlet import Outlet
from crawler.crawl.plans import Plan, Trail
from crawler.crawl.sources import Sources
from crawler.discovery.links import Link
from pipelines.collections.sources import State
from tests.contract.crawl import run

Stored = Database[dict[str, Any]]
HOME = "https://misal.example/"


def leave(settings: dict[str, Any], work: Callable[[Sources, Outlet], None]) -> None:
    """Let something happen to the sources of an outlet, and its round be over."""

    async def round_of() -> None:
        crawler = get_crawler(settings_dict=settings | {"DISCOVERY_SOURCES": ["listing"]})
        crawler._apply_settings()
        setup = read_setup([HOME], crawler.settings)
        outlet = Outlet(setup.targets[0].publisher)
        sources = Sources(State.of(crawler), setup, Ledger(crawler), lambda _: None)
        await sources.open()
        work(sources, outlet)
        await sources.leave(outlet, lost=False)
        await sources.close([], finished=False)

    run(round_of)


def asked(outlet: Outlet, path: str = "") -> Request:
    """The request of a listing of the outlet that nothing is known of."""
    plan = Plan(Link(url=HOME + path, kind="section"), "source", 1, Trail())
    return Request(
        HOME + path, meta={"plan": plan, "publisher": outlet.publisher.slug, "state": None}
    )


def test_a_source_that_answers_and_cannot_be_read_has_failed(
    settings: dict[str, Any], stored: Stored
) -> None:
    def fail(sources: Sources, outlet: Outlet) -> None:
        sources.read(outlet, asked(outlet), [Link(url=f"{HOME}s", kind="section")], "html")
        sources.failed(asked(outlet, "s"), "failed:extraction-timeout", 200)

    leave(settings, fail)
    failed, home = stored.sources.find().sort("failures", -1)
    assert (failed["url"], failed["failures"], failed["last_status"]) == (f"{HOME}s", 1, 200)
    assert failed["next_due"] - failed["last_at"] > home["next_due"] - home["last_at"]
    assert home["read_at"]
    assert [link["url"] for link in home["leads"]] == [f"{HOME}s"]
