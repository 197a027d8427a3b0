"""Canonical duplicates: pages that name another address canonical, or are redirected to it.

An AMP or print view is the same article with less of it. Whichever page is fetched first, the
article at the canonical address is stored and the other page is its duplicate. Only where the
canonical address gives no article is the other page requested once more and taken as it is.
"""

from collections.abc import Callable, Iterator
from typing import Any

from scrapy.http import Request, Response

from crawler.crawl.ledger import Ledger
from crawler.crawl.plan_context import get_plan_context
from crawler.items import Article
from crawler.outcomes import DUPLICATE, STORED_OUTCOMES
from crawler.state.request_context import update_context
from crawler.urls.canonical_form import make_url_id


class CanonicalDuplicates:
    """A register of pages that wait for their canonical address.

    `resend` hands a request to the engine.
    """

    def __init__(self, ledger: Ledger, resend: Callable[[Request], None]) -> None:
        self._ledger = ledger
        self._resend = resend

    def resolve(self, article: Article, response: Response) -> Iterator[Article | str]:
        """Yield the article where it may be stored, or the canonical address to request first.

        Nothing is yielded for a duplicate, or for a page that waits for an address already asked.
        """
        request = response.request
        assert request
        canonical_id, context = make_url_id(article.url), get_plan_context(request)
        if canonical_id == context.article_id or context.is_taken_as_is:
            yield article
            return
        is_new = self._ledger.note_address(
            canonical_id, named_article=True, publisher=context.publisher
        )
        if is_new and canonical_id == make_url_id(response.url):
            # A redirect led here: this response is that of the canonical address.
            yield article
            return
        outcome = self._ledger.outcomes.get(canonical_id)
        if outcome is None:
            self._ledger.park(request, canonical_id)
            if is_new:
                yield article.url
        elif _has_stored_article(outcome):
            self._ledger.end(request, DUPLICATE, response)
        else:
            yield article

    def article_ended(self, url: str, outcome: str, **_: Any) -> None:
        """End the pages that waited for an address that has ended, or resend them."""
        for request in self._ledger.unpark(make_url_id(url)):
            if _has_stored_article(outcome):
                self._ledger.end(request, DUPLICATE)
            else:
                self._resend_as_is(request)

    def resend_waiting(self, publisher: str | None = None) -> bool:
        """Resend the pages whose canonical address will not be fetched any more.

        Returns whether there were any. `publisher`: only the pages of this outlet (slug).
        """
        waiting = self._ledger.unpark_all(publisher)
        for request in waiting:
            self._resend_as_is(request)
        return bool(waiting)

    def _resend_as_is(self, request: Request) -> None:
        retry_times = request.meta.get("retry_times", 0) + 1
        again = request.replace(meta=request.meta | {"retry_times": retry_times})
        update_context(again, is_taken_as_is=True)
        self._resend(again)


def _has_stored_article(outcome: str) -> bool:
    return outcome in STORED_OUTCOMES or outcome == DUPLICATE
