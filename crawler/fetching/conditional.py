"""Conditional requests: pages and sources are read again only if they have changed.

The state of an address from earlier runs stands in the request's meta as `known`, put there when
the request was made. A response 304, or one with the body of last time, is not passed on: the
errback gets NotModified. The validators for the next request are left in meta as `validators`.
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
    """A downloader middleware behind decompression and redirects: it compares decoded bodies."""

    def __init__(self, now: Clock) -> None:
        self._now = now

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read CLOCK."""
        return cls(load_object(crawler.settings.get("CLOCK", utcnow)))

    def process_request(self, request: Request) -> None:
        """Add the headers of a conditional request, unless the whole body is wanted."""
        previous_state: PageState | SourceState | None = request.meta.get("known")
        headers = (
            make_conditional_headers(previous_state.validators, self._now())
            if previous_state
            else {}
        )
        for name, value in headers.items():
            request.headers[name] = value
        request.meta[_IS_CONDITIONAL_KEY] = bool(headers)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass on what has changed. Raises NotModified."""
        if "known" not in request.meta:
            return response
        previous_state: PageState | SourceState | None = request.meta["known"]
        previous = previous_state.validators if previous_state else Validators()
        was_conditional, unchanged = request.meta[_IS_CONDITIONAL_KEY], False
        if response.status == 304 and was_conditional:
            request.meta["validators"] = update_after_not_modified(previous)
            unchanged = True
        elif response.status == 200:
            received = _read_validators(response)
            request.meta["validators"] = update_after_body(
                previous, received, was_conditional=was_conditional, now=self._now()
            )
            unchanged = previous.body_hash == received.body_hash
        if unchanged:
            outcome = (
                previous_state.unchanged_outcome
                if isinstance(previous_state, PageState)
                else NOT_MODIFIED
            )
            raise NotModified(f"{request.url} is as it was", response, outcome)
        return response


def _read_validators(response: Response) -> Validators:
    return Validators(
        etag=_read_header(response, "ETag"),
        last_modified=_read_header(response, "Last-Modified"),
        body_hash=hash_body(response.body),
    )


def _read_header(response: Response, name: str) -> str | None:
    """Return a header's value; None with a NUL: no header (RFC 9110, 5.5) or document holds one."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value and b"\0" not in value else None
