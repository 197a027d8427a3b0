"""Run the quality benchmark and print its tables.

python -m tests.bench.quality [--by outlet|page] [--only NAME] [--readings N]
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.quality import dates, newsroom, report, together
from tests.bench.quality.contest import (
    CONTENDERS,
    ROOT,
    TEXT_ONLY,
    WARRAQ,
    Contender,
    Run,
    python_of,
    run,
)
from tests.bench.quality.corpus import Case, read_corpus, read_negatives
from tests.bench.quality.scores import summarise
from tests.newsroom import Newsroom

Runs = Mapping[tuple[Contender, str], Run]


def main(arguments: Sequence[str]) -> int:
    """Run and print; exit status 1 where a page that must be refused was accepted."""
    options = _parser().parse_args(arguments)
    contenders = [one for one in CONTENDERS if options.only in {None, one.name}]
    absent = [one.name for one in contenders if not one.python.exists()]
    if absent:
        print("not installed, left out:", ", ".join(absent))
    contenders = [one for one in contenders if one.name not in absent]
    with TemporaryDirectory() as folder, Newsroom(port=0) as room:
        served = newsroom.fetch_all(room)
        shared = _shared(options.shared)
        corpora = {**shared, "newsroom": newsroom.save(served, Path(folder))}
        runs = {
            (contender, name): run(contender, cases, options.readings)
            for name, cases in corpora.items()
            for contender in contenders
        }
    for part in (shared, {"newsroom": corpora["newsroom"]}):
        if part:
            print(report.contest(part, runs), end="\n\n")
    _print_details(corpora, runs, options.by)
    print(report.shares("newsroom, fields right", newsroom.shares_right(served)))
    _print_together(corpora["newsroom"], served, runs)
    _print_dates(options.shared, beside=options.only is None)
    return _print_negatives(options.shared)


def _shared(folder: Path) -> dict[str, list[Case]]:
    corpora = {name: folder / "corpus" / name for name in ("real", "arabized")}
    if missing := [name for name, place in corpora.items() if not place.is_dir()]:
        print(f"not found in {folder}, left out:", ", ".join(missing))
    return {name: read_corpus(place) for name, place in corpora.items() if name not in missing}


def _print_details(corpora: report.Corpora, runs: Runs, by: str | None) -> None:
    for (contender, name), done in runs.items():
        for line in done.broken:
            print(f"{contender.name} broke on {name} {line}")
        if contender is not WARRAQ:
            continue
        cases = corpora[name]
        print(report.shares(f"{name}, rung of the text", report.rungs(done.answers)))
        print(report.shares(f"{name}, trafilatura as judge", report.verdicts(done.answers)))
        for line in report.refusals(cases, done):
            print(f"{name}, refused {line}")
        if (TEXT_ONLY, name) in runs:
            ratio, cheaper = report.cost(done, runs[TEXT_ONLY, name])
            print(f"{name}, cost: {ratio:.2f} of {TEXT_ONLY.name}; no dearer on {cheaper:.3f}")
        if by:
            print(report.broken_down(cases, done, by), end="\n\n")


def _print_together(cases: Sequence[Case], served: Sequence[newsroom.Served], runs: Runs) -> None:
    """Tell what learning makes of the newsroom's pages."""
    done = Run(answers=together.answers(served))
    name = "newsroom, an outlet's articles together"
    found = summarise(report.scores_of(cases, done))
    told = {"F1": found.f1, "P": found.precision, "R": found.recall, "clean": found.clean}
    print(report.shares(name, {key: value or 0.0 for key, value in told.items()}))
    print(report.shares(f"{name}, rung of the text", report.rungs(done.answers)))
    if plain := runs.get((TEXT_ONLY, "newsroom")):
        ratio, cheaper = report.cost(done, plain)
        print(f"{name}, cost: {ratio:.2f} of {TEXT_ONLY.name}; no dearer on {cheaper:.3f}")


def _print_dates(shared: Path, *, beside: bool) -> None:
    for place in (shared / "cases" / "dates.jsonl", dates.OURS):
        if not place.exists():
            continue
        rows = dates.read_rows(place)
        name = f"{place.parent.name}/{place.name} ({len(rows)})"
        print(report.shares(f"{name}, warraq", dates.shares_right(rows, dates.warraq(rows))))
        for variant in ("ar", "country") if beside and python_of("dateparser").exists() else ():
            right = dates.shares_right(rows, dates.dateparser(rows, variant))
            print(report.shares(f"{name}, dateparser told {variant}", right))


def _print_negatives(shared: Path) -> int:
    cases = read_negatives(shared / "corpus" / "negatives")
    if not cases:
        return 0
    done = run(WARRAQ, cases)
    refused = report.refusals(cases, done)
    print(f"negatives refused: {len(refused)} of {len(cases)}", *refused, sep="\n  ")
    return 0 if len(refused) == len(cases) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--by", choices=("outlet", "page"), help="warraq's scores in detail")
    parser.add_argument("--only", choices=[one.name for one in CONTENDERS], help="one contender")
    parser.add_argument(
        "--readings", type=int, default=1, help="how often a page is read; the quickest counts"
    )
    beside = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=beside, help="the folder of the corpora")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
