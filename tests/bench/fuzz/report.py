"""What the cases came to, as tables; the failing ones as files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.fuzz.growth import Growth
from tests.bench.fuzz.running import KEPT_F1, Outcome, made

WANTED_SHARE = 0.99


@dataclass
class Row:
    """One mutator's cases; `slowest` in seconds, `kept` how often the text stayed, of `asked`."""

    cases: int = 0
    slowest: float = 0.0
    asked: int = 0
    kept: int = 0
    failed: int = 0

    def add(self, one: Outcome) -> None:
        """Count a case."""
        self.cases += 1
        self.slowest = max(self.slowest, one.seconds)
        self.failed += one.failure is not None
        if one.kept is not None:
            self.asked += 1
            self.kept += one.kept >= KEPT_F1

    def line(self, name: str) -> str:
        """Write the row of a table."""
        share = f"{self.kept / self.asked:9.4f}" if self.asked else f"{'-':>9}"
        return f"{name:20}{self.cases:9}{self.slowest:10.2f}{share}{self.failed:8}"


@dataclass
class Report:
    """Cases counted a mutator and together; failures and lost texts kept whole."""

    rows: dict[str, Row] = field(default_factory=dict)
    together: Row = field(default_factory=Row)
    failures: list[Outcome] = field(default_factory=list)
    lost: list[Outcome] = field(default_factory=list)
    slowest: Outcome | None = None

    def add(self, one: Outcome) -> None:
        """Count a case under each of its mutators."""
        for name in one.mutators:
            self.rows.setdefault(name, Row()).add(one)
        self.together.add(one)
        if one.failure is not None:
            self.failures.append(one)
        if one.kept is not None and one.kept < KEPT_F1:
            self.lost.append(one)
        if self.slowest is None or one.seconds > self.slowest.seconds:
            self.slowest = one

    @property
    def good(self) -> bool:
        """Whether nothing failed and enough texts stayed."""
        return not self.failures and self.together.kept >= WANTED_SHARE * self.together.asked

    def lines(self) -> list[str]:
        """Write the table; a case of several mutators stands in several rows."""
        head = f"{'mutator':20}{'cases':>9}{'slowest s':>10}{'kept':>9}{'failed':>8}"
        rows = [row.line(name) for name, row in sorted(self.rows.items())]
        lines = [head, *rows, self.together.line("together")]
        if self.slowest:
            one = self.slowest
            where = f"{one.size / 1000:.0f} kB of {one.source}, case {one.number}"
            lines.append(f"slowest: {', '.join(one.mutators)} ({where})")
        return [*lines, *(_told(one) for one in (*self.failures, *self.lost)[:20])]


def save(report: Report, folder: Path, seed: int, shared: Path | None) -> None:
    """Write the bytes of every failing case and of every lost text, and the traces beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in (*report.failures, *report.lost):
        case = next(made(seed, [one.number], shared))
        (folder / f"{seed}-{one.number}.body").write_bytes(case.draft.body)
        (folder / f"{seed}-{one.number}.txt").write_text(
            f"{_told(one)}\n{case.draft.seed.url} as {case.draft.content_type!r}, "
            f"{', '.join(case.mutators)}\n{one.failure or ''}",
            encoding="utf-8",
            errors="backslashreplace",
        )


def growth_lines(measured: Sequence[Growth]) -> list[str]:
    """Write the steep ones, those slowest within bodies first."""
    steep = sorted(
        (one for one in measured if one.bodies), key=lambda one: one.bodies or (), reverse=True
    )
    head = f"{'alone ms':>16}{'in bodies ms':>16}  regular expression, and what it is slow on"
    rows = [
        "".join(f"{seconds * 1e3:8.1f}" for seconds in (*one.times, *(one.bodies or ())))
        + f"  {one.name} {one.pattern[:40]!r} {one.bait[:16]!r}"
        for one in steep
    ]
    return [f"{len(steep)} of {len(measured)} expressions grow steeply by themselves", head, *rows]


def _told(one: Outcome) -> str:
    if one.failure is None:
        return f"case {one.number}: F1 {one.kept:.2f} ({', '.join(one.mutators)}; {one.source})"
    last = one.failure.strip().splitlines()[-1][:120]
    return f"case {one.number}: {last} ({', '.join(one.mutators)}; {one.source})"
