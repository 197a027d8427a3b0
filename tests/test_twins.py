"""Whichever of two addresses of an article comes first, the canonical one is stored."""

from datetime import UTC, datetime

from scrapy.http import Request, TextResponse
from scrapy.utils.test import get_crawler

from crawler.crawl.canonical_duplicates import ALONE, Twins
from crawler.crawl.ledger import Ledger
from crawler.items import Article
from crawler.outcomes import STORED, failed
from crawler.urls.canonical_form import article_id

PAGE = "https://example.org/news/1"
AMP = "https://example.org/amp/news/1"


class Run:
    """A ledger, its twins and what was sent again."""

    def __init__(self) -> None:
        crawler = get_crawler()
        crawler._apply_settings()
        self.ledger = Ledger(crawler)
        self.sent: list[Request] = []
        self.twins = Twins(self.ledger, self.sent.append)
        self.ends: dict[str, str] = {}
        self.ledger._send = self._hear

    def _hear(self, signal: object, *, url: str, outcome: str, **more: object) -> None:
        self.ends[url] = outcome
        self.twins.article_ended(url, outcome, **more)

    def start(self, url: str) -> Request:
        self.ledger.learn(article_id(url), named=True)
        meta = {"article_id": article_id(url), "address": url, "publisher": "example.org"}
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
        return list(self.twins.judge(article, response))


def test_the_canonical_page_is_stored_and_its_twin_waits() -> None:
    run = Run()
    amp = run.start(AMP)
    assert run.judge(amp) == [PAGE]
    page = run.start(PAGE)
    assert run.ledger.under_way == 1
    [article] = run.judge(page)
    assert isinstance(article, Article)
    run.ledger.end(page, STORED)
    assert run.ends == {PAGE: "stored", AMP: "duplicate"}
    assert not run.ledger.open


def test_a_twin_that_comes_later_is_a_duplicate_at_once() -> None:
    run = Run()
    run.ledger.end(run.start(PAGE), STORED)
    assert run.judge(run.start(AMP)) == []
    assert run.ends[AMP] == "duplicate"


def test_a_twin_whose_canonical_page_fails_is_asked_for_once_more_and_taken() -> None:
    run = Run()
    run.judge(run.start(AMP))
    run.ledger.end(run.start(PAGE), failed("http-404"))
    [again] = run.sent
    assert again.meta[ALONE]
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
    assert run.twins.give_up()
    assert not run.twins.give_up()
    assert [request.url for request in run.sent] == [AMP]


def test_those_of_one_outlet_are_given_up_and_forgotten_alone() -> None:
    run = Run()
    amp = run.start(AMP)
    assert run.judge(amp) == [PAGE]
    assert not run.twins.give_up("other.example")
    run.ledger.forget("other.example")
    assert not run.ledger.learn(article_id(PAGE), named=True, of="example.org")
    assert run.twins.give_up("example.org")
    assert [request.url for request in run.sent] == [AMP]
    run.ledger.forget("example.org")
    assert run.ends == {AMP: failed("interrupted")}
    assert run.ledger.learn(article_id(PAGE), named=True, of="example.org")
