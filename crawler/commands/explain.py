"""`scrapy explain FILE|URL`: the evidence for each field of a page, and the cuts in its text."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.utils.misc import load_object

from crawler import extraction
from crawler.acceptance import reason_to_reject
from crawler.cleaning import clean_article
from crawler.commands.saved_pages import UNKNOWN_ADDRESS, parse_fetch_time, read_page_bytes
from crawler.commands.settings_checks import find_unreadable_settings
from crawler.commands.terminal import (
    EXIT_INCOMPLETE,
    EXIT_WRONG_USAGE,
    print_problem,
    refuse_moved_paths,
    refuse_options,
)
from crawler.crawl.options import read_publishers
from crawler.extraction.body.block_ids import NOTHING_LEARNED, LearnedTemplate
from crawler.extraction.page.application_frame import NEEDS_BROWSER, needs_browser
from crawler.fetching.identity import check_settings
from crawler.publisher import Publisher, PublisherError, find_publisher
from crawler.spiders.single_page import FetchedPage, SinglePageSpider
from crawler.state.interfaces import BoilerplateStore, DatabaseUnavailable
from crawler.text.printable import make_printable
from crawler.urls.canonical_form import canonical

if TYPE_CHECKING:
    from crawler.extraction import Explanation
    from crawler.extraction.context import RungAnswer

_MAX_CHARACTERS = 160  # of an answer or a cut


class Command(ScrapyCommand):
    """Show the answer of every kind of evidence, which one won, and what was cut from the text."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] FILE|URL"

    def short_desc(self) -> str:
        return "Show how each field of a page was found"

    def long_desc(self) -> str:
        return (
            "Show for a saved page or an address what every rung of the ladder of evidence said "
            "for every field, which won, and what was cut from the text and why. Example: scrapy "
            "explain page.html --url https://example.org/news/1. Where nobody says when a FILE was "
            "fetched, «منذ 3 ساعات» and dates without a year are no date. Exit status: 0 done; 1 "
            "the address does not answer; 2 a FILE that cannot be read, or wrong usage."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the address of a saved page and when it was fetched."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address a saved page was got from")
        parser.add_argument(
            "--fetched-at", metavar="ISO", help="when a saved page was fetched (2024-01-31T10:00Z)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the explanation; exit status 1 where an address does not answer."""
        refuse_options(args)
        if len(args) != 1:
            raise UsageError("explain takes one FILE or URL", print_help=False)
        if opts.fetched_at and "://" in args[0]:
            raise UsageError("--fetched-at goes with a FILE", print_help=False)
        assert self.settings is not None
        refuse_moved_paths(self.settings)
        try:
            publishers = read_publishers(self.settings)
            fetched_at = parse_fetch_time("--fetched-at", opts.fetched_at)
            fetched = self._fetch_page(args[0], opts.url)
        except (PublisherError, ValueError) as error:
            print_problem(str(error))
            self.exitcode = EXIT_WRONG_USAGE
            return
        if fetched.body is None:
            print_problem(f"{fetched.url}: {fetched.problem or 'no answer'}")
            self.exitcode = EXIT_INCOMPLETE
            return
        page = extraction.parse_page(
            fetched.body, url=fetched.url, content_type=fetched.content_type
        )
        publisher = find_publisher(fetched.url, publishers)
        learned = self._load_learned(publisher)
        now = datetime.now(UTC) if "://" in args[0] else fetched_at
        explanation = extraction.explain(page, publisher, now=now, learned=learned)
        article = clean_article(explanation.article)
        is_frame = article.kind != "article" and needs_browser(page, article.text)
        verdict = NEEDS_BROWSER if is_frame else reason_to_reject(article) or "acceptable"
        print_explanation(explanation, page.encoding, verdict)

    def _load_learned(self, publisher: Publisher) -> LearnedTemplate:
        """Return what crawls of the outlet have learned; nothing where no database answers."""
        assert self.settings is not None
        if not self.settings.getbool("LEARNING_ENABLED"):
            return NOTHING_LEARNED
        store: type[BoilerplateStore] = load_object(self.settings["LEARNED"])
        try:
            return store.load_learned(self.settings, publisher.slug)
        except DatabaseUnavailable as error:
            print_problem(f"nothing learned is known: {error}")
            return NOTHING_LEARNED

    def _fetch_page(self, file_or_url: str, url: str | None) -> FetchedPage:
        """Read a file, or fetch an address.

        Raises ValueError for a file that cannot be read and an address that is none.
        """
        address = canonical(url or (file_or_url if "://" in file_or_url else UNKNOWN_ADDRESS))
        if address is None:
            raise ValueError(f"{url or file_or_url}: no http(s) address")
        if "://" not in file_or_url:
            try:
                return FetchedPage(
                    address, body=read_page_bytes(Path(file_or_url)), content_type="text/html"
                )
            except OSError as error:
                raise ValueError(f"{file_or_url}: {error.strerror or error}") from error
        assert self.settings is not None
        if problems := check_settings(self.settings) + find_unreadable_settings(self.settings):
            raise ValueError("\n".join(problems))
        fetched = FetchedPage(address)
        process = AsyncCrawlerProcess(self.settings)
        process.crawl(SinglePageSpider, fetched=fetched)
        process.start()
        return fetched


def print_explanation(explanation: "Explanation", encoding: str, verdict: str) -> None:
    """Print an explanation to standard output."""
    console = Console(highlight=False)
    article = clean_article(explanation.article)
    address = (
        "(no address given)" if article.url == UNKNOWN_ADDRESS else make_printable(article.url)
    )
    console.print(f"{address}\n{article.kind}, {encoding}: {verdict}\n")
    console.print(_build_answer_table(explanation))
    if explanation.cuts:
        console.print("\nCut from the text:")
    for cut in explanation.cuts:
        console.print(
            Text(f"  {cut.reason}: {make_printable(cut.text)[:_MAX_CHARACTERS]}"), soft_wrap=True
        )
    console.print("\nText:\n")
    console.print(Text(article.text or "none"), soft_wrap=True)


def _build_answer_table(explanation: "Explanation") -> Table:
    numbers, texts = Column("weight", justify="right"), Column("answer", overflow="fold")
    table = Table("field", "rung", numbers, "", texts, show_lines=False)
    previous_field = ""
    for answer in sorted(explanation.answers, key=_order_answer):
        name = "" if answer.field == previous_field else answer.field
        previous_field = answer.field
        weight = "" if answer.weight is None else f"{answer.weight:+.2f}"
        value = Text(make_printable(answer.value)[:_MAX_CHARACTERS])
        table.add_row(name, answer.rung, weight, "won" if answer.won else "", value)
    return table


def _order_answer(answer: "RungAnswer") -> tuple[str, bool, float]:
    """Order answers by field, what won first, then by weight."""
    return answer.field, not answer.won, -(answer.weight or 0.0)
