"""Run the benchmark of copies and print its tables.

python -m tests.bench.dedupe [--pairs-only] [--sizes 10000,100000] [--shared FOLDER]
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.bench.dedupe import cost
from tests.bench.dedupe.pair import Pair
from tests.bench.dedupe.pairs import labelled
from tests.bench.dedupe.scores import Score, scored

_ROOT = Path(__file__).parents[3]
_PRECISION, _RECALL = 0.98, 0.95


def main(arguments: Sequence[str]) -> int:
    """Run and print; exit status 1 where the reported half falls short of the aims."""
    options = _parser().parse_args(arguments)
    if not (options.shared / "corpus").is_dir():
        print(f"no corpora in {options.shared}, left out (set WARRAQ_SHARED)")
    pairs = labelled(options.shared)
    sources = Counter(pair.source for pair in pairs)
    print(f"{len(pairs)} pairs:", ", ".join(f"{name} {many}" for name, many in sources.items()))
    fixed = scored(pair for pair in pairs if pair.fixes_thresholds)
    reported = scored(pair for pair in pairs if not pair.fixes_thresholds)
    _print_scores(pairs, fixed, reported)
    if not options.pairs_only:
        sizes = [int(size) for size in options.sizes.split(",")]
        _print_costs(sizes, [size for size in sizes if size <= options.stored])
    together = reported["all"]
    return int(together.precision < _PRECISION or together.recall < _RECALL)


def _print_scores(
    pairs: Sequence[Pair], fixed: dict[str, Score], reported: dict[str, Score]
) -> None:
    print(f"\n{'':28}{'half fixed on':>22}{'half reported':>22}")
    kinds = dict.fromkeys((pair.kind, pair.copies) for pair in pairs)
    print(f"{'copies found':28}")
    for kind in (kind for kind, copies in kinds if copies):
        print(f"  {kind:26}{_recall(fixed.get(kind)):>22}{_recall(reported.get(kind)):>22}")
    print(f"{'others told apart':28}")
    for kind in (kind for kind, copies in kinds if not copies):
        print(f"  {kind:26}{_apart(fixed.get(kind)):>22}{_apart(reported.get(kind)):>22}")
    for name in ("precision", "recall"):
        halves = (getattr(half["all"], name) for half in (fixed, reported))
        print(f"{name:28}" + "".join(f"{value:>22.3f}" for value in halves))


def _recall(score: Score | None) -> str:
    return f"{score.found} of {score.found + score.missed}" if score else "-"


def _apart(score: Score | None) -> str:
    return f"{score.apart} of {score.apart + score.taken}" if score else "-"


def _print_costs(sizes: Sequence[int], stored: Sequence[int]) -> None:
    print(f"\n{'cost a document':20}{'stored':>10}{'ms':>8}{'candidates':>12}{'most':>6}")
    for where, one in cost.measure(sizes, stored):
        row = f"{one.size:>10}{one.milliseconds:>8.2f}{one.candidates:>12.2f}{one.most:>6}"
        print(f"{where:20}{row}", flush=True)
    if left := [size for size in sizes if size not in stored]:
        print("not over the database, where filling it takes hours:", *left)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.dedupe", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--pairs-only", action="store_true", help="no costs")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="documents stored")
    parser.add_argument("--stored", type=int, default=100_000, help="the most over the database")
    beside = Path(os.environ.get("WARRAQ_SHARED", _ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=beside, help="the folder of the corpora")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
