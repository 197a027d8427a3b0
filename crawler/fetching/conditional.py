"""Asks for pages and sources only if they have changed, and recognises those that have not.

What is known of an address stands in the request's meta as `known`, put there by whoever looked it
up. An answer 304, or one with the bytes of the last time, is not handed on: the errback hears of
NotModified. What is known from then on stands in meta as `validators`.
"""

from typing import Final, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.misc import load_object

from crawler.clock import Clock, utcnow
from crawler.fetching.errors import NotModified
from crawler.outcomes import NOT_MODIFIED
from crawler.state.records import PageState, SourceState
from crawler.state.validators import (
    Validators,
    hash_body,
    make_conditional_headers,
    update_after_body,
    update_after_not_modified,
)

_IS_CONDITIONAL_KEY: Final = "asked_conditionally"


class ConditionalRequests:
    """Belongs behind decompression and redirects: what it compares is the page's own body."""

    def __init__(self, now: Clock) -> None:
        self._now = now

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read CLOCK."""
        return cls(load_object(crawler.settings.get("CLOCK", utcnow)))

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since where they are to be trusted."""
        known: PageState | SourceState | None = request.meta.get("known")
        headers = make_conditional_headers(known.validators, self._now()) if known else {}
        for name, value in headers.items():
            request.headers[name] = value
        request.meta[_IS_CONDITIONAL_KEY] = bool(headers)

    def process_response(self, request: Request, response: Response) -> Response:
        """Let through what has changed. Raises NotModified."""
        if "known" not in request.meta:
            return response
        state: PageState | SourceState | None = request.meta["known"]
        known = state.validators if state else Validators()
        asked, same = request.meta[_IS_CONDITIONAL_KEY], False
        if response.status == 304 and asked:
            request.meta["validators"] = update_after_not_modified(known)
            same = True
        elif response.status == 200:
            new = _read_validators(response)
            request.meta["validators"] = update_after_body(
                known, new, was_conditional=asked, now=self._now()
            )
            same = known.body_hash == new.body_hash
        if same:
            outcome = state.unchanged_outcome if isinstance(state, PageState) else NOT_MODIFIED
            raise NotModified(f"{request.url} is as it was", response, outcome)
        return response


def _read_validators(response: Response) -> Validators:
    return Validators(
        etag=_read_header(response, "ETag"),
        last_modified=_read_header(response, "Last-Modified"),
        body_hash=hash_body(response.body),
    )


def _read_header(response: Response, name: str) -> str | None:
    """What no document can hold, and no header may (RFC 9110, 5.5), is no validator."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value and b"\0" not in value else None
