"""What this run does with its outlets' sources and known addresses, and what it leaves of them.

A source's state is written at the end of a run that has dealt with all it names: whatever cuts a
run short leads to fetching more the next time, never to missing anything.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scrapy.http import Request

from crawler.crawl.child_sources import leads_of, with_guesses, with_leads
from crawler.crawl.ledger import Ledger
from crawler.crawl.options import Setup
from crawler.crawl.outlet import Outlet
from crawler.crawl.plans import Plan, Trail
from crawler.discovery.links import Link
from crawler.state import source_polling
from crawler.state.interfaces import State
from crawler.state.records import UNDONE, PageState, SourceKind, SourceState, is_due, told
from crawler.state.validators import Validators
from crawler.urls.canonical_form import article_id

logger = logging.getLogger(__name__)

Count = Callable[[str], None]

# How many further pages of a listing or feed read before are turned to while they show news.
REACH = 20
# Failures in a row after which a page no longer keeps its outlet's sources from resting.
_PATIENCE = 3
NONE = Validators()
_PAGES = ("article", "page")
_SOURCES = ("page", "section", "paging", "feed", "sitemap")


@dataclass(frozen=True, slots=True)
class Recalled:
    """What earlier runs have left of some addresses, by id."""

    pages: dict[str, PageState] = field(default_factory=dict)
    sources: dict[str, SourceState] = field(default_factory=dict)


class Sources:
    """The sources of one run; see `crawler.state.records` for what is known of one."""

    def __init__(self, state: State, setup: Setup, ledger: Ledger, count: Count) -> None:
        self._state = state
        self._setup = setup
        self._ledger = ledger
        self._count = count
        self._left: dict[str, SourceState] = {}  # of sources that were found unchanged or failed
        self._read: dict[str, SourceState] = {}
        self._unfinished: set[str] = set()  # publishers of whom something is owed

    async def open(self) -> None:
        """Begin to look things up."""
        await self._state.open()

    async def recall(self, links: Iterable[Link], *, learned: bool = False) -> Recalled:
        """Look up what is known of the links of one page, all together.

        Pages this run has met before are left out, unless it has `learned` of these just now.
        """
        links = list(links)
        names = set() if self._setup.refetches else _ids(links, *_PAGES)
        if not learned:
            names = {name for name in names if not self._ledger.knows(name)}
        sources = _ids(links, *_SOURCES)
        return Recalled(
            await self._state.pages(names) if names else {},
            await self._state.sources(sources) if sources else {},
        )

    def is_settled(self, outlet: Outlet, recalled: Recalled, link: Link) -> bool:
        """Say whether an earlier run is done with a page; note it in the account if so."""
        name, now, setup = article_id(link.url), self._setup.now(), self._setup
        page = recalled.pages.get(name)
        if page is None or is_due(page, link, now, setup.since, setup.until):
            return False
        outlet.revisited = True
        self._ledger.recall(name, page.outcome_again)
        self._count("known/dropped")
        self._count(f"publisher/{outlet.publisher.slug}/dropped")
        return True

    def is_usable(self, state: SourceState | None) -> bool:
        """Say whether a source found unchanged would have nothing for this run."""
        setup = self._setup
        return bool(
            state
            and not setup.refetches
            and state.leads is not None
            and state.covers(setup.ways, setup.since)
        )

    def rests(self, outlet: Outlet, plan: Plan, state: SourceState | None) -> bool:
        """Say whether a source is left alone this time.

        With SOURCES=due, until its time has come; else only where nobody expects anything of it: a
        listing found on the way that never named anything, a sitemap whose index says it is old.
        """
        if state is None or outlet.walking or plan.want == "article" or plan.role == "named":
            return False
        if not (self.is_usable(state) or (state.read_at is None and not self._setup.refetches)):
            return False
        barren = plan.role is None and state.kind in ("section", "page") and not state.last_new
        waits = self._setup.only_due or (barren and state.read_at is not None)
        old = state.kind == "sitemap" and state.is_newer_than(plan.link)
        rests = old or (waits and not state.is_due(self._setup.now()))
        if rests:
            outlet.revisited = True
            self._count("source/resting")
        return rests

    def unchanged(self, request: Request, status: int) -> SourceState:
        """Note a source that is as it was; return what is known of it."""
        before: SourceState = request.meta["state"]
        known = replace(before, validators=request.meta["validators"], read_at=self._setup.now())
        known = self._paced(known, before, new=0, over=False)
        self._left[article_id(before.url)] = self._asked(known, status)
        self._count("source/not-modified" if status == 304 else "source/same-bytes")
        return known

    def read(
        self,
        outlet: Outlet,
        request: Request,
        links: Collection[Link],
        form: str,
    ) -> tuple[Trail, bool]:
        """Note what a source names, once it is recalled.

        Returns the trail that goes on from it, and whether it overflowed.
        """
        plan: Plan = request.meta["plan"]
        before: SourceState | None = request.meta.get("state")
        named = [link for link in links if link.kind == "article"]
        known = sum(article_id(link.url) in outlet.before for link in named)
        new, listed = len(named) - known, form not in ("feed", "sitemap")
        gap = source_polling.has_gap(new=new, known=known) if listed else bool(new and not known)
        trail = plan.trail if listed else trail_below(form, plan)
        trail = replace(trail, reach=self._reach(outlet, plan, before, gap=gap))
        if plan.further or plan.want == "article":
            return trail, False
        if plan.role == "usual" and links:
            outlet.guessed.append(plan.link)
        shown = before.entries if before and self.is_usable(before) else 0
        over = source_polling.overflowed(entries_before=shown, new=new, known=known)
        now = self._setup.now()
        state = SourceState(
            url=plan.link.url,
            publisher=outlet.publisher.slug,
            kind=_KINDS.get(form if not listed else plan.link.kind, "section"),
            validators=request.meta.get("validators", NONE),
            read_at=now,
            last_new=now if new else (before.last_new if before else None),
            entries=len(named),
            overflowed_at=now if over else (before.overflowed_at if before else None),
            ways=tuple(sorted(self._setup.ways)),
            since=self._setup.since,
            leads=leads_of(outlet, links, form),
            guessed=before.guessed if before else (),
        )
        dates = [date for date in map(told, named) if date]
        state = self._paced(state, before, new=new, over=over, dates=dates)
        self._read[article_id(plan.link.url)] = self._asked(state, 200)
        if over:
            self._count("source/overflowed")
            logger.warning("%s overflowed: all its %d entries are new", plan.link.url, len(named))
        return trail, over

    def failed(self, request: Request, outcome: str, status: int | None) -> None:
        """Note a source that gave nothing; what is known of its last body stays."""
        plan: Plan = request.meta["plan"]
        if plan.further or plan.role == "usual":
            return
        publisher = request.meta["publisher"]
        before: SourceState = request.meta.get("state") or SourceState(
            url=plan.link.url, publisher=publisher, kind=_KINDS.get(plan.link.kind, "section")
        )
        state = self._asked(before, status, failures=before.failures + 1)
        self._left[article_id(plan.link.url)] = state
        passing = state.failures <= _PATIENCE and not outcome.startswith("failed:http-4")
        if plan.want == "page" and passing:
            # It may be an article, to which nothing leads again while its source does not change.
            self._unfinished.add(publisher)

    def owe(self, publisher: str, outcome: str) -> None:
        """Note how an address ended: what was not dealt with is to be found again."""
        if outcome in UNDONE:
            self._unfinished.add(publisher)

    async def close(self, outlets: Iterable[Outlet], *, finished: bool) -> None:
        """Write what the next run is to know. `finished`: nothing is left undone."""
        await self._state.save(self._states(outlets, finished=finished))
        await self._state.close()

    async def leave(self, outlet: Outlet, *, lost: bool) -> None:
        """Write what the next round of one outlet is to know, unless it is `lost`; forget it."""
        slug = outlet.publisher.slug
        if not lost:
            await self._write(outlet)
        outlet.before.clear()
        outlet.listed.clear()
        for kept in (self._left, self._read):
            for name in [name for name, state in kept.items() if state.publisher == slug]:
                del kept[name]
        self._unfinished.discard(slug)

    async def _write(self, outlet: Outlet) -> None:
        slug = outlet.publisher.slug
        states = self._states([outlet], finished=True)
        await self._state.save([state for state in states if state.publisher == slug])
        if outlet.begun and not self._setup.until and slug not in self._unfinished:
            await self._state.retire(slug, outlet.begun)

    def _states(self, outlets: Iterable[Outlet], *, finished: bool) -> list[SourceState]:
        states = dict(self._left)
        if finished and self._setup.until is None:
            by_slug = {one.publisher.slug: one for one in outlets}
            asked = self._read.keys() | _ever_read(self._left)
            states |= {
                name: _whole(name, state, by_slug[state.publisher], asked)
                for name, state in self._read.items()
                if state.publisher in by_slug and state.publisher not in self._unfinished
            }
        return list(states.values())

    def _reach(
        self, outlet: Outlet, plan: Plan, before: SourceState | None, *, gap: bool
    ) -> int | None:
        left = plan.trail.reach
        if left is None and not outlet.walking and not self.is_usable(before):
            return None
        if not gap:
            return 0
        return max(left - 1, 0) if plan.further and left is not None else REACH

    def _paced(
        self,
        state: SourceState,
        before: SourceState | None,
        *,
        new: int,
        over: bool,
        dates: Iterable[datetime] = (),
    ) -> SourceState:
        floor, ceiling = self._setup.pace_floor, self._setup.pace_ceiling
        if before is None or before.pace_seconds is None or before.read_at is None:
            return replace(state, pace_seconds=source_polling.first_pace(dates, floor, ceiling))
        elapsed = (self._setup.now() - before.read_at).total_seconds()
        seconds = source_polling.next_pace(
            before.pace_seconds,
            elapsed=elapsed,
            new=new,
            overflowed=over,
            floor=floor,
            ceiling=ceiling,
        )
        return replace(state, pace_seconds=seconds)

    def _asked(self, state: SourceState, status: int | None, *, failures: int = 0) -> SourceState:
        """Note when and how it answered, and when it is asked again; a failure may answer 200."""
        now = self._setup.now()
        seconds = state.pace_seconds or source_polling.START
        if failures:
            seconds = source_polling.after_failure(seconds, failures, self._setup.pace_ceiling)
        due = now + timedelta(seconds=seconds)
        return replace(state, last_at=now, last_status=status, failures=failures, next_due=due)


_KINDS: dict[str, SourceKind] = {"feed": "feed", "sitemap": "sitemap", "page": "page"}


def trail_below(form: str, plan: Plan) -> Trail:
    """Return the trail of what a feed or sitemap names."""
    return Trail(source="feed" if form == "feed" else "sitemap", nesting=plan.trail.nesting)


def _ever_read(states: Mapping[str, SourceState]) -> set[str]:
    """Return the ids of what has been a source: a dead link has only ever failed."""
    return {name for name, state in states.items() if state.read_at}


def _whole(name: str, state: SourceState, outlet: Outlet, asked: Collection[str]) -> SourceState:
    """Return the state of a source that was read, with all that is to be followed after it."""
    state = with_leads(state, outlet, asked)
    is_front = name == article_id(outlet.publisher.homepage)
    return with_guesses(state, outlet) if is_front else state


def _ids(links: Iterable[Link], *kinds: str) -> set[str]:
    return {article_id(link.url) for link in links if link.kind in kinds}
