"""The benchmark of copies, run and printed as tables.

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
from tests.bench.dedupe.pairs import make_pairs
from tests.bench.dedupe.scores import Score, score_pairs

_ROOT = Path(__file__).parents[3]
_MIN_PRECISION, _MIN_RECALL = 0.98, 0.95


def main(arguments: Sequence[str]) -> int:
    """Run and print; exit status 1 where the reported half falls below the thresholds."""
    options = _parser().parse_args(arguments)
    if not (options.shared / "corpus").is_dir():
        print(f"no corpora in {options.shared}, left out (set WARRAQ_SHARED)")
    pairs = make_pairs(options.shared)
    sources = Counter(pair.source for pair in pairs)
    print(f"{len(pairs)} pairs:", ", ".join(f"{name} {count}" for name, count in sources.items()))
    tuning = score_pairs(pair for pair in pairs if pair.tunes_thresholds)
    reported = score_pairs(pair for pair in pairs if not pair.tunes_thresholds)
    _print_scores(pairs, tuning, reported)
    if not options.pairs_only:
        sizes = [int(size) for size in options.sizes.split(",")]
        _print_costs(sizes, [size for size in sizes if size <= options.stored])
    total = reported["all"]
    return int(total.precision < _MIN_PRECISION or total.recall < _MIN_RECALL)


def _print_scores(
    pairs: Sequence[Pair], tuning: dict[str, Score], reported: dict[str, Score]
) -> None:
    print(f"\n{'':28}{'half fixed on':>22}{'half reported':>22}")
    kinds = dict.fromkeys((pair.kind, pair.copies) for pair in pairs)
    print(f"{'copies found':28}")
    for kind in (kind for kind, copies in kinds if copies):
        found = (_format_found(half.get(kind)) for half in (tuning, reported))
        print(f"  {kind:26}" + "".join(f"{count:>22}" for count in found))
    print(f"{'others told apart':28}")
    for kind in (kind for kind, copies in kinds if not copies):
        rejected = (_format_rejected(half.get(kind)) for half in (tuning, reported))
        print(f"  {kind:26}" + "".join(f"{count:>22}" for count in rejected))
    for name in ("precision", "recall"):
        halves = (getattr(half["all"], name) for half in (tuning, reported))
        print(f"{name:28}" + "".join(f"{value:>22.3f}" for value in halves))


def _format_found(score: Score | None) -> str:
    return f"{score.found} of {score.found + score.missed}" if score else "-"


def _format_rejected(score: Score | None) -> str:
    return f"{score.rejected} of {score.rejected + score.mistaken}" if score else "-"


def _print_costs(sizes: Sequence[int], stored: Sequence[int]) -> None:
    print(f"\n{'cost a document':20}{'stored':>10}{'ms':>8}{'candidates':>12}{'most':>6}")
    for where, row in cost.measure_costs(sizes, stored):
        figures = f"{row.size:>10}{row.milliseconds:>8.2f}{row.candidates:>12.2f}"
        print(f"{where:20}{figures}{row.max_candidates:>6}", flush=True)
    if skipped := [size for size in sizes if size not in stored]:
        print("not over the database, where filling it takes hours:", *skipped)


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
