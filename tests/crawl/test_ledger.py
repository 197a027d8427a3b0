"""Every address ends in one counted outcome, a page of unknown kind among them."""

from typing import Any

from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.crawl.ledger import Ledger
from crawler.outcomes import STORED
from crawler.urls.canonical_form import make_url_id

PAGE = "https://example.org/culture"


def opened() -> tuple[Ledger, dict[str, Any]]:
    """A ledger and what it counts."""
    crawler = get_crawler()
    crawler._apply_settings()
    assert crawler.stats
    return Ledger(crawler), crawler.stats.get_stats()


def request(url: str = PAGE) -> Request:
    """A page of unknown kind that was sent."""
    meta = {"article_id": make_url_id(url), "address": url, "publisher": "example.org"}
    return Request(url, meta=meta)


def ends(counts: dict[str, Any]) -> dict[str, int]:
    """Return the outcomes of articles' addresses, and how many are owed one."""
    return {name: count for name, count in counts.items() if name.startswith("article/")}


def test_an_article_for_which_there_is_no_room_is_left_to_the_next_run() -> None:
    ledger, counts = opened()
    first, second = request(), request(f"{PAGE}/2")
    assert ledger.admit_within_limit(first, 1)
    assert not ledger.admit_within_limit(second, 1)
    ledger.end(first, STORED)
    assert ends(counts) == {
        "article/started": 2, "article/failed:interrupted": 1, "article/stored": 1,
    }  # fmt: skip
    assert not ledger.open_requests


def test_a_page_that_waited_and_is_taken_alone_ends_once() -> None:
    ledger, counts = opened()
    page = request()
    assert ledger.admit_within_limit(page, 1)
    assert ledger.admit_within_limit(page.replace(), 1)
    ledger.end(page, STORED)
    assert (counts["requests/article"], counts["requests/source"]) == (1, -1)
    assert ends(counts) == {"article/started": 1, "article/stored": 1}


def test_a_page_that_waited_and_is_no_article_any_more_ends_as_what_it_is() -> None:
    ledger, counts = opened()
    ledger.count_as_article(request())
    ledger.record_unknown_page(request(), "rejected:not-an-article")
    assert ends(counts) == {"article/started": 1, "article/rejected:not-an-article": 1}
    assert not ledger.open_requests


def test_what_was_no_article_counts_once_a_source_names_it() -> None:
    ledger, counts = opened()
    page, told = request(), []
    ledger._send_signal = lambda *_, **end: told.append(end["status"])
    ledger.record_unknown_page(page, "rejected:not-an-article", Response(PAGE, status=203))
    assert (ends(counts), told) == ({}, [])
    ledger.note_address(make_url_id(PAGE), named_article=True)
    assert ends(counts) == {"article/started": 1, "article/rejected:not-an-article": 1}
    assert told == [203]
