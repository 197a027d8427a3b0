"""Canonical duplicates: of an article's addresses the canonical one is stored, in any order."""

from datetime import UTC, datetime

from scrapy.http import Request, TextResponse
from scrapy.utils.test import get_crawler

from crawler.crawl.canonical_duplicates import CanonicalDuplicates
from crawler.crawl.ledger import Ledger
from crawler.crawl.plan_context import get_plan_context
from crawler.items import Article
from crawler.outcomes import STORED, UNCHANGED, make_failed_outcome
from crawler.urls.canonical_form import make_url_id
from tests.crawl.requests import make_page_request

PAGE = "https://example.org/news/1"
AMP = "https://example.org/amp/news/1"
OTHER = "https://example.org/news/2"
LONG = "افتتحت البلدية صباح أمس مكتبة عامة جديدة في الحي القديم بعد عامين من أعمال الترميم."


class Run:
    """A ledger, its canonical duplicates, and the requests they resent."""

    def __init__(self) -> None:
        crawler = get_crawler()
        crawler._apply_settings()
        self.ledger = Ledger(crawler)
        self.resent: list[Request] = []
        self.duplicates = CanonicalDuplicates(self.ledger, self.resent.append)
        self.outcomes: dict[str, str] = {}
        self.ledger._send_signal = self._receive_outcome

    def _receive_outcome(self, signal: object, *, url: str, outcome: str, **facts: object) -> None:
        self.outcomes[url] = outcome
        self.duplicates.article_ended(url, outcome, **facts)

    def start(self, url: str) -> Request:
        self.ledger.note_address(make_url_id(url), named_article=True)
        request = make_page_request(url, "article")
        self.ledger.start(request)
        return request

    def resolve(
        self, request: Request, *, fetched_url: str | None = None, title: str = "", text: str = ""
    ) -> list[Article | str]:
        article = Article(
            url=PAGE,
            fetched_url=request.url,
            publisher="example.org",
            fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
            title=title,
            text=text,
        )
        response = TextResponse(fetched_url or request.url, request=request)
        return list(self.duplicates.resolve(article, response))


def test_the_canonical_page_is_stored_and_its_duplicate_waits() -> None:
    run = Run()
    amp = run.start(AMP)
    assert run.resolve(amp) == [PAGE]
    page = run.start(PAGE)
    assert run.ledger.active_count == 1
    [article] = run.resolve(page)
    assert isinstance(article, Article)
    run.ledger.end(page, STORED)
    assert run.outcomes == {PAGE: "stored", AMP: "duplicate"}
    assert not run.ledger.open_requests


def test_a_page_that_comes_after_its_canonical_one_is_a_duplicate_at_once() -> None:
    run = Run()
    page = run.start(PAGE)
    run.resolve(page, title="أ", text=f"{LONG}\n\n{LONG} ثان")
    run.ledger.end(page, STORED)
    assert run.resolve(run.start(AMP), title="أ (جوال)", text=LONG) == []
    assert run.outcomes[AMP] == "duplicate"


def test_a_page_whose_canonical_page_fails_is_requested_once_more_and_taken() -> None:
    run = Run()
    run.resolve(run.start(AMP))
    run.ledger.end(run.start(PAGE), make_failed_outcome("http-404"))
    [again] = run.resent
    assert get_plan_context(again).is_taken_as_is
    [article] = run.resolve(again)
    assert isinstance(article, Article)


def test_a_redirect_to_an_unknown_address_is_taken_as_it_is() -> None:
    run = Run()
    old = run.start("https://example.org/old/1")
    [article] = run.resolve(old, fetched_url=PAGE)
    assert isinstance(article, Article)


def test_pages_that_wait_in_vain_are_requested_at_the_end() -> None:
    run = Run()
    run.resolve(run.start(AMP))
    assert run.duplicates.resend_waiting()
    assert not run.duplicates.resend_waiting()
    assert [request.url for request in run.resent] == [AMP]


def test_pages_of_one_outlet_are_resent_and_forgotten_alone() -> None:
    run = Run()
    amp = run.start(AMP)
    assert run.resolve(amp) == [PAGE]
    assert not run.duplicates.resend_waiting("other.example")
    run.ledger.forget_publisher("other.example")
    assert not run.ledger.note_address(
        make_url_id(PAGE), named_article=True, publisher="example.org"
    )
    assert run.duplicates.resend_waiting("example.org")
    assert [request.url for request in run.resent] == [AMP]
    run.ledger.forget_publisher("example.org")
    assert run.outcomes == {AMP: make_failed_outcome("interrupted")}
    assert run.ledger.note_address(make_url_id(PAGE), named_article=True, publisher="example.org")


def get_urls(articles: list[Article | str]) -> list[str]:
    """Return the addresses of articles, "-" for one to request."""
    return [article.url if isinstance(article, Article) else "-" for article in articles]


def test_pages_with_one_wrong_canonical_address_keep_their_own() -> None:
    run = Run()
    first, second = run.start(AMP), run.start(OTHER)
    assert run.resolve(first, title="أ") == [PAGE]
    assert run.resolve(second, title="ب") == []
    run.ledger.end(run.start(PAGE), make_failed_outcome("http-404"))
    assert get_urls(run.resolve(run.resent[0], title="أ")) == [AMP]
    assert get_urls(run.resolve(run.resent[1], title="ب")) == [OTHER]
    third = run.start(f"{OTHER}3")
    assert get_urls(run.resolve(third, title="ج")) == [f"{OTHER}3"]


def test_another_article_at_the_canonical_address_takes_no_page() -> None:
    run = Run()
    waiting, late, page = run.start(AMP), run.start(OTHER), run.start(PAGE)
    run.resolve(waiting, title="أ", text=LONG)
    run.resolve(page, title="ج", text="قصير")
    run.ledger.end(page, STORED)
    assert get_urls(run.resolve(run.resent[0], title="أ", text=LONG)) == [AMP]
    assert get_urls(run.resolve(late, title="ب")) == [OTHER]


def test_a_canonical_page_that_cannot_be_fetched_gives_its_address_to_one_article() -> None:
    run = Run()
    run.resolve(run.start(AMP), title="أ")
    run.resolve(run.start(OTHER), title="ب")
    run.ledger.end(run.start(PAGE), make_failed_outcome("timeout"))
    assert get_urls(run.resolve(run.resent[0], title="أ")) == [PAGE]
    assert get_urls(run.resolve(run.resent[1], title="ب")) == [OTHER]


def test_what_an_earlier_run_stored_is_read_again_before_a_page_is_its_duplicate() -> None:
    run = Run()
    run.ledger.note_address(make_url_id(PAGE), named_article=True)
    run.ledger.note_previous_outcome(make_url_id(PAGE), UNCHANGED)
    assert run.resolve(run.start(AMP), title="أ") == [PAGE]
    assert run.resolve(run.start(OTHER), title="ب") == []
    page = run.start(PAGE)
    run.resolve(page, title="أ")
    run.ledger.end(page, UNCHANGED)
    assert run.outcomes[AMP] == "duplicate"
    assert [request.url for request in run.resent] == [OTHER]
