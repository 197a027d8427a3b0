"""The quality floor: scores that pages, cases and date strings must never fall below.

    python -m tests.bench.quality.floor                 raise the floor to today's scores
    python -m tests.bench.quality.floor --allow-lower   set the floor to today's scores

The file has a digest of the inputs: other inputs need a new floor. Sets of the project have their
floor to four decimal places, sets of the shared folder to two. Where that folder is absent, their
floor stays as it is.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from math import floor
from pathlib import Path

from tests.bench.quality import dates, newsroom, shared_floor
from tests.bench.quality.options import find_shared_folder
from tests.bench.quality.shared_floor import SetScores
from tests.newsroom import Newsroom

FILE = Path(__file__).parents[2] / "quality_floor.json"
_OWN_ROUNDING, _SHARED_ROUNDING = 10_000, 100


def score_newsroom() -> SetScores:
    """Score the extraction on every page of the sample newsroom, field by field."""
    with Newsroom(port=0) as running_newsroom:
        pages = newsroom.fetch_pages(running_newsroom)
    return SetScores(newsroom.compute_digest(), newsroom.compute_shares_right(pages))


def score_dates() -> SetScores:
    """Score the parsing of the project's own date strings."""
    rows = dates.read_rows(dates.OWN_DATES)
    inputs = sha256(dates.OWN_DATES.read_bytes()).hexdigest()
    return SetScores(inputs, dates.compute_shares_right(rows, dates.check_warraq(rows)))


OWN_SETS: Mapping[str, Callable[[], SetScores]] = {"dates": score_dates, "newsroom": score_newsroom}


def read_floor() -> dict[str, SetScores]:
    """Read the floor of every set; nothing where there is no file."""
    if not FILE.exists():
        return {}
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: SetScores(row["inputs"], row["scores"]) for name, row in rows.items()}


def list_lower_scores(measured: SetScores, lowest: SetScores) -> list[str]:
    """Return a line for every score that is below the floor, or missing."""
    return [
        f"{name}: {measured.scores.get(name, 0):.4f} is below {score:.4f}"
        for name, score in lowest.scores.items()
        if measured.scores.get(name, 0) < score
    ]


def main(arguments: list[str]) -> int:
    """Write the floor; exit status 1, and no change, where it would fall and may not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality.floor")
    parser.add_argument("--allow-lower", action="store_true", help="let scores fall")
    allowed = parser.parse_args(arguments).allow_lower
    lowest, measured = read_floor(), _measure()
    fallen = [
        f"{name}: {line}"
        for name in lowest.keys() & measured.keys()
        for line in list_lower_scores(measured[name], lowest[name])
    ]
    if fallen:
        print(*sorted(fallen), sep="\n", file=sys.stderr)
    if fallen and not allowed:
        print("The floor stays as it is. ALLOW_LOWER=1 lowers it.", file=sys.stderr)
        return 1
    _write(lowest | measured)
    return 0


def _measure() -> dict[str, SetScores]:
    """Score every set that is present."""
    measured = {name: measure() for name, measure in OWN_SETS.items()}
    shared = find_shared_folder()
    if not shared.is_dir():
        print(f"no shared material at {shared}: its floor stays as it is", file=sys.stderr)
        return measured
    return measured | {name: measure(shared) for name, measure in shared_floor.SETS.items()}


def _write(scores: Mapping[str, SetScores]) -> None:
    """Write scores rounded down, so that today's scores reach the floor."""
    rows = {
        name: {"inputs": inputs, "scores": _round_down(name, values)}
        for name, (inputs, values) in scores.items()
    }
    FILE.write_text(json.dumps(rows, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _round_down(name: str, scores: Mapping[str, float]) -> dict[str, float]:
    rounding = _OWN_ROUNDING if name in OWN_SETS else _SHARED_ROUNDING
    # A floor read from the file must not sink by the way floats are stored.
    return {key: floor(score * rounding + 1e-9) / rounding for key, score in scores.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
