"""Which links are followed, and where it ends."""

import re
from datetime import UTC, datetime

from crawler.discovery.links import Link
from crawler.frontier import MAX_DEPTH, PATIENCE, Frontier, Outlet, Plan, Trail
from crawler.publisher import Publisher

ALL = frozenset({"sitemap", "feed", "listing"})
HOME = "https://news.example.sa/"


def outlet(**more: object) -> Outlet:
    return Outlet(Publisher(slug="x", homepage=HOME, domains=("example.sa",), **more))  # type: ignore[arg-type]


def frontier(ways: frozenset[str] = ALL, **more: object) -> Frontier:
    known: set[str] = set()

    def learn(address: str) -> bool:
        new = address not in known
        known.add(address)
        return new

    return Frontier(learn, ways, 500, **more)  # type: ignore[arg-type]


def article(number: int, **more: object) -> Link:
    return Link(url=f"{HOME}news/{number}", kind="article", **more)  # type: ignore[arg-type]


def paths(plans: list[Plan]) -> list[str]:
    return [plan.link.url.removeprefix(HOME) for plan in plans]


def test_an_article_is_planned_once_whatever_tells_of_it() -> None:
    policy, site = frontier(), outlet()
    first = list(policy.follow(site, [article(1), article(2)], Trail(source="sitemap")))
    again = list(policy.follow(site, [article(2), article(3)], Trail(source="feed")))
    assert paths(first) == ["news/1", "news/2"]
    assert paths(again) == ["news/3"]


def test_newest_come_first() -> None:
    links = [
        article(1, published=datetime(2026, 1, 1, tzinfo=UTC)),
        article(2, published=datetime(2026, 3, 1, tzinfo=UTC)),
    ]
    assert paths(list(frontier().follow(outlet(), links, Trail(source="feed")))) == [
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
    assert set(paths(list(policy.follow(outlet(), links, Trail(source="sitemap"))))) == {
        "news/2",
        "news/5",
    }


def test_other_sites_are_left_alone_but_for_their_feeds() -> None:
    links = [
        Link(url="https://elsewhere.example/news/1", kind="article"),
        Link(url="https://feeds.example/x", kind="feed"),
    ]
    plans = list(frontier().follow(outlet(), links, Trail()))
    assert [plan.link.kind for plan in plans] == ["feed"]


def test_a_publishers_patterns_judge_every_link() -> None:
    site = outlet(allow=(re.compile("/odd/"),), deny=(re.compile("/news/7$"),))
    links = [article(7), Link(url=f"{HOME}odd/x", kind="section")]
    plans = list(frontier().follow(site, links, Trail(source="sitemap")))
    assert [(plan.want, plan.link.url) for plan in plans] == [("article", f"{HOME}odd/x")]


def test_ways_that_are_off_are_not_gone() -> None:
    links = [article(1), Link(url=f"{HOME}feed", kind="feed"), Link(url=f"{HOME}s", kind="section")]
    plans = list(frontier(frozenset({"feed"})).follow(outlet(), links, Trail()))
    assert paths(plans) == ["feed"]


def test_a_trail_without_news_ends() -> None:
    policy, site, trail = frontier(), outlet(), Trail()
    for number in range(100):
        page = Link(url=f"{HOME}calendar?page={number}", kind="paging")
        plans = list(policy.follow(site, [page], trail))
        if not plans:
            break
        trail = plans[0].trail
    assert number == PATIENCE - 1


def test_a_trail_with_news_goes_on() -> None:
    policy, site, trail = frontier(), outlet(), Trail(depth=1)
    for number in range(20):
        page = Link(url=f"{HOME}s?page={number}", kind="paging")
        plans = list(policy.follow(site, [article(number), page], trail))
        assert len(plans) == 2
        trail = plans[1].trail
    assert trail == Trail(depth=1)


def test_sections_below_sections_end() -> None:
    policy, site, trail = frontier(), outlet(), Trail()
    for number in range(10):
        below = Link(url=f"{HOME}s/{number}", kind="section")
        plans = list(policy.follow(site, [article(number), below], trail))
        if len(plans) == 1:
            break
        trail = plans[1].trail
    assert number == MAX_DEPTH
