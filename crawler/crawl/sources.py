"""What this run does with its outlets' sources and known addresses, and what it leaves of them.

A source's state is written at the end of a run that has dealt with all it names: whatever cuts a
run short leads to fetching more the next time, never to missing anything.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scrapy.http import Request

from crawler.crawl.child_sources import (
    add_guessed_sources,
    drop_non_listing_children,
    select_child_sources,
)
from crawler.crawl.ledger import Ledger
from crawler.crawl.options import CrawlOptions
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.state import source_polling
from crawler.state.interfaces import CrawlState
from crawler.state.records import (
    UNFINISHED_OUTCOMES,
    PageState,
    SourceKind,
    SourceState,
    get_source_date,
    is_page_due,
)
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id

logger = logging.getLogger(__name__)

StatIncrementer = Callable[[str], None]

# How many further pages of a listing or feed read before are turned to while they show news.
MAX_FURTHER_PAGES = 20
# Failures in a row after which a page no longer keeps its outlet's sources from resting.
_MAX_PASSING_FAILURES = 3
NO_VALIDATORS = Validators()
_PAGE_LINK_KINDS = ("article", "page")
_SOURCE_LINK_KINDS = ("page", "section", "paging", "feed", "sitemap")


@dataclass(frozen=True, slots=True)
class PreviousStates:
    """What earlier runs have left of some addresses, by id."""

    pages: dict[str, PageState] = field(default_factory=dict)
    sources: dict[str, SourceState] = field(default_factory=dict)


class SourceTracker:
    """The sources of one run; see `crawler.state.records` for what is known of one."""

    def __init__(
        self,
        state: CrawlState,
        options: CrawlOptions,
        ledger: Ledger,
        increment_stat: StatIncrementer,
    ) -> None:
        self._state = state
        self._options = options
        self._ledger = ledger
        self._increment_stat = increment_stat
        self._unread_states: dict[
            str, SourceState
        ] = {}  # of sources that were found unchanged or failed
        self._read_states: dict[str, SourceState] = {}
        self._unfinished_publishers: set[str] = set()  # publishers of whom something is owed

    async def open(self) -> None:
        """Begin to look things up."""
        await self._state.open()

    async def load_previous_states(
        self, links: Iterable[Link], *, just_noted: bool = False
    ) -> PreviousStates:
        """Look up what is known of the links of one page, all together.

        Pages this run has met before are left out, unless it has `just_noted` of these just now.
        """
        links = list(links)
        names = set() if self._options.refetch_all else _collect_ids(links, *_PAGE_LINK_KINDS)
        if not just_noted:
            names = {name for name in names if not self._ledger.has_noted(name)}
        sources = _collect_ids(links, *_SOURCE_LINK_KINDS)
        return PreviousStates(
            await self._state.find_pages(names) if names else {},
            await self._state.find_sources(sources) if sources else {},
        )

    def skip_if_done(self, outlet: OutletRun, previous_states: PreviousStates, link: Link) -> bool:
        """Say whether an earlier run is done with a page; note it in the account if so."""
        name, now, setup = make_url_id(link.url), self._options.now(), self._options
        page = previous_states.pages.get(name)
        if page is None or is_page_due(page, link, now, setup.since, setup.until):
            return False
        outlet.has_skipped_known = True
        self._ledger.note_previous_outcome(name, page.unchanged_outcome)
        self._increment_stat("known/dropped")
        self._increment_stat(f"publisher/{outlet.publisher.slug}/dropped")
        return True

    def is_reusable(self, state: SourceState | None) -> bool:
        """Say whether a source found unchanged would have nothing for this run."""
        setup = self._options
        return bool(
            state
            and not setup.refetch_all
            and state.child_sources is not None
            and state.covers(setup.discovery_sources, setup.since)
        )

    def skip_if_resting(self, outlet: OutletRun, plan: Plan, state: SourceState | None) -> bool:
        """Say whether a source is left alone this time.

        With SOURCES=due, until its time has come; else only where nobody expects anything of it: a
        listing found on the way that never named anything, a sitemap whose index says it is old.
        """
        if (
            state is None
            or outlet.is_recovering_missed
            or plan.expected_kind == "article"
            or plan.role == "named"
        ):
            return False
        if not (
            self.is_reusable(state) or (state.read_at is None and not self._options.refetch_all)
        ):
            return False
        barren = plan.role is None and state.kind in ("section", "page") and not state.last_new
        waits = self._options.only_due_sources or (barren and state.read_at is not None)
        old = state.kind == "sitemap" and state.is_newer_than(plan.link)
        rests = old or (waits and not state.is_due(self._options.now()))
        if rests:
            outlet.has_skipped_known = True
            self._increment_stat("source/resting")
        return rests

    def note_unchanged(self, request: Request, status: int) -> SourceState:
        """Note a source that is as it was; return what is known of it."""
        before: SourceState = request.meta["state"]
        known = replace(before, validators=request.meta["validators"], read_at=self._options.now())
        known = self._update_pace(known, before, new_entries=0, overflowed=False)
        self._unread_states[make_url_id(before.url)] = self._note_answer(known, status)
        self._increment_stat("source/not-modified" if status == 304 else "source/same-bytes")
        return known

    def note_read(
        self,
        outlet: OutletRun,
        request: Request,
        links: Collection[Link],
        content_kind: str,
    ) -> tuple[CrawlPath, bool]:
        """Note what a source names, once it is recalled.

        Returns the trail that goes on from it, and whether it overflowed.
        """
        plan: Plan = request.meta["plan"]
        before: SourceState | None = request.meta.get("state")
        named = [link for link in links if link.kind == "article"]
        known = sum(make_url_id(link.url) in outlet.known_page_ids for link in named)
        new, listed = len(named) - known, content_kind not in ("feed", "sitemap")
        gap = (
            source_polling.may_have_more_news(new_entries=new, known_entries=known)
            if listed
            else bool(new and not known)
        )
        trail = plan.crawl_path if listed else start_source_path(content_kind, plan)
        trail = replace(trail, pages_left=self._count_pages_left(outlet, plan, before, has_gap=gap))
        if plan.is_further_page or plan.expected_kind == "article":
            return trail, False
        if plan.role == "usual" and links:
            outlet.guessed_sources.append(plan.link)
        shown = before.entries if before and self.is_reusable(before) else 0
        over = source_polling.has_overflowed(
            previous_entries=shown, new_entries=new, known_entries=known
        )
        now = self._options.now()
        state = SourceState(
            url=plan.link.url,
            publisher=outlet.publisher.slug,
            kind=_SOURCE_KIND_BY_NAME.get(
                content_kind if not listed else plan.link.kind, "section"
            ),
            validators=request.meta.get("validators", NO_VALIDATORS),
            read_at=now,
            last_new=now if new else (before.last_new if before else None),
            entries=len(named),
            overflowed_at=now if over else (before.overflowed_at if before else None),
            discovery_sources=tuple(sorted(self._options.discovery_sources)),
            since=self._options.since,
            child_sources=select_child_sources(outlet, links, content_kind),
            guessed_sources=before.guessed_sources if before else (),
        )
        dates = [date for date in map(get_source_date, named) if date]
        state = self._update_pace(state, before, new_entries=new, overflowed=over, dates=dates)
        self._read_states[make_url_id(plan.link.url)] = self._note_answer(state, 200)
        if over:
            self._increment_stat("source/overflowed")
            logger.warning("%s overflowed: all its %d entries are new", plan.link.url, len(named))
        return trail, over

    def note_failed(self, request: Request, outcome: str, status: int | None) -> None:
        """Note a source that gave nothing; what is known of its last body stays."""
        plan: Plan = request.meta["plan"]
        if plan.is_further_page or plan.role == "usual":
            return
        publisher = request.meta["publisher"]
        before: SourceState = request.meta.get("state") or SourceState(
            url=plan.link.url,
            publisher=publisher,
            kind=_SOURCE_KIND_BY_NAME.get(plan.link.kind, "section"),
        )
        state = self._note_answer(before, status, failures=before.failures + 1)
        self._unread_states[make_url_id(plan.link.url)] = state
        passing = state.failures <= _MAX_PASSING_FAILURES and not outcome.startswith(
            "failed:http-4"
        )
        if plan.expected_kind == "page" and passing:
            # It may be an article, to which nothing leads again while its source does not change.
            self._unfinished_publishers.add(publisher)

    def note_outcome(self, publisher: str, outcome: str) -> None:
        """Note how an address ended: what was not dealt with is to be found again."""
        if outcome in UNFINISHED_OUTCOMES:
            self._unfinished_publishers.add(publisher)

    async def close(self, outlets: Iterable[OutletRun], *, finished: bool) -> None:
        """Write what the next run is to know. `finished`: nothing is left undone."""
        await self._state.save_sources(self._collect_states(outlets, finished=finished))
        await self._state.close()

    async def close_round(self, outlet: OutletRun, *, lease_lost: bool) -> None:
        """Write what the next round of one outlet is to know, unless it is `lease_lost`; forget it."""
        slug = outlet.publisher.slug
        if not lease_lost:
            await self._save_round(outlet)
        outlet.known_page_ids.clear()
        outlet.listed_links.clear()
        for kept in (self._unread_states, self._read_states):
            for name in [name for name, state in kept.items() if state.publisher == slug]:
                del kept[name]
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
            by_slug = {one.publisher.slug: one for one in outlets}
            asked = self._read_states.keys() | _select_read_ids(self._unread_states)
            states |= {
                name: _complete_state(name, state, by_slug[state.publisher], asked)
                for name, state in self._read_states.items()
                if state.publisher in by_slug and state.publisher not in self._unfinished_publishers
            }
        return list(states.values())

    def _count_pages_left(
        self, outlet: OutletRun, plan: Plan, previous_state: SourceState | None, *, has_gap: bool
    ) -> int | None:
        left = plan.crawl_path.pages_left
        if (
            left is None
            and not outlet.is_recovering_missed
            and not self.is_reusable(previous_state)
        ):
            return None
        if not has_gap:
            return 0
        return max(left - 1, 0) if plan.is_further_page and left is not None else MAX_FURTHER_PAGES

    def _update_pace(
        self,
        state: SourceState,
        previous_state: SourceState | None,
        *,
        new_entries: int,
        overflowed: bool,
        dates: Iterable[datetime] = (),
    ) -> SourceState:
        floor, ceiling = self._options.pace_floor, self._options.pace_ceiling
        if (
            previous_state is None
            or previous_state.pace_seconds is None
            or previous_state.read_at is None
        ):
            return replace(
                state, pace_seconds=source_polling.estimate_first_pace(dates, floor, ceiling)
            )
        elapsed = (self._options.now() - previous_state.read_at).total_seconds()
        seconds = source_polling.adjust_pace(
            previous_state.pace_seconds,
            elapsed=elapsed,
            new_entries=new_entries,
            overflowed=overflowed,
            floor=floor,
            ceiling=ceiling,
        )
        return replace(state, pace_seconds=seconds)

    def _note_answer(
        self, state: SourceState, status: int | None, *, failures: int = 0
    ) -> SourceState:
        """Note when and how it answered, and when it is asked again; a failure may answer 200."""
        now = self._options.now()
        seconds = state.pace_seconds or source_polling.DEFAULT_PACE_SECONDS
        if failures:
            seconds = source_polling.back_off_pace(seconds, failures, self._options.pace_ceiling)
        due = now + timedelta(seconds=seconds)
        return replace(state, last_at=now, last_status=status, failures=failures, next_due=due)


_SOURCE_KIND_BY_NAME: dict[str, SourceKind] = {"feed": "feed", "sitemap": "sitemap", "page": "page"}


def start_source_path(content_kind: str, plan: Plan) -> CrawlPath:
    """Return the trail of what a feed or sitemap names."""
    return CrawlPath(
        source="feed" if content_kind == "feed" else "sitemap", nesting=plan.crawl_path.nesting
    )


def _select_read_ids(states: Mapping[str, SourceState]) -> set[str]:
    """Return the ids of what has been a source: a dead link has only ever failed."""
    return {name for name, state in states.items() if state.read_at}


def _complete_state(
    source_id: str, state: SourceState, outlet: OutletRun, asked_source_ids: Collection[str]
) -> SourceState:
    """Return the state of a source that was read, with all that is to be followed after it."""
    state = drop_non_listing_children(state, outlet, asked_source_ids)
    is_front = source_id == make_url_id(outlet.publisher.homepage)
    return add_guessed_sources(state, outlet) if is_front else state


def _collect_ids(links: Iterable[Link], *kinds: str) -> set[str]:
    return {make_url_id(link.url) for link in links if link.kind in kinds}
