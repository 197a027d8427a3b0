"""`scrapy crawl`: Scrapy's command, with the database checked before and a verdict after."""

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError

from crawler.commands.run_crawl import crawl_targets
from crawler.commands.terminal import refuse_options
from crawler.spiders.news import NewsSpider


class Command(ScrapyCrawl):
    """Run a spider; for `news` the exit status tells whether anything was lost."""

    def long_desc(self) -> str:
        return (
            "Run a spider. Example: scrapy crawl news -a publishers=aljazeera,hespress "
            "-O articles.jsonl. Also -a urls='https://…' and -a file=addresses.txt. "
            "Exit status as of `scrapy harvest`: 0 done, 1 something was lost or left or a target "
            "gave nothing, 2 wrong usage or configuration, 3 an outlet is in trouble (ALERT)."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; spiders other than `news` run as Scrapy runs them."""
        refuse_options(args)
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        if args and args[0] not in self.crawler_process.spider_loader.list():
            message = f"{args[0]}: no such spider; try: scrapy crawl {NewsSpider.name}"
            raise UsageError(message, print_help=False)
        if args != [NewsSpider.name]:
            super().run(args, opts)
            return
        unknown_names = set(opts.spargs) - {"publishers", "urls", "file"}
        if unknown_names:
            raise UsageError(f"unknown spider argument {min(unknown_names)}", print_help=False)
        self.exitcode = crawl_targets(
            NewsSpider(**opts.spargs).target_arguments,
            self.crawler_process,
            lambda: self._create_crawler(NewsSpider.name),
            report=False,
        )
