"""Plans to requests, with what earlier runs have left of their addresses."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy.http import Request

from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import Plan
from crawler.crawl.seeds import SeedPlanner
from crawler.crawl.sources import PreviousStates, SourceTracker
from crawler.state.records import PageState, SourceState
from crawler.urls.canonical_form import make_url_id, to_ascii_url

Callbacks = Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]]


class RequestBuilder:
    """Makes requests; `callbacks` are callback and errback by what is wanted."""

    def __init__(
        self, callbacks: Callbacks, source_tracker: SourceTracker, seed_planner: SeedPlanner
    ) -> None:
        self._callbacks = callbacks
        self._source_tracker = source_tracker
        self._seed_planner = seed_planner

    async def build(self, outlet: OutletRun, plans: Iterable[Plan]) -> list[Request]:
        """Look up all plans together; return their requests."""
        plans = list(plans)
        if not plans:
            return []
        found = await self._source_tracker.load_previous_states(
            (plan.link for plan in plans), just_noted=True
        )
        return await self.build_from_states(outlet, plans, found)

    async def build_from_states(
        self, outlet: OutletRun, plans: Iterable[Plan], previous_states: PreviousStates
    ) -> list[Request]:
        """Return the requests of plans looked up before; for sources that rest, of their leads."""
        requests: list[Request] = []
        resting: list[Plan] = []
        for plan in plans:
            name = make_url_id(plan.link.url)
            if name in previous_states.pages:
                outlet.known_page_ids.add(name)
            state = previous_states.sources.get(name) if plan.expected_kind != "article" else None
            if plan.role == "home" and state and self._source_tracker.is_reusable(state):
                outlet.is_home_resumed, outlet.guessed_sources = True, list(state.guessed_sources)
            if (
                state
                and name not in previous_states.pages
                and self._source_tracker.skip_if_resting(outlet, plan, state)
            ):
                outlet.resting_plans.append(plan)
                resting += self._seed_planner.plan_from_previous_state(outlet, plan, state)
            else:
                requests.append(self._build_request(outlet, plan, previous_states))
        if resting:
            requests += await self.build(outlet, resting)
        return requests

    def _build_request(
        self, outlet: OutletRun, plan: Plan, previous_states: PreviousStates
    ) -> Request:
        name = make_url_id(plan.link.url)
        page, state = previous_states.pages.get(name), previous_states.sources.get(name)
        if plan.expected_kind != "source" and page:
            known: PageState | SourceState | None = page if page.read_as else None
        else:
            usable = self._source_tracker.is_reusable(state) and plan.role != "walk"
            known = state if usable else None
        callback, errback = self._callbacks[plan.expected_kind]
        meta = {
            "publisher": outlet.publisher.slug,
            "page_kind": "article" if plan.expected_kind == "article" else "source",
            "article_id": name,
            "address": plan.link.url,
            "hint": plan.link,
            "plan": plan,
            "known": known,
            "state": state,
        }
        return Request(
            to_ascii_url(plan.link.url),
            callback,
            errback=errback,
            meta=meta,
            priority=plan.priority,
            dont_filter=True,  # the ledger knows canonical addresses, the dupefilter only URLs
        )
