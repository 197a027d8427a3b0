"""Previous states: what earlier runs have left of pages and sources, and what a run may skip."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from crawler.crawl.ledger import Ledger
from crawler.crawl.options import CrawlOptions
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import Plan
from crawler.discovery.links import Link
from crawler.state.interfaces import CrawlState
from crawler.state.records import PageState, SourceState, is_page_due
from crawler.urls.canonical_form import make_url_id

StatIncrementer = Callable[[str], None]

_PAGE_LINK_KINDS = ("article", "page")
_SOURCE_LINK_KINDS = ("page", "section", "paging", "feed", "sitemap")


@dataclass(frozen=True, slots=True)
class PreviousStates:
    """The states that earlier runs have left of some addresses, by id."""

    pages: dict[str, PageState] = field(default_factory=dict)
    sources: dict[str, SourceState] = field(default_factory=dict)


class PreviousStateLookup:
    """A lookup of previous states that also says which pages and sources this run may skip."""

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

    async def load_previous_states(
        self, links: Iterable[Link], *, just_noted: bool = False
    ) -> PreviousStates:
        """Look up the states of the links of one page, all together.

        Pages this run has noted before are left out; `just_noted`: it has noted all of these just
        now, so none is left out.
        """
        links = list(links)
        page_ids = set() if self._options.refetch_all else _collect_ids(links, *_PAGE_LINK_KINDS)
        if not just_noted:
            page_ids = {page_id for page_id in page_ids if not self._ledger.has_noted(page_id)}
        source_ids = _collect_ids(links, *_SOURCE_LINK_KINDS)
        return PreviousStates(
            await self._state.find_pages(page_ids) if page_ids else {},
            await self._state.find_sources(source_ids) if source_ids else {},
        )

    def skip_if_done(self, outlet: OutletRun, previous_states: PreviousStates, link: Link) -> bool:
        """Say whether an earlier run is done with a page; note the page as skipped if so."""
        page_id, now, options = make_url_id(link.url), self._options.now(), self._options
        page = previous_states.pages.get(page_id)
        if page is None or is_page_due(page, link, now, options.since, options.until):
            return False
        outlet.history.has_skipped_known = True
        self._ledger.note_previous_outcome(page_id, page.unchanged_outcome)
        self._increment_stat("known/dropped")
        self._increment_stat(f"publisher/{outlet.publisher.slug}/dropped")
        return True

    def is_reusable(self, state: SourceState | None) -> bool:
        """Call the function `is_reusable` with the options of this run."""
        return is_reusable(state, self._options)

    def skip_if_resting(self, outlet: OutletRun, plan: Plan, state: SourceState | None) -> bool:
        """Say whether a source is left alone this time; note the outlet as skipped in part if so.

        With SOURCES=due every source rests until it is due. Otherwise two kinds rest: a listing
        found on the way that has never named anything new, until it is due, and a sitemap that was
        read after the last change its index gives.
        """
        if (
            state is None
            or outlet.discovery.is_recovering_missed
            or plan.expected_kind == "article"
            or plan.role == "named"
        ):
            return False
        if not (
            self.is_reusable(state) or (state.read_at is None and not self._options.refetch_all)
        ):
            return False
        is_barren = plan.role is None and state.kind in ("section", "page") and not state.last_new
        waits = self._options.only_due_sources or (is_barren and state.read_at is not None)
        is_unchanged_sitemap = state.kind == "sitemap" and state.was_read_after_change(plan.link)
        rests = is_unchanged_sitemap or (waits and not state.is_due(self._options.now()))
        if rests:
            outlet.history.has_skipped_known = True
            self._increment_stat("source/resting")
        return rests


def is_reusable(state: SourceState | None, options: CrawlOptions) -> bool:
    """Say whether a source that is found unchanged need not be read again.

    It must be read again where its child sources were too many to be stored, or where the run that
    read it had narrower bounds than this one.
    """
    return bool(
        state
        and not options.refetch_all
        and state.child_sources is not None
        and state.covers(options.discovery_sources, options.since)
    )


def _collect_ids(links: Iterable[Link], *kinds: str) -> set[str]:
    return {make_url_id(link.url) for link in links if link.kind in kinds}
