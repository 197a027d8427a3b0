"""Seeds: the sources an outlet's crawl begins with, and the next ones where a source gives nothing.

They are the sources of the publisher's file; without any, or when all are dead, those that
robots.txt and the front page name; where these name none, the well-known paths one after the other.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from crawler.crawl.frontier import Frontier
from crawler.crawl.outlet import OutletRun
from crawler.crawl.plans import CrawlPath, Plan
from crawler.discovery.links import Link
from crawler.discovery.well_known_paths import list_well_known_feeds, list_well_known_sitemaps
from crawler.state.records import SourceState
from crawler.urls.canonical_form import canonical

logger = logging.getLogger(__name__)

_HOME_PRIORITY = 250


class SeedPlanner:
    """A planner of outlets' first and next sources, by the frontier's policy."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier

    def plan_first_sources(self, outlet: OutletRun) -> Iterator[Plan]:
        """Yield the plans of the first sources to request."""
        declared = outlet.publisher.sources
        links = [
            *(Link(url=url, kind="feed") for url in declared.feeds),
            *(Link(url=url, kind="sitemap") for url in declared.sitemaps),
            *(Link(url=url, kind="section") for url in declared.sections),
        ]
        plans = list(self._frontier.follow(outlet, links, CrawlPath()))
        outlet.discovery.declared_sources_left = len(plans)
        yield from (replace(plan, role="declared") for plan in plans)
        if not plans:
            yield from self._plan_discovery(outlet)

    def plan_robots_sitemaps(
        self, outlet: OutletRun, addresses: list[str], base: str
    ) -> Iterator[Plan]:
        """Note the Sitemap lines of a robots.txt; yield their plans if the outlet is discovered."""
        sitemaps = (canonical(address, base) for address in addresses)
        outlet.discovery.robots_sitemaps += [url for url in sitemaps if url]
        if outlet.discovery.is_discovering:
            yield from self._plan_noted_sitemaps(outlet)

    def plan_after_answer(
        self, outlet: OutletRun, plan: Plan, *, named_links: bool
    ) -> Iterator[Plan]:
        """Yield the plans that follow the answer of a source; `named_links`: it named some."""
        if plan.role == "declared" and not named_links:
            outlet.discovery.declared_sources_left -= 1
            if outlet.discovery.declared_sources_left == 0:
                logger.warning("%s: no source answers, discovering", outlet.publisher.slug)
                yield from self._plan_discovery(outlet)
        elif plan.role == "home" and outlet.history.is_home_resumed:
            yield from self._frontier.follow(outlet, outlet.discovery.guessed_sources, CrawlPath())
        elif plan.role == "home":
            home = outlet.publisher.homepage
            if not outlet.discovery.robots_sitemaps:
                yield from self._plan_well_known(outlet, "sitemap", list_well_known_sitemaps(home))
            if not outlet.discovery.feeds_found:
                yield from self._plan_well_known(outlet, "feed", list_well_known_feeds(home))
        elif plan.role == "usual" and not named_links:
            kind: Literal["feed", "sitemap"] = "feed" if plan.link.kind == "feed" else "sitemap"
            yield from self._plan_well_known(outlet, kind, plan.untried_addresses)

    def plan_from_previous_state(
        self,
        outlet: OutletRun,
        plan: Plan,
        previous_state: SourceState,
        *,
        named_links: bool = True,
    ) -> Iterator[Plan]:
        """Yield plans for the child sources of a source that is unchanged, or not to be had."""
        source: Literal["sitemap", "listing"] = (
            "sitemap" if previous_state.kind == "sitemap" else "listing"
        )
        crawl_path = CrawlPath(
            depth=plan.crawl_path.depth, source=source, nesting=plan.crawl_path.nesting
        )
        yield from self._frontier.follow(outlet, previous_state.child_sources or (), crawl_path)
        yield from self.plan_after_answer(outlet, plan, named_links=named_links)

    def plan_recovery(self, outlet: OutletRun) -> Iterator[Plan]:
        """Yield plans that look for the entries an overflowed source no longer names.

        These are the front page, whatever its previous state, and the sources that were resting.
        """
        if outlet.discovery.is_recovering_missed:
            return
        outlet.discovery.is_recovering_missed = True
        yield from outlet.discovery.resting_plans
        outlet.discovery.resting_plans.clear()
        home = Link(url=outlet.publisher.homepage, kind="section")
        outlet.sources.add(home.url)
        yield Plan(home, "source", _HOME_PRIORITY, CrawlPath(), role="walk")

    def _plan_discovery(self, outlet: OutletRun) -> Iterator[Plan]:
        """Yield the front page and the sitemaps of robots.txt, which is fetched before it."""
        if outlet.discovery.is_discovering:
            return
        outlet.discovery.is_discovering = True
        outlet.sources.add(outlet.publisher.homepage)
        home = Link(url=outlet.publisher.homepage, kind="section")
        yield Plan(home, "source", _HOME_PRIORITY, CrawlPath(), role="home")
        yield from self._plan_noted_sitemaps(outlet)

    def _plan_noted_sitemaps(self, outlet: OutletRun) -> Iterator[Plan]:
        links = [Link(url=url, kind="sitemap") for url in outlet.discovery.robots_sitemaps]
        return self._frontier.follow(outlet, links, CrawlPath())

    def _plan_well_known(
        self, outlet: OutletRun, kind: Literal["feed", "sitemap"], addresses: tuple[str, ...]
    ) -> Iterator[Plan]:
        """Yield the first path not requested yet; its answer decides on the others."""
        for position, address in enumerate(addresses):
            links = [Link(url=canonical(address) or address, kind=kind)]
            for plan in self._frontier.follow(outlet, links, CrawlPath()):
                yield replace(plan, role="usual", untried_addresses=addresses[position + 1 :])
                return
