"""Canonical duplicates: pages that name another address canonical, or are redirected to it.

An AMP or print view is the same article with less of it. Whichever page is fetched first, the
article at the canonical address is stored and the other page is its duplicate. Where the canonical
address gives no article, or another one (templates name one address on all pages), the other page
is requested once more and taken as it is: at its own address, or, where the canonical one merely
could not be fetched, at that.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import blake2b
from itertools import islice
from typing import Any

from scrapy.http import Request, Response

from crawler.crawl.ledger import Ledger
from crawler.crawl.plan_context import get_plan_context
from crawler.items import Article
from crawler.outcomes import DUPLICATE, GONE, MISSING, OUT_OF_RANGE, REJECTED, STORED_OUTCOMES
from crawler.state.request_context import update_context
from crawler.text.normalise import fold_text
from crawler.urls.canonical_form import canonical, make_url_id

# Of an article, its headline and the first long paragraphs say which it is.
_DIGEST_PARAGRAPHS, _MIN_PARAGRAPH_LENGTH = 3, 60
_HASH_BYTES = 4


class CanonicalDuplicates:
    """A register of pages that wait for their canonical address.

    `resend` hands a request to the engine.
    """

    def __init__(self, ledger: Ledger, resend: Callable[[Request], None]) -> None:
        self._ledger = ledger
        self._resend = resend
        self._waiting_digests: dict[str, bytes] = {}

    def resolve(self, article: Article, response: Response) -> Iterator[Article | str]:
        """Yield the article where it may be stored, or the canonical address to request first.

        Nothing is yielded for a duplicate, or for a page that waits for an address already asked.
        """
        request = response.request
        assert request
        canonical_id, context = make_url_id(article.url), get_plan_context(request)
        digest = make_content_digest(article)
        if canonical_id == context.article_id:
            yield self._note_digest(article, digest)
            return
        if context.is_taken_as_is:
            yield self._take_as_is(article, digest, response)
            return
        is_new = self._ledger.note_address(
            canonical_id, named_article=True, publisher=context.publisher
        )
        is_canonical_page = canonical_id == make_url_id(response.url)  # a redirect led here
        if is_new and is_canonical_page:
            yield self._note_digest(article, digest)
            return
        outcome = self._ledger.outcomes.get(canonical_id)
        is_awaited = self._ledger.is_awaited(canonical_id)
        is_unread = not is_canonical_page and self._is_known_unread(canonical_id)
        if outcome is None or is_awaited or is_unread:
            self._ledger.park(request, canonical_id)
            self._waiting_digests[context.article_id] = digest
            if is_new or (is_unread and not is_awaited):
                yield article.url
        elif _has_stored_article(outcome) and self._may_be_content_of(canonical_id, digest):
            self._ledger.end(request, DUPLICATE, response)
        else:
            yield self._take_as_is(article, digest, response)

    def article_ended(self, url: str, outcome: str, **_: Any) -> None:
        """End the pages that waited for an address that has ended, or resend them."""
        canonical_id = make_url_id(url)
        waiting = self._ledger.unpark(canonical_id)
        if waiting:
            self._ledger.content_digests.setdefault(canonical_id, b"")
        for request in waiting:
            digest = self._waiting_digests.pop(get_plan_context(request).article_id, b"")
            if _has_stored_article(outcome) and self._may_be_content_of(canonical_id, digest):
                self._ledger.end(request, DUPLICATE)
            else:
                self._resend_as_is(request)

    def resend_waiting(self, publisher: str | None = None) -> bool:
        """Resend the pages whose canonical address will not be fetched any more.

        Returns whether there were any. `publisher`: only the pages of this outlet (slug).
        """
        waiting = self._ledger.unpark_all(publisher)
        for request in waiting:
            self._waiting_digests.pop(get_plan_context(request).article_id, None)
            self._resend_as_is(request)
        return bool(waiting)

    def _take_as_is(self, article: Article, digest: bytes, response: Response) -> Article:
        """Return the article with the address it is stored at."""
        canonical_id = make_url_id(article.url)
        outcome = self._ledger.outcomes.get(canonical_id)
        is_wrong = outcome is not None and _is_of_no_article(outcome)
        if is_wrong or not self._may_be_content_of(canonical_id, digest):
            article = replace(article, url=canonical(response.url) or response.url)
        return self._note_digest(article, digest)

    def _is_known_unread(self, canonical_id: str) -> bool:
        """Say whether an article is stored at an address, and its body not read in this run."""
        return (
            self._ledger.outcomes.get(canonical_id) in STORED_OUTCOMES
            and canonical_id not in self._ledger.content_digests
        )

    def _note_digest(self, article: Article, digest: bytes) -> Article:
        self._ledger.content_digests[make_url_id(article.url)] = digest
        return article

    def _may_be_content_of(self, canonical_id: str, digest: bytes) -> bool:
        """Say whether nothing shows that the article at an address is another one."""
        known = self._ledger.content_digests.get(canonical_id)
        return not known or not digest or not _split(known).isdisjoint(_split(digest))

    def _resend_as_is(self, request: Request) -> None:
        retry_times = request.meta.get("retry_times", 0) + 1
        again = request.replace(meta=request.meta | {"retry_times": retry_times})
        update_context(again, is_taken_as_is=True)
        self._resend(again)


def _has_stored_article(outcome: str) -> bool:
    return outcome in STORED_OUTCOMES or outcome == DUPLICATE


def _is_of_no_article(outcome: str) -> bool:
    """Say whether an address is answered, but not with an article."""
    return outcome in MISSING | GONE or (
        outcome.startswith(f"{REJECTED}:") and outcome != OUT_OF_RANGE
    )


def make_content_digest(article: Article) -> bytes:
    """Return short hashes of an article's headline and first paragraphs.

    Two views of one article have some in common.
    """
    paragraphs = (article.text or "").split("\n\n")
    long = (paragraph for paragraph in paragraphs if len(paragraph) >= _MIN_PARAGRAPH_LENGTH)
    parts = [article.title or "", *islice(long, _DIGEST_PARAGRAPHS)]
    return b"".join(
        blake2b(fold_text(part).encode(), digest_size=_HASH_BYTES).digest()
        for part in parts
        if part
    )


def _split(digest: bytes) -> set[bytes]:
    return {digest[start : start + _HASH_BYTES] for start in range(0, len(digest), _HASH_BYTES)}
