"""Print the share of texts told right, by language and length, of warraq and its peers.

python -m tests.bench.language PYTHON   (that of the environment of peers.lock)
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from crawler.text.language import detect_language
from tests.bench.language.peers import DETECTORS

_ROOT = Path(__file__).parents[3]


def main(python: str) -> None:
    """Ask all of them for the same texts."""
    source = _run(python, "tests.bench.language.texts", "")
    rows: list[tuple[str, str, str]] = json.loads(source)
    said: dict[str, Sequence[str | None]] = {
        "warraq": [detect_language(text) for _, _, text in rows]
    }
    for name in DETECTORS:
        said[name] = json.loads(_run(python, "tests.bench.language.peers", source, name))
    kinds = Counter((language, size) for language, size, _ in rows)
    table = Table(title=f"share told right, {len(rows)} texts")
    for head in ("", *(f"{language} {size} ({n})" for (language, size), n in kinds.items())):
        table.add_column(head, justify="right" if head else "left")
    for name, answers in said.items():
        right = Counter(
            (row[0], row[1]) for row, one in zip(rows, answers, strict=True) if one == row[0]
        )
        table.add_row(name, *(f"{right[kind] / n:.3f}" for kind, n in kinds.items()))
    Console(width=160).print(table)


def _run(python: str, module: str, source: str, *arguments: str) -> str:
    command = [python, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=_ROOT, input=source, text=True, capture_output=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1])
