"""Reports of the outcomes of cases, as tables; failing bodies as files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.fuzz.growth import Growth
from tests.bench.fuzz.running import MIN_KEPT_F1, Outcome, make_cases

MIN_KEPT_SHARE = 0.99


@dataclass
class Row:
    """Counts of one mutator's cases.

    `slowest` is in seconds; of the `compared` texts, `kept` are as before.
    """

    cases: int = 0
    slowest: float = 0.0
    compared: int = 0
    kept: int = 0
    failed: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count a case."""
        self.cases += 1
        self.slowest = max(self.slowest, outcome.seconds)
        self.failed += outcome.failure is not None
        if outcome.text_f1 is not None:
            self.compared += 1
            self.kept += outcome.text_f1 >= MIN_KEPT_F1

    def format_line(self, name: str) -> str:
        """Return the row of a table."""
        share = f"{self.kept / self.compared:9.4f}" if self.compared else f"{'-':>9}"
        return f"{name:20}{self.cases:9}{self.slowest:10.2f}{share}{self.failed:8}"


@dataclass
class Report:
    """Counts by mutator and in total; the outcomes of failures and of lost texts."""

    rows: dict[str, Row] = field(default_factory=dict)
    total: Row = field(default_factory=Row)
    failures: list[Outcome] = field(default_factory=list)
    lost: list[Outcome] = field(default_factory=list)
    slowest: Outcome | None = None

    def add(self, outcome: Outcome) -> None:
        """Count a case under each of its mutators."""
        for name in outcome.mutators:
            self.rows.setdefault(name, Row()).add(outcome)
        self.total.add(outcome)
        if outcome.failure is not None:
            self.failures.append(outcome)
        if outcome.text_f1 is not None and outcome.text_f1 < MIN_KEPT_F1:
            self.lost.append(outcome)
        if self.slowest is None or outcome.seconds > self.slowest.seconds:
            self.slowest = outcome

    @property
    def good(self) -> bool:
        """Whether nothing failed and enough texts were kept."""
        return not self.failures and self.total.kept >= MIN_KEPT_SHARE * self.total.compared

    def format_lines(self) -> list[str]:
        """Return the table; a case of several mutators counts in several rows."""
        head = f"{'mutator':20}{'cases':>9}{'slowest s':>10}{'kept':>9}{'failed':>8}"
        rows = [row.format_line(name) for name, row in sorted(self.rows.items())]
        lines = [head, *rows, self.total.format_line("together")]
        if slowest := self.slowest:
            body = f"{slowest.size / 1000:.0f} kB of {slowest.source}, case {slowest.number}"
            lines.append(f"slowest: {', '.join(slowest.mutators)} ({body})")
        return [*lines, *map(_format_outcome, (*self.failures, *self.lost)[:20])]


def save_failures(report: Report, folder: Path, seed: int, shared: Path | None) -> None:
    """Write the bytes of every failing case and every lost text, and a file with its trace."""
    folder.mkdir(parents=True, exist_ok=True)
    for outcome in (*report.failures, *report.lost):
        case = next(make_cases(seed, [outcome.number], shared))
        (folder / f"{seed}-{outcome.number}.body").write_bytes(case.draft.body)
        (folder / f"{seed}-{outcome.number}.txt").write_text(
            f"{_format_outcome(outcome)}\n{case.draft.seed.url} as {case.draft.content_type!r}, "
            f"{', '.join(case.mutators)}\n{outcome.failure or ''}",
            encoding="utf-8",
            errors="backslashreplace",
        )


def format_growth(measured: Sequence[Growth]) -> list[str]:
    """Return lines of the steep patterns, the slowest in bodies first."""
    steep = sorted(
        (growth for growth in measured if growth.bodies),
        key=lambda growth: growth.bodies or (),
        reverse=True,
    )
    head = f"{'alone ms':>16}{'in bodies ms':>16}  regular expression, and what it is slow on"
    rows = [
        "".join(f"{seconds * 1e3:8.1f}" for seconds in (*growth.times, *(growth.bodies or ())))
        + f"  {growth.name} {growth.pattern[:40]!r} {growth.bait[:16]!r}"
        for growth in steep
    ]
    return [f"{len(steep)} of {len(measured)} expressions grow steeply by themselves", head, *rows]


def _format_outcome(outcome: Outcome) -> str:
    problem = f"F1 {outcome.text_f1:.2f}" if outcome.failure is None else _read_last_line(outcome)
    mutators = ", ".join(outcome.mutators)
    return f"case {outcome.number}: {problem} ({mutators}; {outcome.source})"


def _read_last_line(outcome: Outcome) -> str:
    return (outcome.failure or "").strip().splitlines()[-1][:120]
