"""Where an outlet's crawl begins, and what is tried next where a source gives nothing.

The sources a publisher's file names; without any, or when all are dead, what robots.txt and the
front page tell of; where those tell of none, the usual places one after the other.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from crawler.crawl.frontier import Frontier
from crawler.crawl.outlet import Outlet
from crawler.crawl.plans import Plan, Trail
from crawler.discovery.links import Link
from crawler.discovery.well_known_paths import usual_feeds, usual_sitemaps
from crawler.state.records import SourceState
from crawler.urls.canonical_form import canonical

logger = logging.getLogger(__name__)

_HOME_PRIORITY = 250


class Opening:
    """Plans the sources of outlets, by the frontier's policy."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier

    def begin(self, outlet: Outlet) -> Iterator[Plan]:
        """Yield the first sources to ask."""
        named = outlet.publisher.sources
        links = [
            *(Link(url=url, kind="feed") for url in named.feeds),
            *(Link(url=url, kind="sitemap") for url in named.sitemaps),
            *(Link(url=url, kind="section") for url in named.sections),
        ]
        plans = list(self._frontier.follow(outlet, links, Trail()))
        outlet.declared = len(plans)
        yield from (replace(plan, role="declared") for plan in plans)
        if not plans:
            yield from self._discover(outlet)

    def heard(self, outlet: Outlet, addresses: list[str], base: str) -> Iterator[Plan]:
        """Note the Sitemap lines of a robots.txt; yield them where the outlet is discovered."""
        found = (canonical(address, base) for address in addresses)
        outlet.robots_sitemaps += [url for url in found if url]
        if outlet.discovering:
            yield from self._robots_sitemaps(outlet)

    def after(self, outlet: Outlet, plan: Plan, *, found: bool) -> Iterator[Plan]:
        """Yield what to ask once a source has answered; `found` says whether it named links."""
        if plan.role == "declared" and not found:
            outlet.declared -= 1
            if outlet.declared == 0:
                logger.warning("%s: no source answers, discovering", outlet.publisher.slug)
                yield from self._discover(outlet)
        elif plan.role == "home" and outlet.resumed:
            yield from self._frontier.follow(outlet, outlet.guessed, Trail())
        elif plan.role == "home":
            home = outlet.publisher.homepage
            if not outlet.robots_sitemaps:
                yield from self._usual(outlet, "sitemap", usual_sitemaps(home))
            if not outlet.feeds_found:
                yield from self._usual(outlet, "feed", usual_feeds(home))
        elif plan.role == "usual" and not found:
            kind: Literal["feed", "sitemap"] = "feed" if plan.link.kind == "feed" else "sitemap"
            yield from self._usual(outlet, kind, plan.rest)

    def resume(
        self, outlet: Outlet, plan: Plan, known: SourceState, *, found: bool = True
    ) -> Iterator[Plan]:
        """Yield what a source led to whose body is the one of the last time, or is not seen."""
        source: Literal["sitemap", "listing"] = "sitemap" if known.kind == "sitemap" else "listing"
        trail = Trail(depth=plan.trail.depth, source=source, nesting=plan.trail.nesting)
        yield from self._frontier.follow(outlet, known.leads or (), trail)
        yield from self.after(outlet, plan, found=found)

    def walk(self, outlet: Outlet) -> Iterator[Plan]:
        """Yield where to look for what an overflown feed or sitemap no longer names.

        The front page, whatever is known of it, and the sources whose time had not come.
        """
        if outlet.walking:
            return
        outlet.walking = True
        yield from outlet.resting
        outlet.resting.clear()
        home = Link(url=outlet.publisher.homepage, kind="section")
        outlet.new_source(home.url)
        yield Plan(home, "source", _HOME_PRIORITY, Trail(), role="walk")

    def _discover(self, outlet: Outlet) -> Iterator[Plan]:
        """Start from the front page; its robots.txt is fetched before it."""
        if outlet.discovering:
            return
        outlet.discovering = True
        outlet.new_source(outlet.publisher.homepage)
        home = Link(url=outlet.publisher.homepage, kind="section")
        yield Plan(home, "source", _HOME_PRIORITY, Trail(), role="home")
        yield from self._robots_sitemaps(outlet)

    def _robots_sitemaps(self, outlet: Outlet) -> Iterator[Plan]:
        links = [Link(url=url, kind="sitemap") for url in outlet.robots_sitemaps]
        return self._frontier.follow(outlet, links, Trail())

    def _usual(
        self, outlet: Outlet, kind: Literal["feed", "sitemap"], places: tuple[str, ...]
    ) -> Iterator[Plan]:
        """Try the first place not asked yet; its answer decides on the rest."""
        for position, place in enumerate(places):
            links = [Link(url=canonical(place) or place, kind=kind)]
            for plan in self._frontier.follow(outlet, links, Trail()):
                yield replace(plan, role="usual", rest=places[position + 1 :])
                return
