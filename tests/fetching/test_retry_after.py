"""Retries: a host pauses as long as it asks, and no other host waits with it."""

from datetime import UTC, datetime

import pytest

from crawler.fetching.retry import MAX_PAUSES, parse_retry_after
from tests.fetching.conftest import Crawls
from tests.fetching.server import Reply, Site

NOW = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
GIVEN_UP = {"error": "HttpError", "outcome": "failed:http-429"}


def busy(after: str | None = None, status: int = 429) -> Reply:
    """Reply with 429 or 503, and a Retry-After."""
    return Reply(status, b"", (("Retry-After", after),) if after is not None else ())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"0", 0),
        (b"120", 120),
        (b" 7 ", 7),
        (b"Wed, 01 May 2024 12:00:30 GMT", 30),
        (b"Wednesday, 01-May-24 12:01:00 GMT", 60),
        (b"Wed, 01 May 2024 14:00:30 +0200", 30),
        (b"Wed, 01 May 2024 11:00:00 GMT", 0),
        (b"-5", None),
        (b"1.5", None),
        (b"soon", None),
        (b"Mon, 01 Jan 2020 00:00:00 +9999999999999999999", None),
        (b"\xb2", None),
        (b"Wed, 99 May 2024 12:00:00 GMT", None),
        (b"", None),
        (None, None),
    ],
)
def test_the_header_is_read(value: bytes | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@pytest.mark.parametrize("status", [429, 503])
def test_a_second_answer_is_waited_for(crawl: Crawls, site: Site, status: int) -> None:
    site.says("/a", busy("0", status), Reply())
    done = crawl(site.home + "/a")
    assert done.results[site.home + "/a"]["status"] == 200
    assert done.requests() == {"robots": 1, "source": 1, "retry": 1}
    assert done.stats["retry/count"] == 1


def test_the_host_pauses_and_others_go_on(crawl: Crawls, site: Site, other: Site) -> None:
    site.says("/a", busy("1"), Reply())
    for path in "bcdefg":
        site.says(f"/{path}", Reply())
        other.says(f"/{path}", Reply())
    urls = [
        site.home + "/a",
        *(f"{host.home}/{path}" for path in "bcdefg" for host in (site, other)),
    ]
    done = crawl(*urls, CONCURRENT_REQUESTS=6, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    assert {result["status"] for result in done.results.values()} == {200}
    assert site.asked[1] == "/a"
    assert len(site.asked) == 9
    order = list(done.results)
    assert all(url.startswith(other.home) for url in order[:6])
    assert done.stats["retry_after/seconds"] == 1


def test_a_longer_wait_than_allowed_gives_the_address_up(crawl: Crawls, site: Site) -> None:
    site.says("/a", busy("3600"), Reply())
    site.says("/b", Reply())
    urls = [site.home + "/a", site.home + "/b"]
    done = crawl(*urls, RETRY_AFTER_MAX=0.1, LOG_LEVEL="CRITICAL")
    assert done.results[urls[0]] == GIVEN_UP
    assert done.results[urls[1]]["status"] == 200
    assert site.asked.count("/a") == 1
    assert done.stats["retry_after/given_up"] == 1
    assert done.stats["retry_after/pauses"] == 1


def test_the_usual_number_of_retries_holds(crawl: Crawls, site: Site) -> None:
    site.says("/a", busy())
    url = site.home + "/a"
    done = crawl(url, RETRY_TIMES=2, RETRY_BACKOFF=0.01, LOG_LEVEL="CRITICAL")
    assert done.results[url] == GIVEN_UP
    assert site.asked.count("/a") == 3
    assert done.stats["retry_after/pauses"] == 3


def test_a_host_that_never_answers_is_left_alone(crawl: Crawls, site: Site) -> None:
    urls = [f"{site.home}/{number}" for number in range(12)]
    for number in range(12):
        site.says(f"/{number}", busy(status=503))
    done = crawl(*urls, RETRY_BACKOFF=0.01, CONCURRENT_REQUESTS_PER_DOMAIN=1, LOG_LEVEL="CRITICAL")
    assert {result["outcome"] for result in done.results.values()} == {"failed:http-503"}
    assert len(site.asked) == 1 + MAX_PAUSES
    assert done.results[urls[-1]]["error"] == "HostResting"
    assert done.stats["retry_after/refused"] > 0


def test_one_broken_page_does_not_cost_the_host(crawl: Crawls, site: Site) -> None:
    for number in range(16):
        site.says(f"/{number}", Reply() if number % 2 else busy(status=503))
    urls = [f"{site.home}/{number}" for number in range(16)]
    done = crawl(
        *urls,
        RETRY_TIMES=0,
        RETRY_BACKOFF=0.001,
        CONCURRENT_REQUESTS_PER_DOMAIN=1,
        LOG_LEVEL="CRITICAL",
    )
    assert all(done.results[url]["status"] == 200 for url in urls[1::2])
    assert len(site.asked) == 17
