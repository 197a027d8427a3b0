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
