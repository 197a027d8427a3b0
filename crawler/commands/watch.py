"""`scrapy watch [PUBLISHER…]`: standing crawls of outlets, in one process."""

import argparse

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from crawler.commands.run_crawl import crawl_targets
from crawler.commands.terminal import EXIT_WRONG_USAGE, print_problem, refuse_options
from crawler.crawl.options import read_publishers
from crawler.publisher import PublisherError
from crawler.spiders.watch import WatchSpider


class Command(BaseRunSpiderCommand):
    """Crawl outlets whenever they are due, until told to stop."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] [PUBLISHER...]"

    def short_desc(self) -> str:
        return "Crawl publishers whenever they are due, until stopped"

    def long_desc(self) -> str:
        return (
            "PUBLISHER is a publisher's slug, a site's address, or @FILE with one a line; without "
            "any, all publishers whose files are verified. Several watches share the work, on one "
            "machine or on many: each outlet is crawled by one of them at a time. SIGTERM or "
            "Ctrl-C ends it, with everything fetched stored. Example: scrapy watch hespress ahram. "
            "Exit status: 0 done; 1 something was lost or the database stayed away; 2 wrong usage "
            "or configuration; with --once 3 all is done, but an outlet is in trouble (ALERT)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --once."""
        super().add_options(parser)
        parser.add_argument(
            "--once", action="store_true", help="crawl what is due now and end (for timers)"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Set SOURCES to `due`: sources are asked only when due. Raises UsageError."""
        super().process_options(args, opts)
        assert self.settings is not None
        # At the project's priority, so that `-s` still wins.
        self.settings.set("SOURCES", "due", priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl until stopped."""
        refuse_options(args)
        if opts.spargs:
            raise UsageError("watch takes no -a arguments", print_help=False)
        try:
            words = args or self._list_verified_publishers()
        except PublisherError as error:
            for problem in error.problems:
                print_problem(problem)
            self.exitcode = EXIT_WRONG_USAGE
            return
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        self.exitcode = crawl_targets(
            words,
            self.crawler_process,
            lambda: self._create_crawler(WatchSpider.name),
            report=False,
            standing=True,
            once=opts.once,
        )

    def _list_verified_publishers(self) -> list[str]:
        """Return the slugs of publishers whose files were verified. Raises UsageError for none."""
        assert self.settings is not None
        publishers = read_publishers(self.settings).values()
        slugs = [publisher.slug for publisher in publishers if publisher.verified]
        if not slugs:
            raise UsageError("no publisher file is verified: name the outlets", print_help=False)
        return slugs
