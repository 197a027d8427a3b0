"""Whichever of two addresses of an article comes first, the canonical one is stored."""

from datetime import UTC, datetime

from scrapy.http import Request, TextResponse
from scrapy.utils.test import get_crawler

from crawler.crawl.canonical_duplicates import TAKE_AS_IS, CanonicalDuplicates
from crawler.crawl.ledger import Ledger
from crawler.items import Article
from crawler.outcomes import STORED, make_failed_outcome
from crawler.urls.canonical_form import make_url_id

PAGE = "https://example.org/news/1"
AMP = "https://example.org/amp/news/1"


class Run:
    """A ledger, its twins and what was sent again."""

    def __init__(self) -> None:
        crawler = get_crawler()
        crawler._apply_settings()
        self.ledger = Ledger(crawler)
        self.sent: list[Request] = []
        self.twins = CanonicalDuplicates(self.ledger, self.sent.append)
        self.ends: dict[str, str] = {}
        self.ledger._send_signal = self._hear

    def _hear(self, signal: object, *, url: str, outcome: str, **more: object) -> None:
        self.ends[url] = outcome
        self.twins.article_ended(url, outcome, **more)

    def start(self, url: str) -> Request:
        self.ledger.note_address(make_url_id(url), named_article=True)
        meta = {"article_id": make_url_id(url), "address": url, "publisher": "example.org"}
        request = Request(url, meta=meta)
        self.ledger.start(request)
        return request

    def judge(self, request: Request, *, got: str | None = None) -> list[Article | str]:
        article = Article(
            url=PAGE,
            fetched_url=request.url,
            publisher="example.org",
            fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
        response = TextResponse(got or request.url, request=request)
        return list(self.twins.resolve(article, response))


def test_the_canonical_page_is_stored_and_its_twin_waits() -> None:
    run = Run()
    amp = run.start(AMP)
    assert run.judge(amp) == [PAGE]
    page = run.start(PAGE)
    assert run.ledger.active_count == 1
    [article] = run.judge(page)
    assert isinstance(article, Article)
    run.ledger.end(page, STORED)
    assert run.ends == {PAGE: "stored", AMP: "duplicate"}
    assert not run.ledger.open_requests


def test_a_twin_that_comes_later_is_a_duplicate_at_once() -> None:
    run = Run()
    run.ledger.end(run.start(PAGE), STORED)
    assert run.judge(run.start(AMP)) == []
    assert run.ends[AMP] == "duplicate"


def test_a_twin_whose_canonical_page_fails_is_asked_for_once_more_and_taken() -> None:
    run = Run()
    run.judge(run.start(AMP))
    run.ledger.end(run.start(PAGE), make_failed_outcome("http-404"))
    [again] = run.sent
    assert again.meta[TAKE_AS_IS]
    [article] = run.judge(again)
    assert isinstance(article, Article)


def test_a_redirect_to_an_unknown_address_is_taken_as_it_is() -> None:
    run = Run()
    old = run.start("https://example.org/old/1")
    [article] = run.judge(old, got=PAGE)
    assert isinstance(article, Article)


def test_those_that_wait_in_vain_are_asked_for_at_the_end() -> None:
    run = Run()
    run.judge(run.start(AMP))
    assert run.twins.resend_waiting()
    assert not run.twins.resend_waiting()
    assert [request.url for request in run.sent] == [AMP]


def test_those_of_one_outlet_are_given_up_and_forgotten_alone() -> None:
    run = Run()
    amp = run.start(AMP)
    assert run.judge(amp) == [PAGE]
    assert not run.twins.resend_waiting("other.example")
    run.ledger.forget_publisher("other.example")
    assert not run.ledger.note_address(
        make_url_id(PAGE), named_article=True, publisher="example.org"
    )
    assert run.twins.resend_waiting("example.org")
    assert [request.url for request in run.sent] == [AMP]
    run.ledger.forget_publisher("example.org")
    assert run.ends == {AMP: make_failed_outcome("interrupted")}
    assert run.ledger.note_address(make_url_id(PAGE), named_article=True, publisher="example.org")
