"""Frontier: the links it follows, their order, and where a crawl ends."""

import re
from datetime import UTC, datetime

import pytest

from crawler.crawl import frontier as frontier_module
from crawler.crawl.frontier import MAX_DEPTH, MAX_NESTING, Frontier
from crawler.crawl.outlet import MIN_BARREN_PAGES, OutletRun
from crawler.crawl.plans import MAX_PAGES_ALL_KNOWN, MAX_PAGES_WITHOUT_NEWS, CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.publisher import Publisher

ALL = frozenset({"sitemap", "feed", "listing"})
HOME = "https://news.example.sa/"


def outlet(**fields: object) -> OutletRun:
    return OutletRun(Publisher(slug="x", homepage=HOME, domains=("example.sa",), **fields))  # type: ignore[arg-type]


def frontier(discovery_sources: frozenset[str] = ALL, **fields: object) -> Frontier:
    noted: set[str] = set()

    def note_address(address: str, *, named_article: bool, publisher: str) -> bool:
        is_new = address not in noted
        noted.add(address)
        return is_new

    return Frontier(note_address, discovery_sources, 500, **fields)  # type: ignore[arg-type]


def article(number: int, **fields: object) -> Link:
    return Link(url=f"{HOME}news/{number}", kind="article", **fields)  # type: ignore[arg-type]


def paging(number: int, path: str = "s") -> Link:
    return Link(url=f"{HOME}{path}?page={number}", kind="paging")


def sitemap(number: int) -> Link:
    return Link(url=f"{HOME}sitemap-{number}.xml", kind="sitemap")


def paths(plans: list[Plan]) -> list[str]:
    return [plan.link.url.removeprefix(HOME) for plan in plans]


def test_an_article_is_planned_once_whatever_names_it() -> None:
    policy, site = frontier(), outlet()
    first = list(policy.follow(site, [article(1), article(2)], CrawlPath(source="sitemap")))
    again = list(policy.follow(site, [article(2), article(3)], CrawlPath(source="feed")))
    assert paths(first) == ["news/1", "news/2"]
    assert paths(again) == ["news/3"]


def test_newest_come_first() -> None:
    links = [
        article(1, published=datetime(2026, 1, 1, tzinfo=UTC)),
        article(2, published=datetime(2026, 3, 1, tzinfo=UTC)),
    ]
    assert paths(list(frontier().follow(outlet(), links, CrawlPath(source="feed")))) == [
        "news/2",
        "news/1",
    ]


def test_bounds_leave_out_what_lies_outside() -> None:
    policy = frontier(
        since=datetime(2026, 2, 1, tzinfo=UTC), until=datetime(2026, 4, 1, tzinfo=UTC)
    )
    links = [
        article(1, published=datetime(2026, 1, 31, tzinfo=UTC)),
        article(2, published=datetime(2026, 2, 1, tzinfo=UTC)),
        article(3, published=datetime(2026, 4, 1, tzinfo=UTC)),
        article(4, modified=datetime(2026, 1, 1, tzinfo=UTC)),
        article(5),
    ]
    assert set(paths(list(policy.follow(outlet(), links, CrawlPath(source="sitemap"))))) == {
        "news/2",
        "news/5",
    }


def test_other_sites_are_left_alone_but_for_their_feeds() -> None:
    links = [
        Link(url="https://elsewhere.example/news/1", kind="article"),
        Link(url="https://feeds.example/x", kind="feed"),
    ]
    plans = list(frontier().follow(outlet(), links, CrawlPath()))
    assert [plan.link.kind for plan in plans] == ["feed"]


def test_a_publishers_patterns_judge_every_link() -> None:
    site = outlet(allow=(re.compile("/odd/"),), deny=(re.compile("/news/7$"),))
    links = [article(7), Link(url=f"{HOME}odd/x", kind="section")]
    plans = list(frontier().follow(site, links, CrawlPath(source="sitemap")))
    assert [(plan.expected_kind, plan.link.url) for plan in plans] == [("article", f"{HOME}odd/x")]


def test_discovery_sources_that_are_off_are_not_followed() -> None:
    links = [article(1), Link(url=f"{HOME}feed", kind="feed"), Link(url=f"{HOME}s", kind="section")]
    plans = list(frontier(frozenset({"feed"})).follow(outlet(), links, CrawlPath()))
    assert paths(plans) == ["feed"]


def test_a_crawl_path_without_news_ends() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath()
    for number in range(100):
        page = Link(url=f"{HOME}calendar?page={number}", kind="paging")
        plans = list(policy.follow(site, [page], crawl_path))
        if not plans:
            break
        crawl_path = plans[0].crawl_path
    assert number == MAX_PAGES_WITHOUT_NEWS - 1


