"""The quality benchmark, run and printed as tables.

python -m tests.bench.quality [--only NAME] [--part NAME] [--by outlet|page] [--worse] [--aside]
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.quality import cases, dates, lines, newsroom, report, with_learning
from tests.bench.quality.contenders import (
    JUST_FETCHED,
    TEXT_ONLY,
    TRAFILATURA,
    WARRAQ,
    WITH_FILES,
    Contender,
    ContenderRun,
    find_python,
    open_cache,
    run_contender,
)
from tests.bench.quality.corpus import (
    ARTICLE_CORPORA,
    DESCRIBED_CORPORA,
    INDEX_CORPUS,
    GoldPage,
    read_corpus,
    read_negatives,
)
from tests.bench.quality.options import BenchOptions, read_options
from tests.bench.quality.scores import summarise
from tests.newsroom import Newsroom


def main(arguments: Sequence[str]) -> int:
    """Run and print; exit status 1 where a page that must be refused was accepted."""
    options = read_options(arguments, __doc__ or "")
    _print_corpora(options)
    _print_indexes(options)
    if "newsroom" in options.parts:
        _print_newsroom(options)
    if "cases" in options.parts:
        _print_cases(options.shared / "cases")
    if "dates" in options.parts:
        _print_dates(options)
    return _print_negatives(options) if "negatives" in options.parts else 0


def _print_corpora(options: BenchOptions) -> None:
    lost = total = 0
    for name in ARTICLE_CORPORA:
        pages = _read_pages(options, name)
        if not pages:
            continue
        contenders = [
            contender
            for contender in _list_installed(options)
            if contender is not WITH_FILES or name in DESCRIBED_CORPORA
        ]
        runs = {contender: _run(options, contender, pages) for contender in contenders}
        _print_corpus(options, name, pages, runs)
        if WARRAQ in runs:
            total += len(pages)
            lost += summarise(report.score_run(pages, runs[WARRAQ])).lost
    if total:
        print(f"articles lost of all corpora: {lost} of {total}")


def _read_pages(options: BenchOptions, name: str) -> list[GoldPage]:
    if name not in options.parts:
        return []
    if not (options.shared / "corpus" / name).is_dir():
        print(f"{name} not found in {options.shared}, left out")
        return []
    return read_corpus(options.shared / "corpus", name, aside=options.aside)


def _list_installed(options: BenchOptions) -> list[Contender]:
    return [contender for contender in options.contenders if contender.python.exists()]


def _run(options: BenchOptions, contender: Contender, pages: Sequence[GoldPage]) -> ContenderRun:
    """Run a contender; what it answers on pages set aside is kept nowhere."""
    cache = None if options.aside else open_cache(contender, fresh=options.fresh)
    return run_contender(contender, pages, options.readings, cache)


def _print_corpus(
    options: BenchOptions, name: str, pages: Sequence[GoldPage], runs: report.Runs
) -> None:
    print(f"{name}{', set aside' if options.aside else ''} ({len(pages)} pages)")
    print(report.format_table(pages, runs))
    for contender, run in runs.items():
        if run.failures and options.aside:
            print(f"{contender.name} broke on {len(run.failures)} pages")
        elif run.failures:
            print(f"{contender.name} broke on", *run.failures, sep="\n  ")
    if WARRAQ in runs:
        _print_comparison(name, pages, runs, with_pages=options.worse)
        if not options.aside:
            _print_details(name, pages, runs[WARRAQ], options.by)
    print()


def _print_comparison(
    name: str, pages: Sequence[GoldPage], runs: report.Runs, *, with_pages: bool
) -> None:
    """Print how warraq stands beside trafilatura: text and cost."""
    if TRAFILATURA in runs:
        better = report.list_much_better(pages, runs[WARRAQ], runs[TRAFILATURA])
        print(f"{name}, trafilatura's F1 is higher by .05: {len(better) / len(pages):.3f}")
        if with_pages:
            print("".join(f"  {line}\n" for line in better), end="")
    if TEXT_ONLY in runs:
        ratio, cheaper = report.compare_cost(runs[WARRAQ], runs[TEXT_ONLY])
        print(f"{name}, cost: {ratio:.2f} of {TEXT_ONLY.name}; no dearer on {cheaper:.3f}")


def _print_details(
    name: str, pages: Sequence[GoldPage], run: ContenderRun, by: str | None = None
) -> None:
    rungs, verdicts = report.share_rungs(run.results), report.share_verdicts(run.results)
    print(report.format_shares(f"{name}, rung of the text", rungs))
    print(report.format_shares(f"{name}, trafilatura as judge", verdicts))
    for line in report.list_rejections(pages, run):
        print(f"{name}, refused {line}")
    if by:
        print(report.format_breakdown(pages, run, by))


def _print_indexes(options: BenchOptions) -> None:
    pages = _read_pages(options, INDEX_CORPUS)
    if not pages or WARRAQ not in options.contenders:
        return
    results = _run(options, WARRAQ, pages).results
    taken = [page for page, fields in zip(pages, results, strict=True) if fields.rejected is None]
    kinds = Counter(page.kind for page in taken)
    print(f"index pages taken: {len(taken)} of {len(pages)}", dict(kinds))
    if options.worse:
        print("".join(f"  {page.id}: {page.kind}\n" for page in taken), end="")
    print()


def _print_newsroom(options: BenchOptions) -> None:
    contenders = [
        JUST_FETCHED if contender is WARRAQ else contender
        for contender in _list_installed(options)
        if contender is not WITH_FILES
    ]
    with TemporaryDirectory() as folder, Newsroom(port=0) as running_newsroom:
        served_pages = newsroom.fetch_pages(running_newsroom)
        pages = newsroom.save_pages(served_pages, Path(folder))
        runs = {
            contender: run_contender(contender, pages, options.readings) for contender in contenders
        }
    print(f"newsroom ({len(pages)} pages)")
    print(report.format_table(pages, runs))
    if JUST_FETCHED in runs:
        _print_details("newsroom", pages, runs[JUST_FETCHED], options.by)
        right = newsroom.compute_shares_right(served_pages)
        print(report.format_shares("newsroom, fields right", right))
        _print_with_learning(pages, served_pages)
    print()


def _print_with_learning(
    pages: Sequence[GoldPage], served_pages: Sequence[newsroom.ServedPage]
) -> None:
    """Print the scores of the newsroom's pages after learning from all of them."""
    run = ContenderRun(results=with_learning.extract_learned(served_pages))
    print("newsroom, an outlet's articles together")
    print(report.format_table(pages, {WARRAQ: run}))
    rungs = report.share_rungs(run.results)
    print(report.format_shares("newsroom, an outlet's articles together, rung of the text", rungs))


