"""Reader of sources: what is to be fetched after a source has answered, or has not.

Every method takes what happened and returns the plans that follow, each in the `PlanContext` its
request will have. It asks the others, and none of them asks back: `frontier` and `seeds` make
plans, `previous_states` knows what earlier runs have left, `sources` notes the states of sources.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from crawler.crawl.frontier import Frontier
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import Plan, start_source_path
from crawler.crawl.previous_states import PreviousStateLookup, PreviousStates
from crawler.crawl.seeds import SeedPlanner
from crawler.crawl.sources import SourceTracker
from crawler.discovery.links import Link
from crawler.state.records import PageState, SourceState
from crawler.urls.canonical_form import make_url_id

PlansByOutlet = Iterable[tuple[OutletRun, Sequence[Plan]]]


class SourceReader:
    """A reader of the sources of one run."""

    def __init__(
        self, frontier: Frontier, state_lookup: PreviousStateLookup, source_tracker: SourceTracker
    ) -> None:
        self._frontier = frontier
        self._seed_planner = SeedPlanner(frontier)
        self._state_lookup = state_lookup
        self._source_tracker = source_tracker

    def plan_first_sources(self, outlet: OutletRun) -> list[Plan]:
        """Return the plans of an outlet's first sources, to be opened."""
        return list(self._seed_planner.plan_first_sources(outlet))

    async def open_plans(self, plans_by_outlet: PlansByOutlet) -> list[PlanContext]:
        """Look up the previous states of all plans together; return what is to be fetched."""
        plans_by_outlet = list(plans_by_outlet)
        links = [plan.link for _, plans in plans_by_outlet for plan in plans]
        if not links:
            return []
        states = await self._state_lookup.load_previous_states(links, just_noted=True)
        contexts: list[PlanContext] = []
        for outlet, plans in plans_by_outlet:
            contexts += await self._replace_resting(outlet, plans, states)
        return contexts

    async def read_robots_sitemaps(
        self, outlet: OutletRun, addresses: list[str], base: str
    ) -> list[PlanContext]:
        """Return what follows the Sitemap lines of a robots.txt at `base`."""
        plans = list(self._seed_planner.plan_robots_sitemaps(outlet, addresses, base))
        return await self.open_plans([(outlet, plans)])

    async def read_links(
        self,
        outlet: OutletRun,
        context: PlanContext,
        links: Sequence[Link],
        content_kind: str = "html",
        already_followed: Sequence[Link] = (),
    ) -> list[PlanContext]:
        """Return what follows the links of a page or source that was read to its end.

        `already_followed` are the links of its earlier parts.
        """
        states, skip_if_done = await self._look_up_links(outlet, links)
        crawl_path, overflowed = self._source_tracker.note_read(
            outlet, context, [*already_followed, *links], content_kind
        )
        plans = list(self._frontier.follow(outlet, links, crawl_path, skip_if_done))
        if overflowed and not any(plan.is_further_page for plan in plans):
            plans += self._seed_planner.plan_recovery(outlet)
        return await self._replace_resting(outlet, plans, states)

    async def read_sitemap_part(
        self, outlet: OutletRun, context: PlanContext, links: Sequence[Link]
    ) -> list[PlanContext]:
        """Return what follows a part of a long sitemap while the rest is still unread."""
        states, skip_if_done = await self._look_up_links(outlet, links)
        crawl_path = start_source_path("sitemap", context.plan)
        plans = list(self._frontier.follow(outlet, links, crawl_path, skip_if_done))
        return await self._replace_resting(outlet, plans, states)

    async def read_answer(
        self, outlet: OutletRun, context: PlanContext, *, named_links: bool
    ) -> list[PlanContext]:
        """Return what follows a source besides its links; `named_links`: it named some."""
        plans = list(
            self._seed_planner.plan_after_answer(outlet, context.plan, named_links=named_links)
        )
        return await self.open_plans([(outlet, plans)])

    async def read_unchanged(
        self, outlet: OutletRun, context: PlanContext, status: int
    ) -> list[PlanContext]:
        """Return what follows a source whose body is the one of the last time."""
        state = self._source_tracker.note_unchanged(outlet, context, status)
        outlet.discovery.has_answered = outlet.history.has_skipped_known = True
        plans = list(self._seed_planner.plan_from_previous_state(outlet, context.plan, state))
        return await self.open_plans([(outlet, plans)])

    async def read_failed(
        self, outlet: OutletRun, context: PlanContext, outcome: str, status: int | None
    ) -> list[PlanContext]:
        """Return what follows a source that is not to be had."""
        self._source_tracker.note_failed(outlet, context, outcome, status)
        return await self.read_without_body(outlet, context)

    async def read_without_body(self, outlet: OutletRun, context: PlanContext) -> list[PlanContext]:
        """Return what follows a source that gave nothing: that of its previous state, if any."""
        if not isinstance(context.known, SourceState):
            return await self.read_answer(outlet, context, named_links=False)
        plans = list(
            self._seed_planner.plan_from_previous_state(
                outlet, context.plan, context.known, named_links=False
            )
        )
        return await self.open_plans([(outlet, plans)])

    async def _look_up_links(
        self, outlet: OutletRun, links: Sequence[Link]
    ) -> tuple[PreviousStates, Callable[[Link], bool]]:
        """Return the previous states of a source's links, and which of them to skip."""
        outlet.discovery.has_answered |= bool(links)
        states = await self._state_lookup.load_previous_states(links)
        history = outlet.history
        history.known_page_ids |= states.pages.keys()
        read_source_ids = {url_id for url_id, state in states.sources.items() if state.read_at}
        history.known_source_ids |= read_source_ids - states.pages.keys()
        return states, partial(self._state_lookup.skip_if_done, outlet, states)

    async def _replace_resting(
        self, outlet: OutletRun, plans: Iterable[Plan], states: PreviousStates
    ) -> list[PlanContext]:
        """Return what is to be fetched of plans whose previous states are looked up.

        A source that rests is not requested: its child sources are, in its place.
        """
        contexts: list[PlanContext] = []
        while plans:
            child_plans: list[Plan] = []
            for plan in plans:
                url_id = make_url_id(plan.link.url)
                page, state = states.pages.get(url_id), states.sources.get(url_id)
                self._note_known(outlet, plan, url_id, page, state)
                if state is None or not self._is_resting(outlet, plan, page, state):
                    contexts.append(self._make_context(outlet, plan, url_id, page, state))
                else:
                    outlet.discovery.resting_plans.append(plan)
                    child_plans += self._seed_planner.plan_from_previous_state(outlet, plan, state)
            plans = child_plans
            if plans:
                links = [plan.link for plan in plans]
                states = await self._state_lookup.load_previous_states(links, just_noted=True)
        return contexts

    def _note_known(
        self,
        outlet: OutletRun,
        plan: Plan,
        url_id: str,
        page: PageState | None,
        state: SourceState | None,
    ) -> None:
        if page:
            outlet.history.known_page_ids.add(url_id)
        if plan.role == "home" and state and self._state_lookup.is_reusable(state):
            outlet.history.is_home_resumed = True
            outlet.discovery.guessed_sources = list(state.guessed_sources)

    def _is_resting(
        self, outlet: OutletRun, plan: Plan, page: PageState | None, state: SourceState
    ) -> bool:
        """Say whether a source with this previous state is left alone this time."""
        may_rest = plan.expected_kind != "article" and page is None
        return may_rest and self._state_lookup.skip_if_resting(outlet, plan, state)

    def _make_context(
        self,
        outlet: OutletRun,
        plan: Plan,
        url_id: str,
        page: PageState | None,
        state: SourceState | None,
    ) -> PlanContext:
        if plan.expected_kind != "source" and page:
            known: PageState | SourceState | None = page if page.read_as else None
        else:
            is_usable = self._state_lookup.is_reusable(state) and plan.role != "walk"
            known = state if is_usable else None
        return PlanContext(
            publisher=outlet.publisher.slug,
            page_kind="article" if plan.expected_kind == "article" else "source",
            known=known,
            plan=plan,
            article_id=url_id,
            state=state,
        )
