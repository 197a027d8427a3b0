"""`scrapy extract`: saved pages to articles as JSON lines; no network, no database."""

import argparse
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.acceptance import reason_to_reject
from crawler.commands.articles import as_json
from crawler.commands.saved_pages import NOWHERE, SavedPage, read_body, read_list
from crawler.commands.terminal import (
    INCOMPLETE,
    WRONG,
    complain,
    reader_may_leave,
    refuse_options,
    whole_number,
)
from crawler.crawl.options import read_publishers
from crawler.items import as_document
from crawler.publisher import Publisher, PublisherError, for_address
from crawler.urls.canonical_form import canonical
from crawler.workers.pool import ExtractionFailed, ParserPool, Submitted
from crawler.workers.tasks import Task

# Pages read ahead of the one to be printed, a worker: enough to keep all busy, bounded in memory.
_AHEAD = 4
_UNUSED = ("revision", "story")


class Command(ScrapyCommand):
    """Extract articles from saved pages."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Name the arguments."""
        return "[options] [FILE...]"

    def short_desc(self) -> str:
        """Say it in one line."""
        return "Extract articles from saved pages, as JSON lines"

    def long_desc(self) -> str:
        """Say what, with an example."""
        return (
            "Read saved pages (HTML as served, plain or gzip) and print one JSON article a line, "
            'in input order; a page that is no article gives {"url", "file", "rejected": reason}. '
            'A list has rows {"url": ..., "file": ...}, paths relative to it. The publisher file '
            "of the address's host is used where there is one. Examples: scrapy extract --input "
            "pages.jsonl > articles.jsonl; scrapy extract --url https://example.org/1 page.html. "
            "Exit status: 0 done; 1 a file or row could not be read (standard error says which); "
            "2 none could, or wrong usage."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the inputs."""
        super().add_options(parser)
        parser.add_argument("--input", metavar="PAGES.jsonl", help="a list of pages")
        parser.add_argument("--url", metavar="URL", help="the address of the one FILE")
        parser.add_argument("--workers", metavar="N", help="processes (default: one a core)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the lines; exit status 1 where a file or row cannot be read, 2 where none can."""
        refuse_options(args)
        assert self.settings is not None
        if not args and not opts.input:
            raise UsageError("no FILE and no --input given", print_help=False)
        if opts.url and len(args) != 1:
            raise UsageError("--url goes with one FILE", print_help=False)
        if opts.workers is not None:
            workers = whole_number("--workers", opts.workers)
            self.settings.set("EXTRACTION_WORKERS", workers, priority="cmdline")
        try:
            publishers = read_publishers(self.settings)
        except PublisherError as error:
            complain(str(error))
            self.exitcode = WRONG
            return
        listed = read_list(opts.input) if opts.input else ()
        named = (SavedPage(opts.url, name, Path(name), name) for name in args)
        unread = read = 0
        with ParserPool.from_settings(self.settings) as pool, reader_may_leave():
            for page, line in _lines(chain(listed, named), pool, publishers):
                trouble = _trouble(page, line.get("rejected"))
                if trouble:
                    complain(f"{page.place}: {trouble}")
                unread, read = unread + bool(trouble), read + (not trouble)
                sys.stdout.write(as_json(line) + "\n")
        if unread:
            self.exitcode = INCOMPLETE if read else WRONG


def _trouble(page: SavedPage, rejected: str | None) -> str | None:
    """Say what is wrong with a row, not with its page."""
    if rejected == "malformed-row":
        return page.problem
    if rejected == "bad-address":
        return f"{page.url!r} is no http(s) address"
    return f"{page.file} cannot be read" if rejected == "unreadable-file" else None


def _lines(
    pages: Iterable[SavedPage], pool: ParserPool, publishers: Mapping[str, Publisher]
) -> Iterator[tuple[SavedPage, dict[str, Any]]]:
    waiting: deque[tuple[SavedPage, Submitted | str]] = deque()
    for page in pages:
        waiting.append((page, _submit(page, pool, publishers)))
        if len(waiting) > _AHEAD * pool.workers:
            yield _first(waiting, pool)
    while waiting:
        yield _first(waiting, pool)


def _first(
    waiting: deque[tuple[SavedPage, Submitted | str]], pool: ParserPool
) -> tuple[SavedPage, dict[str, Any]]:
    page, submitted = waiting.popleft()
    return page, _line(page, submitted, pool)


def _submit(
    page: SavedPage, pool: ParserPool, publishers: Mapping[str, Publisher]
) -> Submitted | str:
    """Queue a page, or return why it cannot be read."""
    if page.problem or page.path is None:
        return "malformed-row"
    url = canonical(page.url) if page.url else NOWHERE
    if url is None:
        return "bad-address"
    try:
        body = read_body(page.path)
    except OSError:
        return "unreadable-file"
    return pool.submit(
        Task(
            url=url,
            body=body,
            content_type="text/html",
            publisher=for_address(url, publishers),
            now=datetime.now(UTC),
        )
    )


def _line(page: SavedPage, submitted: Submitted | str, pool: ParserPool) -> dict[str, Any]:
    if isinstance(submitted, str):
        return _rejected(page, submitted)
    try:
        answer = pool.result(submitted)
    except ExtractionFailed as failure:
        return _rejected(page, failure.reason)
    if answer.article is None:
        return _rejected(page, "not-an-article")
    if reason := reason_to_reject(answer.article):
        return _rejected(page, reason)
    document = as_document(answer.article)
    for name in _UNUSED:
        del document[name]
    return {"file": page.file, **document}


def _rejected(page: SavedPage, reason: str) -> dict[str, Any]:
    return {"url": page.url, "file": page.file, "rejected": reason}
