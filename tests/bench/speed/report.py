"""The table: articles a second, processor time an article, memory, ratios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.speed.measured import Usage

Runs = Mapping[str, Sequence[tuple[int, int, Usage]]]
_ROWS = (
    ("a  the plain script", "naive first", "naive start"),
    ("b  warraq, cold", "warraq first", "warraq start"),
    ("b  warraq, learned", "warraq other", "warraq start"),
    ("c  the floor", "floor first", "floor start"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Medians over the runs, start-up taken off: what each further article costs."""

    rate: float
    cpu: float
    database: float
    stored: float
    start: float
    peaks: dict[str, float]


def told(runs: Runs, heading: str) -> str:
    """Return the table of the runs so far."""
    rows = {name: _row(runs[run], runs[start]) for name, run, start in _ROWS if run in runs}
    head = f"{'':22}{'articles/s':>11}{'CPU ms':>8}{'of it db':>9}{'stored':>8}{'start s':>9}"
    lines = [f"\n{heading}", f"{head}  peak memory, MB"]
    for name, row in rows.items():
        peaks = ", ".join(f"{one} {mb:.0f}" for one, mb in sorted(row.peaks.items()))
        figures = f"{row.rate:11.1f}{1000 * row.cpu:8.1f}{1000 * row.database:9.1f}"
        lines.append(f"{name:22}{figures}{row.stored:8.3f}{row.start:9.1f}  {peaks}")
    return "\n".join([*lines, *_ratios(rows)])


def _ratios(rows: Mapping[str, Row]) -> list[str]:
    plain, floor = rows.get("a  the plain script"), rows.get("c  the floor")
    lines = []
    for name, row in rows.items():
        if not name.startswith("b"):
            continue
        against = [f"{row.rate / plain.rate:.2f} x a"] if plain else []
        against += [f"{row.rate / floor.rate:.2f} x c"] if floor else []
        against += [f"CPU {row.cpu / plain.cpu:.2f} x a"] if plain else []
        lines.append(f"{name}: {', '.join(against)}")
    return lines


def _row(runs: Sequence[tuple[int, int, Usage]], starts: Sequence[tuple[int, int, Usage]]) -> Row:
    pages, _, _ = runs[0]
    few, _, _ = starts[0]
    wall = median(usage.wall for _, _, usage in runs) - median(one.wall for _, _, one in starts)
    cpu = median(usage.cpu for _, _, usage in runs) - median(one.cpu for _, _, one in starts)
    database = median(one.database for _, _, one in runs) - median(
        one.database for _, _, one in starts
    )
    names = {name for _, _, usage in runs for name in usage.peaks}
    return Row(
        rate=(pages - few) / wall,
        cpu=(cpu + database) / (pages - few),
        database=database / (pages - few),
        stored=median(stored for _, stored, _ in runs) / pages,
        start=median(one.wall for _, _, one in starts),
        peaks={name: max(one.peaks.get(name, 0) for _, _, one in runs) for name in names},
    )
