"""Watch spider: the news spider in a standing crawl, round after round (`scrapy watch`)."""

from collections.abc import AsyncIterator, Iterable
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, UsageError
from scrapy.http import Request
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.crawl.outlet import OutletRun
from crawler.crawl.rounds import RoundManager
from crawler.crawl.targets import Target
from crawler.signals import round_ending
from crawler.spiders.news import NewsSpider


class WatchSpider(NewsSpider):
    """A spider that crawls outlets again and again, each when due; `once`: those due now, once."""

    name = "watch"
    standing = True  # read by the recorder of outlet accounts and by the expectations
    once = False
    round_manager: RoundManager

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Resolve the targets and prepare their rounds. Raises UsageError before any request."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        check_watch(spider.targets, crawler.settings)
        schedule = load_object(crawler.settings["SCHEDULE"]).for_crawler(crawler)
        spider.round_manager = RoundManager(crawler, spider, schedule, spider.targets)
        crawler.signals.connect(spider.round_manager.request_scheduled, signals.request_scheduled)
        crawler.signals.connect(spider.round_manager.stop, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Start the rounds, which bring the requests."""
        await self.source_tracker.open()
        self.round_manager.start(once=self.once)
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    async def begin_round(self, target: Target) -> list[Request]:
        """Return the first requests of an outlet's round.

        Nothing is kept of its last round but the sitemaps its robots.txt named.
        """
        slug = target.publisher.slug
        outlet = OutletRun(target.publisher, round_begun_at=self.options.now())
        if last_round := self.outlets.get(slug):
            outlet.discovery.robots_sitemaps = list(
                dict.fromkeys(last_round.discovery.robots_sitemaps)
            )
        self.outlets[slug] = outlet
        contexts = await self.source_reader.open_plans(
            [(outlet, self._plan_target(outlet, target))]
        )
        due_pages = await self.recheck_planner.plan_due_pages([target])
        return self._make_requests(contexts) + await self._request_due_pages(
            outlet, due_pages.get(slug, ())
        )

    def resend_waiting(self, publisher: str) -> bool:
        """Resend an outlet's pages that wait for their canonical address; say if there were any."""
        return self.canonical_duplicates.resend_waiting(publisher)

    async def end_round(self, publisher: str, *, lease_lost: bool) -> None:
        """End the outlet's open addresses, then store the states of its sources.

        With `lease_lost` no state is stored: another crawl requests what the sources named.
        """
        self.ledger.forget_publisher(publisher)
        await self.crawler.signals.send_catch_log_async(round_ending, publisher=publisher)
        await self.source_tracker.close_round(self.outlets[publisher], lease_lost=lease_lost)

    def spider_idle(self) -> None:
        """Keep the crawl open for the next round; `RoundManager` closes it when there is none."""
        raise DontCloseSpider

    def _has_result(self, target: Target) -> bool:
        """Count no outlet as silent: `crawler.health` judges outlets over many rounds."""
        del target
        return True


def check_watch(targets: Iterable[Target], settings: BaseSettings) -> None:
    """Refuse targets and settings that a standing crawl cannot work with. Raises UsageError."""
    for target in targets:
        if target.kind != "outlet":
            raise UsageError(f"{target.text}: only outlets are watched, a page is no outlet")
    if not settings.getbool("RECORD_ENABLED"):
        raise UsageError("RECORD_ENABLED: a watch goes by what is recorded")
    lease, patience = settings.getfloat("LEASE_SECONDS"), settings.getfloat("STORE_PATIENCE")
    if lease < 1.5 * patience:
        raise UsageError(f"LEASE_SECONDS: {lease:g}: at least 1.5 times STORE_PATIENCE")
