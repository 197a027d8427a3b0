"""Shutdown: a closing crawl does not wait for requests it has not sent."""

from tests.fetching.conftest import Crawl, Crawls
from tests.fetching.server import Reply, Site, robots

INTERRUPTED = {"error": "Interrupted", "outcome": "failed:interrupted"}


def crawl_until_closed(crawl: Crawls, site: Site, other: Site) -> Crawl:
    """Crawl one site until an answer of the other closes the crawl."""
    other.says("/last", Reply(wait=0.2))
    urls = [f"{site.home}/{name}" for name in "abcde"]
    return crawl(*urls, {"url": other.home + "/last", "meta": {"close": True}})


def test_a_long_crawl_delay_does_not_hold_the_end_up(
    crawl: Crawls, site: Site, other: Site
) -> None:
    site.says("/robots.txt", robots("User-agent: *", "Crawl-delay: 20"))
    done = crawl_until_closed(crawl, site, other)
    assert done.stats["finish_reason"] == "enough"
    assert [done.results[f"{site.home}/{name}"] for name in "ab"] == [INTERRUPTED] * 2
    assert len(done.results) == 3
    assert site.asked == ["/robots.txt"]


def test_nor_does_a_pause_that_robots_txt_waits_for(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/robots.txt", Reply(503, b"", (("Retry-After", "20"),)))
    done = crawl_until_closed(crawl, site, other)
    assert done.results[site.home + "/a"] == INTERRUPTED
    assert site.asked == ["/robots.txt"]


def test_nothing_is_retried_any_more(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/robots.txt", robots())
    site.says("/a", Reply(503, wait=0.3))
    done = crawl_until_closed(crawl, site, other)
    assert done.results[site.home + "/a"]["outcome"] == "failed:http-503"
    assert site.asked.count("/a") == 1
