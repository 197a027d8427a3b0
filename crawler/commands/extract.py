"""`scrapy extract`: articles from saved pages as JSON lines, without network and database."""

import argparse
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.acceptance import reason_to_reject
from crawler.commands.articles import format_json_line
from crawler.commands.saved_pages import (
    UNKNOWN_ADDRESS,
    SavedPage,
    parse_fetch_time,
    read_page_bytes,
    read_page_list,
)
from crawler.commands.settings_checks import find_unreadable_settings
from crawler.commands.terminal import (
    EXIT_INCOMPLETE,
    EXIT_WRONG_USAGE,
    print_problem,
    read_whole_number,
    refuse_options,
    tolerate_closed_pipe,
)
from crawler.crawl.options import read_publishers
from crawler.items import as_document
from crawler.publisher import Publisher, PublisherError, find_publisher
from crawler.urls.canonical_form import canonical
from crawler.workers.pool import ParserPool, SubmittedTask
from crawler.workers.tasks import ExtractionFailed, ParseTask

# Pages read ahead of the next one to print: enough to keep every worker busy, and few in memory.
_PAGES_AHEAD_PER_WORKER = 4


class Command(ScrapyCommand):
    """Extract articles from saved pages."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [FILE...]"

    def short_desc(self) -> str:
        return "Extract articles from saved pages, as JSON lines"

    def long_desc(self) -> str:
        return (
            "Read saved pages (HTML as served, plain or gzip) and print one JSON article a line, "
            'in input order; a page that is no article gives {"url", "file", "rejected": reason}. '
            'A list has rows {"url": ..., "file": ..., "fetched_at": ...}, paths relative to it. '
            "Where nobody says when a page was fetched, «منذ 3 ساعات» and dates without a year are "
            "no date. The publisher file of the address's host is used where there is one. "
            "Examples: scrapy extract --input pages.jsonl > articles.jsonl; scrapy extract --url "
            "https://example.org/1 page.html. "
            "Exit status: 0 done; 1 a file or row could not be read (standard error says which); "
            "2 none could, or wrong usage."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the inputs."""
        super().add_options(parser)
        parser.add_argument("--input", metavar="PAGES.jsonl", help="a list of pages")
        parser.add_argument("--url", metavar="URL", help="the address of the one FILE")
        parser.add_argument(
            "--fetched-at", metavar="ISO", help="when the FILEs were fetched (2024-01-31T10:00Z)"
        )
        parser.add_argument("--workers", metavar="N", help="processes (default: one a core)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print a line for each page; exit status 1 where some cannot be read, 2 where none can."""
        refuse_options(args)
        assert self.settings is not None
        if not args and not opts.input:
            raise UsageError("no FILE and no --input given", print_help=False)
        if opts.url and len(args) != 1:
            raise UsageError("--url goes with one FILE", print_help=False)
        if opts.workers is not None:
            workers = read_whole_number("--workers", opts.workers)
            self.settings.set("EXTRACTION_WORKERS", workers, priority="cmdline")
        try:
            fetched_at = parse_fetch_time("--fetched-at", opts.fetched_at)
            if problems := find_unreadable_settings(self.settings):
                raise ValueError("\n".join(problems))
            publishers = read_publishers(self.settings)
        except (PublisherError, ValueError) as error:
            print_problem(str(error))
            self.exitcode = EXIT_WRONG_USAGE
            return
        listed = read_page_list(opts.input) if opts.input else ()
        named = (
            SavedPage(opts.url, name, Path(name), name, fetched_at=fetched_at) for name in args
        )
        unread_count = read_count = 0
        with ParserPool.from_settings(self.settings) as pool, tolerate_closed_pipe():
            for page, result in _iter_results(chain(listed, named), pool, publishers):
                problem = _describe_row_problem(page, result.get("rejected"))
                if problem:
                    print_problem(f"{page.location}: {problem}")
                unread_count, read_count = unread_count + bool(problem), read_count + (not problem)
                sys.stdout.write(format_json_line(result) + "\n")
        if unread_count:
            self.exitcode = EXIT_INCOMPLETE if read_count else EXIT_WRONG_USAGE


def _describe_row_problem(page: SavedPage, rejected: str | None) -> str | None:
    """Return the problem of a row itself; None where its page could be read, article or not."""
    if rejected == "malformed-row":
        return page.problem
    if rejected == "bad-address":
        return f"{page.url!r} is no http(s) address"
    return f"{page.file} cannot be read" if rejected == "unreadable-file" else None


def _iter_results(
    pages: Iterable[SavedPage], pool: ParserPool, publishers: Mapping[str, Publisher]
) -> Iterator[tuple[SavedPage, dict[str, Any]]]:
    waiting: deque[tuple[SavedPage, SubmittedTask | str]] = deque()
    for page in pages:
        waiting.append((page, _submit_page(page, pool, publishers)))
        if len(waiting) > _PAGES_AHEAD_PER_WORKER * pool.workers:
            yield _finish_first(waiting, pool)
    while waiting:
        yield _finish_first(waiting, pool)


def _finish_first(
    waiting: deque[tuple[SavedPage, SubmittedTask | str]], pool: ParserPool
) -> tuple[SavedPage, dict[str, Any]]:
    page, submitted = waiting.popleft()
    return page, _make_result(page, submitted, pool)


def _submit_page(
    page: SavedPage, pool: ParserPool, publishers: Mapping[str, Publisher]
) -> SubmittedTask | str:
    """Submit a page to the workers, or return the reason it cannot be read."""
    if page.problem or page.path is None:
        return "malformed-row"
    url = canonical(page.url) if page.url else UNKNOWN_ADDRESS
    if url is None:
        return "bad-address"
    try:
        body = read_page_bytes(page.path)
    except OSError:
        return "unreadable-file"
    return pool.submit(
        ParseTask(
            url=url,
            body=body,
            content_type="text/html",
            publisher=find_publisher(url, publishers),
            now=page.fetched_at,
        )
    )


def _make_result(
    page: SavedPage, submitted: SubmittedTask | str, pool: ParserPool
) -> dict[str, Any]:
    if isinstance(submitted, str):
        return _make_rejection(page, submitted)
    try:
        result = pool.wait_for_result(submitted)
    except ExtractionFailed as failure:
        return _make_rejection(page, failure.reason)
    if result.article is None:
        return _make_rejection(page, "not-an-article")
    if reason := reason_to_reject(result.article):
        return _make_rejection(page, reason)
    return {"file": page.file, **as_document(result.article)}


def _make_rejection(page: SavedPage, reason: str) -> dict[str, Any]:
    return {"url": page.url, "file": page.file, "rejected": reason}
