"""Rechecks: plans for the stored pages of a run's outlets that are due for another look."""

from collections.abc import Iterable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.crawl.options import CrawlOptions
from crawler.crawl.plans import CrawlPath, Plan
from crawler.crawl.targets import Target
from crawler.discovery.links import Link
from crawler.state.interfaces import RecheckQueue

# Below the articles a source names: what is new comes first.
_RECHECK_PRIORITY = 90


class RecheckPlanner:
    """A planner of rechecks, idle where RECHECK_ENABLED is off or the run is bounded by dates.

    In a run bounded by dates the pages requested again would end as out of range.
    """

    def __init__(self, rechecks: RecheckQueue | None, options: CrawlOptions, *, limit: int) -> None:
        self._rechecks = rechecks
        self._options = options
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler, options: CrawlOptions) -> Self:
        """Read RECHECK_ENABLED, RECHECK_LIMIT and RECHECKS."""
        is_enabled = crawler.settings.getbool("RECHECK_ENABLED") and not (
            options.since or options.until
        )
        rechecks = (
            load_object(crawler.settings["RECHECKS"]).for_crawler(crawler) if is_enabled else None
        )
        return cls(rechecks, options, limit=crawler.settings.getint("RECHECK_LIMIT", 1000))

    async def plan_due_pages(self, targets: Iterable[Target]) -> dict[str, list[Plan]]:
        """Return the plans of outlets' due pages by slug, the longest due first."""
        slugs = {target.publisher.slug for target in targets if target.kind == "outlet"}
        if self._rechecks is None or not slugs:
            return {}
        plans: dict[str, list[Plan]] = {}
        for slug, url in await self._rechecks.find_due_pages(
            slugs, self._options.now(), self._limit
        ):
            link = Link(url=url, kind="article")
            plans.setdefault(slug, []).append(Plan(link, "article", _RECHECK_PRIORITY, CrawlPath()))
        return plans
