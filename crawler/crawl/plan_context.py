"""Context of an outlet's request: its plan, and what earlier runs have left of its address. Pure.

`crawler.crawl.source_reader` returns one for each address to fetch, and it stays with the request.
"""

from dataclasses import dataclass
from typing import cast

from crawler.crawl.plans import Plan
from crawler.crawl.sitemap_rest import SitemapRest
from crawler.state.records import SourceState
from crawler.state.request_context import CONTEXT_KEY, HasMeta, RequestContext, find_context


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContext(RequestContext):
    """What is known of a request of an outlet.

    `article_id` is the `make_url_id` of its canonical address; `state` what an earlier run left
    of the address as a source; `is_taken_as_is`: whatever address its page calls canonical;
    `rest`: what is still to be read of a long sitemap, in a request of its own.
    """

    plan: Plan
    article_id: str
    state: SourceState | None = None
    is_taken_as_is: bool = False
    rest: SitemapRest | None = None

    @property
    def is_body_kept(self) -> bool:
        """Whether the body is already here: that of a sitemap which is read on."""
        return self.rest is not None

    @property
    def address(self) -> str:
        """The canonical address."""
        return self.plan.link.url


def get_plan_context(request: HasMeta) -> PlanContext:
    """Return the context of a request of an outlet."""
    return cast("PlanContext", request.meta[CONTEXT_KEY])


def find_plan_context(request: HasMeta) -> PlanContext | None:
    """Return the context of a request of an outlet, None for any other request."""
    context = find_context(request)
    return context if isinstance(context, PlanContext) else None
