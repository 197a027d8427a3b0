"""Sources over several crawls: none is forgotten, none keeps the others waiting."""

from tests.crawl.sites import Site, crawl, served
from tests.crawl.workbench import Workbench

SECTION, CORNER = "/section/culture", "/page-culture"


def test_sections_are_asked_though_the_front_page_stays_the_same(bench: Workbench) -> None:
    with served(Site()) as site:
        site.replies = {
            "/": site.listing(0, also=(SECTION, CORNER)),
            SECTION: site.listing(1),
            CORNER: site.listing(2),
        }
        assert crawl(bench, site, "harvest") == {"stored": 3}
        site.replies |= {SECTION: site.listing(1, 3), CORNER: site.listing(2, 4)}
        assert crawl(bench, site, "harvest", "-s", "SOURCES=due", hours=30) == {"stored": 2}


def test_what_nothing_leads_to_any_more_is_due_no_more(bench: Workbench) -> None:
    with served(Site()) as site:
        site.replies = {"/": site.listing(0, also=(SECTION,)), SECTION: site.listing(1)}
        crawl(bench, site, "watch", "--once")
        site.replies["/"] = site.listing(0)
        crawl(bench, site, "watch", "--once", hours=30)
        left = {one["url"]: one["next_due"] for one in bench.db.sources.find()}
        [account] = bench.db.outlets.find()
        home = site.server.address
        assert left == {home: account["next_due"], home + SECTION[1:]: None}
