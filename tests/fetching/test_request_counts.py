"""Counts of requests: each one sent is counted once, under its reason."""

from tests.fetching.conftest import Crawl, Crawls
from tests.fetching.server import Reply, Site, redirect, robots

BUSY = Reply(503, b"", (("Retry-After", "0"),))


def adds_up(done: Crawl) -> bool:
    """Compare the sum with Scrapy's own count."""
    sent: int = done.stats["downloader/request_count"]
    return sum(done.requests().values()) == sent


def test_sums_over_everything_that_can_happen(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/robots.txt", redirect("/r"))
    site.says("/r", BUSY, robots("User-agent: *", "Disallow: /no"))
    site.says("/feed", Reply())
    site.says("/a", Reply())
    site.says("/moved", redirect("/a"))
    site.says("/broken", BUSY)
    other.says("/robots.txt", Reply(500))
    kinds = {"/feed": "source", "/a": "article", "/moved": "article", "/broken": "article"}
    requests = [
        {"url": site.home + path, "context": {"page_kind": kind}} for path, kind in kinds.items()
    ]
    refused = [
        {"url": url, "context": {"page_kind": "article"}}
        for url in (site.home + "/no", other.home + "/a", site.home + "/gone")
    ]
    done = crawl(*requests, *refused, LOG_LEVEL="CRITICAL")
    assert done.requests() == {"robots": 2, "redirect": 2, "retry": 3, "source": 1, "article": 4}
    assert adds_up(done)
    assert done.stats["downloader/request_count"] == len(site.asked) + len(other.asked)


def test_retries_after_redirects_after_retries(crawl: Crawls, site: Site) -> None:
    site.says("/a", BUSY, redirect("/b"))
    site.says("/b", BUSY, redirect("/c"))
    site.says("/c", BUSY, Reply())
    request = {"url": site.home + "/a", "context": {"page_kind": "article"}}
    done = crawl(request, RETRY_TIMES=5)
    assert done.requests() == {"robots": 1, "article": 1, "retry": 3, "redirect": 2}
    assert adds_up(done)


def test_connections_refused_are_sent_too(crawl: Crawls) -> None:
    done = crawl("http://127.0.0.1:1/a", ROBOTSTXT_OBEY=False)
    assert done.requests() == {"source": 1, "retry": 1}
    assert adds_up(done)
