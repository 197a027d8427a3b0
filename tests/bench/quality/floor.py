"""The quality floor: scores that the project's own pages and date strings must never fall below.

    python -m tests.bench.quality.floor                 raise the floor to today's scores
    python -m tests.bench.quality.floor --allow-lower   set the floor to today's scores

The file has a digest of the inputs: other inputs need a new floor.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from math import floor
from pathlib import Path
from typing import NamedTuple

from tests.bench.quality import dates, newsroom
from tests.newsroom import Newsroom

FILE = Path(__file__).parents[2] / "quality_floor.json"
_ROUNDING = 10_000  # four decimal places


class SetScores(NamedTuple):
    """The scores of one set of inputs, shares of 1 by name; `inputs` is their SHA-256."""

    inputs: str
    scores: dict[str, float]


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


SETS: Mapping[str, Callable[[], SetScores]] = {"dates": score_dates, "newsroom": score_newsroom}


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
    measured = {name: measure() for name, measure in SETS.items()}
    fallen = [
        f"{name}: {line}"
        for name, lowest in read_floor().items()
        for line in list_lower_scores(measured[name], lowest)
    ]
    if fallen:
        print(*fallen, sep="\n", file=sys.stderr)
    if fallen and not allowed:
        print("The floor stays as it is. ALLOW_LOWER=1 lowers it.", file=sys.stderr)
        return 1
    _write(measured)
    return 0


def _write(measured: Mapping[str, SetScores]) -> None:
    """Write scores rounded down to four places, so that today's scores reach the floor."""
    rows = {
        name: {
            "inputs": inputs,
            "scores": {key: floor(score * _ROUNDING) / _ROUNDING for key, score in scores.items()},
        }
        for name, (inputs, scores) in measured.items()
    }
    FILE.write_text(json.dumps(rows, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
