"""One crawl from the command line: checks before it, locks on its targets, a verdict after it."""

import argparse
import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.commands.crawl_report import print_report
from crawler.commands.settings_checks import (
    describe_lost_export,
    find_unreadable_settings,
    find_unwritable_exports,
)
from crawler.commands.terminal import (
    EXIT_ALERTED,
    EXIT_DONE,
    EXIT_INCOMPLETE,
    EXIT_WRONG_USAGE,
    open_database,
    pick_exit_status,
    print_alert,
    print_problem,
    read_whole_number,
)
from crawler.crawl.options import (
    BOUND_OPTIONS,
    read_crawl_options,
    read_publishers,
    resolve_targets,
)
from crawler.crawl.targets import Target
from crawler.fetching.identity import check_settings
from crawler.publisher import PublisherError
from crawler.spiders.watch import check_watch
from crawler.state.interfaces import Database, DatabaseUnavailable, TargetBusy

# Scrapy's finish_reason of a crawl that has done everything, or as much as its limit allows.
_COMPLETE_REASONS = frozenset({"finished", "article_limit"})
_SIGNAL_REASON = "shutdown"  # stopped by SIGINT or SIGTERM


@dataclass(frozen=True, slots=True)
class CrawlVerdict:
    """The verdict on a crawl: a line for each problem, and the exit status that follows.

    `alerts` are lines on outlets in trouble, judged by their last crawls.
    """

    problems: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The exit status of the command."""
        return EXIT_INCOMPLETE if self.problems else EXIT_ALERTED if self.alerts else EXIT_DONE


def crawl_targets(
    words: list[str],
    process: AsyncCrawlerProcess,
    make_crawler: Callable[[], Crawler],
    *,
    report: bool,
    standing: bool = False,
    **arguments: Any,
) -> int:
    """Check settings and targets, crawl, print the verdict, and return the exit status.

    `words` are targets as typed. `report` prints the report of a harvest. A `standing` crawl leases
    each outlet for a round, instead of locking its targets for its whole length. `arguments` go to
    the spider.
    """
    settings = process.settings
    try:
        targets, problems = _check_before_crawl(words, settings, standing=standing)
    except (UsageError, PublisherError, ValueError) as error:
        for line in str(error).splitlines():
            print_problem(line)
        return EXIT_WRONG_USAGE
    for problem in problems:
        print_problem(problem)
    if not targets:
        return EXIT_WRONG_USAGE
    database = open_database(settings)
    try:
        settings.set("MONGODB_URI", database.ensure_running(), priority="cmdline")
        with ExitStack() as locks:
            free, busy = (targets, []) if standing else _lock_targets(targets, database, locks)
            for line in busy:
                print_problem(line)
            arguments["words"] = [target.text for target in free]
            report_database = database if report else None
            status = _run_crawl(
                process, make_crawler, arguments, report_database, standing=standing
            )
    except DatabaseUnavailable as error:
        print_problem(str(error))
        return EXIT_INCOMPLETE
    finally:
        database.release(whole_process=True)
    return pick_exit_status(status, EXIT_INCOMPLETE if problems or busy else EXIT_DONE)


def _check_before_crawl(
    words: list[str], settings: BaseSettings, *, standing: bool
) -> tuple[list[Target], list[str]]:
    """Resolve the targets; return them, and a line for each word that names none.

    Raises ValueError for settings that cannot be used, UsageError, PublisherError.
    """
    setting_problems = [
        *check_settings(settings),
        *find_unreadable_settings(settings),
        *find_unwritable_exports(settings),
    ]
    if setting_problems:
        raise ValueError("\n".join(setting_problems))
    targets, problems = resolve_targets(words, read_publishers(settings))
    if targets:
        read_crawl_options([target.text for target in targets], settings)
        if standing:
            check_watch(targets, settings)
    elif not problems:
        raise UsageError("no target: name a publisher, a site, an article's address or @FILE")
    return targets, problems


def _run_crawl(
    process: AsyncCrawlerProcess,
    make_crawler: Callable[[], Crawler],
    arguments: dict[str, Any],
    report_database: Database | None,
    *,
    standing: bool,
) -> int:
    """Crawl, print the report and the verdict, and return the exit status.

    There is no report where `report_database` is None.
    """
    if not arguments["words"]:
        return EXIT_INCOMPLETE
    crawler = make_crawler()
    process.crawl(crawler, **arguments)
    process.start()
    if process.bootstrap_failed:
        print_problem("the crawl could not start; the log says why")
        return EXIT_INCOMPLETE
    verdict = _judge_crawl(crawler, standing=standing)
    if report_database:
        print_report(crawler, report_database)
    for line in verdict.problems:
        print_problem(line)
    for line in verdict.alerts:
        print_alert(line)
    return verdict.status


def _lock_targets(
    targets: list[Target], database: Database, locks: ExitStack
) -> tuple[list[Target], list[str]]:
    """Take a lock for each outlet, and one for all single addresses together.

    Returns the targets that are free, and a line for each lock that another run holds.
    """
    groups: dict[str, list[Target]] = {}
    addresses_name = _name_addresses([target.url for target in targets if target.kind != "outlet"])
    for target in targets:
        name = target.publisher.slug if target.kind == "outlet" else addresses_name
        groups.setdefault(name, []).append(target)
    free, busy = [], []
    for name, group in groups.items():
        try:
            locks.enter_context(database.lock(name))
            free += group
        except TargetBusy as error:
            busy.append(str(error))
    return free, busy


def _name_addresses(addresses: list[str]) -> str:
    """Return a lock's name for a set of addresses, the same whatever their order."""
    if len(addresses) < 2:
        return "".join(addresses)
    digest = hashlib.sha256("\n".join(sorted(addresses)).encode()).hexdigest()
    return f"{min(addresses)} and {len(addresses) - 1} more ({digest[:12]})"


