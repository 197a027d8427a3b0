"""The quality benchmark, run and printed as tables.

python -m tests.bench.quality [--by outlet|page] [--only NAME] [--readings N]
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.quality import dates, newsroom, report, with_learning
from tests.bench.quality.contenders import (
    CONTENDERS,
    ROOT,
    TEXT_ONLY,
    WARRAQ,
    Contender,
    ContenderRun,
    find_python,
    run_contender,
)
from tests.bench.quality.corpus import GoldPage, read_corpus, read_negatives
from tests.bench.quality.scores import summarise
from tests.newsroom import Newsroom

Runs = Mapping[tuple[Contender, str], ContenderRun]


def main(arguments: Sequence[str]) -> int:
    """Run and print; exit status 1 where a page that must be refused was accepted."""
    options = _parser().parse_args(arguments)
    contenders = [contender for contender in CONTENDERS if options.only in {None, contender.name}]
    absent = [contender.name for contender in contenders if not contender.python.exists()]
    if absent:
        print("not installed, left out:", ", ".join(absent))
    contenders = [contender for contender in contenders if contender.name not in absent]
    with TemporaryDirectory() as folder, Newsroom(port=0) as running_newsroom:
        served_pages = newsroom.fetch_pages(running_newsroom)
        shared = _read_shared_corpora(options.shared)
        corpora = {**shared, "newsroom": newsroom.save_pages(served_pages, Path(folder))}
        runs = {
            (contender, name): run_contender(contender, pages, options.readings)
            for name, pages in corpora.items()
            for contender in contenders
        }
    for part in (shared, {"newsroom": corpora["newsroom"]}):
        if part:
            print(report.format_table(part, runs), end="\n\n")
    _print_details(corpora, runs, options.by)
    right = newsroom.compute_shares_right(served_pages)
    print(report.format_shares("newsroom, fields right", right))
    _print_with_learning(corpora["newsroom"], served_pages, runs)
    _print_dates(options.shared, with_peer=options.only is None)
    return _print_negatives(options.shared)


def _read_shared_corpora(folder: Path) -> dict[str, list[GoldPage]]:
    folders = {name: folder / "corpus" / name for name in ("real", "arabized")}
    if missing := [name for name, path in folders.items() if not path.is_dir()]:
        print(f"not found in {folder}, left out:", ", ".join(missing))
    return {name: read_corpus(path) for name, path in folders.items() if name not in missing}


def _print_details(corpora: report.Corpora, runs: Runs, by: str | None) -> None:
    for (contender, name), run in runs.items():
        for line in run.failures:
            print(f"{contender.name} broke on {name} {line}")
        if contender is not WARRAQ:
            continue
        pages = corpora[name]
        rungs, verdicts = report.share_rungs(run.results), report.share_verdicts(run.results)
        print(report.format_shares(f"{name}, rung of the text", rungs))
        print(report.format_shares(f"{name}, trafilatura as judge", verdicts))
        for line in report.list_rejections(pages, run):
            print(f"{name}, refused {line}")
        if (TEXT_ONLY, name) in runs:
            ratio, cheaper = report.compare_cost(run, runs[TEXT_ONLY, name])
            print(f"{name}, cost: {ratio:.2f} of {TEXT_ONLY.name}; no dearer on {cheaper:.3f}")
        if by:
            print(report.format_breakdown(pages, run, by), end="\n\n")


def _print_with_learning(
    pages: Sequence[GoldPage], served_pages: Sequence[newsroom.ServedPage], runs: Runs
) -> None:
    """Print the scores of the newsroom's pages after learning from all of them."""
    run = ContenderRun(results=with_learning.extract_learned(served_pages))
    name = "newsroom, an outlet's articles together"
    summary = summarise(report.score_run(pages, run))
    scores = {
        "F1": summary.f1,
        "P": summary.precision,
        "R": summary.recall,
        "clean": summary.clean,
    }
    print(report.format_shares(name, {key: value or 0.0 for key, value in scores.items()}))
    print(report.format_shares(f"{name}, rung of the text", report.share_rungs(run.results)))
    if plain := runs.get((TEXT_ONLY, "newsroom")):
        ratio, cheaper = report.compare_cost(run, plain)
        print(f"{name}, cost: {ratio:.2f} of {TEXT_ONLY.name}; no dearer on {cheaper:.3f}")


def _print_dates(shared: Path, *, with_peer: bool) -> None:
    for path in (shared / "cases" / "dates.jsonl", dates.OWN_DATES):
        if not path.exists():
            continue
        rows = dates.read_rows(path)
        name = f"{path.parent.name}/{path.name} ({len(rows)})"
        right = dates.compute_shares_right(rows, dates.check_warraq(rows))
        print(report.format_shares(f"{name}, warraq", right))
        if not with_peer or not find_python("dateparser").exists():
            continue
        for variant in ("ar", "country"):
            right = dates.compute_shares_right(rows, dates.check_dateparser(rows, variant))
            print(report.format_shares(f"{name}, dateparser told {variant}", right))


def _print_negatives(shared: Path) -> int:
    pages = read_negatives(shared / "corpus" / "negatives")
    if not pages:
        return 0
    rejections = report.list_rejections(pages, run_contender(WARRAQ, pages))
    print(f"negatives refused: {len(rejections)} of {len(pages)}", *rejections, sep="\n  ")
    return 0 if len(rejections) == len(pages) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--by", choices=("outlet", "page"), help="warraq's scores in detail")
    names = [contender.name for contender in CONTENDERS]
    parser.add_argument("--only", choices=names, help="one contender")
    parser.add_argument(
        "--readings", type=int, default=1, help="how often a page is read; the quickest counts"
    )
    beside = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=beside, help="the folder of the corpora")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
