"""Pages that name another address canonical, or are redirected to it, wait for that one.

An AMP or print view is the same article with less of it. Whichever is fetched first, what stands at
the canonical address is stored, and the twin is its duplicate; only where the canonical address
gives no article is the twin asked for once more and taken as it is.
"""

from collections.abc import Callable, Iterator
from typing import Any

from scrapy.http import Request, Response

from crawler.crawl.ledger import Ledger
from crawler.items import Article
from crawler.outcomes import ARCHIVED, DUPLICATE
from crawler.urls.canonical_form import make_url_id

TAKE_AS_IS = "alone"


class CanonicalDuplicates:
    """The pages of a run that wait; `resend` hands a request to the engine."""

    def __init__(self, ledger: Ledger, resend: Callable[[Request], None]) -> None:
        self._ledger = ledger
        self._resend = resend

    def resolve(self, article: Article, response: Response) -> Iterator[Article | str]:
        """Yield the article where it may be stored, or the canonical address to ask for first."""
        request = response.request
        assert request
        canonical = make_url_id(article.url)
        if canonical == request.meta["article_id"] or request.meta.get(TAKE_AS_IS):
            yield article
            return
        new = self._ledger.note_address(
            canonical, named_article=True, publisher=request.meta["publisher"]
        )
        if new and canonical == make_url_id(response.url):
            # Redirected there: this is what stands at the canonical address.
            yield article
            return
        ended = self._ledger.outcomes.get(canonical)
        if ended is None:
            self._ledger.park(request, canonical)
            if new:
                yield article.url
        elif _has_stored_article(ended):
            self._ledger.end(request, DUPLICATE, response)
        else:
            yield article

    def article_ended(self, url: str, outcome: str, **_: Any) -> None:
        """An address has ended: so do those that waited for it."""
        for request in self._ledger.unpark(make_url_id(url)):
            if _has_stored_article(outcome):
                self._ledger.end(request, DUPLICATE)
            else:
                self._resend_as_is(request)

    def resend_waiting(self, publisher: str | None = None) -> bool:
        """Nothing else is left to do: ask for those that wait in vain. Say whether there are.

        `publisher`: nothing of this outlet is left.
        """
        waiting = self._ledger.unpark_all(publisher)
        for request in waiting:
            self._resend_as_is(request)
        return bool(waiting)

    def _resend_as_is(self, request: Request) -> None:
        times = request.meta.get("retry_times", 0) + 1
        again = request.replace(meta=request.meta | {TAKE_AS_IS: True, "retry_times": times})
        self._resend(again)


def _has_stored_article(outcome: str) -> bool:
    return outcome in ARCHIVED or outcome == DUPLICATE
