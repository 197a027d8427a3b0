"""The pace of hosts, read from the delay of their slots and never from how long a test took."""

from typing import Any

from tests.fetching.conftest import Crawls
from tests.fetching.server import Reply, Site, robots

THROTTLE: dict[str, Any] = {
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_START_DELAY": 0.01,
    "AUTOTHROTTLE_MAX_DELAY": 0.02,
}


def pages(site: Site, count: int) -> list[str]:
    """Put pages on a site and return their addresses."""
    for number in range(count):
        site.says(f"/{number}", Reply())
    return [f"{site.home}/{number}" for number in range(count)]


def test_crawl_delay_is_the_pace_of_its_host_only(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: 0.15"))
    done = crawl(*pages(site, 3), *pages(other, 3))
    assert done.slots[site.host]["delay"] == 0.15
    assert done.slots[site.host]["jitter"] == 0
    assert done.slots[other.host]["delay"] == 0
    assert done.stats["crawl_delay/hosts"] == 1


def test_our_own_group_says_the_pace(crawl: Crawls, site: Site) -> None:
    lines = ("User-agent: *", "Crawl-delay: 50", "User-agent: warraq", "Crawl-delay: 0.1")
    site.says("/robots.txt", robots(*lines))
    assert crawl(*pages(site, 2)).slots[site.host]["delay"] == 0.1


def test_autothrottle_does_not_go_below(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: 0.1"))
    done = crawl(*pages(site, 4), **THROTTLE)
    assert done.slots[site.host] == {"delay": 0.1, "jitter": 0, "concurrency": 2}


def test_autothrottle_may_go_above(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: 0.001"))
    settings = THROTTLE | {"AUTOTHROTTLE_START_DELAY": 0.2, "AUTOTHROTTLE_MAX_DELAY": 0.2}
    assert 0.001 < crawl(*pages(site, 1), **settings).slots[site.host]["delay"] <= 0.2


def test_a_long_delay_is_capped(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: 86400"))
    done = crawl(*pages(site, 2), CRAWL_DELAY_MAX=0.1, LOG_LEVEL="CRITICAL")
    assert done.slots[site.host]["delay"] == 0.1


def test_a_request_rate_is_a_pace(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Request-rate: 20/1s", "Crawl-delay: 0"))
    assert crawl(*pages(site, 2)).slots[site.host]["delay"] == 0.05


def test_a_publisher_sets_delay_and_concurrency(crawl: Crawls, site: Site) -> None:
    publisher = {"homepage": site.home, "domains": [], "delay": 0.05, "concurrency": 1}
    requests = [{"url": url, "context": {"publisher": "slow"}} for url in pages(site, 3)]
    done = crawl(*requests, publishers={"slow": publisher}, **THROTTLE)
    assert done.slots[site.host] == {"delay": 0.05, "jitter": 0, "concurrency": 1}


def test_the_slowest_of_both_holds(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: 0.1"))
    publisher = {"homepage": site.home, "domains": [], "delay": 0.01}
    requests = [{"url": url, "context": {"publisher": "fast"}} for url in pages(site, 2)]
    done = crawl(*requests, publishers={"fast": publisher})
    assert done.slots[site.host]["delay"] == 0.1


def test_no_delay_leaves_the_settings(crawl: Crawls, site: Site) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: soon", "Disallow: /x"))
    done = crawl(*pages(site, 2), DOWNLOAD_DELAY=0.02)
    assert done.slots[site.host] == {"delay": 0.02, "jitter": 0.5, "concurrency": 2}
