"""The table of a contest: articles a second, processor time an article, memory, ratios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.speed.process_usage import Usage

Run = tuple[int, int, Usage]  # pages, articles stored, usage
Runs = Mapping[str, Sequence[Run]]
_ROWS = (
    ("a  the plain script", "naive first", "naive start"),
    ("b  warraq, cold", "warraq first", "warraq start"),
    ("b  warraq, learned", "warraq other", "warraq start"),
    ("c  the floor", "floor first", "floor start"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Medians over the runs, less the start-up: the cost of each further article."""

    rate: float
    cpu: float
    database: float
    stored: float
    start: float
    peaks: dict[str, float]


def format_table(runs: Runs, heading: str) -> str:
    """Return the table of the runs so far."""
    rows = {name: _compute_row(runs[run], runs[start]) for name, run, start in _ROWS if run in runs}
    head = f"{'':22}{'articles/s':>11}{'CPU ms':>8}{'of it db':>9}{'stored':>8}{'start s':>9}"
    lines = [f"\n{heading}", f"{head}  peak memory, MB"]
    for name, row in rows.items():
        peaks = ", ".join(f"{process} {mb:.0f}" for process, mb in sorted(row.peaks.items()))
        figures = f"{row.rate:11.1f}{1000 * row.cpu:8.1f}{1000 * row.database:9.1f}"
        lines.append(f"{name:22}{figures}{row.stored:8.3f}{row.start:9.1f}  {peaks}")
    return "\n".join([*lines, *_format_ratios(rows)])


def _format_ratios(rows: Mapping[str, Row]) -> list[str]:
    plain, floor = rows.get("a  the plain script"), rows.get("c  the floor")
    lines = []
    for name, row in rows.items():
        if not name.startswith("b"):
            continue
        ratios = [f"{row.rate / plain.rate:.2f} x a"] if plain else []
        ratios += [f"{row.rate / floor.rate:.2f} x c"] if floor else []
        ratios += [f"CPU {row.cpu / plain.cpu:.2f} x a"] if plain else []
        lines.append(f"{name}: {', '.join(ratios)}")
    return lines


def _compute_row(runs: Sequence[Run], starts: Sequence[Run]) -> Row:
    pages, _, _ = runs[0]
    start_pages, _, _ = starts[0]
    usages = [usage for _, _, usage in runs]
    start_usages = [usage for _, _, usage in starts]
    start = median(usage.wall for usage in start_usages)
    wall = median(usage.wall for usage in usages) - start
    cpu = median(usage.cpu for usage in usages) - median(usage.cpu for usage in start_usages)
    database = median(usage.database for usage in usages) - median(
        usage.database for usage in start_usages
    )
    names = {name for usage in usages for name in usage.peaks}
    return Row(
        rate=(pages - start_pages) / wall,
        cpu=(cpu + database) / (pages - start_pages),
        database=database / (pages - start_pages),
        stored=median(stored for _, stored, _ in runs) / pages,
        start=start,
        peaks={name: max(usage.peaks.get(name, 0) for usage in usages) for name in names},
    )
