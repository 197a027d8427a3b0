"""`scrapy articles`: stored articles, shown or streamed as JSON lines."""

import argparse
import json
import sys
from datetime import datetime
from typing import Any, ClassVar

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.commands.crawl_report import print_article
from crawler.commands.terminal import (
    EXIT_DONE,
    EXIT_INCOMPLETE,
    EXIT_WRONG_USAGE,
    open_database,
    print_problem,
    read_whole_number,
    refuse_options,
    tolerate_closed_pipe,
)
from crawler.crawl.options import read_publishers
from crawler.dates.time_arguments import parse_time_argument
from crawler.fetching.identity import check_settings
from crawler.publisher import PublisherError
from crawler.state.interfaces import Database, DatabaseUnavailable
from crawler.text.printable import make_printable

_DEFAULT_LIMIT = 20
_NO_LIMIT = 10**9  # find_newest_articles takes a number


class Command(ScrapyCommand):
    """Show stored articles, or stream them as JSON lines."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Look at the stored articles"

    def long_desc(self) -> str:
        return (
            "Show stored articles, those stored last first. With --json, stream one object a "
            "line, oldest change first by (changed_at, _id): --since the last changed_at seen "
            "gives what has changed since, and the two minutes before it once more. Example: "
            "scrapy articles --publisher hespress --since 1d --json > day.jsonl. Exit status: 0 "
            "done, even where nothing matches; 1 no database answers; 2 wrong usage, such as a "
            "publisher nobody knows."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the filters and --json."""
        super().add_options(parser)
        parser.add_argument("--publisher", metavar="P", help="only of this publisher's slug")
        parser.add_argument(
            "--since",
            metavar="DATE",
            help="first seen since a date or age (1d); with --json changed since",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--limit",
            metavar="N",
            help=f"at most N (default {_DEFAULT_LIMIT}; --json all); 0: no limit",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the articles.

        Exit status 1 where no database answers, 2 where nobody knows the publisher.
        """
        refuse_options(args)
        if args:
            raise UsageError(f"unknown argument {args[0]}", print_help=False)
        limit = None if opts.limit is None else read_whole_number("--limit", opts.limit)
        assert self.settings is not None
        try:
            since = parse_time_argument(
                "--since", opts.since, load_object(self.settings["CLOCK"])()
            )
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
        if problems := check_settings(self.settings):
            raise UsageError("; ".join(problems), print_help=False)
        database = open_database(self.settings)
        try:
            database.ensure_running()
            with tolerate_closed_pipe():
                if not self._print_articles(database, opts, since, limit):
                    self.exitcode = self._explain_empty_answer(database, opts.publisher)
        except DatabaseUnavailable as error:
            print_problem(str(error))
            self.exitcode = EXIT_INCOMPLETE
        finally:
            database.release()

    def _print_articles(
        self,
        database: Database,
        opts: argparse.Namespace,
        since: datetime | None,
        limit: int | None,
    ) -> int:
        """Print the articles that match, and return their number."""
        if opts.json:
            count = 0
            for article in database.stream_articles(
                publisher=opts.publisher, since=since, limit=limit or None
            ):
                sys.stdout.write(format_json_line(article) + "\n")
                count += 1
            return count
        console = Console(highlight=False)
        max_articles = _DEFAULT_LIMIT if limit is None else limit or _NO_LIMIT
        articles = database.find_newest_articles(
            limit=max_articles, publisher=opts.publisher, since=since
        )
        for article in articles:
            print_article(console, article)
        return len(articles)

    def _explain_empty_answer(self, database: Database, slug: str | None) -> int:
        """Say on standard error why nothing was printed, and return the exit status."""
        assert self.settings is not None
        if slug is not None and not _is_known_publisher(slug, database, self.settings):
            print_problem(
                f"{make_printable(slug)}: no publisher file has this slug, and nothing is stored "
                "under it"
            )
            return EXIT_WRONG_USAGE
        if not database.find_newest_articles(limit=1):
            print_problem("no article is stored yet; try: scrapy harvest --help")
        else:
            print_problem("no article matches")
        return EXIT_DONE


def _is_known_publisher(slug: str, database: Database, settings: BaseSettings) -> bool:
    """Say whether an outlet has a file or an article, or was crawled at least."""
    return (
        _has_publisher_file(slug, settings)
        or bool(database.find_newest_articles(limit=1, publisher=slug))
        or slug in database.read_outlet_accounts()
    )


def _has_publisher_file(slug: str, settings: BaseSettings) -> bool:
    try:
        return slug in read_publishers(settings)
    except PublisherError:
        return True  # `scrapy publishers check` reports broken files


def format_json_line(document: dict[str, Any]) -> str:
    """Return a document as one line of JSON: times as ISO 8601 with offset, Arabic unescaped."""
    return json.dumps(document, ensure_ascii=False, default=_serialize_datetime)


def _serialize_datetime(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
