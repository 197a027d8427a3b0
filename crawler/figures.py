"""A crawl in figures, read from its stats. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias

from crawler.outcomes import DUPLICATE, KEPT, NOT_MODIFIED, ROBOTS_DENIED, UNCHANGED
from crawler.printable import printable

Group: TypeAlias = Literal["new", "known", "left_out", "failed"]


@dataclass(slots=True)
class Count:
    """Pages got and how article addresses ended; `known` were stored before or elsewhere."""

    pages: int = 0
    new: int = 0
    known: int = 0
    left_out: int = 0
    failed: int = 0

    def add(self, group: Group, number: int) -> None:
        """Count article addresses that ended in one group of outcomes."""
        setattr(self, group, getattr(self, group) + number)

    @property
    def ended(self) -> int:
        """Return the article addresses with an outcome."""
        return self.new + self.known + self.left_out + self.failed


@dataclass(frozen=True, slots=True)
class Figures:
    """One moment of a crawl: `seconds` since its start, `queue` requests waiting or under way."""

    seconds: float
    queue: int
    total: Count
    publishers: Mapping[str, Count]

    def line(self, rate: float) -> str:
        """Return them as one plain line; `rate` is articles a second."""
        total = self.total
        return (
            f"{timedelta(seconds=int(self.seconds))}  {total.pages} pages  {total.new} articles "
            f"({rate:.1f}/s)  {total.known} known  {total.left_out} left out  "
            f"{total.failed} failed  {self.queue} in queue"
        )

    def busiest(self, rows: int) -> list[tuple[str, Count]]:
        """Return the publishers with most pages and outcomes, their names printable."""
        order = sorted(self.publishers.items(), key=lambda item: (-_size(item[1]), item[0]))
        return [(printable(slug), count) for slug, count in order[:rows]]


def group_of(outcome: str) -> Group | None:
    """Return the group an outcome belongs to, None for what is no outcome."""
    if outcome in (UNCHANGED, NOT_MODIFIED, DUPLICATE):
        return "known"
    if outcome in KEPT:
        return "new"
    if outcome == ROBOTS_DENIED or outcome.startswith("rejected:"):
        return "left_out"
    return "failed" if outcome.startswith("failed:") else None


def read_figures(stats: Mapping[str, Any], *, seconds: float, queue: int) -> Figures:
    """Read `article/OUTCOME`, `publisher/SLUG/OUTCOME`, `publisher/SLUG/pages` and responses."""
    total = Count(pages=stats.get("response_received_count", 0))
    publishers: defaultdict[str, Count] = defaultdict(Count)
    for key, number in stats.items():
        family, _, name = key.partition("/")
        if family == "article" and (group := group_of(name)):
            total.add(group, number)
        elif family == "publisher":
            slug, _, outcome = name.rpartition("/")
            if outcome == "pages":
                publishers[slug].pages += number
            elif group := group_of(outcome):
                publishers[slug].add(group, number)
    return Figures(seconds=seconds, queue=queue, total=total, publishers=publishers)


def _size(count: Count) -> int:
    return count.pages + count.ended
