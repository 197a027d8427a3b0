"""Sources of one run: their states are noted as they answer, and stored at the end.

The state of a source that was read is stored only where the run has dealt with all the source
names. After a run that was cut short the next one fetches more, and misses nothing.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from crawler.crawl.options import CrawlOptions
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import CrawlPath, Plan, start_source_path
from crawler.crawl.previous_states import StatIncrementer, is_reusable
from crawler.crawl.source_states import (
    SourceEntries,
    complete_child_sources,
    make_read_state,
    make_unread_state,
    note_answer,
    update_pace,
)
from crawler.discovery.links import Link
from crawler.state.interfaces import CrawlState
from crawler.state.records import SourceState
from crawler.urls.canonical_form import make_url_id

logger = logging.getLogger(__name__)

# How many further pages are requested of a listing or feed read before, while they show news.
MAX_FURTHER_PAGES = 20
# Failures in a row after which a page no longer keeps the states of its outlet from being stored.
_MAX_PASSING_FAILURES = 3


class SourceTracker:
    """A writer of the states of sources: they are noted in their outlet's `SourceRegister`.

    See `crawler.state.records` for the states.
    """

    def __init__(
        self, state: CrawlState, options: CrawlOptions, increment_stat: StatIncrementer
    ) -> None:
        self._state = state
        self._options = options
        self._increment_stat = increment_stat

    async def open(self) -> None:
        """Open the stored state, for lookups too."""
        await self._state.open()

    def note_unchanged(self, outlet: OutletRun, context: PlanContext, status: int) -> SourceState:
        """Note a source whose body is the one of the last time; return its new state."""
        previous_state, validators = context.state, context.validators
        assert previous_state
        assert validators
        state = replace(previous_state, validators=validators, read_at=self._options.now())
        state = update_pace(state, previous_state, self._options, new_entries=0, overflowed=False)
        source_id = make_url_id(previous_state.url)
        outlet.sources.unread_states[source_id] = note_answer(state, status, self._options)
        self._increment_stat("source/not-modified" if status == 304 else "source/same-bytes")
        return state

    def note_read(
        self,
        outlet: OutletRun,
        context: PlanContext,
        links: Collection[Link],
        content_kind: str,
    ) -> tuple[CrawlPath, bool]:
        """Note a source that was read, once the previous states of its links are looked up.

        Returns the crawl path that goes on from it, and whether it overflowed.
        """
        plan, previous_state = context.plan, context.state
        is_listing = content_kind not in ("feed", "sitemap")
        entries = SourceEntries.from_links(links, outlet.history.known_page_ids)
        pages_left = self._count_pages_left(
            outlet, plan, previous_state, has_gap=entries.may_leave_gap(is_listing=is_listing)
        )
        crawl_path = plan.crawl_path if is_listing else start_source_path(content_kind, plan)
        crawl_path = replace(crawl_path, pages_left=pages_left)
        if plan.is_further_page or plan.expected_kind == "article":
            return crawl_path, False
        if plan.role == "usual" and links:
            outlet.discovery.guessed_sources.append(plan.link)
        reusable = is_reusable(previous_state, self._options)
        overflowed = entries.has_overflowed(
            previous_state.entries if previous_state and reusable else 0
        )
        outlet.sources.read_states[make_url_id(plan.link.url)] = make_read_state(
            context,
            outlet,
            self._options,
            content_kind=content_kind,
            links=links,
            entries=entries,
            overflowed=overflowed,
        )
        if overflowed:
            self._increment_stat("source/overflowed")
            logger.warning(
                "%s overflowed: all its %d entries are new", plan.link.url, len(entries.articles)
            )
        return crawl_path, overflowed

    def note_failed(
        self, outlet: OutletRun, context: PlanContext, outcome: str, status: int | None
    ) -> None:
        """Note a source that gave nothing; what is known of its last body stays."""
        plan = context.plan
        if plan.is_further_page or plan.role == "usual":
            return
        previous_state = context.state or make_unread_state(plan, context.publisher)
        failures = previous_state.failures + 1
        state = note_answer(previous_state, status, self._options, failures=failures)
        outlet.sources.unread_states[make_url_id(plan.link.url)] = state
        may_pass = failures <= _MAX_PASSING_FAILURES and not outcome.startswith("failed:http-4")
        if plan.expected_kind == "page" and may_pass:
            # It may be an article, to which nothing leads again while its source does not change.
            outlet.sources.has_unfinished = True

    async def close(self, outlets: Iterable[OutletRun], *, finished: bool) -> None:
        """Store the states of the run's sources; `finished`: nothing is left undone."""
        states: dict[str, SourceState] = {}
        for outlet in outlets:
            states |= self._collect_states(outlet, finished=finished)
        await self._state.save_sources(list(states.values()))
        await self._state.close()

    async def close_round(self, outlet: OutletRun, *, lease_lost: bool) -> None:
        """Store the states of one outlet's sources, unless the lease is lost; forget them."""
        if not lease_lost:
            await self._save_round(outlet)
        outlet.forget_round()

    async def _save_round(self, outlet: OutletRun) -> None:
        states = self._collect_states(outlet, finished=True)
        await self._state.save_sources(list(states.values()))
        if outlet.round_begun_at and not self._options.until and not outlet.sources.has_unfinished:
            await self._state.unschedule_sources(outlet.publisher.slug, outlet.round_begun_at)

    def _collect_states(self, outlet: OutletRun, *, finished: bool) -> dict[str, SourceState]:
        sources = outlet.sources
        states = dict(sources.unread_states)
        if finished and self._options.until is None and not sources.has_unfinished:
            asked_source_ids = sources.read_states.keys() | _select_read_ids(sources.unread_states)
            states |= {
                source_id: complete_child_sources(state, outlet, asked_source_ids)
                for source_id, state in sources.read_states.items()
            }
        return states

    def _count_pages_left(
        self, outlet: OutletRun, plan: Plan, previous_state: SourceState | None, *, has_gap: bool
    ) -> int | None:
        pages_left = plan.crawl_path.pages_left
        if (
            pages_left is None
            and not outlet.discovery.is_recovering_missed
            and not is_reusable(previous_state, self._options)
        ):
            return None
        if not has_gap:
            return 0
        if plan.is_further_page and pages_left is not None:
            return max(pages_left - 1, 0)
        return MAX_FURTHER_PAGES


def _select_read_ids(states: Mapping[str, SourceState]) -> set[str]:
    """Return the ids of the sources ever read: one that has only failed may be a dead link."""
    return {source_id for source_id, state in states.items() if state.read_at}