def test_a_crawl_path_with_news_goes_on() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath(depth=1)
    for number in range(20):
        page = Link(url=f"{HOME}s?page={number}", kind="paging")
        plans = list(policy.follow(site, [article(number), page], crawl_path))
        assert len(plans) == 2
        crawl_path = plans[1].crawl_path
    assert crawl_path == CrawlPath(depth=1)


def test_sections_below_sections_end() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath()
    for number in range(10):
        section = Link(url=f"{HOME}s/{number}", kind="section")
        plans = list(policy.follow(site, [article(number), section], crawl_path))
        if len(plans) == 1:
            break
        crawl_path = plans[1].crawl_path
    assert number == MAX_DEPTH


def test_pages_of_known_articles_are_passed_over_patiently() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath(depth=1)
    list(policy.follow(site, map(article, range(100)), CrawlPath(source="sitemap")))
    for number in range(100):
        plans = list(policy.follow(site, [article(number), paging(number)], crawl_path))
        if not plans:
            break
        crawl_path = plans[0].crawl_path
    assert number == MAX_PAGES_ALL_KNOWN - 1


def test_behind_known_articles_the_others_are_found() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath(depth=1)
    list(policy.follow(site, map(article, range(30)), CrawlPath(source="sitemap")))
    for number in range(0, 60, 5):
        links = [*map(article, range(number, number + 5)), article(0), paging(number)]
        plans = list(policy.follow(site, links, crawl_path))
        crawl_path = plans[-1].crawl_path
    assert paths(plans[:-1]) == [f"news/{number}" for number in range(55, 60)]


def test_a_last_page_under_ever_new_addresses_is_left() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath(depth=1)
    last_page = [article(1), article(2)]
    for number in range(100):
        plans = list(policy.follow(site, [*last_page, paging(number)], crawl_path))
        if not plans:
            break
        crawl_path = plans[-1].crawl_path
    assert number == MAX_PAGES_WITHOUT_NEWS


def test_what_a_fruitless_page_leads_to_waits() -> None:
    policy, site = frontier(), outlet()
    [_, with_news] = policy.follow(site, [article(1), paging(2)], CrawlPath())
    [without_news] = policy.follow(site, [article(1), paging(3)], with_news.crawl_path)
    agenda = Link(url=f"{HOME}agenda", kind="section")
    [section] = policy.follow(site, [agenda], CrawlPath(pages_without_news=1))
    assert max(without_news.priority, section.priority) < with_news.priority


def test_an_unknown_page_that_is_a_list_is_followed_like_one() -> None:
    policy, site = frontier(), outlet()
    [page] = policy.follow(site, [Link(url=f"{HOME}x", kind="page")], CrawlPath())
    plans = list(policy.follow(site, [article(1), paging(2, "x")], page.crawl_path))
    assert [plan.expected_kind for plan in plans] == ["article", "source"]
    plans = list(policy.follow(site, [article(2), paging(3, "x")], plans[1].crawl_path))
    assert [plan.expected_kind for plan in plans] == ["article", "source"]


def test_unknown_pages_of_a_url_pattern_that_gave_nothing_are_left_alone() -> None:
    policy, site = frontier(), outlet()
    films = [Link(url=f"{HOME}film/{number}", kind="page") for number in range(40)]
    plans = list(policy.follow(site, films[:10], CrawlPath()))
    for plan in plans[:MIN_BARREN_PAGES]:
        assert not list(policy.follow(site, [], plan.crawl_path))
    assert not list(policy.follow(site, films[10:], CrawlPath()))
    assert list(policy.follow(site, [Link(url=f"{HOME}x?id=4", kind="page")], CrawlPath()))


def test_unknown_pages_go_on_where_most_are_articles() -> None:
    policy, site = frontier(), outlet()
    unknown = [Link(url=f"{HOME}x/{number}", kind="page") for number in range(60)]
    plans = list(policy.follow(site, unknown[:40], CrawlPath()))
    for plan in plans[:MIN_BARREN_PAGES]:
        list(policy.follow(site, [], plan.crawl_path))
    assert len(list(policy.follow(site, unknown[40:], CrawlPath()))) == 20


def test_articles_that_are_lists_of_their_like_end() -> None:
    policy, site = frontier(), outlet()
    queue = list(policy.follow(site, map(article, range(20)), CrawlPath()))
    for asked, plan in enumerate(queue, start=1):
        queue += policy.follow(
            site, map(article, range(20 * asked, 20 * asked + 20)), plan.crawl_path
        )
    assert asked <= 20 * (MIN_BARREN_PAGES + 2)


