"""Options of a run, read from arguments and settings and checked before the first request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.clock import Clock, utcnow
from crawler.crawl.frontier import AddressRegister, Frontier
from crawler.crawl.targets import Target, TargetError, expand_target_files, resolve_target
from crawler.dates.time_arguments import parse_time_argument
from crawler.publisher import Publisher, load_publishers
from crawler.state.page_revisits import parse_recheck_ages

ALL_DISCOVERY_SOURCES = frozenset({"sitemap", "feed", "listing"})


@dataclass(frozen=True, slots=True)
class BoundOption:
    """An option of commands that bounds a crawl, and the setting that it gives a value.

    `is_number`: whole numbers only.
    """

    name: str
    setting: str
    metavar: str
    help: str
    is_number: bool = False


BOUND_OPTIONS = (
    BoundOption(
        "limit", "ARTICLE_LIMIT", "N", "stop after N articles (0: no limit)", is_number=True
    ),
    BoundOption("since", "SINCE", "DATE", "only articles published since a date or age (2d)"),
    BoundOption("until", "UNTIL", "DATE", "only articles published before it"),
)


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """The checked options of a run; `problems` has a line for each target that is wrong."""

    targets: tuple[Target, ...]
    problems: tuple[str, ...]
    discovery_sources: frozenset[str]
    listing_pages_max: int
    article_limit: int
    since: datetime | None
    until: datetime | None
    learning_enabled: bool
    now: Clock
    refetch_all: bool
    only_due_sources: bool
    pace_floor: float
    pace_ceiling: float

    def create_frontier(self, note_address: AddressRegister) -> Frontier:
        """Return the frontier of a run with these options."""
        return Frontier(
            note_address, self.discovery_sources, self.listing_pages_max, self.since, self.until
        )


def read_publishers(settings: BaseSettings) -> dict[str, Publisher]:
    """Load all publisher files. Raises PublisherError."""
    folder = settings.get("PUBLISHERS_DIR")
    return load_publishers(Path(folder) if folder else None)


def read_crawl_options(arguments: Iterable[str], settings: BaseSettings) -> CrawlOptions:
    """Resolve the targets and read the settings. A wrong target is a problem, the others stand.

    Raises UsageError where nothing can be crawled or a setting is wrong, PublisherError where a
    publisher file is.
    """
    targets, problems = resolve_targets(arguments, read_publishers(settings))
    if not targets:
        reasons = "; ".join(problems) or "no target: name a publisher, a site or an address"
        raise UsageError(reasons)
    discovery_sources = frozenset(settings.getlist("DISCOVERY_SOURCES"))
    if not discovery_sources or discovery_sources - ALL_DISCOVERY_SOURCES:
        raise UsageError(
            f"DISCOVERY_SOURCES: {sorted(discovery_sources)}: "
            f"only {', '.join(sorted(ALL_DISCOVERY_SOURCES))}"
        )
    check_recheck_ages(settings)
    now: Clock = load_object(settings.get("CLOCK", utcnow))
    since, until = _read_time_range(settings, now())
    return CrawlOptions(
        targets=tuple(targets),
        problems=tuple(problems),
        discovery_sources=discovery_sources,
        listing_pages_max=settings.getint("LISTING_PAGES_MAX"),
        article_limit=settings.getint("ARTICLE_LIMIT"),
        since=since,
        until=until,
        learning_enabled=settings.getbool("LEARNING_ENABLED"),
        now=now,
        refetch_all=_read_due_or_all(settings, "REFETCH", "due") == "all",
        only_due_sources=_read_due_or_all(settings, "SOURCES", "all") == "due",
        pace_floor=settings.getfloat("PACE_FLOOR", 300.0),
        pace_ceiling=settings.getfloat("PACE_CEILING", 86400.0),
    )


def _read_time_range(
    settings: BaseSettings, now: datetime
) -> tuple[datetime | None, datetime | None]:
    try:
        since = parse_time_argument("--since (SINCE)", settings.get("SINCE"), now)
        until = parse_time_argument("--until (UNTIL)", settings.get("UNTIL"), now)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if since and until and since >= until:
        raise UsageError(
            f"--since (SINCE) {settings['SINCE']!r} is not before --until (UNTIL) "
            f"{settings['UNTIL']!r}: nothing lies between"
        )
    return since, until


def _read_due_or_all(settings: BaseSettings, name: str, default: str) -> str:
    value = str(settings.get(name, default))
    if value not in ("due", "all"):
        raise UsageError(f"{name}: {value!r}: only due or all")
    return value


def check_recheck_ages(settings: BaseSettings) -> None:
    """Refuse a RECHECK_AGES that the store could not parse later. Raises UsageError."""
    try:
        parse_recheck_ages("RECHECK_AGES", settings.get("RECHECK_AGES", ""))
    except ValueError as error:
        raise UsageError(str(error)) from error


def resolve_targets(
    arguments: Iterable[str], publishers: dict[str, Publisher]
) -> tuple[list[Target], list[str]]:
    """Return the targets without repetition, and a line for each argument that names nothing."""
    targets: dict[tuple[str, str], Target] = {}
    problems = []
    for argument in arguments:
        try:
            for text in expand_target_files([argument]):
                try:
                    target = resolve_target(text, publishers)
                except TargetError as error:
                    problems.append(str(error))
                    continue
                key = target.publisher.slug if target.kind == "outlet" else target.url
                targets.setdefault((target.kind, key), target)
        except TargetError as error:
            problems.append(str(error))
    return list(targets.values()), problems