def _print_cases(folder: Path) -> None:
    if not folder.is_dir():
        print(f"{folder} not found, left out")
        return
    wrong = cases.list_wrong(folder / "web")
    right = sum(not faults for faults in wrong.values())
    print(f"cases/web: {right} of {len(wrong)} right; those of HTTP and crawls are tests")
    for name, faults in wrong.items():
        if faults:
            print(f"  {name}: {'; '.join(faults)}")
    shares = lines.compute_line_shares(folder / "lines")
    print(report.format_shares("cases/lines", shares))


def _print_dates(options: BenchOptions) -> None:
    for path in (options.shared / "cases" / "dates.jsonl", dates.OWN_DATES):
        if not path.exists():
            continue
        rows = dates.read_rows(path)
        name = f"{path.parent.name}/{path.name} ({len(rows)})"
        right = dates.compute_shares_right(rows, dates.check_warraq(rows))
        print(report.format_shares(f"{name}, warraq", right))
        if TRAFILATURA not in options.contenders or not find_python("dateparser").exists():
            continue
        for variant in ("ar", "country"):
            right = dates.compute_shares_right(rows, dates.check_dateparser(rows, variant))
            print(report.format_shares(f"{name}, dateparser told {variant}", right))


def _print_negatives(options: BenchOptions) -> int:
    pages = read_negatives(options.shared / "corpus" / "negatives")
    rejections = report.list_rejections(pages, run_contender(WARRAQ, pages))
    print(f"negatives refused: {len(rejections)} of {len(pages)}", *rejections, sep="\n  ")
    return 0 if len(rejections) == len(pages) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