def test_pages_of_any_url_pattern_go_no_deeper_than_sections() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath()
    for number in range(10):
        link = Link(url=f"{HOME}{'abcdefghij'[number]}/x", kind="article")
        plans = list(policy.follow(site, [link], crawl_path))
        if not plans:
            break
        crawl_path = plans[0].crawl_path
    assert number == MAX_DEPTH + 1


def test_archives_outside_the_range_are_not_fetched() -> None:
    first, last = (datetime(2024, month, 1, tzinfo=UTC) for month in (1, 2))
    policy = frontier(since=first, until=last)
    old = datetime(2023, 6, 1, tzinfo=UTC)
    links = [
        *(Link(url=f"{HOME}map-{month}.xml", kind="sitemap") for month in ("2023-06", "2024-01")),
        Link(url=f"{HOME}map-2024-06.xml", kind="sitemap"),
        Link(url=f"{HOME}post-sitemap7.xml", kind="sitemap", modified=old),
        Link(url=f"{HOME}post-sitemap8.xml", kind="sitemap"),
        Link(url=f"{HOME}2024/05/05/x/", kind="article"),
        Link(url=f"{HOME}2024/01/05/x/", kind="article"),
    ]
    plans = list(policy.follow(outlet(), links, CrawlPath(source="sitemap")))
    assert paths(plans) == ["2024/01/05/x/", "map-2024-01.xml", "post-sitemap8.xml"]


def test_what_an_earlier_run_is_done_with_is_no_news() -> None:
    policy, site = frontier(), outlet()
    plans = policy.follow(
        site, [article(1), article(2), paging(2)], CrawlPath(depth=1), lambda link: "1" in link.url
    )
    assert paths(list(plans)) == ["news/2", "s?page=2"]


def test_a_listing_read_before_is_followed_no_further_than_its_pages_left() -> None:
    policy, site = frontier(), outlet()
    section = Link(url=f"{HOME}s/1", kind="section")
    plans = list(policy.follow(site, [article(1), paging(2), section], CrawlPath(pages_left=0)))
    assert paths(plans) == ["news/1", "s/1"]
    assert plans[1].crawl_path.pages_left is None
    plans = list(policy.follow(site, [article(2), paging(3)], CrawlPath(pages_left=4)))
    assert (plans[1].is_further_page, plans[1].crawl_path.pages_left) == (True, 4)


def test_the_next_page_of_a_feed_is_a_further_page_within_pages_left() -> None:
    policy, site = frontier(), outlet()
    next_page = Link(url=f"{HOME}feed?page=2", kind="feed")
    assert not list(policy.follow(site, [next_page], CrawlPath(source="feed", pages_left=0)))
    [_, plan] = policy.follow(site, [article(1), next_page], CrawlPath(source="feed", pages_left=3))
    assert (plan.is_further_page, plan.crawl_path.pages_left) == (True, 3)


def test_of_a_pager_only_the_next_page_is_followed() -> None:
    policy, site = frontier(), outlet()
    pager = [paging(9), paging(3), paging(2), paging(4)]
    plans = list(policy.follow(site, [article(1), *pager], CrawlPath(pages_left=4)))
    assert paths(plans) == ["news/1", "s?page=2"]
    plans = list(policy.follow(site, [article(2), *pager], CrawlPath(pages_left=3)))
    assert paths(plans) == ["news/2", "s?page=3"]


def test_sitemaps_below_sitemaps_end() -> None:
    policy, site, crawl_path = frontier(), outlet(), CrawlPath()
    asked = 0
    while plans := list(policy.follow(site, [sitemap(asked)], crawl_path)):
        asked, crawl_path = asked + 1, plans[0].crawl_path
    assert asked == 1 + MAX_NESTING


def test_a_feed_of_ever_new_pages_and_articles_ends() -> None:
    policy, site, asked = frontier(), outlet(), 0
    crawl_path = CrawlPath(source="feed")
    next_page = Link(url=f"{HOME}feed?page=0", kind="feed")
    while further := list(policy.follow(site, [article(asked), next_page], crawl_path))[1:]:
        asked, crawl_path = asked + 1, further[0].crawl_path
        next_page = Link(url=f"{HOME}feed?page={asked}", kind="feed")
    assert asked == policy.listing_pages_max


def test_an_outlet_names_so_many_sources_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier_module, "MAX_SOURCES", 50)
    policy, site = frontier(), outlet()
    links = [sitemap(number) for number in range(60)]
    assert len(list(policy.follow(site, links, CrawlPath(source="sitemap")))) == 50
