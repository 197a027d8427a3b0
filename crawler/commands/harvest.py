"""`scrapy harvest TARGET…`: a crawl of the targets named, with progress and a report."""

import argparse

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from crawler.commands.run_crawl import add_bound_options, apply_bounds, crawl_targets
from crawler.commands.terminal import refuse_options
from crawler.spiders.news import NewsSpider


class Command(BaseRunSpiderCommand):
    """Crawl publishers, sites, article addresses and files of them, in any mix."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] TARGET..."

    def short_desc(self) -> str:
        return "Crawl publishers, sites or addresses into the database, with progress"

    def long_desc(self) -> str:
        return (
            "TARGET is a publisher's slug (see `scrapy publishers`), a site's address, an "
            "article's address, or @FILE with one a line (@- reads standard input). Example: "
            "scrapy harvest hespress https://example.org @addresses.txt --since 2d --limit 100. "
            "Ctrl-C ends it with everything fetched stored, twice at once. "
            "Exit status: 0 done; 1 something was lost or left, a target gave nothing, or a "
            "publisher fell below its expectations; 2 wrong usage or configuration; 3 all is done, "
            "but an outlet has fallen silent, fails again and again or has changed its pages "
            "(ALERT)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what bounds a run: --limit, --since, --until."""
        super().add_options(parser)
        add_bound_options(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the options and put them into the settings. Raises UsageError."""
        super().process_options(args, opts)
        if opts.spargs:
            raise UsageError("harvest takes no -a arguments", print_help=False)
        assert self.settings is not None
        # At the project's priority, so that `-s` and `-L` still win.
        self.settings.set("PROGRESS_ENABLED", True, priority="project")
        self.settings.set("LOG_LEVEL", "WARNING", priority="project")
        apply_bounds(self.settings, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl and report."""
        del opts
        if not args:
            raise UsageError("no target given", print_help=False)
        refuse_options(args)
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        self.exitcode = crawl_targets(
            args,
            self.crawler_process,
            lambda: self._create_crawler(NewsSpider.name),
            report=True,
        )
