"""Conditional requests: pages and sources are read again only if they have changed.

The state of an address from earlier runs stands in the request's context as `known`, put there when
the request was made. A response 304, or one with the body of last time, is not passed on: the
errback gets NotModified. The validators for the next request are left in the context.
"""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.misc import load_object

from crawler.clock import Clock, utcnow
from crawler.fetching.errors import NotModified
from crawler.outcomes import NOT_MODIFIED
from crawler.state.records import PageState
from crawler.state.request_context import find_context, update_context
from crawler.state.validators import (
    Validators,
    hash_body,
    make_conditional_headers,
    update_after_body,
    update_after_not_modified,
)


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
        context = find_context(request)
        if context is None or context.known is None:
            return
        headers = make_conditional_headers(context.known.validators, self._now())
        for name, value in headers.items():
            request.headers[name] = value
        update_context(request, is_conditional=bool(headers))

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass on what has changed. Raises NotModified."""
        context = find_context(request)
        if context is None or context.page_kind == "robots":
            return response
        previous_state, was_conditional = context.known, context.is_conditional
        previous = previous_state.validators if previous_state else Validators()
        unchanged = False
        if response.status == 304 and was_conditional:
            update_context(request, validators=update_after_not_modified(previous))
            unchanged = True
        elif response.status == 200:
            received = _read_validators(response)
            validators = update_after_body(
                previous, received, was_conditional=was_conditional, now=self._now()
            )
            update_context(request, validators=validators)
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
