"""Plans to requests, with what earlier runs have left of their addresses."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy.http import Request

from crawler.crawl.outlet import Outlet
from crawler.crawl.plans import Plan
from crawler.crawl.seeds import Opening
from crawler.crawl.sources import Recalled, Sources
from crawler.state.records import PageState, SourceState
from crawler.urls.canonical_form import article_id, fetchable

Callbacks = Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]]


class Asking:
    """Makes requests; `callbacks` are callback and errback by what is wanted."""

    def __init__(self, callbacks: Callbacks, sources: Sources, opening: Opening) -> None:
        self._callbacks = callbacks
        self._sources = sources
        self._opening = opening

    async def requests(self, outlet: Outlet, plans: Iterable[Plan]) -> list[Request]:
        """Look up all plans together; return their requests."""
        plans = list(plans)
        if not plans:
            return []
        found = await self._sources.recall((plan.link for plan in plans), learned=True)
        return await self.known(outlet, plans, found)

    async def known(
        self, outlet: Outlet, plans: Iterable[Plan], recalled: Recalled
    ) -> list[Request]:
        """Return the requests of plans looked up before; for sources that rest, of their leads."""
        requests: list[Request] = []
        resting: list[Plan] = []
        for plan in plans:
            name = article_id(plan.link.url)
            if name in recalled.pages:
                outlet.before.add(name)
            state = recalled.sources.get(name) if plan.want != "article" else None
            if plan.role == "home" and state and self._sources.is_usable(state):
                outlet.resumed, outlet.guessed = True, list(state.guessed)
            if state and name not in recalled.pages and self._sources.rests(outlet, plan, state):
                outlet.resting.append(plan)
                resting += self._opening.resume(outlet, plan, state)
            else:
                requests.append(self._request(outlet, plan, recalled))
        if resting:
            requests += await self.requests(outlet, resting)
        return requests

    def _request(self, outlet: Outlet, plan: Plan, recalled: Recalled) -> Request:
        name = article_id(plan.link.url)
        page, state = recalled.pages.get(name), recalled.sources.get(name)
        if plan.want != "source" and page:
            known: PageState | SourceState | None = page if page.read_as else None
        else:
            usable = self._sources.is_usable(state) and plan.role != "walk"
            known = state if usable else None
        callback, errback = self._callbacks[plan.want]
        meta = {
            "publisher": outlet.publisher.slug,
            "page_kind": "article" if plan.want == "article" else "source",
            "article_id": name,
            "address": plan.link.url,
            "hint": plan.link,
            "plan": plan,
            "known": known,
            "state": state,
        }
        return Request(
            fetchable(plan.link.url),
            callback,
            errback=errback,
            meta=meta,
            priority=plan.priority,
            dont_filter=True,  # the ledger knows canonical addresses, the dupefilter only URLs
        )
