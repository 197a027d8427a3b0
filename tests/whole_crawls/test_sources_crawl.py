"""Sources over several crawls: none is forgotten, and none delays the others."""

import time
from datetime import UTC, datetime, timedelta

from tests.newsroom.server import Reply
from tests.whole_crawls.sites import ScriptedOutlet, crawl, served
from tests.whole_crawls.workbench import Workbench

SECTION, CORNER = "/section/culture", "/page-culture"


def test_sections_are_asked_though_the_front_page_stays_the_same(bench: Workbench) -> None:
    with served(ScriptedOutlet()) as site:
        site.replies = {
            "/": site.listing(0, also=(SECTION, CORNER)),
            SECTION: site.listing(1),
            CORNER: site.listing(2),
        }
        assert crawl(bench, site, "harvest") == {"stored": 3}
        site.replies |= {SECTION: site.listing(1, 3), CORNER: site.listing(2, 4)}
        assert crawl(bench, site, "harvest", "-s", "SOURCES=due", hours=30) == {"stored": 2}
        # The sections do not wait while the front page is not due.
        not_due = {"$set": {"next_due": datetime.now(UTC) + timedelta(days=9)}}
        bench.db.sources.update_one({"url": site.server.address}, not_due)
        site.replies[SECTION] = site.listing(1, 3, 5)
        assert crawl(bench, site, "harvest", "-s", "SOURCES=due", hours=60) == {"stored": 1}
        assert "/" not in site.log


def test_dead_links_are_no_listings(bench: Workbench) -> None:
    dead = "/page-dead"
    with served(ScriptedOutlet()) as site:
        site.replies = {"/": site.listing(0, also=(dead,)), dead: Reply(status=404, body=b"gone")}
        crawl(bench, site, "harvest")
        assert dead in site.log
        for hours in (1, 30):
            crawl(bench, site, "harvest", hours=hours)
            assert dead not in site.log


def test_what_nothing_leads_to_any_more_is_due_no_more(bench: Workbench) -> None:
    with served(ScriptedOutlet()) as site:
        site.replies = {"/": site.listing(0, also=(SECTION,)), SECTION: site.listing(1)}
        crawl(bench, site, "watch", "--once")
        site.replies["/"] = site.listing(0)
        crawl(bench, site, "watch", "--once", hours=30)
        due = {source["url"]: source["next_due"] for source in bench.db.sources.find()}
        [outlet] = bench.db.outlets.find()
        home = site.server.address
        assert due == {home: outlet["next_due"], home + SECTION[1:]: None}


def test_what_a_watch_drops_that_has_lost_its_outlet_is_found_by_the_next(
    bench: Workbench,
) -> None:
    def taken_over() -> Reply:
        until = datetime.now(UTC) + timedelta(hours=1)
        other = {"holder": "another", "until": until, "turn": 99}
        bench.db.leases.update_many({}, {"$set": other})
        time.sleep(1.5)  # The watch should notice; where it does not, it stores the articles.
        return site.listing(0, 1)

    words = (
        *("watch", "--once", "-s", "DOWNLOAD_TIMEOUT=10"),
        *("-s", "STORE_PATIENCE=1", "-s", "LEASE_SECONDS=1.5"),
    )
    with served(ScriptedOutlet()) as site:
        site.replies["/"] = taken_over
        crawl(bench, site, *words)
        assert bench.articles() or not list(bench.db.sources.find())
        site.replies["/"] = site.listing(0, 1)
        bench.db.leases.update_many({}, {"$set": {"until": datetime.now(UTC)}})
        bench.db.outlets.update_many({}, {"$set": {"next_due": datetime.now(UTC)}})
        crawl(bench, site, *words)
    assert len(bench.articles()) == 2
