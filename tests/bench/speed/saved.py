"""Memory of `scrapy extract` over a long list of saved pages.

    python -m tests.bench.speed.saved [--pages 20000]

The list has the pages of the shared corpora, else of the sample newsroom, again and again.
"""

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.speed.memory import SAMPLES, print_sample
from tests.bench.speed.pages import select_sources, shared_folder
from tests.bench.speed.process_usage import ProcessWatch


def write_list(folder: Path, count: int) -> Path:
    """Save pages and a list of `count` rows that name them; return the list."""
    rows = []
    for number, page in enumerate(select_sources(shared_folder(), 160)):
        file = folder / f"{number}.html"
        file.write_bytes(page.body)
        rows.append({"url": f"https://o{number}.example/news/2026/{number}", "file": str(file)})
    list_file = folder / "pages.jsonl"
    with list_file.open("w", encoding="utf-8") as out:
        for row in itertools.islice(itertools.cycle(rows), count):
            out.write(json.dumps(row) + "\n")
    return list_file


def measure(list_file: Path, count: int) -> int:
    """Extract the listed pages; print memory as lines come out, return the exit status."""
    scrapy = str(Path(sys.executable).with_name("scrapy"))
    command = [scrapy, "extract", "--input", str(list_file)]
    started, lines = time.monotonic(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        watch = ProcessWatch(child.pid)
        assert child.stdout
        for lines, _ in enumerate(child.stdout, start=1):
            if lines % max(1, count // SAMPLES) == 0:
                print_sample(time.monotonic() - started, lines, "pages", watch)
        watch.stop()
    print(f"{lines} lines of {count} pages")
    return child.returncode


def main(arguments: Sequence[str]) -> int:
    """Save pages, extract them, print memory."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed.saved", description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return measure(write_list(Path(folder), options.pages), options.pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