def _explain_early_end(reason: str | None, *, standing: bool) -> str | None:
    """Return a line on a finish reason that left something undone; None for any other.

    A standing crawl is meant to be ended by a signal.
    """
    if reason == _SIGNAL_REASON:
        return None if standing else "stopped by a signal: what was in the queue was not asked for"
    if reason in _COMPLETE_REASONS or (reason or "").startswith("closespider_"):
        return None
    return f"the crawl ended early: {reason or 'interrupted'}"


def _judge_crawl(crawler: Crawler, *, standing: bool) -> CrawlVerdict:
    assert crawler.stats
    stats: dict[str, Any] = crawler.stats.get_stats()
    reason = stats.get("finish_reason")
    problems = [line] if (line := _explain_early_end(reason, standing=standing)) else []
    # An article that the spool could not take is counted twice: by the spool, and as an item.
    lost = max(stats.get("article/lost", 0), stats.get("store/lost", 0))
    lost += stats.get("store/refused", 0)
    if lost:
        problems.append(f"{lost} articles were fetched and neither stored nor spooled")
    if stats.get("store/away"):
        problems.append(
            "the database stayed away: what is unsaved is spooled, for the next run to load"
        )
    if lost_export := describe_lost_export(stats, crawler.settings):
        problems.append(lost_export)
    alerts: tuple[str, ...] = ()
    # A run that was stopped early has not asked every target.
    if reason not in (_SIGNAL_REASON, "article_limit"):
        alerts = tuple(stats.get("health/findings", ()))
        problems += [f"{target}: gave nothing" for target in stats.get("targets/silent", ())]
        problems += stats.get("expectations/failed", ())
        if problems and stats.get("private_addresses/refused"):
            problems.append("private addresses are refused without -s ALLOW_PRIVATE_ADDRESSES=1")
    return CrawlVerdict(tuple(problems), alerts)


def add_bound_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of BOUND_OPTIONS to a command."""
    for option in BOUND_OPTIONS:
        parser.add_argument(
            f"--{option.name}", dest=option.setting, metavar=option.metavar, help=option.help
        )


def apply_bounds(settings: BaseSettings, opts: argparse.Namespace) -> None:
    """Put the given options of BOUND_OPTIONS into the settings. Raises UsageError."""
    for option in BOUND_OPTIONS:
        value = getattr(opts, option.setting)
        if value is not None and option.is_number:
            value = read_whole_number(f"--{option.name}", value)
        if value is not None:
            settings.set(option.setting, value, priority="cmdline")
