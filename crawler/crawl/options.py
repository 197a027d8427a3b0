"""What a run is told by arguments and settings, checked before the first request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.clock import Clock, utcnow
from crawler.crawl.frontier import Frontier, Learn
from crawler.crawl.targets import Target, TargetError, expand, resolve
from crawler.dates.time_arguments import read_instant
from crawler.publisher import Publisher, load_all
from crawler.state.page_revisits import read_ages

WAYS = frozenset({"sitemap", "feed", "listing"})


@dataclass(frozen=True, slots=True)
class Setup:
    """A checked run: targets, the wrong ones with their reasons, and bounds."""

    targets: tuple[Target, ...]
    problems: tuple[str, ...]
    ways: frozenset[str]
    listing_pages_max: int
    limit: int
    since: datetime | None
    until: datetime | None
    learns: bool
    now: Clock
    refetches: bool
    only_due: bool
    pace_floor: float
    pace_ceiling: float

    def frontier(self, learn: Learn) -> Frontier:
        """Return the policy of this run."""
        return Frontier(learn, self.ways, self.listing_pages_max, self.since, self.until)


def read_publishers(settings: BaseSettings) -> dict[str, Publisher]:
    """Load all publisher files. Raises PublisherError."""
    folder = settings.get("PUBLISHERS_DIR")
    return load_all(Path(folder) if folder else None)


def read_setup(words: Iterable[str], settings: BaseSettings) -> Setup:
    """Resolve what was asked for. A wrong target is a problem, the others stand.

    Raises UsageError where nothing can be crawled or a setting is wrong, PublisherError where a
    publisher file is.
    """
    targets, problems = read_targets(words, read_publishers(settings))
    if not targets:
        reasons = "; ".join(problems) or "no target: name a publisher, a site or an address"
        raise UsageError(reasons)
    ways = frozenset(settings.getlist("DISCOVERY_SOURCES"))
    if not ways or ways - WAYS:
        raise UsageError(f"DISCOVERY_SOURCES: {sorted(ways)}: only {', '.join(sorted(WAYS))}")
    check_ages(settings)
    now: Clock = load_object(settings.get("CLOCK", utcnow))
    since, until = _bounds(settings, now())
    return Setup(
        targets=tuple(targets),
        problems=tuple(problems),
        ways=ways,
        listing_pages_max=settings.getint("LISTING_PAGES_MAX"),
        limit=settings.getint("ARTICLE_LIMIT"),
        since=since,
        until=until,
        learns=settings.getbool("LEARNING_ENABLED"),
        now=now,
        refetches=_choice(settings, "REFETCH", "due") == "all",
        only_due=_choice(settings, "SOURCES", "all") == "due",
        pace_floor=settings.getfloat("PACE_FLOOR", 300.0),
        pace_ceiling=settings.getfloat("PACE_CEILING", 86400.0),
    )


def _bounds(settings: BaseSettings, now: datetime) -> tuple[datetime | None, datetime | None]:
    try:
        since = read_instant("--since (SINCE)", settings.get("SINCE"), now)
        until = read_instant("--until (UNTIL)", settings.get("UNTIL"), now)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if since and until and since >= until:
        raise UsageError(
            f"--since (SINCE) {settings['SINCE']!r} is not before --until (UNTIL) "
            f"{settings['UNTIL']!r}: nothing lies between"
        )
    return since, until


def _choice(settings: BaseSettings, name: str, default: str) -> str:
    value = str(settings.get(name, default))
    if value not in ("due", "all"):
        raise UsageError(f"{name}: {value!r}: only due or all")
    return value


def check_ages(settings: BaseSettings) -> None:
    """Refuse what the store could not read later. Raises UsageError."""
    try:
        read_ages("RECHECK_AGES", settings.get("RECHECK_AGES", ""))
    except ValueError as error:
        raise UsageError(str(error)) from error


def read_targets(
    words: Iterable[str], publishers: dict[str, Publisher]
) -> tuple[list[Target], list[str]]:
    """Return the targets without repetition, and a line for each word that names nothing."""
    targets: dict[tuple[str, str], Target] = {}
    problems = []
    for word in words:
        try:
            for text in expand([word]):
                try:
                    target = resolve(text, publishers)
                except TargetError as error:
                    problems.append(str(error))
                    continue
                key = target.publisher.slug if target.kind == "outlet" else target.url
                targets.setdefault((target.kind, key), target)
        except TargetError as error:
            problems.append(str(error))
    return list(targets.values()), problems
