"""The share of texts whose language warraq and its peers detect, by language and length.

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
    """Run all detectors on the same texts and print the shares."""
    source = _run(python, "tests.bench.language.texts", "")
    rows: list[tuple[str, str, str]] = json.loads(source)
    detected: dict[str, Sequence[str | None]] = {
        "warraq": [detect_language(text) for _, _, text in rows]
    }
    for name in DETECTORS:
        detected[name] = json.loads(_run(python, "tests.bench.language.peers", source, name))
    kinds = Counter((language, size) for language, size, _ in rows)
    table = Table(title=f"share told right, {len(rows)} texts")
    headings = (f"{language} {size} ({count})" for (language, size), count in kinds.items())
    for heading in ("", *headings):
        table.add_column(heading, justify="right" if heading else "left")
    for name, languages in detected.items():
        right = Counter(
            (expected, size)
            for (expected, size, _), language in zip(rows, languages, strict=True)
            if language == expected
        )
        table.add_row(name, *(f"{right[kind] / count:.3f}" for kind, count in kinds.items()))
    Console(width=160).print(table)


def _run(python: str, module: str, source: str, *arguments: str) -> str:
    command = [python, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=_ROOT, input=source, text=True, capture_output=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1])
