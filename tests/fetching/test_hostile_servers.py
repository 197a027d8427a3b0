"""Hostile responses: each ends in an outcome of its own, and none hangs or fills the memory."""

from collections.abc import Iterator

import pytest

from tests.fetching.conftest import Crawl, Crawls
from tests.fetching.server import Reply, Site
from tests.hostile.bodies import ACTS, LIMIT
from tests.hostile.server import serve_hostile_site

# Enough for many bodies at their limit and the process itself, too little for a decoded bomb.
MEMORY_MB = 96


@pytest.fixture(scope="module")
def ends(crawl: Crawls) -> Iterator[tuple[Crawl, str]]:
    """Crawl all hostile responses at once."""
    with serve_hostile_site() as site:
        site.acts = {f"/{name}": act for acts in ACTS.values() for name, act in acts.items()}
        done = crawl(
            *(site.home + path for path in site.acts),
            CONCURRENT_REQUESTS=16,
            CONCURRENT_REQUESTS_PER_DOMAIN=16,
            DOWNLOAD_MAXSIZE=LIMIT,
            DOWNLOAD_TIMEOUT=1,
            RETRY_TIMES=0,
            LOG_LEVEL="CRITICAL",
        )
        yield done, site.home


@pytest.mark.parametrize("outcome", ACTS)
def test_each_ends_in_its_own_reason(ends: tuple[Crawl, str], outcome: str) -> None:
    done, home = ends
    results = {name: done.results.get(f"{home}/{name}", {}) for name in ACTS[outcome]}
    assert {name: end.get("outcome", "whole") for name, end in results.items() if end} == (
        dict.fromkeys(ACTS[outcome], outcome)
    )


def test_no_more_is_kept_than_allowed(ends: tuple[Crawl, str]) -> None:
    assert ends[0].grown_mb < MEMORY_MB


def test_a_host_that_denies_everything_is_left_alone(crawl: Crawls, site: Site) -> None:
    urls = [f"{site.home}/{number}" for number in range(30)]
    for number in range(30):
        site.says(f"/{number}", Reply(403, b""))
    done = crawl(*urls, CONCURRENT_REQUESTS_PER_DOMAIN=1, LOG_LEVEL="CRITICAL")
    assert {result["outcome"] for result in done.results.values()} == {"failed:http-403"}
    assert len(done.results) == 30
    assert len(site.asked) == 1 + 20


CHALLENGE = b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Wait."


def test_a_host_behind_a_challenge_is_left_alone(crawl: Crawls, site: Site, other: Site) -> None:
    for number in range(12):
        site.says(f"/{number}", Reply(body=CHALLENGE))
    other.says("/a", Reply())
    urls = [f"{site.home}/{number}" for number in range(12)]
    done = crawl(
        *urls,
        f"{other.home}/a",
        RETRY_BACKOFF=0.01,
        CONCURRENT_REQUESTS_PER_DOMAIN=1,
        LOG_LEVEL="CRITICAL",
    )
    assert {done.results[url]["outcome"] for url in urls} == {"failed:blocked"}
    assert done.results[f"{other.home}/a"]["status"] == 200
    assert len(site.asked) == 1 + 5
    assert done.stats["walls/challenge"] == 5
    assert done.stats["walls/pauses"] == 5
