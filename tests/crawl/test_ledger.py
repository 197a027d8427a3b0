"""Ledger: every address ends in one counted outcome, pages of unknown kind too."""

from typing import Any

from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.crawl.ledger import Ledger
from crawler.outcomes import STORED
from crawler.urls.canonical_form import make_url_id
from tests.crawl.requests import make_page_request

PAGE = "https://example.org/culture"


def open_ledger() -> tuple[Ledger, dict[str, Any]]:
    """Return a ledger and the stats it counts in."""
    crawler = get_crawler()
    crawler._apply_settings()
    assert crawler.stats
    return Ledger(crawler), crawler.stats.get_stats()


def request(url: str = PAGE) -> Request:
    """Return the request of a page of unknown kind."""
    return make_page_request(url)


def article_counts(counts: dict[str, Any]) -> dict[str, int]:
    """Return how many articles' addresses were started, and how many ended in each outcome."""
    return {name: count for name, count in counts.items() if name.startswith("article/")}


def test_an_article_for_which_there_is_no_room_is_left_to_the_next_run() -> None:
    ledger, counts = open_ledger()
    first, second = request(), request(f"{PAGE}/2")
    assert ledger.admit_within_limit(first, 1)
    assert not ledger.admit_within_limit(second, 1)
    ledger.end(first, STORED)
    assert article_counts(counts) == {
        "article/started": 2, "article/failed:interrupted": 1, "article/stored": 1,
    }  # fmt: skip
    assert not ledger.open_requests


def test_a_page_that_waited_and_is_taken_as_it_is_ends_once() -> None:
    ledger, counts = open_ledger()
    page = request()
    assert ledger.admit_within_limit(page, 1)
    assert ledger.admit_within_limit(page.replace(), 1)
    ledger.end(page, STORED)
    assert (counts["requests/article"], counts["requests/source"]) == (1, -1)
    assert article_counts(counts) == {"article/started": 1, "article/stored": 1}


def test_a_page_that_waited_and_is_no_article_any_more_ends_as_what_it_is() -> None:
    ledger, counts = open_ledger()
    ledger.count_as_article(request())
    ledger.record_unknown_page(request(), "rejected:not-an-article")
    assert article_counts(counts) == {"article/started": 1, "article/rejected:not-an-article": 1}
    assert not ledger.open_requests


def test_what_was_no_article_counts_once_a_source_names_it() -> None:
    ledger, counts = open_ledger()
    page, statuses = request(), []
    ledger._send_signal = lambda *_, **outcome: statuses.append(outcome["status"])
    ledger.record_unknown_page(page, "rejected:not-an-article", Response(PAGE, status=203))
    assert (article_counts(counts), statuses) == ({}, [])
    ledger.note_address(make_url_id(PAGE), named_article=True)
    assert article_counts(counts) == {"article/started": 1, "article/rejected:not-an-article": 1}
    assert statuses == [203]
