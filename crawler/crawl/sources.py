"""Sources of one run: their states are noted as they answer, and stored at the end.

The state of a source that was read is stored only where the run has dealt with all the source
names. After a run that was cut short the next one fetches more, and misses nothing.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from scrapy.http import Request

from crawler.crawl.options import CrawlOptions
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import get_plan_context
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
from crawler.state.records import UNFINISHED_OUTCOMES, SourceState
from crawler.urls.canonical_form import make_url_id

logger = logging.getLogger(__name__)

# How many further pages are requested of a listing or feed read before, while they show news.
MAX_FURTHER_PAGES = 20
# Failures in a row after which a page no longer keeps the states of its outlet from being stored.
_MAX_PASSING_FAILURES = 3


class SourceTracker:
    """A register of the sources of one run, by id; see `crawler.state.records` for their states."""

    def __init__(
        self, state: CrawlState, options: CrawlOptions, increment_stat: StatIncrementer
    ) -> None:
        self._state = state
        self._options = options
        self._increment_stat = increment_stat
        # Sources that were found unchanged or failed.
        self._unread_states: dict[str, SourceState] = {}
        self._read_states: dict[str, SourceState] = {}
        # Publishers (slugs) of whom an address is still to be dealt with.
        self._unfinished_publishers: set[str] = set()

    async def open(self) -> None:
        """Open the stored state, for lookups too."""
        await self._state.open()

    def note_unchanged(self, request: Request, status: int) -> SourceState:
        """Note a source whose body is the one of the last time; return its new state."""
        context = get_plan_context(request)
        previous_state, validators = context.state, context.validators
        assert previous_state
        assert validators
        state = replace(previous_state, validators=validators, read_at=self._options.now())
        state = update_pace(state, previous_state, self._options, new_entries=0, overflowed=False)
        source_id = make_url_id(previous_state.url)
        self._unread_states[source_id] = note_answer(state, status, self._options)
        self._increment_stat("source/not-modified" if status == 304 else "source/same-bytes")
        return state

    def note_read(
        self,
        outlet: OutletRun,
        request: Request,
        links: Collection[Link],
        content_kind: str,
    ) -> tuple[CrawlPath, bool]:
        """Note a source that was read, once the previous states of its links are looked up.

        Returns the crawl path that goes on from it, and whether it overflowed.
        """
        context = get_plan_context(request)
        plan, previous_state = context.plan, context.state
        is_listing = content_kind not in ("feed", "sitemap")
        entries = SourceEntries.from_links(links, outlet.known_page_ids)
        pages_left = self._count_pages_left(
            outlet, plan, previous_state, has_gap=entries.may_leave_gap(is_listing=is_listing)
        )
        crawl_path = plan.crawl_path if is_listing else start_source_path(content_kind, plan)
        crawl_path = replace(crawl_path, pages_left=pages_left)
        if plan.is_further_page or plan.expected_kind == "article":
            return crawl_path, False
        if plan.role == "usual" and links:
            outlet.guessed_sources.append(plan.link)
        reusable = is_reusable(previous_state, self._options)
        overflowed = entries.has_overflowed(
            previous_state.entries if previous_state and reusable else 0
        )
        self._read_states[make_url_id(plan.link.url)] = make_read_state(
            request,
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

    def note_failed(self, request: Request, outcome: str, status: int | None) -> None:
        """Note a source that gave nothing; what is known of its last body stays."""
        context = get_plan_context(request)
        plan, publisher = context.plan, context.publisher
        if plan.is_further_page or plan.role == "usual":
            return
        previous_state = context.state or make_unread_state(plan, publisher)
        failures = previous_state.failures + 1
        state = note_answer(previous_state, status, self._options, failures=failures)
        self._unread_states[make_url_id(plan.link.url)] = state
        may_pass = failures <= _MAX_PASSING_FAILURES and not outcome.startswith("failed:http-4")
        if plan.expected_kind == "page" and may_pass:
            # It may be an article, to which nothing leads again while its source does not change.
            self._unfinished_publishers.add(publisher)

    def note_outcome(self, publisher: str, outcome: str) -> None:
        """Note how an address ended: what the run has not dealt with is to be found again."""
        if outcome in UNFINISHED_OUTCOMES:
            self._unfinished_publishers.add(publisher)

    async def close(self, outlets: Iterable[OutletRun], *, finished: bool) -> None:
        """Store the states of the run's sources; `finished`: nothing is left undone."""
        await self._state.save_sources(self._collect_states(outlets, finished=finished))
        await self._state.close()

    async def close_round(self, outlet: OutletRun, *, lease_lost: bool) -> None:
        """Store the states of one outlet's sources, unless the lease is lost; forget them."""
        slug = outlet.publisher.slug
        if not lease_lost:
            await self._save_round(outlet)
        outlet.known_page_ids.clear()
        outlet.listed_links.clear()
        for states in (self._unread_states, self._read_states):
            for source_id in [key for key, state in states.items() if state.publisher == slug]:
                del states[source_id]
        self._unfinished_publishers.discard(slug)

    async def _save_round(self, outlet: OutletRun) -> None:
        slug = outlet.publisher.slug
        states = self._collect_states([outlet], finished=True)
        await self._state.save_sources([state for state in states if state.publisher == slug])
        if (
            outlet.round_begun_at
            and not self._options.until
            and slug not in self._unfinished_publishers
        ):
            await self._state.unschedule_sources(slug, outlet.round_begun_at)

    def _collect_states(self, outlets: Iterable[OutletRun], *, finished: bool) -> list[SourceState]:
        states = dict(self._unread_states)
        if finished and self._options.until is None:
            outlets_by_slug = {outlet.publisher.slug: outlet for outlet in outlets}
            asked_source_ids = self._read_states.keys() | _select_read_ids(self._unread_states)
            states |= {
                source_id: complete_child_sources(
                    state, outlets_by_slug[state.publisher], asked_source_ids
                )
                for source_id, state in self._read_states.items()
                if state.publisher in outlets_by_slug
                and state.publisher not in self._unfinished_publishers
            }
        return list(states.values())

    def _count_pages_left(
        self, outlet: OutletRun, plan: Plan, previous_state: SourceState | None, *, has_gap: bool
    ) -> int | None:
        pages_left = plan.crawl_path.pages_left
        if (
            pages_left is None
            and not outlet.is_recovering_missed
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
