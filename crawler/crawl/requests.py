"""Requests made from planned addresses."""

from collections.abc import Callable, Mapping
from typing import Any

from scrapy.http import Request

from crawler.crawl.plan_context import PlanContext
from crawler.state.request_context import CONTEXT_KEY
from crawler.urls.canonical_form import to_ascii_url

Callbacks = Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]]


def make_planned_request(context: PlanContext, callbacks: Callbacks) -> Request:
    """Return the request of a plan; `callbacks`: callback and errback by its expected kind."""
    callback, errback = callbacks[context.plan.expected_kind]
    return Request(
        to_ascii_url(context.address),
        callback,
        errback=errback,
        meta={CONTEXT_KEY: context},
        priority=context.plan.priority,
        dont_filter=True,  # the ledger goes by canonical addresses, the dupefilter by URLs
    )
