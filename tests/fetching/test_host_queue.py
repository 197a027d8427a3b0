"""The queue by host: a slow host does not stop the crawl of the others."""

from tests.fetching.conftest import Crawls
from tests.fetching.server import Reply, Site


def test_a_host_that_hangs_does_not_stop_the_others(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/robots.txt", Reply(hang=True))
    hanging = [f"{site.home}/{number}" for number in range(20)]
    urls = [f"{other.home}/{number}" for number in range(20)]
    for number in range(20):
        other.says(f"/{number}", Reply())
    done = crawl(*hanging, *urls, CONCURRENT_REQUESTS=6, DOWNLOAD_TIMEOUT=1, RETRY_TIMES=0)
    order = list(done.results)
    assert set(order[:20]) == set(urls)
    assert {done.results[url]["outcome"] for url in hanging} == {"failed:robots-unreachable"}


def test_no_more_connections_than_allowed_even_without_delay(crawl: Crawls, site: Site) -> None:
    urls = [f"{site.home}/{number}" for number in range(20)]
    for number in range(20):
        site.says(f"/{number}", Reply(wait=0.01))
    done = crawl(*urls, CONCURRENT_REQUESTS=16, CONCURRENT_REQUESTS_PER_DOMAIN=2)
    assert len(done.results) == 20
    assert site.max_open_requests == 2
