"""States of sources, made from the previous state and what this run has read.

Times are those of the clock of the run's options.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from crawler.crawl.child_sources import (
    add_guessed_sources,
    drop_non_listing_children,
    select_child_sources,
)
from crawler.crawl.options import CrawlOptions
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plan_context import PlanContext
from crawler.crawl.plans import Plan
from crawler.discovery.links import Link
from crawler.state import source_polling
from crawler.state.records import SourceKind, SourceState, get_source_date
from crawler.state.validators import Validators
from crawler.urls.canonical_form import make_url_id

_SOURCE_KIND_BY_NAME: dict[str, SourceKind] = {"feed": "feed", "sitemap": "sitemap", "page": "page"}


@dataclass(frozen=True, slots=True)
class SourceEntries:
    """The articles a source names; `known` counts those that earlier runs knew."""

    articles: list[Link]
    new_count: int
    known_count: int

    @classmethod
    def from_links(cls, links: Iterable[Link], known_page_ids: Collection[str]) -> Self:
        """Count the articles among the links of a source."""
        articles = [link for link in links if link.kind == "article"]
        known = sum(make_url_id(link.url) in known_page_ids for link in articles)
        return cls(articles, len(articles) - known, known)

    def has_overflowed(self, previous_entries: int) -> bool:
        """Say whether the source no longer shows any of the entries it had."""
        return source_polling.has_overflowed(
            previous_entries=previous_entries,
            new_entries=self.new_count,
            known_entries=self.known_count,
        )

    def may_leave_gap(self, *, is_listing: bool) -> bool:
        """Say whether further pages of the source may name more articles that are new."""
        if is_listing:
            return source_polling.may_have_more_news(
                new_entries=self.new_count, known_entries=self.known_count
            )
        return bool(self.new_count and not self.known_count)


def make_unread_state(plan: Plan, publisher: str) -> SourceState:
    """Return the state of a source that was never read."""
    kind = _SOURCE_KIND_BY_NAME.get(plan.link.kind, "section")
    return SourceState(url=plan.link.url, publisher=publisher, kind=kind)


def make_read_state(
    context: PlanContext,
    outlet: OutletRun,
    options: CrawlOptions,
    *,
    content_kind: str,
    links: Collection[Link],
    entries: SourceEntries,
    overflowed: bool,
) -> SourceState:
    """Return the state of a source whose body has been read; `links` are all it names."""
    plan, previous_state = context.plan, context.state
    named_kind = content_kind if content_kind in ("feed", "sitemap") else plan.link.kind
    now = options.now()
    state = SourceState(
        url=plan.link.url,
        publisher=outlet.publisher.slug,
        kind=_SOURCE_KIND_BY_NAME.get(named_kind, "section"),
        validators=context.validators or Validators(),
        read_at=now,
        last_new=now
        if entries.new_count
        else (previous_state.last_new if previous_state else None),
        entries=len(entries.articles),
        overflowed_at=(
            now if overflowed else (previous_state.overflowed_at if previous_state else None)
        ),
        discovery_sources=tuple(sorted(options.discovery_sources)),
        since=options.since,
        child_sources=select_child_sources(outlet, links, content_kind),
        guessed_sources=previous_state.guessed_sources if previous_state else (),
    )
    dates = [date for date in map(get_source_date, entries.articles) if date]
    state = update_pace(
        state,
        previous_state,
        options,
        new_entries=entries.new_count,
        overflowed=overflowed,
        dates=dates,
    )
    return note_answer(state, 200, options)


def update_pace(
    state: SourceState,
    previous_state: SourceState | None,
    options: CrawlOptions,
    *,
    new_entries: int,
    overflowed: bool,
    dates: Iterable[datetime] = (),
) -> SourceState:
    """Return a state with the pace its news suggest; `dates` are those of its entries."""
    floor, ceiling = options.pace_floor, options.pace_ceiling
    if (
        previous_state is None
        or previous_state.pace_seconds is None
        or previous_state.read_at is None
    ):
        return replace(
            state, pace_seconds=source_polling.estimate_first_pace(dates, floor, ceiling)
        )
    elapsed = (options.now() - previous_state.read_at).total_seconds()
    seconds = source_polling.adjust_pace(
        previous_state.pace_seconds,
        elapsed=elapsed,
        new_entries=new_entries,
        overflowed=overflowed,
        floor=floor,
        ceiling=ceiling,
    )
    return replace(state, pace_seconds=seconds)


def note_answer(
    state: SourceState, status: int | None, options: CrawlOptions, *, failures: int = 0
) -> SourceState:
    """Return a state with the time and status of an answer, and when the source is due again.

    `failures` counts the failures in a row, this answer's among them; an answer with status 200 is
    one where its body could not be parsed.
    """
    now = options.now()
    seconds = state.pace_seconds or source_polling.DEFAULT_PACE_SECONDS
    if failures:
        seconds = source_polling.back_off_pace(seconds, failures, options.pace_ceiling)
    next_due = now + timedelta(seconds=seconds)
    return replace(state, last_at=now, last_status=status, failures=failures, next_due=next_due)


def complete_child_sources(
    state: SourceState, outlet: OutletRun, asked_source_ids: Collection[str]
) -> SourceState:
    """Return the state of a source that was read, with all that is to be followed after it.

    `asked_source_ids` are the ids of the sources this run has read or found unchanged.
    """
    is_front_page = make_url_id(state.url) == make_url_id(outlet.publisher.homepage)
    state = drop_non_listing_children(state, outlet, asked_source_ids)
    return add_guessed_sources(state, outlet) if is_front_page else state
