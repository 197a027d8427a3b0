"""Requests made from plans, with what is known of each in its `PlanContext`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy.http import Request

from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import Plan
from crawler.crawl.previous_states import PreviousStateLookup, PreviousStates
from crawler.crawl.seeds import SeedPlanner
from crawler.state.records import PageState, SourceState
from crawler.state.request_context import CONTEXT_KEY
from crawler.urls.canonical_form import make_url_id, to_ascii_url

Callbacks = Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]]


class RequestBuilder:
    """A maker of requests; `callbacks` are pairs of callback and errback, by expected kind."""

    def __init__(
        self, callbacks: Callbacks, state_lookup: PreviousStateLookup, seed_planner: SeedPlanner
    ) -> None:
        self._callbacks = callbacks
        self._state_lookup = state_lookup
        self._seed_planner = seed_planner

    async def build(self, outlet: OutletRun, plans: Iterable[Plan]) -> list[Request]:
        """Look up the previous states of all plans together; return the plans' requests."""
        plans = list(plans)
        if not plans:
            return []
        previous_states = await self._state_lookup.load_previous_states(
            (plan.link for plan in plans), just_noted=True
        )
        return await self.build_from_states(outlet, plans, previous_states)

    async def build_from_states(
        self, outlet: OutletRun, plans: Iterable[Plan], previous_states: PreviousStates
    ) -> list[Request]:
        """Return the requests of plans whose previous states are looked up.

        A source that rests is not requested: its child sources are, in its place.
        """
        requests: list[Request] = []
        child_plans: list[Plan] = []
        for plan in plans:
            url_id = make_url_id(plan.link.url)
            if url_id in previous_states.pages:
                outlet.known_page_ids.add(url_id)
            state = previous_states.sources.get(url_id) if plan.expected_kind != "article" else None
            if plan.role == "home" and state and self._state_lookup.is_reusable(state):
                outlet.is_home_resumed, outlet.guessed_sources = True, list(state.guessed_sources)
            if (
                state
                and url_id not in previous_states.pages
                and self._state_lookup.skip_if_resting(outlet, plan, state)
            ):
                outlet.resting_plans.append(plan)
                child_plans += self._seed_planner.plan_from_previous_state(outlet, plan, state)
            else:
                requests.append(self._build_request(outlet, plan, previous_states))
        if child_plans:
            requests += await self.build(outlet, child_plans)
        return requests

    def _build_request(
        self, outlet: OutletRun, plan: Plan, previous_states: PreviousStates
    ) -> Request:
        url_id = make_url_id(plan.link.url)
        page, state = previous_states.pages.get(url_id), previous_states.sources.get(url_id)
        if plan.expected_kind != "source" and page:
            known: PageState | SourceState | None = page if page.read_as else None
        else:
            is_usable = self._state_lookup.is_reusable(state) and plan.role != "walk"
            known = state if is_usable else None
        callback, errback = self._callbacks[plan.expected_kind]
        context = PlanContext(
            publisher=outlet.publisher.slug,
            page_kind="article" if plan.expected_kind == "article" else "source",
            known=known,
            plan=plan,
            article_id=url_id,
            state=state,
        )
        return Request(
            to_ascii_url(plan.link.url),
            callback,
            errback=errback,
            meta={CONTEXT_KEY: context},
            priority=plan.priority,
            dont_filter=True,  # the ledger goes by canonical addresses, the dupefilter by URLs
        )
