"""The fuzzer, run and printed as tables; exit status 1 where a case failed or texts were lost.

python -m tests.bench.fuzz [--cases N] [--seed S] [--failures FOLDER] [--case NUMBER]
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.fuzz.growth import measure_growth
from tests.bench.fuzz.patterns import collect_patterns
from tests.bench.fuzz.report import Report, format_growth, save_failures
from tests.bench.fuzz.running import run_cases, run_in_processes

_ROOT = Path(__file__).parents[3]


def main(arguments: Sequence[str]) -> int:
    """Run and print."""
    options = _parser().parse_args(arguments)
    shared: Path | None = options.shared
    if shared is None or not (shared / "corpus").is_dir():
        print("no shared corpora, newsroom only (set WARRAQ_SHARED)")
        shared = None
    if options.case is not None:
        report = Report()
        for outcome in run_cases(options.seed, [options.case], shared):
            report.add(outcome)
            print(outcome.failure or "", *report.format_lines(), sep="\n")
        return int(not report.good)
    report = _run_all(options, shared)
    print(*report.format_lines(), sep="\n")
    if options.failures and (report.failures or report.lost):
        save_failures(report, options.failures, options.seed, shared)
        print(f"failing bodies are in {options.failures}")
    if options.patterns:
        measured = [measure_growth(name, regex) for name, regex in collect_patterns().items()]
        print("", *format_growth(measured), sep="\n")
    return int(not report.good)


def _run_all(options: argparse.Namespace, shared: Path | None) -> Report:
    report = Report()
    for outcomes in run_in_processes(options.seed, options.cases, shared, options.workers):
        for outcome in outcomes:
            report.add(outcome)
        if sys.stderr.isatty():
            print(f"\r{report.total.cases} of {options.cases}", end="", file=sys.stderr)
    return report


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fuzz", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1, help="other cases for each number")
    parser.add_argument("--case", type=int, help="this case only, with its trace")
    parser.add_argument("--failures", type=Path, help="a folder for the bodies that fail")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-patterns", dest="patterns", action="store_false")
    beside = Path(os.environ.get("WARRAQ_SHARED", _ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=beside, help="the folder of the corpora")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
