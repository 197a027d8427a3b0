"""The quality floor: what the project's own pages and date strings must never fall below.

    python -m tests.bench.quality.floor                 raise it to what holds now
    python -m tests.bench.quality.floor --allow-lower   set it to what holds now

The file names the inputs by digest: other inputs need the floor set anew.
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
_PLACES = 10_000


class Measured(NamedTuple):
    """The scores of one set of inputs, shares of 1 by name; `inputs` is their SHA-256."""

    inputs: str
    scores: dict[str, float]


def measure_newsroom() -> Measured:
    """Score the extraction on every page of the sample newsroom, field by field."""
    with Newsroom(port=0) as room:
        pages = newsroom.fetch_all(room)
    return Measured(newsroom.digest(), newsroom.shares_right(pages))


def measure_dates() -> Measured:
    """Score the reading of our own date strings."""
    rows = dates.read_rows(dates.OURS)
    inputs = sha256(dates.OURS.read_bytes()).hexdigest()
    return Measured(inputs, dates.shares_right(rows, dates.warraq(rows)))


SETS: Mapping[str, Callable[[], Measured]] = {"dates": measure_dates, "newsroom": measure_newsroom}


def read() -> dict[str, Measured]:
    """Read the file; nothing where there is none yet."""
    if not FILE.exists():
        return {}
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: Measured(row["inputs"], row["scores"]) for name, row in rows.items()}


def below(measured: Measured, held: Measured) -> list[str]:
    """Return a line for every score that is lower than the floor, or gone."""
    return [
        f"{name}: {measured.scores.get(name, 0):.4f} is below {least:.4f}"
        for name, least in held.scores.items()
        if measured.scores.get(name, 0) < least
    ]


def main(arguments: list[str]) -> int:
    """Write the floor; exit status 1, and no change, where it would fall without leave."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality.floor")
    parser.add_argument("--allow-lower", action="store_true", help="let scores fall")
    allowed = parser.parse_args(arguments).allow_lower
    held, now = read(), {name: measure() for name, measure in SETS.items()}
    fallen = [f"{name}: {line}" for name, old in held.items() for line in below(now[name], old)]
    if fallen:
        print(*fallen, sep="\n", file=sys.stderr)
    if fallen and not allowed:
        print("The floor stays as it is. ALLOW_LOWER=1 lowers it.", file=sys.stderr)
        return 1
    _write(now)
    return 0


def _write(now: Mapping[str, Measured]) -> None:
    """Cut scores off after four places: what is written is reached."""
    rows = {
        name: {
            "inputs": one.inputs,
            "scores": {key: floor(value * _PLACES) / _PLACES for key, value in one.scores.items()},
        }
        for name, one in now.items()
    }
    FILE.write_text(json.dumps(rows, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
